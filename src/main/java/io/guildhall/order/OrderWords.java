package io.guildhall.order;

import java.util.List;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import lombok.RequiredArgsConstructor;

/**
 * What the staff wrote to the orders of a person, and why they paid back or took
 * something off, goes with the person; what was paid, and when, stays.
 */
@Component
@RequiredArgsConstructor
class OrderWords {

	private static final List<String> FORGET = List.of("""
			update orders set note = '', version = version + 1
			where organization_id = :organization and member_id = :member and note <> ''
			""", """
			update order_refunds r set reason = '' from orders o
			where r.organization_id = :organization and o.organization_id = :organization and o.id = r.order_id
			and o.member_id = :member and r.reason <> ''
			""", """
			update refund_requests r set reason = '', decision_note = null, version = r.version + 1 from orders o
			where r.organization_id = :organization and o.organization_id = :organization and o.id = r.order_id
			and o.member_id = :member and (r.reason <> '' or r.decision_note is not null)
			""", """
			update order_discounts d set reason = '' from orders o
			where d.organization_id = :organization and o.organization_id = :organization and o.id = d.order_id
			and o.member_id = :member and d.reason <> ''
			""", """
			update order_price_cuts c set reason = '' from orders o
			where c.organization_id = :organization and o.organization_id = :organization and o.id = c.order_id
			and o.member_id = :member and c.reason <> ''
			""");

	private final KeptWords words;

	/**
	 * Holds all orders of the person first, in the order of all locks: whoever writes to
	 * one is through before, or knows of the erasure.
	 */
	@org.springframework.core.annotation.Order(2)
	@EventListener
	void forget(MemberErased erased) {
		words.forget(erased, """
				select id from orders where organization_id = :organization and member_id = :member
				order by id for update
				""", FORGET);
	}

}
