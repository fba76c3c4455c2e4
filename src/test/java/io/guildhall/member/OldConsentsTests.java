package io.guildhall.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.TestDatabase;
import io.guildhall.shared.Ids;

/**
 * What members had said when a word was one for all channels is still what they said, in
 * a house that is brought up to date.
 */
class OldConsentsTests {

	private static final String DATABASE = "old_consents";

	/** As the application said it then. */
	private static final Timestamp THEN = Timestamp.from(Instant.parse("2026-03-01T12:00:00Z"));

	private static final List<Consent> CONSENTS = Arrays.asList(Consent.values());

	private final JdbcClient jdbc = JdbcClient.create(TestDatabase.asOwnerOf(TestDatabase.newDatabase(DATABASE)));

	private final UUID house = Ids.next();

	/** Somebody as they stood in a house of then. */
	private record Old(UUID id, Consent consent, boolean doNotContact, String state, boolean left) {
	}

	private final List<Old> members = new ArrayList<>();

	@BeforeEach
	void aHouseOfThen() {
		TestDatabase.migrate(DATABASE, "__root", null);
		TestDatabase.migrate(DATABASE, "member", "7");
		jdbc.sql("""
				insert into organizations (id, slug, name, zone, currency, language, demo, keeps_text, retention_months,
					refund_limit, lifetime_months, nightly_day, created_at, version)
				values (?, 'acme', 'Acme', 'UTC', 'CNY', 'en', false, false, 0, 0, 12, '2026-03-01', ?, 0)
				""").params(house, THEN).update();
		for (Consent consent : CONSENTS) {
			for (boolean alone : List.of(true, false)) {
				member(consent, alone, "ACTIVE");
				member(consent, alone, "ERASED");
			}
		}
		members.replaceAll(old -> new Old(old.id(), old.consent(), old.doNotContact(), old.state(), left(old.id())));
	}

	@Test
	void everybodyHasSaidOfEveryChannelWhatTheySaidOfAll() {
		TestDatabase.migrate(DATABASE, "member", null);
		for (Old old : members) {
			assertThat(jdbc.sql("select %s from members where id = ?".formatted(ConsentRows.COLUMNS))
				.param(old.id())
				.query((row, number) -> ConsentRows.consents(row))
				.single()).as("%s", old).isEqualTo(new Consents(ofAll(old.consent()), old.doNotContact()));
		}
	}

	@Test
	void whoWasLeftAloneIsLeftAloneAndNobodyElse() {
		TestDatabase.migrate(DATABASE, "member", null);
		for (Old old : members) {
			assertThat(left(old.id())).as("%s", old).isEqualTo(old.left());
			assertThat(jdbc.sql("select distinct closed from member_contact_facts where member_id = ?")
				.param(old.id())
				.query(Boolean.class)
				.list()).as("%s by each channel", old).containsExactly(old.left());
		}
		assertThat(members).extracting(Old::left).contains(true, false);
	}

	@Test
	void whatWasSaidStandsInTheHistoryAsItWasSaid() {
		String rows = "select id || ' ' || consent || ' ' || do_not_contact || ' ' || reason || ' ' || actor_name || ' ' "
				+ "|| said_at from member_consents order by id";
		List<String> before = jdbc.sql(rows).query(String.class).list();
		TestDatabase.migrate(DATABASE, "member", null);
		assertThat(jdbc.sql(rows).query(String.class).list()).isEqualTo(before).hasSize(members.size());
		assertThat(jdbc.sql("""
				select count(*) from member_consents
				where channel is null and source is null and source_run is null and consent_before is null
				""").query(Long.class).single()).isEqualTo(members.size());
	}

	/** A word of then counts as one of all channels where an import is taken back. */
	@Test
	void aWordOfThenIsOneOfAllChannels() {
		TestDatabase.migrate(DATABASE, "member", null);
		for (Old old : members) {
			RunWords words = new RunWords();
			words.hear(new RunWords.Word(ContactChannel.SMS, Consent.GIVEN, null, Consent.UNKNOWN, true));
			jdbc.sql("select *, false as of_run from member_consents where member_id = ?")
				.param(old.id())
				.query(row -> {
					words.hear(ConsentRows.word(row));
				});
			Consents now = new Consents(ofAll(old.consent()), old.doNotContact());
			assertThat(words.without(now)).as("%s", old).isEqualTo(now);
			assertThat(words.overtaken()).isTrue();
		}
	}

	private static Map<ContactChannel, Consent> ofAll(Consent consent) {
		Map<ContactChannel, Consent> of = new EnumMap<>(ContactChannel.class);
		Arrays.stream(ContactChannel.values()).forEach(channel -> of.put(channel, consent));
		return of;
	}

	private void member(Consent consent, boolean alone, String state) {
		UUID id = Ids.next();
		jdbc.sql(
				"""
						insert into members (organization_id, id, version, display_name, sort_key, real_name, city, state, consent,
							do_not_contact, source, joined_at, joined_day, created_at, erased_at)
						values (:house, :id, 0, 'Ann', 'ann', '', '', :state, :consent, :alone, 'HAND', :then, '2026-03-01', :then,
							case when :state = 'ERASED' then cast(:then as timestamptz) end)
						""")
			.param("house", house)
			.param("id", id)
			.param("state", state)
			.param("consent", consent.name())
			.param("alone", alone)
			.param("then", THEN)
			.update();
		jdbc.sql(
				"""
						insert into member_consents (organization_id, id, member_id, consent, do_not_contact, reason, actor_name,
							said_at)
						values (?, ?, ?, ?, ?, 'said so', 'Bea', ?)
						""")
			.params(house, Ids.next(), id, consent.name(), alone, THEN)
			.update();
		members.add(new Old(id, consent, alone, state, false));
	}

	private boolean left(UUID member) {
		return jdbc.sql("select do_not_contact from member_consent_facts where member_id = ?")
			.param(member)
			.query(Boolean.class)
			.single();
	}

}
