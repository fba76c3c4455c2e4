package io.guildhall.rebate;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Why a debt of a person was let go, or why a rebate could not be paid out to them, goes
 * with the person; amounts, days and the numbers of payments stay.
 */
@Component
@RequiredArgsConstructor
class RebateWords {

	private static final List<String> FORGET = List.of("""
			update rebate_settlements s set note = '' from rebates r
			where s.organization_id = :organization and r.organization_id = :organization and r.id = s.rebate_id
			and r.member_id = :member and s.note <> ''
			""", """
			update rebate_payout_items i set reference = null from rebates r
			where i.organization_id = :organization and r.organization_id = :organization and r.id = i.rebate_id
			and r.member_id = :member and i.reference ~ '[^A-Za-z0-9._/#+-]'
			""");

	private final KeptWords words;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * What was said of some items of payouts is not kept where its person was erased
	 * before; behind the locks of their rebates.
	 */
	void forget(Collection<UUID> items) {
		List<MemberId> people = jdbc.sql("""
				select distinct r.member_id from rebate_payout_items i
				join rebates r on r.organization_id = i.organization_id and r.id = i.rebate_id
				where i.organization_id = :organization and i.id = any(cast(:items as uuid[]))
				and i.reference ~ '[^A-Za-z0-9._/#+-]'
				""")
			.param("organization", tenancy.current())
			.param("items", Rebates.texts(items))
			.query((row, number) -> new MemberId(row.getObject("member_id", UUID.class)))
			.list();
		Set<MemberId> erased = people.isEmpty() ? Set.of() : words.erased(people);
		if (!erased.isEmpty()) {
			jdbc.sql("""
					update rebate_payout_items i set reference = null from rebates r
					where i.organization_id = :organization and r.organization_id = :organization and r.id = i.rebate_id
					and i.id = any(cast(:items as uuid[])) and r.member_id = any(cast(:erased as uuid[]))
					and i.reference ~ '[^A-Za-z0-9._/#+-]'
					""")
				.param("organization", tenancy.current())
				.param("items", Rebates.texts(items))
				.param("erased", erased.stream().map(MemberId::toString).toArray(String[]::new))
				.update();
		}
	}

	/**
	 * Holds all rebates of the person first, in the order of all locks: whoever moves one
	 * is through before, or knows of the erasure.
	 */
	@Order(10)
	@EventListener
	void forget(MemberErased erased) {
		words.forget(erased, """
				select id from rebates where organization_id = :organization and member_id = :member
				order by id for update
				""", FORGET);
	}

}
