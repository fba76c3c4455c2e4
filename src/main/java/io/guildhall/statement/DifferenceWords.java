package io.guildhall.statement;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Why a difference about an order of a person is so may be said in words about them, and
 * goes with them; that it is explained stays.
 */
@Component
@RequiredArgsConstructor
class DifferenceWords {

	private final KeptWords words;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * What is kept of the words about a difference, whoever's order it is about. Nobody
	 * else says anything of it until the transaction ends.
	 */
	String of(UUID difference, String typed) {
		Optional<UUID> whose = jdbc.sql("""
				select o.member_id from statement_differences d
				join order_facts o on o.organization_id = :organization and o.order_id = d.order_id
				where d.organization_id = :organization and d.id = :id for update of d
				""").param("organization", tenancy.current()).param("id", difference).query(UUID.class).optional();
		return whose.map(member -> words.of(new MemberId(member), typed)).orElse(typed);
	}

	/** They are held first: whoever explains one is through before, or knows of it. */
	@EventListener
	void forget(MemberErased erased) {
		words.forget(erased, """
				select d.id from statement_differences d
				join order_facts o on o.organization_id = :organization and o.order_id = d.order_id
				where d.organization_id = :organization and o.member_id = :member
				order by d.id for update of d
				""", List.of("""
				update statement_differences d set note = '' from order_facts o
				where d.organization_id = :organization and o.organization_id = :organization
				and o.order_id = d.order_id and o.member_id = :member and d.note <> ''
				"""));
	}

}
