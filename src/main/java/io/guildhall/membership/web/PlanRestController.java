package io.guildhall.membership.web;

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

import io.guildhall.shared.Slice;
import io.guildhall.membership.Benefit;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanConditions;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanFilter;
import io.guildhall.membership.PlanId;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.membership.RefundPolicy;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Money;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Plans for programs. */
@Tag(name = "Plans")
@RestController
@RequestMapping("/api/v1/plans")
@RequiredArgsConstructor
class PlanRestController {

	private final PlanService plans;

	private final Idempotency idempotency;

	@Operation(summary = "Plans whose name or family contains q: those that are sold first, then by name")
	@GetMapping
	Slice<PlanDetails> list(@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable Boolean archived,
			@RequestParam(required = false) @Nullable String after) {
		return plans.list(new PlanFilter(q, archived), after);
	}

	@Operation(summary = "A plan; its product is what an order sells")
	@GetMapping("/{id}")
	ResponseEntity<PlanDetails> get(@PathVariable PlanId id) {
		PlanDetails plan = plans.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(plan.version())).body(plan);
	}

	@Operation(summary = "Makes a plan")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	PlanDetails create(@Valid @RequestBody PlanRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, request, PlanDetails.class, () -> plans.get(plans.create(request.plan())));
	}

	@Operation(summary = "Changes a plan")
	@PutMapping("/{id}")
	PlanDetails change(@PathVariable PlanId id, @Valid @RequestBody PlanRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return plans.change(id, request.plan(), Versions.of(ifMatch));
	}

	@Operation(summary = "Takes a plan off sale")
	@PostMapping("/{id}/archive")
	PlanDetails archive(@PathVariable PlanId id) {
		return plans.archive(id);
	}

	@Operation(summary = "Puts a plan back on sale")
	@PostMapping("/{id}/restore")
	PlanDetails restore(@PathVariable PlanId id) {
		return plans.restore(id);
	}

	record PlanRequest(@NotBlank String name, @Nullable String family, @NotNull PlanTerm term, @NotNull Money price,
			@Nullable Integer graceDays, @Nullable List<Benefit> benefits, @Nullable Integer days,
			@Nullable Instant saleFrom, @Nullable Instant saleUntil, @Nullable Integer pauseDays,
			@Nullable RefundPolicy refund, @Nullable Integer refundHours, @Nullable List<@NotNull Integer> reminders) {

		NewPlan plan() {
			return new NewPlan(name, (family != null) ? family : "", term, price, (graceDays != null) ? graceDays : 0,
					(benefits != null) ? benefits : List.of(),
					new PlanConditions(days, saleFrom, saleUntil, (pauseDays != null) ? pauseDays : 0,
							(refund != null) ? refund : RefundPolicy.OPEN, refundHours,
							(reminders != null) ? reminders : List.of()));
		}
	}

}
