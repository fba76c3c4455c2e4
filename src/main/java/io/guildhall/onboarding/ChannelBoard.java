package io.guildhall.onboarding;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What came of channels: how many, who stayed and paid, and whom no group had room for.
 */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class ChannelBoard {

	/**
	 * After so many days one is seen to have stayed; for so long an offered place is
	 * kept.
	 */
	static final int DAYS = 7;

	private static final int SHOWN = 50;

	/**
	 * The groups to which channels lead, their own and those down the chains of these:
	 * once for a statement, not for each who waits.
	 */
	private static final String LED = """
			with recursive led as (
				select g.channel_id, g.group_id from channel_groups g where g.organization_id = :organization
				union
				select l.channel_id, f.next_id from led l
				join community_group_facts f on f.organization_id = :organization and f.group_id = l.group_id
				where f.next_id is not null)
			""";

	/**
	 * Of forms j, behind {@link #LED}, those of members who were offered no place and are
	 * in none: neither in a group of the channel nor in one down their chains. Who is
	 * blocked waits for nothing.
	 */
	private static final String WAITING = """
			j.organization_id = :organization and j.outcome = 'JOINED' and j.group_id is null
			and not exists (select from channel_joins k where k.organization_id = :organization
				and k.channel_id = j.channel_id and k.member_id = j.member_id and k.group_id is not null)
			and not exists (select from led l join member_group_facts s on s.organization_id = :organization
				and s.group_id = l.group_id and s.member_id = j.member_id and s.left_at is null
				where l.channel_id = j.channel_id)
			and not exists (select from member_block_facts b where b.organization_id = :organization
				and b.member_id = j.member_id)
			and exists (select from member_facts m where m.organization_id = :organization
				and m.member_id = j.member_id and m.state = 'ACTIVE')""";

	private final ChannelService channels;

	private final BaitCounting baitCounting;

	private final MemberService members;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/** How many wait for room in the groups of a channel, and since when. */
	public record Queue(ChannelId channel, String name, long people, LocalDate since) {
	}

	/** Somebody for whom no group had room. */
	public record Waiting(MemberSummary member, LocalDate since) {
	}

	/**
	 * What came of a channel and of each of its baits.
	 * @throws ChannelRefused if there is no such channel for who asks
	 */
	@May(Permission.DASHBOARD_READ)
	public ChannelFigures figures(ChannelId id) {
		ChannelDetails channel = channels.get(id);
		List<BaitFigures> baits = baitCounting.since(channel, LocalDate.EPOCH);
		long refused = jdbc.sql("""
				select coalesce(sum(refused), 0) from channel_days
				where organization_id = :organization and channel_id = :channel
				""").param("organization", tenancy.current()).param("channel", id.id()).query(Long.class).single();
		BaitFigures all = baits.stream().reduce(BaitFigures.NOTHING, BaitFigures::plus);
		return new ChannelFigures(all, baits, refused, trial(channel, baits));
	}

	/**
	 * What can be said of the baits that are tried now, since the day on which all of
	 * them were on show: those who came earlier had longer to stay and pay.
	 */
	private @Nullable BaitTrial trial(ChannelDetails channel, List<BaitFigures> baits) {
		if (baits.stream().filter(bait -> !bait.retired()).count() < 2) {
			return null;
		}
		return baitCounting.allShown(channel.id())
			.map(day -> BaitTrial.judge(day, baitCounting.since(channel, day)))
			.orElseGet(() -> BaitTrial.judge(null, baits));
	}

	/**
	 * Who joined by the channel while every group was full, and is in none of them now;
	 * who waits longest first.
	 * @param after where the slice before ended
	 * @throws ChannelRefused if there is no such channel for who asks
	 */
	@May(Permission.MEMBER_READ)
	public Slice<Waiting> waiting(ChannelId id, @Nullable String after) {
		channels.get(id);
		List<String> cursor = Slice.decode(after, 2);
		record Since(MemberId member, LocalDate day) {
		}
		Slice<Since> since = Slice.of(jdbc
			.sql(LED + """
					select j.member_id, min(j.day) as day from channel_joins j
					where %s and j.channel_id = :channel
					group by j.member_id having :first or (min(j.day), j.member_id) > (cast(:day as date), cast(:last as uuid))
					order by min(j.day), j.member_id limit :most
					"""
				.formatted(WAITING))
			.param("organization", tenancy.current())
			.param("channel", id.id())
			.param("first", cursor.isEmpty())
			.param("day", (cursor.isEmpty() ? LocalDate.EPOCH : Slice.day(cursor, 0)).toString())
			.param("last", Slice.id(cursor, 1).toString())
			.param("most", Slice.PAGE + 1)
			.query((row, number) -> new Since(new MemberId(row.getObject(1, UUID.class)),
					row.getObject(2, LocalDate.class)))
			.list(), Slice.PAGE, one -> List.of(one.day(), one.member()));
		Map<MemberId, MemberSummary> people = members.summaries(since.items().stream().map(Since::member).toList());
		return since.map(one -> new Waiting(Objects.requireNonNull(people.get(one.member())), one.day()));
	}

	/** The channels in which somebody waits for room, who waits longest first. */
	@May(Permission.MEMBER_READ)
	public List<Queue> queues() {
		return jdbc
			.sql(LED + """
					select c.id, c.name, w.people, w.since from channels c
					cross join lateral (select count(distinct j.member_id) as people, min(j.day) as since from channel_joins j
						where %s and j.channel_id = c.id) w
					where c.organization_id = :organization and %s and w.people > 0 order by w.since, c.id limit :most
					"""
				.formatted(WAITING, ChannelService.SEEN))
			.params(channels.seen())
			.param("most", SHOWN)
			.query((row, number) -> new Queue(new ChannelId(row.getObject(1, UUID.class)), row.getString(2),
					row.getLong(3), row.getObject(4, LocalDate.class)))
			.list();
	}

}
