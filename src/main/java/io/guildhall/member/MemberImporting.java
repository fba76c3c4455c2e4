package io.guildhall.member;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

import io.guildhall.community.Carrier;
import io.guildhall.community.GroupId;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Members of an import, as sets. The import's rows stand in a temporary table of the
 * transaction, with the columns ordinal int, carrier, identity_kind, identity_value text,
 * group_id uuid, name, phone, email text, joined_at, left_at timestamptz, member_id uuid,
 * outcome text; and where the file has them real_name, city, tags (separated by
 * semicolons) text, do_not_contact, consent_chat, consent_call, consent_sms,
 * consent_email boolean, renamed_to text: another value of the row's identity that is
 * theirs from here on, accounts text: more of theirs as {@link Accounts} writes them,
 * groups by their ids, and taken text, to be filled with what of a row is somebody
 * else's.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class MemberImporting {

	/** Outcome of a row whose person was not known before. */
	public static final String NEW = "NEW";

	/** Outcome of a row whose person was known. */
	public static final String KNOWN = "KNOWN";

	private static final int CHUNK = 10_000;

	private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]{0,60}");

	private final ImportOwners owners;

	private final ImportStatements statements;

	private final ImportStays stays;

	private final ImportUndo undoing;

	private final ImportInviters inviting;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * What came of the rows.
	 *
	 * @param members how many members are new
	 * @param refused rows whose outcome is the code of a refusal
	 */
	public record Resolved(long members, long known, long refused) {
	}

	/**
	 * Finds the member of each row, or makes it: by the row's identity first, then by
	 * phone, then by e-mail, then by the ids of its accounts. Fills member_id, and
	 * outcome with {@link #NEW}, {@link #KNOWN} or the code of the refusal. Ids come from
	 * the run, so that doing it again changes nothing. No two members are merged: where a
	 * row's identities belong to two, that is noted as a suggestion.
	 * @throws org.springframework.dao.DuplicateKeyException if another transaction
	 * brought one of the identities at the same time: then the slice is to be repeated
	 */
	public Resolved resolve(UUID run, String staging) {
		Set<String> columns = columns(staging);
		long members = 0;
		long known = 0;
		long refused = 0;
		int after = Integer.MIN_VALUE;
		while (true) {
			List<Row> rows = read(staging, columns, after);
			if (rows.isEmpty()) {
				break;
			}
			after = rows.get(rows.size() - 1).ordinal();
			ImportChunk chunk = new ImportChunk(run, clock.instant().truncatedTo(ChronoUnit.MICROS));
			chunk.resolve(rows, owners.of(rows));
			statements.write(run, chunk);
			statements.answer(staging, chunk, columns.contains("taken"));
			members += chunk.members().size();
			known += chunk.answers().stream().filter(answer -> answer.outcome().equals(KNOWN)).count();
			refused += chunk.answers().stream().filter(answer -> answer.member() == null).count();
		}
		if (columns.contains("tags")) {
			statements.tag(run, staging);
		}
		statements.hear(run, staging, columns);
		return new Resolved(members, known, refused);
	}

	/**
	 * Takes who invited whom of the rows that have a member: their columns invited_by,
	 * and invited_phone where that is a telephone number.
	 * @return the ordinals of the rows that name nobody who can have invited them
	 */
	public List<Integer> invite(UUID run, String staging) {
		columns(staging);
		return inviting.take(run, staging);
	}

	/**
	 * Those of the ids that are of members of this organization, also of merged and
	 * erased ones.
	 */
	public Set<UUID> known(Collection<UUID> ids) {
		return new HashSet<>(jdbc.sql("""
				select id from members where organization_id = :organization and id = any(cast(:ids as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
			.query(UUID.class)
			.list());
	}

	/**
	 * Takes the stays of the rows that have a member, a group, and a time of joining or
	 * leaving. Several rows of one member and group are one stay, from the earliest to,
	 * if nothing comes after it, the last leaving; what was known before is extended by
	 * it.
	 * @return how many stays are new
	 */
	public int stay(UUID run, String staging) {
		columns(staging);
		return stays.take(run, staging);
	}

	/**
	 * Takes a run back: its stays, tags and identities, what it said of members who were
	 * there, and the members that it made, as far as nothing else hangs on them by now.
	 */
	public UndoReport undo(UUID run) {
		return undoing.undo(run);
	}

	private List<Row> read(String staging, Set<String> columns, int after) {
		return jdbc
			.sql("""
					select ordinal, carrier, identity_kind, identity_value, group_id, name, phone, email, joined_at, %s, %s, %s, %s
					from %s where ordinal > :after and member_id is null and outcome is null order by ordinal limit :size
					"""
				.formatted(columns.contains("real_name") ? "real_name" : "null as real_name",
						columns.contains("city") ? "city" : "null as city",
						columns.contains("renamed_to") ? "renamed_to" : "null as renamed_to",
						columns.contains("accounts") ? "accounts" : "null as accounts", staging))
			.param("after", after)
			.param("size", CHUNK)
			.query((row, number) -> Row.of(row))
			.list();
	}

	private Set<String> columns(String staging) {
		Assert.isTrue(TABLE.matcher(staging).matches(), "The staging table has no plain name");
		tenancy.current();
		return jdbc.sql("select * from " + staging + " limit 0").query(rows -> {
			Set<String> names = new LinkedHashSet<>();
			for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
				names.add(rows.getMetaData().getColumnName(i));
			}
			return names;
		});
	}

	/**
	 * A row of the staging table.
	 *
	 * @param identities by which the member is found
	 * @param accounts that are theirs as well; only one that never changes tells who it
	 * is
	 */
	record Row(int ordinal, List<NewIdentity> identities, List<NewIdentity> accounts, @Nullable String refusal,
			String name, String realName, String city, @Nullable Instant joinedAt) {

		/** All of them, those by which the member is found first. */
		Stream<NewIdentity> all() {
			return Stream.concat(identities.stream(), accounts.stream());
		}

		/**
		 * Those that tell who it is. A name or a handle may be somebody else's by now
		 * (RULES, Identity).
		 */
		Stream<NewIdentity> telling() {
			return Stream.concat(identities.stream(), accounts.stream()
				.filter(account -> account.kind() == IdentityKind.ID || account.kind().isContact()));
		}

		static Row of(ResultSet row) throws SQLException {
			List<NewIdentity> identities = new ArrayList<>();
			List<NewIdentity> accounts = new ArrayList<>();
			String refusal = null;
			try {
				add(identities, Carrier.valueOf(text(row, "carrier", "OTHER")), text(row, "identity_kind", ""),
						text(row, "identity_value", ""), row.getObject("group_id", UUID.class));
				// From here on they go by this as well, if nobody else does (RULES,
				// Identity).
				add(identities, Carrier.valueOf(text(row, "carrier", "OTHER")), text(row, "identity_kind", ""),
						text(row, "renamed_to", ""), row.getObject("group_id", UUID.class));
				add(identities, Carrier.OTHER, IdentityKind.PHONE.name(), text(row, "phone", ""), null);
				add(identities, Carrier.OTHER, IdentityKind.EMAIL.name(), text(row, "email", ""), null);
				for (Accounts.Account account : Accounts.read(text(row, "accounts", "")).get()) {
					add(accounts, account.carrier(), account.kind().name(), account.value(),
							(account.group() != null) ? UUID.fromString(account.group()) : null);
				}
			}
			catch (MemberRefused refused) {
				refusal = refused.getCode();
			}
			if (refusal == null && identities.isEmpty()) {
				refusal = "member.no-identity";
			}
			String name = IdentityKind.clean(text(row, "name", ""));
			if (name.isEmpty() && !identities.isEmpty()) {
				NewIdentity first = identities.get(0);
				name = Masks.mask(first.kind(), first.value());
			}
			return new Row(row.getInt("ordinal"), identities, accounts, refusal, cut(name, Member.LONGEST_NAME),
					cut(IdentityKind.clean(text(row, "real_name", "")), 200),
					cut(IdentityKind.clean(text(row, "city", "")), 200), Rows.instant(row, "joined_at"));
		}

		/** What was masked on its way out says nothing on its way in. */
		private static void add(List<NewIdentity> identities, Carrier carrier, String kind, String value,
				@Nullable UUID group) {
			if (value.isBlank() || kind.isEmpty() || Masks.isMasked(value)) {
				return;
			}
			NewIdentity identity = new NewIdentity(carrier, IdentityKind.valueOf(kind), value,
					(group != null) ? new GroupId(group) : null);
			identity.key();
			identities.add(identity);
		}

		private static String text(ResultSet row, String column, String otherwise) throws SQLException {
			String text = row.getString(column);
			return (text != null) ? text : otherwise;
		}

		private static String cut(String text, int longest) {
			return (text.length() <= longest) ? text
					: text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, longest - 1)));
		}
	}

}
