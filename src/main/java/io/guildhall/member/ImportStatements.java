package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
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
import io.guildhall.member.ImportChunk.IdentityKey;
import io.guildhall.member.ImportChunk.Newcomer;
import io.guildhall.member.ImportChunk.Suggestion;
import io.guildhall.member.MemberImporting.Row;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The set-based statements of an import. */
@Component
@RequiredArgsConstructor
class ImportStatements {

	private final ImportTokens tokens;

	private final ConsentRows consents;

	private final Days days;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Whose the identities of the rows are, as far as they are known. A name within a
	 * group that nobody has as an identity is that of the one person who is known there
	 * by an id and shown by exactly this name: a shop's table has names where the chat's
	 * export has ids.
	 */
	Map<IdentityKey, UUID> owners(List<Row> rows) {
		List<IdentityKey> keys = rows.stream()
			.flatMap(row -> row.identities().stream())
			.map(IdentityKey::of)
			.distinct()
			.toList();
		Map<IdentityKey, UUID> owners = new HashMap<>();
		// Planned anew: the chunk before may have been the first people of the house.
		jdbc.sql("set local plan_cache_mode = 'force_custom_plan'").update();
		// One by one from the index (there is one at most), also where the planner takes
		// the table for empty: it would compare all with all. The organization comes with
		// each row: a new one, of which the statistics know nothing, would be taken for
		// empty too, and all of its rows be walked for each that is asked for (ADR 14).
		jdbc.sql("""
				select i.carrier, i.kind, i.scope_id, i.value_key, i.member_id
				from unnest(:carriers, :kinds, cast(:scopes as uuid[]), :keys, cast(:organizations as uuid[]))
					as asked (carrier, kind, scope, key, organization)
				cross join lateral (select k.* from member_identities k
					where k.organization_id = asked.organization and k.value_key = asked.key and k.kind = asked.kind
					and k.carrier = asked.carrier and k.scope_id = asked.scope limit 1) i
				""")
			.param("organizations", strings(keys, key -> tenancy.current().toString()))
			.param("carriers", strings(keys, IdentityKey::carrier))
			.param("kinds", strings(keys, key -> key.kind().name()))
			.param("scopes", strings(keys, key -> key.scope().toString()))
			.param("keys", strings(keys, IdentityKey::value))
			.query(row -> {
				owners.put(new IdentityKey(row.getString(1), IdentityKind.valueOf(row.getString(2)),
						row.getObject(3, UUID.class), row.getString(4)), row.getObject(5, UUID.class));
			});
		jdbc.sql("set local plan_cache_mode = 'auto'").update();
		List<IdentityKey> names = keys.stream()
			.filter(key -> key.kind() == IdentityKind.NAME && !owners.containsKey(key))
			.toList();
		if (!names.isEmpty()) {
			owners.putAll(shownInTheirGroup(names));
		}
		return owners;
	}

	private Map<IdentityKey, UUID> shownInTheirGroup(List<IdentityKey> names) {
		Map<IdentityKey, UUID> owners = new HashMap<>();
		jdbc.sql("""
				select asked.carrier, asked.scope, asked.name, min(cast(m.id as text))
				from unnest(:carriers, cast(:scopes as uuid[]), :names) as asked (carrier, scope, name)
				join member_stays s on s.organization_id = :organization and s.group_id = asked.scope
				join members m on m.organization_id = :organization and m.id = s.member_id
					and m.display_name = asked.name and m.state = 'ACTIVE'
				where exists (select 1 from member_identities i where i.organization_id = :organization
					and i.member_id = m.id and i.kind = 'ID' and i.carrier = asked.carrier)
				group by asked.carrier, asked.scope, asked.name
				having count(distinct m.id) = 1
				""")
			.param("organization", tenancy.current())
			.param("carriers", strings(names, IdentityKey::carrier))
			.param("scopes", strings(names, key -> key.scope().toString()))
			.param("names", strings(names, IdentityKey::value))
			.query(row -> {
				owners.put(new IdentityKey(row.getString(1), IdentityKind.NAME, row.getObject(2, UUID.class),
						row.getString(3)), UUID.fromString(row.getString(4)));
			});
		return owners;
	}

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

