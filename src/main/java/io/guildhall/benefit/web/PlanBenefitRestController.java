package io.guildhall.benefit.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.benefit.BenefitPeriod;
import io.guildhall.benefit.BenefitRule;
import io.guildhall.benefit.BenefitSet;
import io.guildhall.benefit.PlanBenefits;
import io.guildhall.membership.PlanId;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** What plans let their members use, for programs. */
@Tag(name = "Plans")
@RestController
@RequestMapping("/api/v1/plans/{id}")
@RequiredArgsConstructor
class PlanBenefitRestController {

	private final PlanBenefits benefits;

	@Operation(summary = "What a plan gives to whoever buys it now; set 0 are its words, before any set was made")
	@GetMapping("/benefits")
	ResponseEntity<BenefitSet> get(@PathVariable PlanId id) {
		BenefitSet set = benefits.current(id);
		return ResponseEntity.ok().eTag(Versions.tag(set.number())).body(set);
	}

	@Operation(summary = "Sets what a plan gives; who has paid keeps what they paid for, unless it is for everybody")
	@PutMapping("/benefits")
	ResponseEntity<BenefitSet> change(@PathVariable PlanId id, @Valid @RequestBody BenefitsRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		Long version = Versions.of(ifMatch);
		BenefitSet set = benefits.change(id, request.benefits().stream().map(RuleRequest::rule).toList(),
				Boolean.TRUE.equals(request.everybody()), (version != null) ? Math.toIntExact(version) : null);
		return ResponseEntity.ok().eTag(Versions.tag(set.number())).body(set);
	}

	@Operation(summary = "All that a plan gave so far, the latest first")
	@GetMapping("/benefit-sets")
	Slice<BenefitSet> history(@PathVariable PlanId id) {
		return Slice.whole(benefits.history(id));
	}

	record BenefitsRequest(@NotNull List<@Valid @NotNull RuleRequest> benefits, @Nullable Boolean everybody) {
	}

	record RuleRequest(@NotBlank String name, @Nullable String note, @Nullable Integer quota,
			@Nullable BenefitPeriod period, @Nullable Integer carry, @NotNull Money unitValue) {

		BenefitRule rule() {
			return new BenefitRule(name, note, quota, (period != null) ? period : BenefitPeriod.TERM,
					(carry != null) ? carry : 0, unitValue);
		}
	}

}
