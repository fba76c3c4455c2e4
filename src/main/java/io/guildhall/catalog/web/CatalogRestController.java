package io.guildhall.catalog.web;

import java.time.LocalDate;

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

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductDetails;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Products for programs. */
@Tag(name = "Products")
@RestController
@RequestMapping("/api/v1/products")
@RequiredArgsConstructor
class CatalogRestController {

	private final CatalogService catalog;

	private final Idempotency idempotency;

	@Operation(summary = "Products by name")
	@GetMapping
	Slice<ProductSummary> list(@RequestParam(required = false) @Nullable String q,
			@RequestParam(defaultValue = "true") boolean active,
			@RequestParam(required = false) @Nullable String after) {
		return catalog.list(q, active, after);
	}

	@Operation(summary = "A product")
	@GetMapping("/{id}")
	ResponseEntity<ProductDetails> get(@PathVariable ProductId id) {
		ProductDetails product = catalog.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(product.version())).body(product);
	}

	@Operation(summary = "Adds a product")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	ProductDetails create(@Valid @RequestBody ProductRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		ProductId id = idempotency.once(key, request, ProductId.class, () -> catalog.create(request.product()));
		return catalog.get(id);
	}

	@Operation(summary = "Changes a product")
	@PutMapping("/{id}")
	ProductDetails change(@PathVariable ProductId id, @Valid @RequestBody ProductRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		catalog.change(id, request.product(), Versions.of(ifMatch));
		return catalog.get(id);
	}

	@Operation(summary = "Takes a product off sale")
	@PostMapping("/{id}/archive")
	ProductDetails archive(@PathVariable ProductId id) {
		catalog.archive(id);
		return catalog.get(id);
	}

	@Operation(summary = "Puts a product back on sale")
	@PostMapping("/{id}/restore")
	ProductDetails restore(@PathVariable ProductId id) {
		catalog.restore(id);
		return catalog.get(id);
	}

	/**
	 * A product as programs say it; what is left out it has not.
	 *
	 * @param eligibility everybody where it is left out
	 */
	record ProductRequest(@NotBlank @Size(max = 200) String name, @NotNull ProductKind kind, @NotNull Money price,
			@Size(max = 2000) @Nullable String description, @Size(max = 60) @Nullable String sku, @Nullable Money cost,
			@Nullable LocalDate startsOn, @Nullable LocalDate endsOn, @Nullable Integer minutes,
			@Nullable Integer perMember, @Nullable Eligibility eligibility, @Nullable Integer uses,
			@Nullable Integer validDays) {

		NewProduct product() {
			return new NewProduct(name, kind, price, description, new ProductTraits(sku, cost, startsOn, endsOn,
					minutes, perMember, (eligibility != null) ? eligibility : Eligibility.ALL, uses, validDays));
		}

	}

}
