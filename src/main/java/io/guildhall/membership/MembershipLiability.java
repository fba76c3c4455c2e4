package io.guildhall.membership;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.journal.Account;
import io.guildhall.journal.LiabilityKind;

/**
 * What was paid for months of memberships that have not begun, and gifts that early birds
 * have not got yet.
 */
@Configuration(proxyBeanMethods = false)
class MembershipLiability {

	private static final int GIFTS = 40;

	private static final int DEFERRED = 50;

	/** From the payment to the day on which it is handed over, or the money goes back. */
	@Bean
	LiabilityKind earlyBirdGifts() {
		return new LiabilityKind("early-bird-gifts", GIFTS, "membership.gifts-owed", "/plans",
				"""
						select d.day, m.currency, cast(sum(m.minor) as bigint) as minor
						from %s as d
						join (select greatest(cast(e.at at time zone :zone as date), cast(:from as date)) as day, f.currency,
								sum(e.sign * f.cost_minor) as minor
							from membership_gift_facts f
							cross join lateral (values (1, f.promised_at), (-1, least(f.handed_at, f.released_at))) as e (sign, at)
							where f.organization_id = :organization
							and e.at < cast(cast(:to as date) + 1 as timestamp) at time zone :zone
							group by 1, f.currency) as m on m.day <= d.day
						group by d.day, m.currency having sum(m.minor) <> 0
						"""
					.formatted(LiabilityKind.DAYS));
	}

	@Bean
	LiabilityKind membershipsDeferred() {
		return LiabilityKind.ofAccounts("memberships", DEFERRED, "membership.owed", "/memberships",
				Account.DEFERRED_REVENUE);
	}

}
