package io.guildhall.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.guildhall.chatlog.DateOrder;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.file.FileId;
import io.guildhall.file.FileService;
import io.guildhall.intake.People.Person;
import io.guildhall.intake.People.Resolved;
import io.guildhall.member.Accounts.Account;
import io.guildhall.member.IdentityKind;
import io.guildhall.member.MemberChanges;
import io.guildhall.shared.Money;
import io.guildhall.table.Cells;
import io.guildhall.table.DateCells;
import io.guildhall.table.DayOrder;
import io.guildhall.table.Parsed;
import io.guildhall.table.TableReader;
import io.guildhall.table.TableRow;
import io.guildhall.table.Tables;
import lombok.RequiredArgsConstructor;

/** What members and orders have in common: rows of a table that name a person. */
@RequiredArgsConstructor
abstract class TableTaking implements Taking<TableRow> {

	static final String BAD_EMAIL = "intake.bad.email";

	/** No cell says who it is. */
	static final String NOBODY = "intake.bad.nobody";

	private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,190}\\.[^\\s@.]{2,}");

	private static final Pattern BETWEEN = Pattern.compile("[;；]");

	private static final int LONGEST_NAME = 120;

	private static final int LONGEST_TAGS = 1000;

	private static final int LONGEST_ID = 200;

	private final FileService contents;

	private final CommunityService communities;

	@Override
	public final RecordReader<TableRow> open(TakingRun run, ImportFile file) {
		TableReader reader = Tables.open(FileRecognition
			.source(contents.open(new FileId(Objects.requireNonNull(file.getContentId()))), file.getName()));
		return new RecordReader<>() {

			@Override
			public @Nullable TableRow next() {
				return reader.next();
			}

			@Override
			public long position() {
				return reader.position();
			}

			@Override
			public void close() {
				reader.close();
			}

		};
	}

	@Override
	public final int weight(TableRow row) {
		return 100 + row.cells().stream().mapToInt(String::length).sum();
	}

	/** A cell that cannot be read, with the code that says why. */
	static final class Unreadable extends Exception {

		private final String reason;

		private final transient @Nullable String cell;

		Unreadable(String reason, @Nullable String cell) {
			super(reason, null, false, false);
			this.reason = reason;
			this.cell = cell;
		}

	}

	/** The cells of a row by what they mean. */
	record Cell(TakingRun run, TableRow row) {

		/**
		 * What stands there; null for nothing, and for what was masked on its way out.
		 */
		@Nullable String text(Field field) {
			Integer column = run.options().columns().get(field);
			String text = (column != null) ? row.cell(column) : "";
			return (text.isEmpty() || Cells.isMasked(text)) ? null : text;
		}

		/** Not longer than it is kept. */
		@Nullable String text(Field field, int longest) {
			String text = text(field);
			return (text != null && text.length() > longest) ? text.substring(0, longest) : text;
		}

		@Nullable Instant time(Field field) throws Unreadable {
			return read(field, cell -> DateCells.instant(cell, run.zone(), order()));
		}

		@Nullable Money amount(Field field) throws Unreadable {
			return read(field, cell -> Cells.amount(cell, run.currency()));
		}

		@Nullable Long count(Field field) throws Unreadable {
			return read(field, Cells::count);
		}

		@Nullable Boolean bool(Field field) throws Unreadable {
			return read(field, Cells::bool);
		}

		/** The telephone numbers, with semicolons between them. */
		List<String> phones() throws Unreadable {
			List<String> phones = new ArrayList<>();
			for (String text : several(Field.PHONE)) {
				Parsed<String> parsed = Cells.phone(text, run.country());
				// What was taken out of a house of ours is one there as it stands.
				boolean kept = isOurs() && IdentityKind.PHONE.key(text).isPresent();
				if (parsed.problem() != null && !kept) {
					throw new Unreadable(parsed.problem(), text);
				}
				if (kept || parsed.value() != null) {
					phones.add(kept ? text : parsed.get());
				}
			}
			return phones;
		}

		/** The e-mails, with semicolons between them. */
		List<String> emails() throws Unreadable {
			List<String> emails = several(Field.EMAIL);
			for (String text : emails) {
				if (!EMAIL.matcher(text).matches()) {
					throw new Unreadable(BAD_EMAIL, text);
				}
			}
			return emails;
		}

		private List<String> several(Field field) {
			String text = text(field);
			return (text != null)
					? BETWEEN.splitAsStream(text).map(String::strip).filter(one -> !one.isEmpty()).toList() : List.of();
		}

		/** Whether the table was taken out of a house of ours. */
		boolean isOurs() {
			return MemberChanges.isOurs(run.options().header());
		}

		<T> @Nullable T read(Field field, Function<String, Parsed<T>> reading) throws Unreadable {
			String text = text(field);
			Parsed<T> parsed = (text != null) ? reading.apply(text) : null;
			if (parsed != null && parsed.problem() != null) {
				throw new Unreadable(parsed.problem(), text);
			}
			return (parsed != null) ? parsed.value() : null;
		}

		private @Nullable DayOrder order() {
			DateOrder order = run.options().dateOrder();
			if (order == null || order == DateOrder.YEAR_MONTH_DAY) {
				return null;
			}
			return (order == DateOrder.DAY_MONTH_YEAR) ? DayOrder.DAY_FIRST : DayOrder.MONTH_FIRST;
		}

	}

	/** A row that was understood, with the line it stands at. */
	record Read<T>(long line, Person person, T rest) {
	}

	/** Understands the rows; those that it does not are problems. */
	final <T> List<Read<T>> read(TakingRun run, Took took, int file, List<TableRow> rows, Rest<T> rest) {
		List<Read<T>> read = new ArrayList<>(rows.size());
		GroupOfNames names = names(run);
		for (TableRow row : rows) {
			if (row.problem() != null) {
				took.problem(ImportProblem.of(file, row.line(), row.problem(), first(row)));
				continue;
			}
			Cell cell = new Cell(run, row);
			try {
				read.add(new Read<>(row.line(), person(cell, names), rest.of(cell)));
			}
			catch (Unreadable unreadable) {
				took.problem(ImportProblem.of(file, row.line(), unreadable.reason, unreadable.cell));
			}
		}
		return read;
	}

	/** What a row says besides the person. */
	@FunctionalInterface
	interface Rest<T> {

		T of(Cell cell) throws Unreadable;

	}

	/** A sample of what would become of the rows. */
	final void sample(TakingRun run, Took took, int file, long line, Person person, @Nullable String what,
			@Nullable Instant at, Outcome outcome) {
		if (run.wantsSample() && took.sample().size() < TakingRun.SAMPLE) {
			String who = (person.name() != null) ? person.name() : person.value();
			took.sample(new SampleRow(file, line, (who != null) ? who : "", what, at, outcome));
		}
	}

	/** The person is refused: so is the row. */
	static void refuse(Took took, int file, Read<?> row, Resolved resolved) {
		took.problem(ImportProblem.of(file, row.line(), resolved.outcome(), row.person().name()));
	}

	/**
	 * By the number of another system if there is one, else by phone or e-mail, else by
	 * name: within the chosen group, or, without one, as a handle of the whole
	 * organization.
	 */
	private static Person person(Cell cell, GroupOfNames names) throws Unreadable {
		String name = cell.text(Field.NAME, LONGEST_NAME);
		String number = cell.text(Field.EXTERNAL_ID, LONGEST_ID);
		List<String> phones = cell.phones();
		List<String> emails = cell.emails();
		String invitedBy = cell.text(Field.INVITED_BY, LONGEST_ID);
		Person.Profile profile = new Person.Profile(cell.text(Field.REAL_NAME, LONGEST_ID),
				cell.text(Field.CITY, LONGEST_ID), cell.text(Field.TAGS, LONGEST_TAGS), cell.bool(Field.DO_NOT_CONTACT),
				new Person.Agreed(agreed(cell, Field.CONSENT_CHAT), agreed(cell, Field.CONSENT_CALL),
						agreed(cell, Field.CONSENT_SMS), agreed(cell, Field.CONSENT_EMAIL)),
				invitedBy, (invitedBy != null) ? Cells.phone(invitedBy, cell.run().country()).value() : null,
				Stream
					.concat(phones.stream().skip(1).map(phone -> Account.contact(IdentityKind.PHONE, phone)),
							emails.stream().skip(1).map(email -> Account.contact(IdentityKind.EMAIL, email)))
					.toList());
		String shown = (name != null) ? name : number;
		boolean known = number != null || !phones.isEmpty() || !emails.isEmpty();
		if (!known && name == null) {
			throw new Unreadable(NOBODY, null);
		}
		String carrier = "OTHER";
		String kind = (number != null) ? "ID" : null;
		String value = number;
		if (!known) {
			carrier = names.carrier();
			kind = (names.group() != null) ? "NAME" : "HANDLE";
			value = name;
		}
		return new Person(carrier, kind, value, names.group(), shown, first(phones), first(emails),
				cell.time(Field.JOINED_AT), cell.time(Field.LEFT_AT), null, profile);
	}

	/** As tables of ours say it, or as others do: yes and no. */
	private static @Nullable Boolean agreed(Cell cell, Field field) throws Unreadable {
		String text = cell.text(field);
		if (text != null && text.equalsIgnoreCase("given")) {
			return true;
		}
		return (text != null && text.equalsIgnoreCase("withdrawn")) ? Boolean.FALSE : cell.bool(field);
	}

	private GroupOfNames names(TakingRun run) {
		UUID group = run.options().group();
		String carrier = (group != null)
				? communities.find(new GroupId(group)).map(found -> found.carrier().name()).orElse("OTHER") : "OTHER";
		return new GroupOfNames(group, carrier);
	}

	private record GroupOfNames(@Nullable UUID group, String carrier) {
	}

	private static String first(TableRow row) {
		return row.cells().isEmpty() ? "" : row.cells().get(0);
	}

	private static @Nullable String first(List<String> texts) {
		return texts.isEmpty() ? null : texts.get(0);
	}

}
