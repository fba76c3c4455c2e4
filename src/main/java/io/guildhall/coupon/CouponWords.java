package io.guildhall.coupon;

import java.util.List;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import lombok.RequiredArgsConstructor;

/**
 * Why a coupon of a person was taken back or counts longer, and how a debt of theirs
 * ended, goes with the person; what it counted for, and each move, stays.
 */
@Component
@RequiredArgsConstructor
class CouponWords {

	private static final List<String> FORGET = List.of("""
			update coupon_moves m set note = '' from coupons c
			where m.organization_id = :organization and c.organization_id = :organization and c.id = m.coupon_id
			and c.member_id = :member and m.note <> '' and m.note not like 'coupon.recalled.%'
			""", """
			update coupon_debts d set ended_note = '' from coupons c
			where d.organization_id = :organization and c.organization_id = :organization and c.id = d.coupon_id
			and c.member_id = :member and d.ended_note <> ''
			""");

	private final KeptWords words;

	/**
	 * Holds all coupons of the person first, in the order of all locks: whoever moves one
	 * is through before, or knows of the erasure.
	 */
	@Order(5)
	@EventListener
	void forget(MemberErased erased) {
		words.forget(erased, """
				select id from coupons where organization_id = :organization and member_id = :member
				order by id for update
				""", FORGET);
	}

}
