package io.guildhall.occasion.web;

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

import io.guildhall.catalog.ProductId;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.field.FieldId;
import io.guildhall.occasion.NewOccasionRule;
import io.guildhall.occasion.Occasion;
import io.guildhall.occasion.OccasionGiving;
import io.guildhall.occasion.OccasionRule;
import io.guildhall.occasion.OccasionRuleId;
import io.guildhall.occasion.OccasionRules;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.tiering.Tier;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Rules by which coupons are given, for programs. */
@Tag(name = "Occasion rules")
@RestController
@RequestMapping("/api/v1/occasion-rules")
@RequiredArgsConstructor
class OccasionRestController {

	private final OccasionRules rules;

	private final Idempotency idempotency;

	@Operation(summary = "The rules by which coupons of a batch are given, the latest first")
	@GetMapping
	Slice<OccasionRule> of(@RequestParam BatchId batch) {
		return Slice.whole(rules.of(batch));
	}

	@Operation(summary = "Gives coupons of a batch from now on, whenever there is the occasion")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	OccasionRule create(@Valid @RequestBody RuleRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, request, OccasionRule.class, () -> rules.create(request.rule()));
	}

	@Operation(summary = "A rule, with how many coupons were given by it")
	@GetMapping("/{id}")
	OccasionRule get(@PathVariable OccasionRuleId id) {
		return rules.get(id);
	}

	@Operation(summary = "Stops a rule for good")
	@PostMapping("/{id}/stop")
	OccasionRule stop(@PathVariable OccasionRuleId id) {
		return rules.stop(id);
	}

	@Operation(summary = "Tries all anew for whom there was no coupon")
	@PostMapping("/{id}/again")
	AgainResponse tryAgain(@PathVariable OccasionRuleId id) {
		return new AgainResponse(rules.tryAgain(id));
	}

	@Operation(summary = "What became of the occasions of a rule, the latest first")
	@GetMapping("/{id}/givings")
	Slice<OccasionGiving> givings(@PathVariable OccasionRuleId id,
			@RequestParam(required = false) @Nullable Boolean given,
			@RequestParam(required = false) @Nullable String after) {
		return rules.givings(id, given, after);
	}

	/**
	 * A rule: JOINED with a group or without, TIER with a tier, BIRTHDAY with a field of
	 * days, PAYMENT with a product.
	 */
	record RuleRequest(@NotNull BatchId batch, @NotNull Occasion occasion, @Nullable GroupId group, @Nullable Tier tier,
			@Nullable FieldId field, @Nullable ProductId product) {

		NewOccasionRule rule() {
			return new NewOccasionRule(batch, occasion, group, tier, field, product);
		}

	}

	record AgainResponse(int again) {
	}

}
