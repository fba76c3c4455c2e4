package io.guildhall.member;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The rows of what members said about being contacted, of many in one statement. */
@Component
@RequiredArgsConstructor
class ConsentRows {

	/** The columns of a row of members that {@link #consents} reads. */
	static final String COLUMNS = Arrays.stream(ContactChannel.values())
		.map(ContactChannel::column)
		.collect(Collectors.joining(", ")) + ", do_not_contact";

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	private final Clock clock;

	/** What a row of members says. */
	static Consents consents(ResultSet row) throws SQLException {
		EnumMap<ContactChannel, Consent> consents = new EnumMap<>(ContactChannel.class);
		for (ContactChannel channel : ContactChannel.values()) {
			consents.put(channel, Consent.valueOf(row.getString(channel.column())));
		}
		return new Consents(consents, row.getBoolean("do_not_contact"));
	}

	/**
	 * What those of the members have said who are known; nobody else changes it until the
	 * transaction ends.
	 */
	Map<UUID, Consents> of(Collection<UUID> members) {
		Map<UUID, Consents> of = new LinkedHashMap<>();
		jdbc.sql("""
				select id, %s from members where organization_id = :organization and state <> 'ERASED'
				and id = any(cast(:members as uuid[])) order by id for update
				""".formatted(COLUMNS))
			.param("organization", tenancy.current())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.query(row -> {
				of.put(row.getObject("id", UUID.class), consents(row));
			});
		return of;
	}

	/**
	 * Takes in what members say, and keeps each word that changed something.
	 * @param run that says it: whom it made itself is not changed by it; null for none
	 */
	void take(Map<UUID, ConsentWord> words, @Nullable UUID run) {
		Map<UUID, Consents> known = of(words.keySet());
		Map<UUID, Consents> changed = new LinkedHashMap<>();
		List<Map<String, Object>> kept = new ArrayList<>();
		words.forEach((member, word) -> {
			Consents before = known.get(member);
			Consents after = (before != null) ? before.after(word) : null;
			if (before != null && after != null && !after.equals(before)) {
				changed.put(member, after);
				kept.addAll(changes(member, before, after, word, run));
			}
		});
		put(changed, run);
		keep(kept);
	}

	/** Keeps a word of a member that changed something. */
	void keep(MemberId member, Consents before, Consents after, ConsentWord word) {
		keep(changes(member.id(), before, after, word, null));
	}

	/**
	 * Writes what stands when an import is taken back, and keeps that it was.
	 * @param known what stands there of them
	 */
	void takeBack(Map<UUID, Consents> known, Map<UUID, Consents> back) {
		ConsentWord word = new ConsentWord(Map.of(), null, ConsentSource.IMPORT_UNDONE, "");
		List<Map<String, Object>> kept = new ArrayList<>();
		back.forEach((member, after) -> kept
			.addAll(changes(member, Objects.requireNonNull(known.get(member)), after, word, null)));
		put(back, null);
		keep(kept);
	}

	/** A row of the history, with the column of_run. */
	static RunWords.Word word(ResultSet row) throws SQLException {
		String channel = row.getString("channel");
		String consent = row.getString("consent");
		String before = row.getString("consent_before");
		return new RunWords.Word((channel != null) ? ContactChannel.valueOf(channel) : null,
				(consent != null) ? Consent.valueOf(consent) : null, row.getObject("do_not_contact", Boolean.class),
				(before != null) ? Consent.valueOf(before) : null, row.getBoolean("of_run"));
	}

	/** Writes what members have said by now. */
	void put(Map<UUID, Consents> consents, @Nullable UUID run) {
		if (consents.isEmpty()) {
			return;
		}
		List<Map<String, Object>> rows = new ArrayList<>();
		consents.forEach((member, said) -> {
			Map<String, Object> row = new HashMap<>(Map.of("id", member, "do_not_contact", said.doNotContact()));
			said.consents().forEach((channel, consent) -> row.put(channel.column(), consent));
			rows.add(row);
		});
		jdbc.sql("""
				update members m set %s, do_not_contact = w.do_not_contact,
					version = m.version + case when m.source_run = cast(:run as uuid) then 0 else 1 end
				from jsonb_to_recordset(cast(:rows as jsonb)) as w (id uuid, %s, do_not_contact boolean)
				where m.organization_id = :organization and m.id = w.id
				""".formatted(each("%1$s = w.%1$s"), each("%s text")))
			.param("organization", tenancy.current())
			.param("run", (run != null) ? run.toString() : null)
			.param("rows", json.writeValueAsString(rows))
			.update();
	}

	/** The same of the column of each channel, with commas between them. */
	static String each(String sql) {
		return Arrays.stream(ContactChannel.values())
			.map(channel -> sql.formatted(channel.column()))
			.collect(Collectors.joining(", "));
	}

	private static List<Map<String, Object>> changes(UUID member, Consents before, Consents after, ConsentWord word,
			@Nullable UUID run) {
		List<Map<String, Object>> changes = new ArrayList<>();
		after.consents().forEach((channel, consent) -> {
			if (consent != before.of(channel)) {
				changes.add(change(member, word,
						Map.of("channel", channel, "consent", consent, "consent_before", before.of(channel))));
			}
		});
		if (after.doNotContact() != before.doNotContact()) {
			changes.add(change(member, word, Map.of("do_not_contact", after.doNotContact())));
		}
		if (run != null) {
			changes.forEach(change -> change.put("run", run));
		}
		return changes;
	}

	private static Map<String, Object> change(UUID member, ConsentWord word, Map<String, Object> what) {
		Map<String, Object> change = new HashMap<>(what);
		change.putAll(Map.of("id", Ids.next(), "member", member, "source", word.source(), "reason", word.reason()));
		return change;
	}

	private void keep(List<Map<String, Object>> changes) {
		if (changes.isEmpty()) {
			return;
		}
		Actor actor = OnBehalf.actor();
		jdbc.sql(
				"""
						insert into member_consents (organization_id, id, member_id, channel, consent, consent_before,
							do_not_contact, source, source_run, reason, actor_id, actor_name, said_at)
						select :organization, w.id, w.member, w.channel, w.consent, w.consent_before, w.do_not_contact, w.source,
							w.run, w.reason, cast(:actor as uuid), :actorName, :now
						from jsonb_to_recordset(cast(:changes as jsonb)) as w (id uuid, member uuid, channel text, consent text,
							consent_before text, do_not_contact boolean, source text, run uuid, reason text)
						""")
			.param("organization", tenancy.current())
			.param("changes", json.writeValueAsString(changes))
			.param("actor", (actor.id() != null) ? actor.id().toString() : null)
			.param("actorName", actor.name())
			.param("now", Timestamp.from(clock.instant()))
			.update();
	}

}
