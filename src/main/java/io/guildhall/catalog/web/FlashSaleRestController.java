package io.guildhall.catalog.web;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.FlashSaleDetails;
import io.guildhall.catalog.FlashSaleFilter;
import io.guildhall.catalog.FlashSaleId;
import io.guildhall.catalog.FlashSaleState;
import io.guildhall.catalog.FlashSales;
import io.guildhall.catalog.NewFlashSale;
import io.guildhall.catalog.ProductHold;
import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Flash sales for programs. */
@Tag(name = "Flash sales")
@RestController
@RequestMapping("/api/v1/flash-sales")
@RequiredArgsConstructor
class FlashSaleRestController {

	private final FlashSales sales;

	private final Idempotency idempotency;

	@Operation(summary = "Flash sales of products whose name contains q, by their beginning, the latest first")
	@GetMapping
	Slice<FlashSaleDetails> list(@RequestParam(required = false) @Nullable ProductId product,
			@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable FlashSaleState state,
			@RequestParam(required = false) @Nullable String after) {
		return sales.list(new FlashSaleFilter(product, q, state), after);
	}

	@Operation(summary = "A flash sale with its counter")
	@GetMapping("/{id}")
	ResponseEntity<FlashSaleDetails> get(@PathVariable FlashSaleId id) {
		FlashSaleDetails sale = sales.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(sale.version())).body(sale);
	}

	@Operation(summary = "What the latest orders took at its price")
	@GetMapping("/{id}/holds")
	List<ProductHold> holds(@PathVariable FlashSaleId id) {
		return sales.holds(id);
	}

	@Operation(summary = "Makes a flash sale, as a draft")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	FlashSaleDetails create(@Valid @RequestBody FlashSaleRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		FlashSaleId id = idempotency.once(key, request, FlashSaleId.class, () -> sales.create(request.sale()));
		return sales.get(id);
	}

	@Operation(summary = "Changes a draft; its product stays")
	@PutMapping("/{id}")
	FlashSaleDetails change(@PathVariable FlashSaleId id, @Valid @RequestBody FlashSaleRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		sales.change(id, request.sale(), Versions.of(ifMatch));
		return sales.get(id);
	}

	@Operation(summary = "Opens a draft; orders take its price as soon as it begins")
	@PostMapping("/{id}/open")
	FlashSaleDetails open(@PathVariable FlashSaleId id) {
		sales.open(id);
		return sales.get(id);
	}

	@Operation(summary = "Calls a flash sale off; what was ordered keeps its price")
	@PostMapping("/{id}/cancel")
	FlashSaleDetails cancel(@PathVariable FlashSaleId id) {
		sales.callOff(id);
		return sales.get(id);
	}

	/**
	 * A flash sale as programs say it.
	 *
	 * @param perMember 1 where it is left out
	 * @param eligibility everybody where it is left out
	 */
	record FlashSaleRequest(@NotNull ProductId product, @NotNull Money price, @NotNull Instant startsAt,
			@NotNull Instant endsAt, @NotNull Long stock, @Nullable Integer perMember,
			@Nullable Eligibility eligibility) {

		NewFlashSale sale() {
			return new NewFlashSale(product, price, startsAt, endsAt, stock, (perMember != null) ? perMember : 1,
					(eligibility != null) ? eligibility : Eligibility.ALL);
		}

	}

}
