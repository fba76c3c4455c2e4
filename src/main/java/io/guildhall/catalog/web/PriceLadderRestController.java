package io.guildhall.catalog.web;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.catalog.LadderRung;
import io.guildhall.catalog.NewPriceLadder;
import io.guildhall.catalog.PriceLadderDetails;
import io.guildhall.catalog.PriceLadderId;
import io.guildhall.catalog.PriceLadders;
import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Price ladders for programs. */
@Tag(name = "Price ladders")
@RestController
@RequestMapping("/api/v1/price-ladders")
@RequiredArgsConstructor
class PriceLadderRestController {

	private final PriceLadders ladders;

	private final Idempotency idempotency;

	@Operation(summary = "Price ladders by name, without figures")
	@GetMapping
	Slice<PriceLadderDetails> all() {
		return Slice.whole(ladders.all());
	}

	@Operation(summary = "A price ladder, and how many climbed each step")
	@GetMapping("/{id}")
	ResponseEntity<PriceLadderDetails> get(@PathVariable PriceLadderId id) {
		PriceLadderDetails ladder = ladders.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(ladder.version())).body(ladder);
	}

	@Operation(summary = "Makes a price ladder")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	PriceLadderDetails create(@Valid @RequestBody LadderRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		PriceLadderId id = idempotency.once(key, request, PriceLadderId.class, () -> ladders.create(request.ladder()));
		return ladders.get(id);
	}

	@Operation(summary = "Changes a price ladder")
	@PutMapping("/{id}")
	PriceLadderDetails change(@PathVariable PriceLadderId id, @Valid @RequestBody LadderRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		ladders.change(id, request.ladder(), Versions.of(ifMatch));
		return ladders.get(id);
	}

	@Operation(summary = "Removes a price ladder")
	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@PathVariable PriceLadderId id) {
		ladders.remove(id);
	}

	/**
	 * A price ladder as programs say it.
	 *
	 * @param community whose members are counted; everybody where it is left out
	 * @param products by step; at least two
	 * @param creditDays so long the trial is taken off the full product; never where it
	 * is left out
	 */
	record LadderRequest(@NotBlank @Size(max = 100) String name, @Nullable UUID community,
			@NotNull Map<LadderRung, ProductId> products, @Nullable Integer creditDays) {

		NewPriceLadder ladder() {
			return new NewPriceLadder(name, community, products, creditDays);
		}

	}

}
