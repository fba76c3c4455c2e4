package io.guildhall.order;

import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberUse;

/** A member who bought something stays, whatever import is taken back. */
@Component
class MemberWithOrders implements MemberUse {

	@Override
	public String reasonKey() {
		return "order.kept.member";
	}

	@Override
	public Condition used() {
		return new Condition("""
				exists (select from orders o where o.organization_id = m.organization_id and o.member_id = m.id
				    and o.state <> 'TAKEN_BACK')
				""", Map.of());
	}

}
