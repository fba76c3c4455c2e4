package io.guildhall.points;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Honor titles by points earned within a window. Who reaches a title has it with the next
 * night. Who falls below keeps it for the days of the buffer, is told so on every page,
 * and loses it only where they are still below on the day that was announced (ADR 98).
 */
@Service
@Transactional
@RequiredArgsConstructor
public class PointLevels {

	/**
	 * Who has which title by those of {@code title}, which stands before it. Of what is
	 * granted by hand nobody rises: titles are earned.
	 */
	static final String JUDGED = """
			, earned as (
				select coalesce(f.into_id, e.member_id) as member_id, sum(e.points) as points
				from point_entries e
				left join member_alias_facts f on f.organization_id = :organization and f.member_id = e.member_id
				where e.organization_id = :organization and e.account = 'ISSUED' and e.for_day > :from and e.for_day <= :day
				group by coalesce(f.into_id, e.member_id)),
			candidate as (
				select coalesce(s.member_id, e.member_id) as member_id, coalesce(e.points, 0) as earned, s.level, s.since,
					s.falls_on, m.member_id is not null as here,
					(select l.threshold from title l where l.name = s.level) as had,
					(select max(l.threshold) from title l where l.threshold <= e.points) as fits
				from (select * from point_standings p where p.organization_id = :organization) s
				full join earned e on e.member_id = s.member_id
				left join member_facts m on m.organization_id = :organization
					and m.member_id = coalesce(s.member_id, e.member_id) and m.state = 'ACTIVE'),
			announced as (
				select c.*, case when c.here and coalesce(c.fits, 0) < c.had
					then coalesce(c.falls_on, cast(:day as date) + cast(:buffer as int)) end as falls
				from candidate c),
			judged as (
				select a.*, a.falls is not null and a.falls > :day as kept,
					case when not a.here then null
						when a.falls is not null and a.falls > :day then a.level
						else (select l.name from title l where l.threshold = a.fits) end as now
				from announced a)
			""";

	private static final String WRITE = """
			with title as (
				select l.name, l.threshold from point_levels l where l.organization_id = :organization)
			""" + JUDGED
			+ """
					, gone as (
						delete from point_standings s using judged j
						where s.organization_id = :organization and s.member_id = j.member_id and j.now is null),
					changed as (
						insert into point_standing_changes (organization_id, member_id, day, from_level, to_level, earned)
						select cast(:organization as uuid), j.member_id, cast(:day as date), j.level, j.now, j.earned from judged j
						where j.level is distinct from j.now
						on conflict (organization_id, member_id, day) do update set to_level = excluded.to_level,
							earned = excluded.earned
						returning 1),
					standing as (
						insert into point_standings (organization_id, member_id, level, since, earned, falls_on)
						select cast(:organization as uuid), j.member_id, j.now, cast(:day as date), j.earned,
							case when j.kept then j.falls end
						from judged j where j.now is not null
						on conflict (organization_id, member_id) do update set level = excluded.level, earned = excluded.earned,
							falls_on = excluded.falls_on,
							since = case when point_standings.level = excluded.level then point_standings.since
								else excluded.since end)
					select count(*) from changed
					""";

	private final MemberService members;

	private final MemberScope scope;

	private final PointSweep sweep;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** The titles of the organization. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Ladder ladder() {
		return current();
	}

	/**
	 * Writes the titles anew. The next night judges by them; a title that is no more is
	 * lost at once then.
	 * @param version that was read; null to write over whatever there is
	 */
	@May(Permission.POLICY_EDIT)
	public Ladder change(Ladder wanted, @Nullable Long version) {
		jdbc.sql("""
				insert into point_ladders (organization_id, version, window_days, buffer_days)
				values (:organization, 0, :window, :buffer) on conflict (organization_id) do nothing
				""")
			.param("organization", tenancy.current())
			.param("window", Ladder.NONE.windowDays())
			.param("buffer", Ladder.NONE.bufferDays())
			.update();
		jdbc.sql("select version from point_ladders where organization_id = :organization for update")
			.param("organization", tenancy.current())
			.query(Long.class)
			.single();
		Ladder before = current();
		if (version != null && version != before.version()) {
			throw new ObjectOptimisticLockingFailureException(Ladder.class, tenancy.current());
		}
		jdbc.sql("""
				update point_ladders set version = version + 1, window_days = :window, buffer_days = :buffer
				where organization_id = :organization
				""")
			.param("organization", tenancy.current())
			.param("window", wanted.windowDays())
			.param("buffer", wanted.bufferDays())
			.update();
		jdbc.sql("delete from point_levels where organization_id = :organization")
			.param("organization", tenancy.current())
			.update();
		jdbc.sql("""
				insert into point_levels (organization_id, name, threshold)
				select cast(:organization as uuid), l.name, l.threshold
				from unnest(cast(:names as text[]), cast(:thresholds as bigint[])) as l (name, threshold)
				""")
			.param("organization", tenancy.current())
			.param("names", wanted.levels().stream().map(Ladder.Level::name).toArray(String[]::new))
			.param("thresholds", wanted.levels().stream().map(Ladder.Level::threshold).toArray(Long[]::new))
			.update();
		audit.record("points.ladder.changed", "point-ladder", tenancy.current(), values(before), values(wanted));
		return current();
	}

