package io.guildhall.tiering.web;

import java.time.LocalDate;
import java.util.UUID;

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
import io.guildhall.community.CommunityId;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.web.Versions;
import io.guildhall.tiering.ActivityMeasure;
import io.guildhall.tiering.MemberTier;
import io.guildhall.tiering.PolicyKind;
import io.guildhall.tiering.SpendMeasure;
import io.guildhall.tiering.TierCounts;
import io.guildhall.tiering.TierEvaluation;
import io.guildhall.tiering.TierFigures;
import io.guildhall.tiering.TierFlow;
import io.guildhall.tiering.TierPolicyDetails;
import io.guildhall.tiering.TierPolicyId;
import io.guildhall.tiering.TierPolicyService;
import io.guildhall.tiering.TierPolicyVersion;
import io.guildhall.tiering.TierPreview;
import io.guildhall.tiering.TierReasons;
import io.guildhall.tiering.TierTerms;
import io.guildhall.tiering.TieringService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Tiers for programs. */
@Tag(name = "Tiers")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class TieringRestController {

	private static final int LISTED = 100;

	private final TierPolicyService policies;

	private final TieringService tiering;

	private final TierReasons reasons;

	private final TierFigures figures;

	private final OrganizationService organizations;

	@Operation(summary = "Tier policies")
	@GetMapping("/tier-policies")
	Slice<TierPolicyDetails> list() {
		return Slice.whole(policies.list());
	}

	@Operation(summary = "Makes a policy for a community")
	@PostMapping("/tier-policies")
	@ResponseStatus(HttpStatus.CREATED)
	TierPolicyDetails create(@Valid @RequestBody CreateRequest request) {
		return policies.create(request.community(), request.terms().terms());
	}

	@Operation(summary = "A policy")
	@GetMapping("/tier-policies/{id}")
	ResponseEntity<TierPolicyDetails> get(@PathVariable TierPolicyId id) {
		TierPolicyDetails policy = policies.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(policy.version())).body(policy);
	}

	@Operation(summary = "Changes a policy: a new version")
	@PutMapping("/tier-policies/{id}")
	ResponseEntity<TierPolicyDetails> change(@PathVariable TierPolicyId id, @Valid @RequestBody TermsRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		TierPolicyDetails policy = policies.change(id, request.terms(), Versions.of(ifMatch));
		return ResponseEntity.ok().eTag(Versions.tag(policy.version())).body(policy);
	}

	@Operation(summary = "The versions of a policy")
	@GetMapping("/tier-policies/{id}/versions")
	Slice<TierPolicyVersion> versions(@PathVariable TierPolicyId id) {
		return Slice.whole(policies.versions(id));
	}

	@Operation(summary = "Makes an earlier version the current one")
	@PostMapping("/tier-policies/{id}/versions/{number}/restore")
	TierPolicyDetails restore(@PathVariable TierPolicyId id, @PathVariable int number) {
		return policies.restore(id, number);
	}

	@Operation(summary = "What terms would make of the members")
	@PostMapping("/tier-policies/{id}/preview")
	TierPreview preview(@PathVariable TierPolicyId id, @Valid @RequestBody TermsRequest request,
			@RequestParam(required = false) @Nullable LocalDate asOf) {
		return tiering.preview(id, request.terms(), (asOf != null) ? asOf : organizations.today());
	}

	/** Starts an evaluation; its progress is asked for under {@code /api/v1/jobs}. */
	@Operation(summary = "Evaluates a policy in the background")
	@PostMapping("/tier-policies/{id}/evaluations")
	@ResponseStatus(HttpStatus.ACCEPTED)
	JobResponse evaluate(@PathVariable TierPolicyId id,
			@Valid @RequestBody(required = false) @Nullable EvaluateRequest request) {
		LocalDate asOf = (request != null) ? request.asOf() : null;
		return new JobResponse(tiering.start(id, (asOf != null) ? asOf : organizations.today()));
	}

	@Operation(summary = "The evaluations of a policy")
	@GetMapping("/tier-policies/{id}/evaluations")
	Slice<TierEvaluation> evaluations(@PathVariable TierPolicyId id) {
		return Slice.whole(figures.evaluations(id, LISTED));
	}

	@Operation(summary = "How many members stand on each tier")
	@GetMapping("/tier-policies/{id}/counts")
	TierCounts counts(@PathVariable TierPolicyId id) {
		policies.get(id);
		return figures.counts(id);
	}

	@Operation(summary = "Who moved between the tiers in a period")
	@GetMapping("/tier-policies/{id}/flow")
	TierFlow flow(@PathVariable TierPolicyId id, @RequestParam LocalDate from, @RequestParam LocalDate to) {
		policies.get(id);
		return figures.flow(id, from, to);
	}

	@Operation(summary = "The tier of a member, and how it came about; by the organization's policy, or another one")
	@GetMapping("/members/{id}/tier")
	MemberTier tier(@PathVariable MemberId id, @RequestParam(required = false) @Nullable TierPolicyId policy) {
		return (policy != null) ? reasons.of(id, policy) : reasons.of(id);
	}

	record JobResponse(UUID job) {
	}

	record EvaluateRequest(@Nullable LocalDate asOf) {
	}

	record CreateRequest(@NotNull CommunityId community, @NotNull @Valid TermsRequest terms) {
	}

	/** Spend in minor units. */
	record TermsRequest(@NotNull PolicyKind kind, @NotNull Integer windowDays, @NotNull ActivityMeasure activityMeasure,
			@NotNull Long activityThreshold, @Nullable Long potentialThreshold, @Nullable SpendMeasure spendMeasure,
			@Nullable Boolean spendAllTime, @Nullable Long spendThreshold, @NotNull Integer marginPercent) {

		TierTerms terms() {
			return new TierTerms(kind, windowDays, activityMeasure, activityThreshold, potentialThreshold, spendMeasure,
					Boolean.TRUE.equals(spendAllTime), spendThreshold, marginPercent);
		}

	}

}
