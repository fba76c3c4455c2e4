package io.guildhall.membership.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.member.MemberId;
import io.guildhall.member.NamedMembers;
import io.guildhall.membership.MembershipFilter;
import io.guildhall.membership.MembershipGrants;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipListing;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.MembershipState;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.PlanId;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Memberships for programs. A membership is sold by an order. */
@Tag(name = "Memberships")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class MembershipRestController {

	private final MembershipService memberships;

	private final MembershipListing listing;

	private final MembershipGrants grants;

	private final NamedMembers named;

	private final Idempotency idempotency;

	@Operation(
			summary = "Memberships, the latest first, those that are due within so many days by when they end; q is how a member's name or handle begins")
	@GetMapping("/memberships")
	Slice<MembershipSummary> list(@RequestParam(required = false) @Nullable MembershipState state,
			@RequestParam(required = false) @Nullable Integer dueWithin,
			@RequestParam(required = false) @Nullable PlanId plan,
			@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable String after) {
		List<MemberId> whose = (member != null) ? List.of(member) : named.of(q);
		return listing.list(new MembershipFilter(state, dueWithin, plan, whose), after);
	}

	@Operation(summary = "A membership")
	@GetMapping("/memberships/{id}")
	MembershipSummary get(@PathVariable MembershipId id) {
		return memberships.get(id);
	}

	@Operation(summary = "Cancels a membership at the end of its period")
	@PostMapping("/memberships/{id}/cancellation")
	MembershipSummary cancel(@PathVariable MembershipId id) {
		return memberships.cancelAtPeriodEnd(id);
	}

	@Operation(summary = "Takes a cancellation back")
	@DeleteMapping("/memberships/{id}/cancellation")
	MembershipSummary goOn(@PathVariable MembershipId id) {
		return memberships.goOn(id);
	}

	@Operation(summary = "Gives a member a plan up to a day, without an order")
	@PostMapping("/members/{id}/memberships")
	@ResponseStatus(HttpStatus.CREATED)
	MembershipSummary give(@PathVariable MemberId id, @Valid @RequestBody GiftRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, List.of(id, request), MembershipSummary.class,
				() -> grants.give(id, request.plan(), request.lastDay(), request.reason()));
	}

	@Operation(summary = "The terms of a membership, first to last")
	@GetMapping("/memberships/{id}/terms")
	Slice<MembershipSummary.Term> terms(@PathVariable MembershipId id) {
		return Slice.whole(memberships.terms(id));
	}

	@Operation(summary = "Takes back what of a given term was not used")
	@PostMapping("/memberships/{id}/terms/{term}/revocation")
	MembershipSummary revoke(@PathVariable MembershipId id, @PathVariable UUID term,
			@Valid @RequestBody ReasonRequest request) {
		return grants.revoke(id, term, request.reason());
	}

	record GiftRequest(@NotNull PlanId plan, @NotNull LocalDate lastDay, @NotBlank @Size(max = 500) String reason) {
	}

	record ReasonRequest(@NotBlank @Size(max = 500) String reason) {
	}

}
