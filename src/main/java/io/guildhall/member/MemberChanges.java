package io.guildhall.member;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberColumns.Cell;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffService;
import lombok.RequiredArgsConstructor;

/**
 * Takes members back that were taken out as a table and changed there. A row is written
 * whole or not at all; rows that are wrong do not keep the others out.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class MemberChanges {

	private final MemberTable table;

	private final ChangeWriting writing;

	private final RunChanges runs;

	private final RunChangesUndo undoing;

	private final InviterRows inviters;

	private final MemberScope scope;

	private final StaffService staff;

	private final ObjectProvider<MemberColumns> own;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * A row that came back.
	 *
	 * @param id of the member, as it stands there
	 * @param revision that the row had when it was taken out; empty where it is missing
	 * @param cells the others by their heading
	 * @param file and line where it stands, for who wants to find it again
	 */
	public record Row(int file, long line, String id, String revision, Map<String, String> cells) {
	}

	/**
	 * What came of a row.
	 *
	 * @param name of the member
	 * @param changed the headings of what changed
	 * @param refusal the code of why the row was refused, or null
	 * @param excerpt the cell that is wrong
	 */
	public record Answer(String name, List<String> changed, @Nullable String refusal, @Nullable String excerpt) {

		static Answer refused(String code, @Nullable String excerpt) {
			return new Answer("", List.of(), code, excerpt);
		}

	}

	/**
	 * Takes back what a run changed of the next so many members: where what it wrote
	 * still stands, what stood there before comes back; what was written since stays.
	 * Nothing happens the second time.
	 * @return how many members were looked at; 0 where none are left
	 */
	public int undo(UUID run, int most) {
		return undoing.undo(run, most);
	}

	/** Of how many members a run changed something, and of how many it was taken back. */
	public Progress progress(UUID run) {
		return runs.progress(run);
	}

	/**
	 * What a run changed, and what taking it back did, in the order of its rows.
	 * @param after where the stretch before ended
	 */
	public Slice<RunChange> changes(UUID run, @Nullable String after, int size) {
		return runs.list(run, after, size);
	}

	/**
	 * How far taking back is.
	 *
	 * @param members of whom something was changed
	 * @param done those who were looked at
	 * @param whole those of them of whom everything was put back
	 */
	public record Progress(long members, long done, long whole) {
	}

	/** Whether a table with these columns was taken out of here. */
	public static boolean isOurs(List<String> headings) {
		return headings.contains(MemberTable.ID) && headings.contains(MemberTable.REVISION);
	}

	/** The heading above the ids. */
	public static String idHeading() {
		return MemberTable.ID;
	}

	/** The heading above the revisions. */
	public static String revisionHeading() {
		return MemberTable.REVISION;
	}

	/**
	 * Writes what differs, and keeps what stood there.
	 * @param run by which it can be taken back
	 * @return an answer for each row, in their order
	 */
	public List<Answer> take(UUID run, List<Row> rows) {
		if (!OnBehalf.may(Permission.MEMBER_EDIT)) {
			return rows.stream().map(row -> Answer.refused("member.change.may-not", row.id())).toList();
		}
		List<@Nullable UUID> ids = rows.stream().map(row -> MemberChange.id(row.id())).toList();
		Map<UUID, MemberTable.Line> lines = table
			.lines(ids.stream().filter(java.util.Objects::nonNull).distinct().map(MemberId::new).toList(), true);
		Map<UUID, Map<String, Cell>> read = read(rows, ids, lines);
		Map<String, @Nullable UUID> owners = owners();
		Invitations invitations = invitations(rows, lines);
		Map<UUID, MemberChange> changes = new LinkedHashMap<>();
		Map<UUID, Row> met = new HashMap<>();
		List<Answer> answers = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			UUID id = ids.get(i);
			MemberTable.Line line = (id != null) ? lines.get(id) : null;
			try {
				answers.add(answer(rows.get(i), line, met, owners, invitations, read, changes));
			}
			catch (MemberChange.Refused refused) {
				answers.add(Answer.refused(refused.reason(), refused.cell()));
			}
		}
		writing.write(run, changes, lines, met);
		return answers;
	}

	private static Answer answer(Row row, MemberTable.@Nullable Line line, Map<UUID, Row> met,
			Map<String, @Nullable UUID> owners, Invitations invitations, Map<UUID, Map<String, Cell>> read,
			Map<UUID, MemberChange> changes) throws MemberChange.Refused {
		if (line == null) {
			throw new MemberChange.Refused("unknown", row.id());
		}
		if (met.putIfAbsent(line.id(), row) != null) {
			throw new MemberChange.Refused("twice", row.id());
		}
		MemberChange change = MemberChange.of(line, row.cells(), owners, invitations,
				read.getOrDefault(line.id(), Map.of()));
		if (!change.isNone() && !row.revision().isEmpty() && !row.revision().equals(line.revision())) {
			throw new MemberChange.Refused("stale", line.profile().displayName());
		}
		if (!change.isNone()) {
			changes.put(line.id(), change);
			invitations.put(line.id(), change.inviter());
		}
		return new Answer(line.profile().displayName(), List.copyOf(change.after().keySet()), null, null);
	}

	/** Who invited whom, where a row wants to change it. */
	private Invitations invitations(List<Row> rows, Map<UUID, MemberTable.Line> lines) {
		Map<UUID, UUID> wanted = new LinkedHashMap<>();
		rows.forEach(row -> {
			UUID member = MemberChange.id(row.id());
			UUID inviter = MemberChange.id(row.cells().getOrDefault(MemberTable.INVITED_BY, ""));
			MemberTable.Line line = (member != null) ? lines.get(member) : null;
			if (line != null && inviter != null && !inviter.equals(line.inviter())) {
				wanted.put(line.id(), inviter);
			}
		});
		if (wanted.isEmpty()) {
			return new Invitations(Map.of(), Set.of());
		}
		Set<UUID> all = new HashSet<>(wanted.keySet());
		all.addAll(wanted.values());
		MemberScope.Limit mine = scope.on("m.id");
		Set<UUID> known = new HashSet<>(jdbc.sql("""
				select m.id from members m where m.organization_id = :organization and m.state = 'ACTIVE'
				and m.id = any(cast(:members as uuid[]))%s
				""".formatted(mine.sql()))
			.param("organization", tenancy.current())
			.param("members", wanted.values().stream().map(UUID::toString).toArray(String[]::new))
			.params(mine.parameters())
			.query(UUID.class)
			.list());
		return inviters.locked(all, known);
	}

	/** What other modules understand of the cells that differ. */
	private Map<UUID, Map<String, Cell>> read(List<Row> rows, List<@Nullable UUID> ids,
			Map<UUID, MemberTable.Line> lines) {
		Map<UUID, Map<String, String>> wanted = new HashMap<>();
		for (int i = 0; i < rows.size(); i++) {
			UUID id = ids.get(i);
			MemberTable.Line line = (id != null) ? lines.get(id) : null;
			if (line == null) {
				continue;
			}
			Map<String, String> of = wanted.computeIfAbsent(line.id(), member -> new HashMap<>());
			rows.get(i).cells().forEach((heading, text) -> {
				if (!text.isEmpty() && !text.equals(line.cells().get(heading))) {
					of.put(heading, text.equals(MemberChange.CLEAR) ? "" : text);
				}
			});
		}
		Map<UUID, Map<String, Cell>> read = new HashMap<>();
		own.forEach(columns -> columns.read(wanted)
			.forEach((member, cells) -> read.computeIfAbsent(member, of -> new HashMap<>()).putAll(cells)));
		return read;
	}

	private Map<String, @Nullable UUID> owners() {
		Map<String, @Nullable UUID> owners = new HashMap<>();
		staff.list()
			.forEach(
					person -> owners.put(person.name(), owners.containsKey(person.name()) ? null : person.accountId()));
		return owners;
	}

}
