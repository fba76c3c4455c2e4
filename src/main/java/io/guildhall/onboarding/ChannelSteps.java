package io.guildhall.onboarding;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Works out from the facts of other modules who has come how far, and writes down what is
 * new. What was written stays: a refund takes nobody back
 * (docs/adr/0105-a-step-that-was-reached-stays-reached.md).
 */
@Component
@Transactional
@RequiredArgsConstructor
class ChannelSteps {

	/**
	 * Each channel with the ladder that holds for it: its own, else that of the
	 * organization, else the usual one. Who asks nothing has no step for it.
	 */
	private static final String TERMS = """
			terms as (
				select c.id as channel_id, c.name, coalesce(own.check_ins, ours.check_ins, :usual_check_ins) as check_ins,
					coalesce(own.stuck_days, ours.stuck_days, :usual_stuck_days) as stuck_days,
					array_remove(coalesce(own.steps, ours.steps, cast(:usual_steps as text[])),
						case when c.questions = '[]' then 'FORM' end) as steps
				from channels c
				left join channel_ladders own on own.organization_id = c.organization_id and own.scope_id = c.id
				left join channel_ladders ours on ours.organization_id = c.organization_id and ours.scope_id = :all_channels
				where c.organization_id = :organization
				and (cast(:channel as uuid) is null or c.id = cast(:channel as uuid)))""";

	/**
	 * The beginning of a query that knows {@code terms}, {@code placed} (the steps that
	 * members have reached, with their place on the ladder) and {@code stands} (the
	 * furthest of each member, whether another one follows and whether it lasts too
	 * long). To be asked with {@link #parameters}.
	 */
	static final String STANDS = "with " + TERMS + """
			, placed as (
				select s.id, s.channel_id, s.member_id, s.step, s.reached_on, s.asked_on, t.name, t.steps, t.check_ins,
					t.stuck_days, array_position(t.steps, s.step) as place
				from channel_steps s
				join terms t on t.channel_id = s.channel_id
				where s.organization_id = :organization and s.step = any(t.steps)
				and (cast(:member as uuid) is null or s.member_id = cast(:member as uuid))
				and exists (select from channel_joins j where j.organization_id = :organization
					and j.channel_id = s.channel_id and j.member_id = s.member_id and j.outcome = 'JOINED')
			), stands as (
				select distinct on (p.channel_id, p.member_id) p.*, p.place < cardinality(p.steps) as goes_on,
					p.place < cardinality(p.steps) and p.stuck_days > 0
						and p.reached_on <= cast(:today as date) - p.stuck_days as stuck
				from placed p order by p.channel_id, p.member_id, p.place desc
			)
			""";

	/** That {@code s} stands on the ladder of the channel by which they came last. */
	static final String LAST = """
			s.channel_id = (select k.channel_id from channel_joins k where k.organization_id = :organization
				and k.member_id = s.member_id and k.outcome = 'JOINED' order by k.joined_at desc, k.id desc limit 1)""";

	/** All that was reached, each step with the first day on which it was. */
	private static final String REACH = "with " + TERMS
			+ """
					, cohort as (
						select j.channel_id, j.member_id, min(j.day) as day, min(t.check_ins) as check_ins
						from channel_joins j
						join terms t on t.channel_id = j.channel_id
						where j.organization_id = :organization and j.outcome = 'JOINED' and j.member_id is not null
						group by j.channel_id, j.member_id
					), reached as (
						select c.channel_id, c.member_id, 'JOIN' as step, c.day from cohort c
						union all
						select j.channel_id, j.member_id, 'FORM', min(j.day) from channel_joins j
						join terms t on t.channel_id = j.channel_id
						where j.organization_id = :organization and j.member_id is not null
						and exists (select from channel_answers a where a.organization_id = :organization and a.join_id = j.id)
						group by j.channel_id, j.member_id
						union all
						select d.channel_id, d.member_id, 'CHECK_IN', d.day
						from (select c.channel_id, c.member_id, c.check_ins, i.day,
								row_number() over (partition by c.channel_id, c.member_id order by i.day) as place
							from cohort c
							join (select distinct f.member_id, f.day from challenge_check_in_facts f
								where f.organization_id = :organization) i on i.member_id = c.member_id and i.day >= c.day) d
						where d.place = d.check_ins
						union all
						select c.channel_id, c.member_id, 'REWARD', min(g.day) from cohort c
						join (select f.member_id, cast(f.given_at at time zone :zone as date) as day from challenge_reward_facts f
								where f.organization_id = :organization
								union all
								select k.member_id, k.issued_day from coupon_facts k
								where k.organization_id = :organization and k.state <> 'REVOKED') g
							on g.member_id = c.member_id and g.day >= c.day
						group by c.channel_id, c.member_id
						union all
						select c.channel_id, c.member_id, 'PURCHASE', min(o.paid_day) from cohort c
						join order_facts o on o.organization_id = :organization and o.member_id = c.member_id and o.paid_day >= c.day
						group by c.channel_id, c.member_id
					)
					insert into channel_steps (organization_id, id, channel_id, member_id, step, reached_on)
					select :organization, gen_random_uuid(), r.channel_id, r.member_id, r.step, r.day from reached r
					on conflict (organization_id, channel_id, member_id, step) do nothing
					""";

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Writes down what was reached since this was done last.
	 * @param channel only of this one; null for all
	 * @return how many steps are new
	 */
	int reach(@Nullable ChannelId channel) {
		Map<String, Object> parameters = terms(channel);
		int reached = jdbc.sql(REACH).params(parameters).param("zone", organizations.current().zone().getId()).update();
		jdbc.sql(
				"""
						update channels set counted_at = :now
						where organization_id = :organization and (cast(:channel as uuid) is null or id = cast(:channel as uuid))
						""")
			.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
			.param("organization", tenancy.current())
			.param("channel", parameters.get("channel"))
			.update();
		return reached;
	}

	/**
	 * What a query needs that knows where members stand.
	 * @param channel on the ladder of this one only; null for all
	 * @param member only this one; null for all
	 * @param today in the organization's zone
	 */
	Map<String, Object> parameters(@Nullable ChannelId channel, @Nullable MemberId member, LocalDate today) {
		Map<String, Object> parameters = terms(channel);
		parameters.put("member", (member != null) ? member.toString() : null);
		parameters.put("today", Date.valueOf(today));
		return parameters;
	}

	private Map<String, Object> terms(@Nullable ChannelId channel) {
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("organization", tenancy.current());
		parameters.put("channel", (channel != null) ? channel.toString() : null);
		parameters.put("all_channels", ChannelLadders.ALL);
		parameters.put("usual_steps", LadderTerms.USUAL.names());
		parameters.put("usual_check_ins", LadderTerms.USUAL.checkIns());
		parameters.put("usual_stuck_days", LadderTerms.USUAL.stuckDays());
		return parameters;
	}

}
