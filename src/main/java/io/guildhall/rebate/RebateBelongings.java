package io.guildhall.rebate;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.Condition;
import io.guildhall.member.MemberId;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/**
 * Rebates go along when two members turn out to be one, and with them what they take of
 * the limits for each member; those are counted anew.
 */
@Configuration(proxyBeanMethods = false)
class RebateBelongings {

	@Bean
	Belongings rebatesOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("rebate", "rebates", true, jdbc, tenancy) {

			/** Orders go along as well, and are asked for there. */
			@Override
			public @Nullable Condition held() {
				return null;
			}

			@Override
			public String move(UUID merge, MemberId from, MemberId to) {
				String moved = super.move(merge, from, to);
				count(from, to);
				return moved;
			}

			@Override
			public void moveBack(UUID merge, MemberId from, MemberId to, String moved) {
				super.moveBack(merge, from, to, moved);
				count(from, to);
			}

			/**
			 * What was paid out, or is on its way, counts as it was promised, whatever
			 * came back since.
			 */
			private void count(MemberId from, MemberId to) {
				Map<String, ?> both = Map.of("organization", tenancy.current(), "from", from.id(), "to", to.id());
				jdbc.sql("""
						insert into rebate_member_budgets (organization_id, programme_id, member_id, used_minor)
						select :organization, b.programme_id, m.id, 0
						from (select distinct programme_id from rebate_member_budgets
							where organization_id = :organization and member_id in (:from, :to)) as b
						cross join (values (:from), (:to)) as m (id)
						on conflict do nothing
						""").params(both).update();
				jdbc.sql(
						"""
								update rebate_member_budgets b set used_minor = coalesce((
									select sum(greatest(r.amount_minor, r.paid_minor, i.amount_minor + i.offset_minor)) from rebates r
									left join rebate_payout_items i on i.organization_id = :organization and i.rebate_id = r.id
										and i.state = 'OPEN'
									where r.organization_id = :organization and r.programme_id = b.programme_id
									and r.member_id = b.member_id), 0)
								where b.organization_id = :organization and b.member_id in (:from, :to)
								""")
					.params(both)
					.update();
			}

		};
	}

}
