package io.guildhall.rebate;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What budgets and limits of members leave. Their rows are locked before they are read,
 * the budget's first, so that many orders at once never take more than there is.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class RebateBudgets {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** What is left of both; nothing is held, so it may be less in the end. */
	Money left(RebateProgramme programme, MemberId member) {
		RebateTerms terms = programme.terms();
		Money most = new Money(Long.MAX_VALUE, terms.currency());
		Map<String, ?> whose = Map.of("organization", tenancy.current(), "programme", programme.id(), "member",
				member.id());
		Money budget = terms.budget();
		if (budget != null) {
			most = most.min(budget.minus(used("""
					select used_minor from rebate_budgets
					where organization_id = :organization and programme_id = :programme
					""", whose, budget)));
		}
		Money perMember = terms.perMember();
		if (perMember != null) {
			most = most.min(perMember.minus(used("""
					select coalesce(max(used_minor), 0) from rebate_member_budgets
					where organization_id = :organization and programme_id = :programme and member_id = :member
					""", whose, perMember)));
		}
		return most.isPositive() ? most : Money.zero(terms.currency());
	}

	/** Takes what is wanted, or as much of it as is left. */
	Money take(RebateProgramme programme, MemberId member, Money wanted) {
		Money budget = programme.terms().budget();
		Money perMember = programme.terms().perMember();
		Money taken = wanted;
		if (wanted.isZero()) {
			return taken;
		}
		Map<String, ?> whose = Map.of("organization", tenancy.current(), "programme", programme.id(), "member",
				member.id());
		if (budget != null) {
			taken = taken.min(budget.minus(used("""
					select used_minor from rebate_budgets
					where organization_id = :organization and programme_id = :programme for update
					""", whose, budget)));
		}
		if (perMember != null && taken.isPositive()) {
			jdbc.sql("""
					insert into rebate_member_budgets (organization_id, programme_id, member_id, used_minor)
					values (:organization, :programme, :member, 0) on conflict do nothing
					""").params(whose).update();
			taken = taken.min(perMember.minus(
					used("""
							select used_minor from rebate_member_budgets
							where organization_id = :organization and programme_id = :programme and member_id = :member for update
							""",
							whose, perMember)));
		}
		if (!taken.isPositive()) {
			return Money.zero(wanted.currency());
		}
		int moved = move(programme.id(), member, taken.minor());
		int expected = ((budget != null) ? 1 : 0) + ((perMember != null) ? 1 : 0);
		if (moved != expected) {
			throw RebateRefused.moved();
		}
		return taken;
	}

	/** Gives back what a rebate that was not paid out holds no more. */
	void giveBack(UUID programme, MemberId member, long minor) {
		move(programme, member, -minor);
	}

	/**
	 * Gives back what orders lost while their rebates were on payouts that failed: it
	 * might have been paid all the same, and was held until now. In the order in which
	 * orders take from budgets.
	 */
	void giveBackFailed(List<UUID> items) {
		jdbc.sql("""
				select r.programme_id, r.member_id, sum(i.amount_minor + i.offset_minor - r.amount_minor) as minor
				from rebate_payout_items i
				join rebates r on r.organization_id = i.organization_id and r.id = i.rebate_id
				where i.organization_id = :organization and i.id = any(cast(:items as uuid[]))
				and r.programme_id is not null and i.amount_minor + i.offset_minor > r.amount_minor
				group by r.programme_id, r.member_id order by r.programme_id, r.member_id
				""")
			.param("organization", tenancy.current())
			.param("items", Rebates.texts(items))
			.query((row, number) -> new Lost(row.getObject("programme_id", UUID.class),
					new MemberId(row.getObject("member_id", UUID.class)), row.getLong("minor")))
			.list()
			.forEach(lost -> giveBack(lost.programme(), lost.member(), lost.minor()));
	}

	/**
	 * How many of the two counters there are; both refuse what is too much by a check.
	 */
	private int move(UUID programme, MemberId member, long minor) {
		Map<String, ?> parameters = Map.of("organization", tenancy.current(), "programme", programme, "member",
				member.id(), "minor", minor);
		return jdbc.sql("""
				update rebate_budgets set used_minor = used_minor + :minor
				where organization_id = :organization and programme_id = :programme
				and used_minor + :minor between 0 and most_minor
				""").params(parameters).update() + jdbc.sql("""
				update rebate_member_budgets set used_minor = used_minor + :minor
				where organization_id = :organization and programme_id = :programme and member_id = :member
				and used_minor + :minor >= 0
				""").params(parameters).update();
	}

	private Money used(String sql, Map<String, ?> whose, Money of) {
		return new Money(jdbc.sql(sql).params(whose).query(Long.class).single(), of.currency());
	}

	private record Lost(UUID programme, MemberId member, long minor) {
	}

}
