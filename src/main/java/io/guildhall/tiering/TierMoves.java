package io.guildhall.tiering;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Who has another tier than is written down, and the writing of it. They are found by one
 * statement that only reads, which the database may share among its processes (it does
 * not with one that writes as well), and stand in a temporary table of the transaction
 * until they are written, slice by slice (ADR 160).
 */
@Component
@RequiredArgsConstructor
class TierMoves {

	/**
	 * What is laid together by member fits for a million of them, and is written out to
	 * disk in parts beyond.
	 */
	private static final String ROOM = "select set_config('work_mem', '128MB', true)";

	/**
	 * The pages of the temporary table that one statement writes from: some 50,000
	 * members, in the order in which they were found.
	 */
	static final int PAGES = 600;

	private static final String SLICE = "m.ctid >= cast(:from as tid) and m.ctid < cast(:until as tid)";

	private static final String FIND = "create temporary table tier_moves on commit drop as\n";

	private static final String CHANGES = """
			insert into tier_changes (organization_id, policy_id, member_id, day, from_tier, to_tier, activity, spend,
				joined_day, policy_number, evaluated_at)
			select cast(:organization as uuid), cast(:policy as uuid), m.member_id, cast(:as_of as date), m.from_tier,
				m.to_tier, m.activity, m.spend, m.joined_day, cast(:number as int), cast(:now as timestamptz)
			from tier_moves m
			where <slice>
			""";

	/**
	 * Asked of what is written down, not of the day of the last evaluation: who looked
	 * back since may have gone behind it.
	 */
	private static final String JUDGED_BEFORE = """
			select exists (select from tier_changes
				where organization_id = :organization and policy_id = :policy and day = :as_of)
			""";

	/** A day that was judged before is judged again. */
	private static final String SAME_DAY = """
			on conflict (organization_id, policy_id, member_id, day) do update
			set to_tier = excluded.to_tier, activity = excluded.activity, spend = excluded.spend,
				joined_day = excluded.joined_day, policy_number = excluded.policy_number,
				evaluated_at = excluded.evaluated_at""";

	/**
	 * Those who have no tier yet are inserted as they are: the policy is locked, nobody
	 * else writes here, and to ask a million times for a conflict is not free.
	 */
	private static final String ASSIGNED = """
			insert into tier_assignments (organization_id, policy_id, member_id, tier, since_day, activity, spend)
			select cast(:organization as uuid), cast(:policy as uuid), m.member_id, m.to_tier, cast(:as_of as date),
				m.activity, m.spend
			from tier_moves m
			where <slice> and m.now_tier is null
			""";

	private static final String MOVED = """
			update tier_assignments c
			set tier = m.to_tier, since_day = :as_of, activity = m.activity, spend = m.spend
			from tier_moves m
			where c.organization_id = :organization and c.policy_id = :policy and c.member_id = m.member_id
			and <slice> and m.now_tier is not null and m.to_tier is not null
			""";

	private static final String GONE = """
			delete from tier_assignments c
			where c.organization_id = :organization and c.policy_id = :policy
			and c.member_id = any(array(select m.member_id from tier_moves m where <slice> and m.to_tier is null))
			""";

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Who is told between two slices how far it is. */
	interface Progress {

		/** For a night, which nobody stops. */
		Progress UNTOLD = (done, total) -> true;

		/**
		 * So many of all who move are written.
		 * @return whether to go on
		 */
		boolean goesOn(long done, long total);

		/** How many pages one statement writes from. */
		default int pages() {
			return PAGES;
		}

	}

	/** Somebody does not want it any more; nothing is written. */
	static final class Stopped extends RuntimeException {

		Stopped() {
			super("The evaluation is not wanted any more", null, false, false);
		}

	}

	/**
	 * Writes down who has another tier, slice by slice; the policy has to be locked.
	 * @param number of the version of the policy
	 * @return how many have another one, or none any more
	 * @throws Stopped if it shall not go on
	 */
	long write(TierSql judged, int number, Timestamp now, Progress progress) {
		jdbc.sql(ROOM).query(String.class).single();
		boolean again = jdbc.sql(JUDGED_BEFORE).params(judged.parameters()).query(Boolean.class).single();
		jdbc.sql(FIND + judged.moves()).params(judged.parameters()).update();
		Found found = jdbc.sql("""
				select count(*) as moving, count(*) filter (where now_tier is null) as fresh,
					count(*) filter (where to_tier is null) as gone,
					pg_relation_size('tier_moves') / cast(current_setting('block_size') as bigint) as pages
				from tier_moves
				""")
			.query((row, n) -> new Found(row.getLong("moving"), row.getLong("fresh"), row.getLong("gone"),
					row.getLong("pages")))
			.single();
		long changed = 0;
		for (List<String> statements : found.passes(CHANGES + (again ? SAME_DAY : ""))) {
			for (long page = 0; page < found.pages(); page += progress.pages()) {
				if (!progress.goesOn(changed, found.moving())) {
					throw new Stopped();
				}
				for (String sql : statements) {
					int written = jdbc.sql(sql.replace("<slice>", SLICE))
						.params(judged.parameters())
						.param("number", number)
						.param("now", now)
						.param("from", "(%d,0)".formatted(page))
						.param("until", "(%d,0)".formatted(page + progress.pages()))
						.update();
					changed += sql.startsWith(CHANGES) ? written : 0;
				}
			}
		}
		jdbc.sql("drop table tier_moves").update();
		return changed;
	}

	private record Found(long moving, long fresh, long gone, long pages) {

		/**
		 * What is written in a pass over all slices. What looks up who has a tier comes
		 * before anybody gets one, and only where it finds somebody: of a table that was
		 * empty the planner knows nothing after a first slice, and compares each with
		 * each.
		 */
		List<List<String>> passes(String changes) {
			List<List<String>> passes = new ArrayList<>();
			if (gone > 0) {
				passes.add(List.of(GONE));
			}
			if (moving > fresh + gone) {
				passes.add(List.of(MOVED));
			}
			passes.add((fresh > 0) ? List.of(changes, ASSIGNED) : List.of(changes));
			return passes;
		}

	}

	/** How many members have which tier by the policy. */
	TierCounts counts(TierPolicyId policy) {
		return jdbc.sql("select " + TieringService.COUNTS + """
				from tier_assignments t where t.organization_id = :organization and t.policy_id = :policy
				""")
			.param("organization", tenancy.current())
			.param("policy", policy.id())
			.query((row, n) -> TieringService.counts(row))
			.single();
	}

}