	/**
	 * Judges all members as of the end of a day. Judging a day again changes nothing.
	 * @return how many rose or fell
	 */
	long judge(LocalDate day) {
		Ladder ladder = current();
		return sweep.over(() -> jdbc.sql(WRITE)
			.param("organization", tenancy.current())
			.param("day", day)
			.param("from", day.minusDays(ladder.windowDays()))
			.param("buffer", ladder.bufferDays())
			.query(Long.class)
			.single());
	}

	/**
	 * Who is about to lose a title, the next first; of whom who asks may see.
	 * @param until the last day of those on which one would be lost; null for all
	 * @param after where the slice before ended
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<Falling> falling(@Nullable LocalDate until, @Nullable String after) {
		return falling(until, after, Slice.PAGE);
	}

	/** As many of them as that. */
	@Transactional(readOnly = true)
	Slice<Falling> falling(@Nullable LocalDate until, @Nullable String after, int most) {
		List<String> cursor = Slice.decode(after, 2);
		MemberScope.Limit limited = scope.on("s.member_id");
		List<Row> rows = jdbc.sql("""
				select s.member_id, s.level, s.since, s.earned, s.falls_on from point_standings s
				where s.organization_id = :organization and s.falls_on is not null
				and s.falls_on <= coalesce(cast(:until as date), date 'infinity')
				and (:first or (s.falls_on, s.member_id) > (:day, :id)) %s
				order by s.falls_on, s.member_id limit :limit
				""".formatted(limited.sql()))
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("first", cursor.isEmpty())
			.param("day", Date.valueOf(Slice.epochDay(cursor, 0)))
			.param("id", Slice.id(cursor, 1))
			.param("until", (until != null) ? until.toString() : null)
			.param("limit", most + 1)
			.query(Row.class)
			.list();
		Map<MemberId, MemberSummary> people = members
			.summaries(rows.stream().map(row -> new MemberId(row.memberId())).toList());
		return Slice.of(rows, most, row -> List.of(Objects.requireNonNull(row.fallsOn()).toEpochDay(), row.memberId()))
			.map(row -> new Falling(Objects.requireNonNull(people.get(new MemberId(row.memberId()))), row.standing()));
	}

	Optional<MemberPoints.Standing> standing(MemberId member) {
		return jdbc.sql("""
				select member_id, level, since, earned, falls_on from point_standings
				where organization_id = :organization and member_id = :member
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query(Row.class)
			.optional()
			.map(Row::standing);
	}

	List<MemberPoints.StandingChange> changes(MemberId member, int most) {
		return jdbc.sql("""
				select day, from_level as "from", to_level as "to", earned from point_standing_changes
				where organization_id = :organization and member_id = :member and from_level is distinct from to_level
				order by day desc limit :most
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("most", most)
			.query(MemberPoints.StandingChange.class)
			.list();
	}

	private Ladder current() {
		List<Ladder.Level> levels = jdbc.sql("""
				select name, threshold from point_levels where organization_id = :organization order by threshold
				""").param("organization", tenancy.current()).query(Ladder.Level.class).list();
		return jdbc
			.sql("select window_days, buffer_days, version from point_ladders where organization_id = :organization")
			.param("organization", tenancy.current())
			.query((row, number) -> new Ladder(row.getInt(1), row.getInt(2), levels, row.getLong(3)))
			.optional()
			.orElse(Ladder.NONE);
	}

	private static Map<String, ?> values(Ladder ladder) {
		return Map.of("windowDays", ladder.windowDays(), "bufferDays", ladder.bufferDays(), "levels",
				ladder.levels()
					.stream()
					.map(level -> level.name() + " " + level.threshold())
					.collect(Collectors.joining(", ")));
	}

	/** A member who is about to lose a title. */
	public record Falling(MemberSummary member, MemberPoints.Standing standing) {
	}

	private record Row(UUID memberId, String level, LocalDate since, long earned, @Nullable LocalDate fallsOn) {

		MemberPoints.Standing standing() {
			return new MemberPoints.Standing(level, since, earned, fallsOn);
		}
	}

}
