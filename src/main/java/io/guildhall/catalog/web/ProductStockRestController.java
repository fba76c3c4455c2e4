package io.guildhall.catalog.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductStock;
import io.guildhall.catalog.StockChange;
import io.guildhall.catalog.StockLevel;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** How many there are of a product, for programs. */
@Tag(name = "Products")
@RestController
@RequestMapping("/api/v1/products/{id}/stock")
@RequiredArgsConstructor
class ProductStockRestController {

	private static final String KEY = "Idempotency-Key";

	private final CatalogService catalog;

	private final ProductStock stock;

	private final Idempotency idempotency;

	@Operation(summary = "How many there are of a product")
	@GetMapping
	StockLevel level(@PathVariable ProductId id) {
		return catalog.get(id).stock();
	}

	@Operation(summary = "What was laid in and taken out by hand, the latest first")
	@GetMapping("/changes")
	Slice<StockChange> changes(@PathVariable ProductId id, @RequestParam(required = false) @Nullable String after) {
		return stock.history(id, after);
	}

	@Operation(summary = "Lays so many in, or takes them out; what was unlimited has so many from now on")
	@PostMapping("/changes")
	@ResponseStatus(HttpStatus.CREATED)
	StockLevel change(@PathVariable ProductId id, @Valid @RequestBody ChangeRequest request,
			@RequestHeader(name = KEY, required = false) @Nullable String key) {
		return idempotency.once(key, List.of(id, request), StockLevel.class,
				() -> stock.change(id, request.number(), request.reason()));
	}

	@Operation(summary = "Counts no more how many there are")
	@PostMapping("/release")
	StockLevel release(@PathVariable ProductId id, @Valid @RequestBody ReleaseRequest request) {
		return stock.release(id, request.reason());
	}

	record ChangeRequest(@NotNull Long number, @NotBlank @Size(max = 200) String reason) {
	}

	record ReleaseRequest(@NotBlank @Size(max = 200) String reason) {
	}

}
