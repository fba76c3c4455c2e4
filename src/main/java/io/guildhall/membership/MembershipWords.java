package io.guildhall.membership;

import java.util.List;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import lombok.RequiredArgsConstructor;

/**
 * Why a membership of a person was given, taken back or stood still goes with the person;
 * its terms, and each move, stay.
 */
@Component
@RequiredArgsConstructor
class MembershipWords {

	private static final List<String> FORGET = List.of("""
			update membership_moves v set reason = null from memberships m
			where v.organization_id = :organization and m.organization_id = :organization and m.id = v.membership_id
			and m.member_id = :member and v.reason is not null
			""", """
			update membership_terms t set reason = '', version = t.version + 1 from memberships m
			where t.organization_id = :organization and m.organization_id = :organization and m.id = t.membership_id
			and m.member_id = :member and t.reason <> ''
			""");

	private final KeptWords words;

	/**
	 * Holds all memberships of the person first, in the order of all locks: whoever moves
	 * one is through before, or knows of the erasure.
	 */
	@Order(7)
	@EventListener
	void forget(MemberErased erased) {
		words.forget(erased, """
				select id from memberships where organization_id = :organization and member_id = :member
				order by family, id for update
				""", FORGET);
	}

}
