package io.guildhall.membership.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.membership.Access;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.MembershipState;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** Memberships and access for programs. A membership is sold by an order. */
@Tag(name = "Memberships")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class MembershipRestController {

	private final MembershipService memberships;

	private final MemberService members;

	@Operation(summary = "Memberships, by when they end")
	@GetMapping("/memberships")
	Slice<MembershipSummary> list(@RequestParam(required = false) @Nullable MembershipState state,
			@RequestParam(required = false) @Nullable Integer dueWithin,
			@RequestParam(required = false) @Nullable String after) {
		return memberships.list(state, dueWithin, after);
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

	@Operation(summary = "Whether a member has access now, and to which benefits")
	@GetMapping("/members/{id}/access")
	Access access(@PathVariable MemberId id, @RequestParam(required = false) @Nullable String benefit) {
		members.require(id);
		return memberships.access(id, benefit);
	}

}
