package io.guildhall.member;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.member.UndoReport.Kept;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Takes back what an import said of members who were there before it: by what they may be
 * contacted, and who invited them. What was said since stays, and is told.
 */
@Component
@RequiredArgsConstructor
class ImportedWords {

	private static final String SAID_SINCE = "member.kept.consent";

	private static final String INVITED_SINCE = "member.kept.inviter";

	private static final int CHUNK = 5000;

	/** Somebody who was there, of whom a row {@code r} of the run tells. */
	private static final String THERE = """
			join members m on m.organization_id = r.organization_id and m.id = r.member_id and m.state = 'ACTIVE'
				and m.source_run is distinct from :run
			""";

	private final ConsentRows consents;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/**
	 * Takes back all that the run said.
	 * @return those of whom something that was said since stays
	 */
	List<Kept> takeBack(UUID run) {
		Set<UUID> overtaken = new LinkedHashSet<>();
		List<UUID> said = there(run, "member_consents r", "r.source_run = :run");
		for (int from = 0; from < said.size(); from += CHUNK) {
			takeBack(run, said.subList(from, Math.min(from + CHUNK, said.size())), overtaken);
		}
		jdbc.sql("""
				delete from member_inviters r using members m
				where r.organization_id = :organization and r.source_run = :run
				and m.organization_id = :organization and m.id = r.member_id and m.source_run is distinct from :run
				""").param("organization", tenancy.current()).param("run", run).update();
		Map<UUID, Kept> kept = new LinkedHashMap<>();
		names(List.copyOf(overtaken))
			.forEach((member, name) -> kept.put(member, new Kept(new MemberId(member), name, SAID_SINCE)));
		names(there(run, "member_inviters r", "r.replaced_run = :run"))
			.forEach((member, name) -> kept.putIfAbsent(member, new Kept(new MemberId(member), name, INVITED_SINCE)));
		return List.copyOf(kept.values());
	}

	/**
	 * Takes back what was said of members by imports that were taken back while the
	 * members were one with others: nobody could tell then whose word it was.
	 */
	void takeBackEnded(List<UUID> members) {
		List<UUID> runs = jdbc
			.sql("""
					select distinct r.source_run from member_consents r
					join ended_tag_holders e on e.organization_id = r.organization_id and e.id = r.source_run and e.taken_off
					where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
					order by r.source_run
					""")
			.param("organization", tenancy.current())
			.param("members", strings(members))
			.query(UUID.class)
			.list();
		runs.forEach(run -> takeBack(run, members, new LinkedHashSet<>()));
	}

	private List<UUID> there(UUID run, String rows, String which) {
		return jdbc
			.sql("select distinct r.member_id from " + rows + " " + THERE
					+ " where r.organization_id = :organization and " + which + " order by r.member_id")
			.param("organization", tenancy.current())
			.param("run", run)
			.query(UUID.class)
			.list();
	}

	/**
	 * Takes back what the run said of some members.
	 * @param overtaken gets those of whom something that was said since stays
	 */
	void takeBack(UUID run, List<UUID> members, Set<UUID> overtaken) {
		Map<UUID, Consents> known = consents.of(members);
		Map<UUID, RunWords> words = words(run, members);
		overtaken.addAll(ofTwo(members));
		Map<UUID, Consents> changed = new LinkedHashMap<>();
		known.forEach((member, now) -> {
			RunWords said = words.getOrDefault(member, new RunWords());
			Consents without = overtaken.contains(member) ? now : said.without(now);
			if (!without.equals(now)) {
				changed.put(member, without);
			}
			if (said.overtaken()) {
				overtaken.add(member);
			}
		});
		consents.takeBack(known, changed);
	}

	/** All that was ever said of the members, as the run sees it. */
	private Map<UUID, RunWords> words(UUID run, List<UUID> members) {
		Map<UUID, RunWords> words = new HashMap<>();
		jdbc.sql("""
				select c.member_id, c.channel, c.consent, c.do_not_contact, c.consent_before,
					c.source_run is not distinct from :run as of_run,
					c.source_run <> :run and exists (select 1 from ended_tag_holders e
						where e.organization_id = c.organization_id and e.id = c.source_run and e.taken_off) as ended
				from member_consents c
				where c.organization_id = :organization and c.member_id = any(cast(:members as uuid[]))
				and c.source is distinct from 'IMPORT_UNDONE'
				order by c.member_id, c.said_at, c.id
				""")
			.param("organization", tenancy.current())
			.param("run", run)
			.param("members", strings(members))
			.query(row -> {
				RunWords of = words.computeIfAbsent(row.getObject("member_id", UUID.class), member -> new RunWords());
				if (row.getBoolean("ended")) {
					of.hearEnded(ConsentRows.word(row));
				}
				else {
					of.hear(ConsentRows.word(row));
				}
			});
		return words;
	}

	/**
	 * Those in whom somebody was merged: what stands there is what binds more of two, and
	 * not the word of one.
	 */
	private List<UUID> ofTwo(List<UUID> members) {
		return jdbc.sql("""
				select distinct merged_into from members
				where organization_id = :organization and merged_into = any(cast(:members as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("members", strings(members))
			.query(UUID.class)
			.list();
	}

	private Map<UUID, String> names(List<UUID> members) {
		Map<UUID, String> names = new LinkedHashMap<>();
		jdbc.sql("""
				select id, display_name from members
				where organization_id = :organization and id = any(cast(:members as uuid[])) order by id
				""").param("organization", tenancy.current()).param("members", strings(members)).query(row -> {
			names.put(row.getObject(1, UUID.class), row.getString(2));
		});
		return names;
	}

	private static String[] strings(List<UUID> ids) {
		return ids.stream().map(UUID::toString).toArray(String[]::new);
	}

}
