package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.member.ImportChunk.Added;
import io.guildhall.member.ImportChunk.Answer;
import io.guildhall.member.ImportChunk.Newcomer;
import io.guildhall.member.ImportChunk.Suggestion;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Writes what an import decided about members, as sets. */
@Component
@RequiredArgsConstructor
class ImportStatements {

	private final ImportTokens tokens;

	private final ConsentRows consents;

	private final Days days;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/** Writes what a chunk decided. */
	void write(UUID run, ImportChunk chunk) {
		members(run, chunk);
		identities(run, chunk);
		tokens.write(chunk);
		suggestions(chunk);
	}

	private void members(UUID run, ImportChunk chunk) {
		List<Newcomer> members = chunk.members();
		if (members.isEmpty()) {
			return;
		}
		ZoneId zone = days.zone();
		jdbc.sql("""
				insert into members (organization_id, id, version, display_name, sort_key, real_name, city, state,
					do_not_contact, source, source_run, joined_at, joined_day, created_at)
				select :organization, n.id, 0, n.name, n.sort_key, n.real_name, n.city, 'ACTIVE', false,
					'IMPORT', :run, n.joined_at, n.joined_day, :now
				from unnest(cast(:ids as uuid[]), :names, :sortKeys, :realNames, :cities,
					cast(:joined as timestamptz[]), cast(:days as date[]))
					as n (id, name, sort_key, real_name, city, joined_at, joined_day)
				on conflict (organization_id, id) do nothing
				""")
			.param("organization", tenancy.current())
			.param("run", run)
			.param("now", Timestamp.from(chunk.now()))
			.param("ids", strings(members, member -> member.id().toString()))
			.param("names", strings(members, member -> member.row().name()))
			.param("sortKeys", strings(members, member -> Tokens.sortKey(member.row().name())))
			.param("realNames", strings(members, member -> member.row().realName()))
			.param("cities", strings(members, member -> member.row().city()))
			.param("joined", strings(members, member -> member.joinedAt().toString()))
			.param("days", strings(members, member -> LocalDate.ofInstant(member.joinedAt(), zone).toString()))
			.update();
	}

	private void identities(UUID run, ImportChunk chunk) {
		List<Added> added = chunk.identities();
		if (added.isEmpty()) {
			return;
		}
		jdbc.sql(
				"""
						insert into member_identities (organization_id, id, member_id, carrier, kind, scope_id, value, value_key,
							source_run, created_at)
						select :organization, n.id, n.member, n.carrier, n.kind, n.scope, n.value, n.key, :run, :now
						from unnest(cast(:ids as uuid[]), cast(:members as uuid[]), :carriers, :kinds, cast(:scopes as uuid[]),
							:values, :keys) as n (id, member, carrier, kind, scope, value, key)
						on conflict (organization_id, id) do nothing
						""")
			.param("organization", tenancy.current())
			.param("run", run)
			.param("now", Timestamp.from(chunk.now()))
			.param("ids", strings(added, identity -> identity.id().toString()))
			.param("members", strings(added, identity -> identity.member().toString()))
			.param("carriers", strings(added, identity -> identity.identity().carrier().name()))
			.param("kinds", strings(added, identity -> identity.identity().kind().name()))
			.param("scopes", strings(added, identity -> MemberWriting.scope(identity.identity()).toString()))
			.param("values", strings(added, identity -> identity.identity().value()))
			.param("keys", strings(added, identity -> identity.identity().key()))
			.update();
	}

	private void suggestions(ImportChunk chunk) {
		List<Suggestion> suggestions = chunk.suggestions();
		if (suggestions.isEmpty()) {
			return;
		}
		jdbc.sql("""
				insert into member_suggestions (organization_id, member_id, other_id, reason, state, created_at)
				select :organization, n.member, n.other, 'IDENTITY_TAKEN', 'OPEN', :now
				from unnest(cast(:members as uuid[]), cast(:others as uuid[])) as n (member, other)
				on conflict (organization_id, member_id, other_id, reason) do nothing
				""")
			.param("organization", tenancy.current())
			.param("now", Timestamp.from(chunk.now()))
			.param("members", strings(suggestions, suggestion -> suggestion.member().toString()))
			.param("others", strings(suggestions, suggestion -> suggestion.other().toString()))
			.update();
	}

