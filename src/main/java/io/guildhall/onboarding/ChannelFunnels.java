package io.guildhall.onboarding;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** How far those have come who joined by channels, as it was worked out last. */
@Service
@Transactional
@RequiredArgsConstructor
public class ChannelFunnels {

	private static final String FUNNEL = """
			, timed as (
				select b.place, percentile_disc(0.5) within group (order by b.reached_on - a.reached_on) as days,
					count(*) as members
				from placed a
				join placed b on b.member_id = a.member_id and b.place = a.place + 1 and b.reached_on >= a.reached_on
				group by b.place
			), counted as (
				select f.step, f.place, count(s.id) filter (where s.place >= f.place) as reached,
					count(s.id) filter (where s.place = f.place and s.stuck) as stuck
				from terms t
				cross join unnest(t.steps) with ordinality as f (step, place)
				left join stands s on true
				group by f.step, f.place
			)
			select c.step, c.reached, lag(c.reached, 1, c.reached) over (order by c.place) as before, c.stuck, m.days,
				coalesce(m.members, 0) as timed
			from counted c
			left join timed m on m.place = c.place
			order by c.place
			""";

	private final ChannelService channels;

	private final ChannelLadders ladders;

	private final ChannelSteps steps;

	private final StuckMembers stuck;

	private final MemberService members;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/**
	 * Where those stand who joined by a channel.
	 * @throws ChannelRefused if there is no such channel for who asks
	 */
	@May(Permission.DASHBOARD_READ)
	@Transactional(readOnly = true)
	public Funnel of(ChannelId channel) {
		LadderDetails ladder = ladders.get(channel);
		Instant counted = jdbc.sql("""
				select counted_at from channels
				where organization_id = :organization and id = :channel and counted_at is not null
				""")
			.param("organization", tenancy.current())
			.param("channel", channel.id())
			.query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
			.optional()
			.orElse(null);
		List<FunnelStep> all = jdbc.sql(ChannelSteps.STANDS + FUNNEL)
			.params(steps.parameters(channel, null, organizations.today()))
			.query((row, number) -> new FunnelStep(LadderStep.valueOf(row.getString("step")), row.getLong("reached"),
					row.getLong("before"), row.getLong("stuck"), row.getObject("days", Integer.class),
					row.getLong("timed")))
			.list();
		return new Funnel(ladder, all, counted);
	}

	/**
	 * Works out where they stand now, and asks for help with those who are stuck, as
	 * every night does for all channels.
	 * @return how many steps were reached since the last count
	 * @throws ChannelRefused if there is no such channel for who acts
	 */
	@May(Permission.DASHBOARD_READ)
	public int count(ChannelId channel) {
		channels.get(channel);
		return onBehalf.ofSystem(tenancy.current(), () -> count(channel, organizations.today()));
	}

	/**
	 * Works out where those stand who joined.
	 * @param channel by this one; null for all
	 * @param today in the organization's zone
	 * @return how many steps are new
	 */
	int count(@Nullable ChannelId channel, LocalDate today) {
		int reached = steps.reach(channel);
		stuck.settle(channel, today);
		stuck.ask(channel, today);
		return reached;
	}

	/**
	 * Where a member stands on the ladders of the channels by which they came, the one by
	 * which they came last first.
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<Standing> of(MemberId member) {
		members.require(member);
		return jdbc.sql(ChannelSteps.STANDS + """
				select s.channel_id, s.name, s.step, s.reached_on, s.steps[s.place + 1] as next, s.check_ins, s.stuck
				from stands s order by (select max(j.day) from channel_joins j where j.organization_id = :organization
					and j.channel_id = s.channel_id and j.member_id = s.member_id) desc, s.channel_id desc
				""")
			.params(steps.parameters(null, member, organizations.today()))
			.query((row, number) -> standing(row))
			.list();
	}

	private static Standing standing(ResultSet row) throws SQLException {
		String next = row.getString("next");
		return new Standing(new ChannelId(row.getObject("channel_id", UUID.class)), row.getString("name"),
				LadderStep.valueOf(row.getString("step")), row.getObject("reached_on", LocalDate.class),
				(next != null) ? LadderStep.valueOf(next) : null, row.getInt("check_ins"), row.getBoolean("stuck"));
	}

}
