package io.guildhall.onboarding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Counts what came of the baits of a channel. */
@Component
@RequiredArgsConstructor
class BaitCounting {

	/** Where the channel led a member {@code f}; down a chain it may lead elsewhere. */
	private static final String LED = """
			select k.group_id from channel_joins k where k.organization_id = :organization
			and k.channel_id = :channel and k.member_id = f.member_id and k.group_id is not null""";

	private static final String COUNTED = """
			with firsts as (
				select distinct on (member_id) member_id, bait_id, day, newcomer from channel_joins
				where organization_id = :organization and channel_id = :channel and member_id is not null
				order by member_id, day, id
			), judged as (
				select f.bait_id, f.newcomer, f.day <= :ripe as ripe,
					f.day <= :ripe and (
						exists (select from member_group_facts s join community_group_facts g
							on g.organization_id = s.organization_id and g.group_id = s.group_id
							where s.organization_id = :organization and s.member_id = f.member_id and s.left_at is null
							and (g.community_id = :community or g.group_id in (<led>)))
						or exists (select from activity_day_facts a join community_group_facts g
							on g.organization_id = a.organization_id and g.group_id = a.group_id
							where a.organization_id = :organization and a.member_id = f.member_id
							and a.day >= f.day + :days and a.messages > 0
							and (g.community_id = :community or g.group_id in (<led>)))) as stayed,
					exists (select from order_facts o where o.organization_id = :organization
						and o.member_id = f.member_id and o.paid_day >= f.day
						and o.total_minor > o.refunded_minor) as paid
				from firsts f
				where f.day >= :since
			), sums as (
				select bait_id, count(*) as joined, count(*) filter (where newcomer) as newcomers,
					count(*) filter (where ripe) as ripe, count(*) filter (where stayed) as stayed,
					count(*) filter (where paid) as paid
				from judged group by bait_id
			), counted as (
				select bait_id, sum(visits) as visits, coalesce(sum(visits) filter (where day <= :ripe), 0) as ripe_visits
				from channel_days
				where organization_id = :organization and channel_id = :channel and day >= :since group by bait_id
			), screened as (
				select bait_id, count(*) as screened from channel_joins
				where organization_id = :organization and channel_id = :channel and outcome = 'SCREENED' and day >= :since
				group by bait_id
			)
			select b.id, b.title, b.retired, coalesce(c.visits, 0) as visits, coalesce(c.ripe_visits, 0) as ripe_visits,
				coalesce(m.joined, 0) as joined, coalesce(m.newcomers, 0) as newcomers,
				coalesce(s.screened, 0) as screened, coalesce(m.ripe, 0) as ripe, coalesce(m.stayed, 0) as stayed,
				coalesce(m.paid, 0) as paid
			from channel_baits b
			left join sums m on m.bait_id = b.id
			left join counted c on c.bait_id = b.id
			left join screened s on s.bait_id = b.id
			where b.organization_id = :organization and b.channel_id = :channel
			order by b.retired, b.position, b.id
			"""
		.replace("<led>", LED);

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/** Of each bait, those tried now first; visitors and members since a day. */
	List<BaitFigures> since(ChannelDetails channel, LocalDate day) {
		return jdbc.sql(COUNTED)
			.param("organization", tenancy.current())
			.param("channel", channel.id().id())
			.param("community", channel.community().id())
			.param("ripe", Date.valueOf(organizations.today().minusDays(ChannelBoard.DAYS)))
			.param("days", ChannelBoard.DAYS)
			.param("since", Date.valueOf(day))
			.query((row, number) -> new BaitFigures(row.getObject("id", UUID.class), row.getString("title"),
					row.getBoolean("retired"), row.getLong("visits"), row.getLong("ripe_visits"), row.getLong("joined"),
					row.getLong("newcomers"), row.getLong("screened"), row.getLong("ripe"), row.getLong("stayed"),
					row.getLong("paid")))
			.list();
	}

	/**
	 * The first day on which each of the baits that are tried now had been seen; empty
	 * while one has not been.
	 */
	Optional<LocalDate> allShown(ChannelId channel) {
		return jdbc.sql("""
				select case when count(*) = count(d.day) then max(d.day) end as day
				from channel_baits b
				left join (select bait_id, min(day) as day from channel_days
					where organization_id = :organization and channel_id = :channel and visits > 0 group by bait_id) d
					on d.bait_id = b.id
				where b.organization_id = :organization and b.channel_id = :channel and not b.retired
				""")
			.param("organization", tenancy.current())
			.param("channel", channel.id())
			.query((row, number) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
			.single();
	}

}
