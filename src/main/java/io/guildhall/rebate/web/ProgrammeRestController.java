package io.guildhall.rebate.web;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.catalog.ProductId;
import io.guildhall.community.CommunityId;
import io.guildhall.rebate.RebateFigures;
import io.guildhall.rebate.RebateProgramme;
import io.guildhall.rebate.RebateProgrammes;
import io.guildhall.rebate.RebateTerms;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Rebate programmes for programs. */
@Tag(name = "Rebates")
@RestController
@RequestMapping("/api/v1/rebate-programmes")
@RequiredArgsConstructor
class ProgrammeRestController {

	private final RebateProgrammes programmes;

	private final Idempotency idempotency;

	@Operation(summary = "Rebate programmes whose name contains q, the latest first")
	@GetMapping
	Slice<RebateProgramme> list(@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) RebateProgramme.@Nullable State state,
			@RequestParam(required = false) @Nullable String after) {
		return programmes.list(q, state, after);
	}

	@Operation(summary = "A programme")
	@GetMapping("/{id}")
	ResponseEntity<RebateProgramme> get(@PathVariable UUID id) {
		RebateProgramme programme = programmes.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(programme.version())).body(programme);
	}

	@Operation(summary = "What came of a programme")
	@GetMapping("/{id}/figures")
	RebateFigures figures(@PathVariable UUID id) {
		return programmes.figures(id);
	}

	@Operation(
			summary = "Makes a draft: either an amount for an order, or a share (hundredths of a per cent) with a cap")
	@PostMapping
	ResponseEntity<RebateProgramme> create(@Valid @RequestBody ProgrammeRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		RebateTerms terms = request.terms();
		RebateProgramme made = idempotency.once(key, request, RebateProgramme.class, () -> programmes.create(terms));
		return ResponseEntity.created(URI.create("/api/v1/rebate-programmes/" + made.id())).body(made);
	}

	@Operation(summary = "Writes a draft anew")
	@PutMapping("/{id}")
	RebateProgramme change(@PathVariable UUID id, @Valid @RequestBody ProgrammeRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return programmes.change(id, request.terms(), Versions.of(ifMatch));
	}

	@Operation(summary = "A draft begins to promise")
	@PostMapping("/{id}/activate")
	RebateProgramme activate(@PathVariable UUID id) {
		return programmes.activate(id);
	}

	@Operation(summary = "A programme promises nothing any more; what was promised stays")
	@PostMapping("/{id}/end")
	RebateProgramme end(@PathVariable UUID id) {
		return programmes.end(id);
	}

	/**
	 * Terms.
	 *
	 * @param products that count; all, where nothing is said
	 * @param waitDays after the order was paid and received until a rebate is earned;
	 * none, where nothing is said
	 */
	record ProgrammeRequest(@NotBlank String name, @Nullable List<@NotNull ProductId> products, @Nullable Money amount,
			@Nullable Integer share, @Nullable Money cap, @NotNull LocalDate firstDay, @NotNull LocalDate lastDay,
			@Nullable Integer waitDays, @Nullable Money perMember, @Nullable Money budget,
			@Nullable CommunityId community) {

		RebateTerms terms() {
			return new RebateTerms(name, (products != null) ? products : List.of(), amount, share, cap, firstDay,
					lastDay, (waitDays != null) ? waitDays : 0, perMember, budget, community);
		}
	}

}
