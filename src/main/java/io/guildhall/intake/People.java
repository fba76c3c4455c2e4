package io.guildhall.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.member.Accounts;
import io.guildhall.member.Accounts.Account;
import io.guildhall.member.MemberImporting;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Finds or makes the members whom a slice names. */
@Component
@RequiredArgsConstructor
class People {

	private static final String DEFINITION = """
			ordinal int not null, carrier text, identity_kind text, identity_value text, group_id uuid, name text,
			phone text, email text, joined_at timestamptz, left_at timestamptz, renamed_to text, real_name text,
			city text, tags text, do_not_contact boolean, consent_chat boolean, consent_call boolean, consent_sms boolean,
			consent_email boolean, invited_by text, invited_phone text, accounts text, member_id uuid, outcome text,
			taken text
			""";

	private static final String COLUMNS = "ordinal, carrier, identity_kind, identity_value, group_id, name, phone, "
			+ "email, joined_at, left_at, renamed_to, real_name, city, tags, do_not_contact, consent_chat, consent_call, "
			+ "consent_sms, consent_email, invited_by, invited_phone, accounts";

	private final Staging staging;

	private final MemberImporting members;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Somebody as a file names them.
	 *
	 * @param kind of the identity: ID, HANDLE, NAME; null where there is but a phone or
	 * an e-mail
	 * @param renamedTo another value that is theirs from here on
	 */
	record Person(String carrier, @Nullable String kind, @Nullable String value, @Nullable UUID group,
			@Nullable String name, @Nullable String phone, @Nullable String email, @Nullable Instant joinedAt,
			@Nullable Instant leftAt, @Nullable String renamedTo, Profile profile) {

		/**
		 * What a table may say of a person besides.
		 *
		 * @param accounts by which they are known as well, groups by their ids
		 */
		record Profile(@Nullable String realName, @Nullable String city, @Nullable String tags,
				@Nullable Boolean doNotContact, Agreed agreed, @Nullable String invitedBy,
				@Nullable String invitedPhone, List<Account> accounts) {

			/** Nothing of it. */
			static final Profile NONE = new Profile(null, null, null, null, Agreed.NOTHING, null, null, List.of());

		}

		/**
		 * By what a table says that they may be contacted; null where it does not say.
		 */
		record Agreed(@Nullable Boolean chat, @Nullable Boolean call, @Nullable Boolean sms, @Nullable Boolean email) {

			static final Agreed NOTHING = new Agreed(null, null, null, null);

		}

		/** The same, known by more. */
		Person knownBy(List<Account> more) {
			Profile said = new Profile(profile.realName(), profile.city(), profile.tags(), profile.doNotContact(),
					profile.agreed(), profile.invitedBy(), profile.invitedPhone(),
					Stream.concat(profile.accounts().stream(), more.stream()).toList());
			return new Person(carrier, kind, value, group, name, phone, email, joinedAt, leftAt, renamedTo, said);
		}

		/** Somebody in a chat. */
		static Person of(String carrier, String kind, String value, UUID group, String name, @Nullable String phone,
				Instant seen) {
			return new Person(carrier, kind, value, group, name, phone, null, seen, null, null, Profile.NONE);
		}

		/** The same, who goes by another value from here on. */
		Person renamed(String to, Instant at) {
			return new Person(carrier, kind, value, group, name, null, null, at, null, to, Profile.NONE);
		}

	}

	/**
	 * What came of a person.
	 *
	 * @param member null where the person was refused
	 * @param outcome NEW, KNOWN or the code of a refusal
	 * @param taken what of theirs is somebody else's: the two may be one
	 */
	record Resolved(@Nullable UUID member, String outcome, @Nullable String taken) {

		boolean isNew() {
			return outcome.equals(MemberImporting.NEW);
		}

	}

	/** The answers, in the order of the people; the staging table stays for more. */
	List<Resolved> resolve(TakingRun run, Took took, List<Person> people) {
		CopyRows rows = new CopyRows();
		for (Person person : people) {
			Person.Agreed agreed = person.profile().agreed();
			rows.add(rows.count(), person.carrier(), person.kind(), person.value(), person.group(), person.name(),
					person.phone(), person.email(), person.joinedAt(), person.leftAt(), person.renamedTo(),
					person.profile().realName(), person.profile().city(), person.profile().tags(),
					person.profile().doNotContact(), agreed.chat(), agreed.call(), agreed.sms(), agreed.email(),
					person.profile().invitedBy(), person.profile().invitedPhone(),
					person.profile().accounts().isEmpty() ? null : Accounts.write(person.profile().accounts()));
		}
		staging.copy(Staging.PEOPLE, DEFINITION, COLUMNS, rows);
		members.resolve(run.run(), Staging.PEOPLE);
		List<Resolved> resolved = new ArrayList<>(people.size());
		jdbc.sql("select member_id, outcome, taken from " + Staging.PEOPLE + " order by ordinal").query(row -> {
			String outcome = row.getString(2);
			resolved
				.add(new Resolved(row.getObject(1, UUID.class), (outcome != null) ? outcome : "", row.getString(3)));
		});
		count(run, took, resolved);
		return resolved;
	}

	/**
	 * Who invited the people as they stand in the staging table.
	 * @return the places of those of whom it names nobody that can have
	 */
	List<Integer> invite(TakingRun run) {
		return members.invite(run.run(), Staging.PEOPLE);
	}

	/** The stays of the people as they stand in the staging table. */
	void stay(TakingRun run) {
		members.stay(run.run(), Staging.PEOPLE);
	}

	/** Notes who came and went; the staging table is one of its own. */
	void stay(TakingRun run, CopyRows stays) {
		if (stays.count() > 0) {
			staging.copy(Staging.STAYS, "member_id uuid, group_id uuid, joined_at timestamptz, left_at timestamptz",
					"member_id, group_id, joined_at, left_at", stays);
			members.stay(run.run(), Staging.STAYS);
		}
	}

	/** Everybody once: in a dry run as far as it remembers, else by the table. */
	private void count(TakingRun run, Took took, List<Resolved> resolved) {
		Map<UUID, Boolean> met = new HashMap<>();
		resolved.stream()
			.filter(person -> person.member() != null)
			.forEach(person -> met.merge(java.util.Objects.requireNonNull(person.member()), person.isNew(),
					Boolean::logicalOr));
		if (run.isDry()) {
			met.forEach((member, made) -> {
				if (run.firstSeen(member)) {
					took.count(made ? Outcome.MEMBER_NEW : Outcome.MEMBER_KNOWN, 1);
				}
			});
			return;
		}
		took.count(Outcome.MEMBER_NEW, note(run, met, true));
		took.count(Outcome.MEMBER_KNOWN, note(run, met, false));
	}

	private int note(TakingRun run, Map<UUID, Boolean> met, boolean made) {
		String[] ids = met.entrySet()
			.stream()
			.filter(entry -> entry.getValue() == made)
			.map(entry -> entry.getKey().toString())
			.sorted()
			.toArray(String[]::new);
		return jdbc.sql("""
				insert into import_members (organization_id, import_id, member_id, is_new)
				select :organization, :run, met.id, :made from unnest(cast(:ids as uuid[])) as met (id)
				on conflict (organization_id, import_id, member_id) do nothing
				""")
			.param("organization", tenancy.current())
			.param("run", run.run())
			.param("made", made)
			.param("ids", ids)
			.update();
	}

}
