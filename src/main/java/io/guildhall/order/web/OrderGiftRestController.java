package io.guildhall.order.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.membership.MembershipId;
import io.guildhall.order.MembershipGift;
import io.guildhall.order.OrderGifts;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** For programs: by whom a membership was given. */
@Tag(name = "Memberships")
@RestController
@RequestMapping("/api/v1/memberships/{id}/gifts")
@RequiredArgsConstructor
class OrderGiftRestController {

	private final OrderGifts gifts;

	@Operation(summary = "The orders by which other members paid for a membership, first to last")
	@GetMapping
	Slice<MembershipGift> of(@PathVariable MembershipId id) {
		return Slice.whole(gifts.of(id));
	}

}
