package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.member.MemberColumns.Standing;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The rows of what imports changed of members, and of what became of it. */
@Component
@RequiredArgsConstructor
class RunChanges {

	/** Stands for all of a member among the reasons why something was not put back. */
	static final String WHOLE = "*";

	private static final TypeReference<TreeMap<String, Cell>> CELLS = new TypeReference<>() {
	};

	private static final TypeReference<TreeMap<String, String>> KEPT = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	private final Clock clock;

	/**
	 * What an import did to a cell.
	 *
	 * @param heading of its column then
	 * @param before what stood there; null for nothing
	 * @param run the import that had filled it and with which it goes; null for none
	 * @param after what the import made of it; null for nothing
	 */
	record Cell(String heading, @Nullable String before, @Nullable UUID run, @Nullable String after) {
	}

	/** What an import changed of a member, by the names of the columns. */
	record Changed(UUID run, UUID member, Map<String, Cell> cells) {

		/**
		 * Takes what stood in a cell before an earlier import for what stood there before
		 * this one, unless somebody else wrote something between the two.
		 */
		boolean link(String key, Cell earlier) {
			Cell mine = cells.get(key);
			if (mine == null || !Objects.equals(mine.before(), earlier.after())) {
				return false;
			}
			cells.put(key, new Cell(mine.heading(), earlier.before(), earlier.run(), mine.after()));
			return true;
		}

	}

	/**
	 * What taking it back did.
	 *
	 * @param kept the reasons of what was not put back, by the names of the columns
	 */
	record Outcome(UUID member, RunChange.Undone undone, Map<String, String> kept) {
	}

	/**
	 * Keeps what a run changed. Where it changes a member twice, what stood there before
	 * the first time is what comes back.
	 * @param rows where each member stands in the files
	 */
	void keep(UUID run, Map<UUID, MemberChanges.Row> rows, Map<UUID, Map<String, Standing>> before,
			Map<UUID, Map<String, Standing>> after) {
		Map<UUID, Map<String, Cell>> known = new HashMap<>();
		find("c.run_id = :run and c.member_id = any(cast(:members as uuid[]))", Map.of("run", run), before.keySet())
			.forEach(changed -> known.put(changed.member(), changed.cells()));
		List<Map<String, Object>> kept = new ArrayList<>();
		before.forEach((member, was) -> {
			Map<String, Cell> cells = new TreeMap<>(
					differing(was, Objects.requireNonNullElse(after.get(member), Map.of())));
			Map<String, Cell> first = known.getOrDefault(member, Map.of());
			cells.replaceAll((key, cell) -> {
				Cell earlier = first.get(key);
				return (earlier != null) ? new Cell(cell.heading(), earlier.before(), earlier.run(), cell.after())
						: cell;
			});
			first.forEach(cells::putIfAbsent);
			MemberChanges.Row row = Objects.requireNonNull(rows.get(member));
			kept.add(Map.of("member", member, "file", row.file(), "line", row.line(), "cells", cells));
		});
		jdbc.sql(
				"""
						insert into member_run_changes (organization_id, run_id, member_id, file_ordinal, line, changed_at, cells)
						select cast(:organization as uuid), cast(:run as uuid), w.member, w.file, w.line,
							cast(:now as timestamptz), w.cells
						from jsonb_to_recordset(cast(:rows as jsonb)) as w (member uuid, file int, line bigint, cells jsonb)
						on conflict (organization_id, run_id, member_id) do update set cells = excluded.cells
						""")
			.param("organization", tenancy.current())
			.param("run", run)
			.param("now", Timestamp.from(clock.instant()))
			.param("rows", json.writeValueAsString(kept))
			.update();
	}

	private static Map<String, Cell> differing(Map<String, Standing> before, Map<String, Standing> after) {
		Set<String> keys = new TreeSet<>(before.keySet());
		keys.addAll(after.keySet());
		Map<String, Cell> cells = new TreeMap<>();
		for (String key : keys) {
			Standing was = before.get(key);
			Standing is = after.get(key);
			boolean same = (was != null && is != null)
					&& (key.startsWith(StandingValues.TAG) || was.value().equals(is.value()));
			if (!same) {
				cells.put(key,
						new Cell((is != null) ? is.heading() : Objects.requireNonNull(was).heading(),
								(was != null) ? was.value() : null, (was != null) ? was.run() : null,
								(is != null) ? is.value() : null));
			}
		}
		return cells;
	}

	/** The next members of whom a run's changes were not taken back yet. */
	List<UUID> next(UUID run, int most) {
		return jdbc.sql("""
				select member_id from member_run_changes
				where organization_id = :organization and run_id = :run and undone is null
				order by file_ordinal, line, member_id limit :most
				""")
			.param("organization", tenancy.current())
			.param("run", run)
			.param("most", most)
			.query(UUID.class)
			.list();
	}

	/** The runs that were taken back and wait for some members to be two again. */
	List<UUID> waitingFor(Collection<UUID> members) {
		return jdbc.sql("""
				select distinct run_id from member_run_changes
				where organization_id = :organization and member_id = any(cast(:members as uuid[]))
				and undone = 'WAITING' order by run_id
				""")
			.param("organization", tenancy.current())
			.param("members", strings(members))
			.query(UUID.class)
			.list();
	}

	/**
	 * What is still to be taken back of some members, held until the transaction ends.
	 */
	List<Changed> open(UUID run, Collection<UUID> members) {
		return find("""
				c.run_id = :run and c.member_id = any(cast(:members as uuid[]))
				and (c.undone is null or c.undone = 'WAITING') order by c.member_id for update
				""", Map.of("run", run), members);
	}

