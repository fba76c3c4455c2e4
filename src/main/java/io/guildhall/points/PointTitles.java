package io.guildhall.points;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberScope;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Who has the titles, and who would have them if they were others. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class PointTitles {

	/** So many days ahead somebody is told who is about to lose a title. */
	static final int NOTICE = 7;

	private static final int SHOWN = 8;

	private static final String PREVIEW = """
			with title (name, threshold) as (
				select l.name, l.threshold
				from unnest(cast(:names as text[]), cast(:thresholds as bigint[])) as l (name, threshold))
			""" + PointLevels.JUDGED
			+ """
					select j.level, j.now, count(*) as members, count(*) filter (where j.kept and j.falls_on is null) as announced
					from judged j
					where j.here and (j.level is not null or j.now is not null)
					group by j.level, j.now order by j.level nulls first, j.now nulls last
					""";

	private final PointLevels levels;

	private final MemberScope scope;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * How many hold a title.
	 *
	 * @param threshold null where the title is no more, and the next night takes it
	 * @param falling those of them who are about to lose it
	 */
	public record Held(String name, @Nullable Long threshold, long members, long falling) {
	}

	/** Members who would go from one title to another, or keep theirs. */
	public record Move(@Nullable String from, @Nullable String to, long members) {

		/** Whether the title is another one. */
		public boolean isChange() {
			return !Objects.equals(from, to);
		}
	}

	/**
	 * What titles would come to.
	 *
	 * @param asOf the last day that counts
	 * @param announced members who would keep a title for the days of the buffer, and
	 * stand in no such list yet
	 */
	public record Preview(LocalDate asOf, List<Move> moves, long announced) {

		/** How many would have another title. */
		public long changed() {
			return moves.stream().filter(Move::isChange).mapToLong(Move::members).sum();
		}
	}

	/**
	 * The titles, the lowest first, with those who hold them, as far as who acts sees
	 * them.
	 */
	@May(Permission.MEMBER_READ)
	public List<Held> held() {
		MemberScope.Limit limited = scope.on("s.member_id");
		return jdbc.sql("""
				select coalesce(l.name, h.level) as name, l.threshold, coalesce(h.members, 0) as members,
					coalesce(h.falling, 0) as falling
				from (select name, threshold from point_levels where organization_id = :organization) l
				full join (select s.level, count(*) as members, count(s.falls_on) as falling from point_standings s
					where s.organization_id = :organization %s group by s.level) h on h.level = l.name
				order by l.threshold nulls last, name
				""".formatted(limited.sql()))
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.query(Held.class)
			.list();
	}

	/**
	 * What titles would come to with the next night, were they these; nothing is written.
	 */
	@May(Permission.POLICY_EDIT)
	public Preview preview(Ladder wanted) {
		LocalDate day = organizations.today().minusDays(1);
		record Row(@Nullable String level, @Nullable String now, long members, long announced) {
		}
		List<Row> rows = jdbc.sql(PREVIEW)
			.param("organization", tenancy.current())
			.param("names", wanted.levels().stream().map(Ladder.Level::name).toArray(String[]::new))
			.param("thresholds", wanted.levels().stream().map(Ladder.Level::threshold).toArray(Long[]::new))
			.param("day", day)
			.param("from", day.minusDays(wanted.windowDays()))
			.param("buffer", wanted.bufferDays())
			.query(Row.class)
			.list();
		return new Preview(day, rows.stream().map(row -> new Move(row.level(), row.now(), row.members())).toList(),
				rows.stream().mapToLong(Row::announced).sum());
	}

	/**
	 * The first of those who lose a title within the days of the notice, the next first;
	 * {@link PointLevels#falling} has all of them.
	 */
	@May(Permission.MEMBER_READ)
	public List<PointLevels.Falling> losing() {
		return levels.falling(organizations.today().plusDays(NOTICE), null, SHOWN).items();
	}

}
