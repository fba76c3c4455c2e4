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
import io.guildhall.member.Accounts;
import io.guildhall.member.Accounts.Account;
import io.guildhall.member.MemberCells;
import io.guildhall.member.MemberChanges;
import io.guildhall.member.MemberImporting;
import io.guildhall.table.Cells;
import io.guildhall.table.TableRow;

/** Takes tables of members. */
@Component
class MemberTaking extends TableTaking {

	private static final String BAD_INVITER = "intake.bad.inviter";

	/** The row is of a member of this organization, and the table of ours. */
	private static final String OWN = "intake.bad.own-member";

	/** A name within a group that there is not. */
	private static final String HOMELESS = "intake.bad.account-group";

	/** Something of theirs is somebody else's. */
	private static final String TAKEN = "intake.bad.account-taken";

	private final CommunityService communities;

	private final MemberImporting importing;

	private final People people;

	private final MemberCells cells;

	MemberTaking(FileService contents, CommunityService communities, MemberImporting importing, People people,
			MemberCells cells) {
		super(contents, communities);
		this.communities = communities;
		this.importing = importing;
		this.people = people;
		this.cells = cells;
	}

	@Override
	public ImportKind kind() {
		return ImportKind.MEMBERS;
	}

	/**
	 * What a row says besides the person.
	 *
	 * @param cells of the fields that the organization made, by their heading
	 */
	private record More(Map<String, String> cells, AccountCells.Told told) {
	}

	@Override
	public void take(TakingRun run, Took took, int file, List<TableRow> rows) {
		Map<String, Integer> own = own(run);
		AccountCells accounts = accounts(run);
		List<Read<More>> read = read(run, took, file, rows, cell -> new More(cells(cell, own), told(cell, accounts)));
		if (!own.isEmpty()) {
			read = right(took, file, read);
		}
		if (MemberChanges.isOurs(run.options().header())) {
			read = strangers(took, file, read);
		}
		if (read.isEmpty()) {
			return;
		}
		List<Resolved> members = people.resolve(run, took,
				read.stream().map(row -> row.person().knownBy(row.rest().told().accounts())).toList());
		Map<UUID, Map<String, String>> filled = new HashMap<>();
		for (int i = 0; i < read.size(); i++) {
			Read<More> row = read.get(i);
			UUID member = members.get(i).member();
			if (member == null) {
				refuse(took, file, row, members.get(i));
				continue;
			}
			remark(took, file, row, members.get(i));
			// What the first row of somebody says is known when the next one comes.
			row.rest()
				.cells()
				.forEach((heading, text) -> filled.computeIfAbsent(member, of -> new HashMap<>())
					.putIfAbsent(heading, text));
			sample(run, took, file, row.line(), row.person(), null, row.person().joinedAt(),
					members.get(i).isNew() ? Outcome.MEMBER_NEW : Outcome.MEMBER_KNOWN);
		}
		for (int place : people.invite(run)) {
			Read<More> row = read.get(place);
			took.remark(ImportProblem.of(file, row.line(), BAD_INVITER, row.person().profile().invitedBy()));
		}
		cells.fill(run.run(), filled);
		if (run.options().group() != null) {
			people.stay(run);
		}
	}

	/** What is not as the row has it, although it was taken. */
	private static void remark(Took took, int file, Read<More> row, Resolved resolved) {
		if (row.rest().told().homeless() != null) {
			took.remark(ImportProblem.of(file, row.line(), HOMELESS, row.rest().told().homeless()));
		}
		if (resolved.taken() != null) {
			took.count(Outcome.SUGGESTED, 1);
			took.remark(ImportProblem.of(file, row.line(), TAKEN, resolved.taken()));
		}
	}

	private AccountCells accounts(TakingRun run) {
		return new AccountCells(run.options().columns().containsKey(Field.ACCOUNTS) ? communities.groups() : List.of(),
				run.options().group());
	}

	private static AccountCells.Told told(Cell cell, AccountCells accounts) throws Unreadable {
		List<Account> read = cell.read(Field.ACCOUNTS, Accounts::read);
		return (read != null) ? accounts.told(read) : AccountCells.Told.NOTHING;
	}

	/**
	 * The rows of a table of ours that are of nobody here: who is, is not made a second
	 * time, and goes by what was changed.
	 */
	private List<Read<More>> strangers(Took took, int file, List<Read<More>> read) {
		Map<Long, UUID> ids = new HashMap<>();
		for (Read<More> row : read) {
			UUID id = id(row.person().value());
			if (id != null) {
				ids.put(row.line(), id);
			}
		}
		Set<UUID> known = importing.known(ids.values());
		List<Read<More>> strangers = new ArrayList<>();
		for (Read<More> row : read) {
			UUID id = ids.get(row.line());
			if (id != null && known.contains(id)) {
				took.problem(ImportProblem.of(file, row.line(), OWN, row.person().name()));
			}
			else {
				strangers.add(row);
			}
		}
		return strangers;
	}

	private static @Nullable UUID id(@Nullable String text) {
		try {
			return (text != null) ? UUID.fromString(text) : null;
		}
		catch (IllegalArgumentException other) {
			return null;
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
	private List<Read<More>> right(Took took, int file, List<Read<More>> read) {
		List<MemberCells.@Nullable Wrong> wrong = cells.check(read.stream().map(row -> row.rest().cells()).toList());
		List<Read<More>> right = new ArrayList<>();
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