	/**
	 * What other runs changed of some members since and was not taken back, the earliest
	 * first.
	 */
	Map<UUID, List<Changed>> later(UUID run, Collection<UUID> members) {
		return find("""
				c.run_id <> :run and c.member_id = any(cast(:members as uuid[]))
				and (c.undone is null or c.undone = 'WAITING')
				and (c.changed_at, c.run_id) > (select mine.changed_at, mine.run_id from member_run_changes mine
					where mine.organization_id = :organization and mine.run_id = :run and mine.member_id = c.member_id)
				order by c.member_id, c.changed_at, c.run_id for update of c
				""", Map.of("run", run), members).stream().collect(Collectors.groupingBy(Changed::member));
	}

	/** Writes down what stood there before, as it turned out. */
	void rewrite(List<Changed> changes) {
		if (changes.isEmpty()) {
			return;
		}
		jdbc.sql("""
				update member_run_changes c set cells = w.cells
				from jsonb_to_recordset(cast(:rows as jsonb)) as w (run uuid, member uuid, cells jsonb)
				where c.organization_id = :organization and c.run_id = w.run and c.member_id = w.member
				""").param("organization", tenancy.current()).param("rows", json.writeValueAsString(changes)).update();
	}

	/** Writes down what taking back did. */
	void end(UUID run, List<Outcome> outcomes) {
		jdbc.sql("""
				update member_run_changes c set undone = w.undone, undone_at = :now, kept = w.kept
				from jsonb_to_recordset(cast(:rows as jsonb)) as w (member uuid, undone text, kept jsonb)
				where c.organization_id = :organization and c.run_id = :run and c.member_id = w.member
				""")
			.param("organization", tenancy.current())
			.param("run", run)
			.param("now", Timestamp.from(clock.instant()))
			.param("rows", json.writeValueAsString(outcomes))
			.update();
	}

	/** How far taking a run back is. */
	MemberChanges.Progress progress(UUID run) {
		return jdbc.sql("""
				select count(*) as members, count(undone) as done, count(*) filter (where undone = 'ALL') as whole
				from member_run_changes where organization_id = :organization and run_id = :run
				""")
			.param("organization", tenancy.current())
			.param("run", run)
			.query(MemberChanges.Progress.class)
			.single();
	}

	/** What a run changed, in the order of its rows. */
	Slice<RunChange> list(UUID run, @Nullable String after, int size) {
		List<String> cursor = Slice.decode(after, 3);
		List<RunChange> rows = jdbc.sql("""
				select c.file_ordinal, c.line, c.member_id, m.display_name, cast(c.cells as text) as cells, c.undone,
					cast(coalesce(c.kept, '{}') as text) as kept
				from member_run_changes c
				join members m on m.organization_id = c.organization_id and m.id = c.member_id
				where c.organization_id = :organization and c.run_id = :run
				and (c.file_ordinal, c.line, c.member_id) > (:file, :line, :member)
				order by c.file_ordinal, c.line, c.member_id limit :most
				""")
			.param("organization", tenancy.current())
			.param("run", run)
			.param("file", (int) Slice.number(cursor, 0, -1))
			.param("line", Slice.number(cursor, 1, -1))
			.param("member", Slice.id(cursor, 2))
			.param("most", size + 1)
			.query((row, number) -> change(row.getInt("file_ordinal"), row.getLong("line"),
					new MemberId(row.getObject("member_id", UUID.class)), row.getString("display_name"),
					json.readValue(row.getString("cells"), CELLS), row.getString("undone"),
					json.readValue(row.getString("kept"), KEPT)))
			.list();
		return Slice.of(rows, size, row -> List.of(row.file(), row.line(), row.member()));
	}

	private static RunChange change(int file, long line, MemberId member, String name, Map<String, Cell> cells,
			@Nullable String undone, Map<String, String> kept) {
		boolean tried = undone != null && !kept.containsKey(WHOLE);
		List<String> back = cells.entrySet()
			.stream()
			.filter(cell -> tried && !kept.containsKey(cell.getKey()))
			.map(RunChanges::column)
			.distinct()
			.toList();
		List<RunChange.Kept> left = new ArrayList<>();
		kept.forEach((key, reason) -> {
			Cell cell = cells.get(key);
			left.add(new RunChange.Kept((cell != null) ? column(Map.entry(key, cell)) : null, reason));
		});
		return new RunChange(file, line, member, name,
				cells.values().stream().map(Cell::heading).distinct().sorted().toList(),
				(undone != null) ? RunChange.Undone.valueOf(undone) : null, back, left);
	}

	/** Of tags each is told. */
	private static String column(Map.Entry<String, Cell> cell) {
		String key = cell.getKey();
		return key.startsWith(StandingValues.TAG)
				? cell.getValue().heading() + ": " + key.substring(StandingValues.TAG.length())
				: cell.getValue().heading();
	}

	private List<Changed> find(String condition, Map<String, ?> parameters, Collection<UUID> members) {
		return jdbc.sql("""
				select c.run_id, c.member_id, cast(c.cells as text) as cells from member_run_changes c
				where c.organization_id = :organization and
				""" + condition)
			.params(parameters)
			.param("organization", tenancy.current())
			.param("members", strings(members))
			.query((row, number) -> new Changed(row.getObject("run_id", UUID.class),
					row.getObject("member_id", UUID.class), json.readValue(row.getString("cells"), CELLS)))
			.list();
	}

	private static String[] strings(Collection<UUID> ids) {
		return ids.stream().map(UUID::toString).toArray(String[]::new);
	}

}
