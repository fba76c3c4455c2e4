package io.guildhall.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.community.CommunityService;
import io.guildhall.file.FileService;
import io.guildhall.intake.People.Resolved;
import io.guildhall.member.MemberCells;
import io.guildhall.table.Cells;
import io.guildhall.table.TableRow;

/** Takes tables of members. */
@Component
class MemberTaking extends TableTaking {

	private static final String BAD_INVITER = "intake.bad.inviter";

	private final People people;

	private final MemberCells cells;

	MemberTaking(FileService contents, CommunityService communities, People people, MemberCells cells) {
		super(contents, communities);
		this.people = people;
		this.cells = cells;
	}

	@Override
	public ImportKind kind() {
		return ImportKind.MEMBERS;
	}

	@Override
	public void take(TakingRun run, Took took, int file, List<TableRow> rows) {
		Map<String, Integer> own = own(run);
		List<Read<Map<String, String>>> read = read(run, took, file, rows, cell -> cells(cell, own));
		if (!own.isEmpty()) {
			read = right(took, file, read);
		}
		if (read.isEmpty()) {
			return;
		}
		List<Resolved> members = people.resolve(run, took, read.stream().map(Read::person).toList());
		Map<UUID, Map<String, String>> filled = new HashMap<>();
		for (int i = 0; i < read.size(); i++) {
			Read<Map<String, String>> row = read.get(i);
			UUID member = members.get(i).member();
			if (member == null) {
				refuse(took, file, row, members.get(i));
				continue;
			}
			// What the first row of somebody says is known when the next one comes.
			row.rest()
				.forEach((heading, text) -> filled.computeIfAbsent(member, of -> new HashMap<>())
					.putIfAbsent(heading, text));
			sample(run, took, file, row.line(), row.person(), null, row.person().joinedAt(),
					members.get(i).isNew() ? Outcome.MEMBER_NEW : Outcome.MEMBER_KNOWN);
		}
		for (int place : people.invite()) {
			Read<Map<String, String>> row = read.get(place);
			took.remark(ImportProblem.of(file, row.line(), BAD_INVITER, row.person().profile().invitedBy()));
		}
		cells.fill(run.run(), filled);
		if (run.options().group() != null) {
			people.stay(run);
		}
	}

	/**
	 * The columns that are no field of ours and bear the name of one that the
	 * organization made.
	 */
	private Map<String, Integer> own(TakingRun run) {
		List<String> header = run.options().header();
		Set<String> known = cells.headings();
		Map<String, Integer> own = new HashMap<>();
		for (int i = 0; i < header.size(); i++) {
			String name = header.get(i).strip();
			if (known.contains(name) && !run.options().columns().containsValue(i)) {
				own.putIfAbsent(name, i);
			}
		}
		return own;
	}

	private static Map<String, String> cells(Cell cell, Map<String, Integer> own) {
		Map<String, String> cells = new HashMap<>();
		own.forEach((heading, column) -> {
			String text = cell.row().cell(column).strip();
			if (!text.isEmpty() && !Cells.isMasked(text)) {
				cells.put(heading, text);
			}
		});
		return cells;
	}

	/** The rows whose own cells can be read; the others are problems. */
	private List<Read<Map<String, String>>> right(Took took, int file, List<Read<Map<String, String>>> read) {
		List<MemberCells.@Nullable Wrong> wrong = cells.check(read.stream().map(Read::rest).toList());
		List<Read<Map<String, String>>> right = new ArrayList<>();
		for (int i = 0; i < read.size(); i++) {
			MemberCells.Wrong cell = wrong.get(i);
			if (cell == null) {
				right.add(read.get(i));
			}
			else {
				took.problem(ImportProblem.of(file, read.get(i).line(), cell.code(), cell.cell()));
			}
		}
		return right;
	}

}