	/**
	 * Tells the staging table what came of its rows.
	 * @param taken whether it asks what of a row is somebody else's
	 */
	void answer(String staging, ImportChunk chunk, boolean taken) {
		List<Answer> answers = chunk.answers();
		jdbc.sql("""
				update %s s set member_id = a.member, outcome = a.outcome%s
				from unnest(cast(:ordinals as int[]), cast(:members as uuid[]), :outcomes, :taken)
					as a (ordinal, member, outcome, taken)
				where s.ordinal = a.ordinal
				""".formatted(staging, taken ? ", taken = a.taken" : ""))
			.param("ordinals", strings(answers, answer -> String.valueOf(answer.ordinal())))
			.param("members",
					answers.stream()
						.map(answer -> (answer.member() != null) ? answer.member().toString() : null)
						.toArray(String[]::new))
			.param("outcomes", strings(answers, Answer::outcome))
			.param("taken", answers.stream().map(Answer::taken).toArray(String[]::new))
			.update();
	}

	/** The tags of the rows. */
	void tag(UUID run, String staging) {
		String words = """
				select distinct left(btrim(word), 40) as tag, s.member_id
				from %s s cross join lateral regexp_split_to_table(s.tags, '[;；]') as word
				where s.member_id is not null and btrim(word) <> ''
				""".formatted(staging);
		Timestamp now = Timestamp.from(clock.instant());
		jdbc.sql("""
				insert into tags (organization_id, tag, created_at)
				select distinct cast(:organization as uuid), words.tag, cast(:now as timestamptz) from (%s) words
				on conflict (organization_id, tag) do nothing
				""".formatted(words)).param("organization", tenancy.current()).param("now", now).update();
		jdbc.sql("""
				insert into member_tags (organization_id, tag, member_id, tagged_at, source_run)
				select distinct cast(:organization as uuid), coalesce(k.goes_as, words.tag), words.member_id,
					cast(:now as timestamptz), cast(:run as uuid)
				from (%s) words join tags k on k.organization_id = :organization and k.tag = words.tag
				on conflict (organization_id, tag, member_id) do nothing
				""".formatted(words))
			.param("organization", tenancy.current())
			.param("now", now)
			.param("run", run)
			.update();
	}

	/**
	 * What the rows say about being contacted. Of several rows of one member the stricter
	 * word counts.
	 * @param columns of the staging table
	 */
	void hear(UUID run, String staging, Set<String> columns) {
		List<ContactChannel> channels = Arrays.stream(ContactChannel.values())
			.filter(channel -> columns.contains(channel.column()))
			.toList();
		boolean asked = columns.contains("do_not_contact");
		if (channels.isEmpty() && !asked) {
			return;
		}
		String alone = asked ? "coalesce(do_not_contact, false)" : "false";
		String words = channels.stream()
			.map(channel -> ", bool_and(%1$s) as %1$s".formatted(channel.column()))
			.collect(Collectors.joining());
		String any = channels.stream()
			.map(channel -> " or %s is not null".formatted(channel.column()))
			.collect(Collectors.joining());
		Map<UUID, ConsentWord> said = new LinkedHashMap<>();
		jdbc.sql("""
				select member_id, bool_or(%1$s) as alone%2$s from %3$s
				where member_id is not null and (%1$s%4$s) group by member_id order by member_id
				""".formatted(alone, words, staging, any)).query(row -> {
			Map<ContactChannel, Consent> of = new EnumMap<>(ContactChannel.class);
			for (ContactChannel channel : channels) {
				Boolean agreed = row.getObject(channel.column(), Boolean.class);
				if (agreed != null) {
					of.put(channel, agreed ? Consent.GIVEN : Consent.WITHDRAWN);
				}
			}
			boolean leaveAlone = row.getBoolean("alone");
			if (leaveAlone || !of.isEmpty()) {
				said.put(row.getObject("member_id", UUID.class),
						new ConsentWord(of, leaveAlone ? Boolean.TRUE : null, ConsentSource.IMPORT, ""));
			}
		});
		if (!said.isEmpty()) {
			consents.take(said, run);
		}
	}

	/** An array parameter of them. */
	static <T> String[] strings(List<T> items, Function<T, String> text) {
		return items.stream().map(text).toArray(String[]::new);
	}

}
