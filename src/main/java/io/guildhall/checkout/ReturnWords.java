package io.guildhall.checkout;

import java.util.List;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import lombok.RequiredArgsConstructor;

/** How money went back by hand is said in words about a person, and goes with them. */
@Component
@RequiredArgsConstructor
class ReturnWords {

	private final KeptWords words;

	/**
	 * That it went back, when and by whom, stays. They are held first: whoever moves one
	 * is through before, or knows of the erasure.
	 */
	@EventListener
	void forget(MemberErased erased) {
		words.forget(erased, """
				select r.id from checkout_returns r
				join order_facts o on o.organization_id = :organization and o.order_id = r.order_id
				where r.organization_id = :organization and o.member_id = :member
				order by r.id for update of r
				""", List.of("""
				update checkout_returns r set note = '', version = r.version + 1 from order_facts o
				where r.organization_id = :organization and o.organization_id = :organization
				and o.order_id = r.order_id and o.member_id = :member and r.note <> ''
				"""));
	}

}