	/** Tells the staging table what came of its rows. */
	void answer(String staging, ImportChunk chunk) {
		List<Answer> answers = chunk.answers();
		jdbc.sql(
				"""
						update %s s set member_id = a.member, outcome = a.outcome
						from unnest(cast(:ordinals as int[]), cast(:members as uuid[]), :outcomes) as a (ordinal, member, outcome)
						where s.ordinal = a.ordinal
						"""
					.formatted(staging))
			.param("ordinals", strings(answers, answer -> String.valueOf(answer.ordinal())))
			.param("members",
					answers.stream()
						.map(answer -> (answer.member() != null) ? answer.member().toString() : null)
						.toArray(String[]::new))
			.param("outcomes", strings(answers, Answer::outcome))
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

	/** The stays of the rows; how many are new. */
	int stay(UUID run, String staging) {
		String told = """
				(select s.member_id, s.group_id, min(coalesce(least(s.joined_at, s.left_at), s.joined_at, s.left_at)) as first_at,
					max(s.joined_at) as joined_at, max(s.left_at) as left_at
				from %s s
				where s.member_id is not null and s.group_id is not null
				and (s.joined_at is not null or s.left_at is not null)
				group by s.member_id, s.group_id)
				"""
			.formatted(staging);
		Map<String, Object> parameters = Map.of("organization", tenancy.current(), "run", run, "zone",
				days.zone().getId());
		// What we knew began earlier.
		jdbc.sql("""
				update member_stays known set joined_at = told.first_at,
					joined_day = cast(told.first_at at time zone :zone as date)
				from %s told
				where known.organization_id = :organization and known.member_id = told.member_id
				and known.group_id = told.group_id and told.first_at < known.joined_at
				and not exists (select 1 from member_stays before where before.organization_id = known.organization_id
					and before.member_id = known.member_id and before.group_id = known.group_id
					and before.joined_at < known.joined_at)
				""".formatted(told)).params(parameters).update();
		// Left after all that we knew.
		jdbc.sql("""
				update member_stays known set left_at = told.left_at,
					left_day = cast(told.left_at at time zone :zone as date)
				from %s told
				where known.organization_id = :organization and known.member_id = told.member_id
				and known.group_id = told.group_id and known.left_at is null
				and told.left_at >= greatest(known.joined_at, told.joined_at)
				""".formatted(told)).params(parameters).update();
		// Came for the first time, or again after having left.
		int added = jdbc
			.sql("""
					insert into member_stays (organization_id, id, member_id, group_id, joined_at, joined_day, left_at, left_day,
						source_run)
					select :organization, guildhall_id(:run, 'stay/' || told.member_id || '/' || told.group_id || '/' || start.at),
						told.member_id, told.group_id, start.at, cast(start.at at time zone :zone as date),
						start.ended, cast(start.ended at time zone :zone as date), :run
					from %s told
					left join (select s.member_id, s.group_id, max(s.left_at) as left_at, bool_or(s.left_at is null) as open
						from member_stays s where s.organization_id = :organization group by s.member_id, s.group_id) known
						on known.member_id = told.member_id and known.group_id = told.group_id
					cross join lateral (select
						case when known.member_id is null then told.first_at else told.joined_at end as at,
						case when told.left_at >= coalesce(told.joined_at, told.left_at) then told.left_at end as ended) start
					where known.member_id is null or (not known.open and told.joined_at > known.left_at)
					on conflict (organization_id, id) do nothing
					"""
				.formatted(told))
			.params(parameters)
			.update();
		jdbc.sql(
				"""
						update members m set joined_at = told.first_at, joined_day = cast(told.first_at at time zone :zone as date)
						from (select member_id, min(first_at) as first_at, cast(:organization as uuid) as organization
							from %s groups group by member_id) told
						where m.organization_id = told.organization and m.id = told.member_id and told.first_at < m.joined_at
						"""
					.formatted(told))
			.params(parameters)
			.update();
		return added;
	}

	/** An array parameter of them. */
	static <T> String[] strings(List<T> items, Function<T, String> text) {
		return items.stream().map(text).toArray(String[]::new);
	}

}
