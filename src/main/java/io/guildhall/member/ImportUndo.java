package io.guildhall.member;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Takes the members of an import back, as far as nothing else hangs on them by now. */
@Component
@RequiredArgsConstructor
class ImportUndo {

	private static final int CHUNK = 5000;

	private final ImportTokens tokens;

	private final TagHolders holders;

	private final ImportedWords words;

	private final ObjectProvider<MemberUse> uses;

	private final ObjectProvider<Belongings> belongings;

	private final ObjectProvider<MemberColumns> columns;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	UndoReport undo(UUID run) {
		Map<String, Object> parameters = Map.of("organization", tenancy.current(), "run", run);
		for (String table : List.of("member_stays", "member_tags")) {
			jdbc.sql("delete from " + table + " where organization_id = :organization and source_run = :run")
				.params(parameters)
				.update();
		}
		holders.end(run, true);
		// First, for whom the import made may have been said to have invited others.
		List<UndoReport.Kept> overtaken = words.takeBack(run);
		Map<UUID, UndoReport.Kept> kept = kept(run);
		List<UUID> made = jdbc.sql("""
				select id from members where organization_id = :organization and source_run = :run and state = 'ACTIVE'
				""").params(parameters).query(UUID.class).list();
		List<UUID> removed = made.stream().filter(member -> !kept.containsKey(member)).toList();
		List<UUID> others = jdbc.sql("""
				select distinct i.member_id from member_identities i
				where i.organization_id = :organization and i.source_run = :run
				and not exists (select 1 from members m where m.organization_id = i.organization_id
					and m.id = i.member_id and m.source_run = :run)
				""").params(parameters).query(UUID.class).list();
		columns.orderedStream().forEach(more -> more.takeBack(run, List.of()));
		for (int from = 0; from < removed.size(); from += CHUNK) {
			uninvite(removed.subList(from, Math.min(from + CHUNK, removed.size())));
		}
		for (int from = 0; from < removed.size(); from += CHUNK) {
			List<UUID> chunk = removed.subList(from, Math.min(from + CHUNK, removed.size()));
			columns.orderedStream().forEach(more -> more.takeBack(run, chunk));
			remove(chunk);
		}
		for (int from = 0; from < others.size(); from += CHUNK) {
			List<UUID> chunk = others.subList(from, Math.min(from + CHUNK, others.size()));
			jdbc.sql("""
					delete from member_identities where organization_id = :organization and source_run = :run
					and member_id = any(cast(:members as uuid[]))
					""").params(parameters).param("members", strings(chunk)).update();
			tokens.indexAnew(chunk);
		}
		return new UndoReport(removed.size(), List.copyOf(kept.values()), overtaken);
	}

	/** Those whom the run made and on whom something of others hangs, with what. */
	private Map<UUID, UndoReport.Kept> kept(UUID run) {
		Map<String, Condition> reasons = new LinkedHashMap<>();
		reasons.put("member.kept.edited", condition("m.version > 0"));
		reasons.put("member.kept.note", exists("member_notes", ""));
		reasons.put("member.kept.group", exists("member_stays", ""));
		reasons.put("member.kept.tag", exists("member_tags", ""));
		reasons.put("member.kept.identity", exists("member_identities", " and h.source_run is distinct from :run"));
		reasons.put("member.kept.invited", condition("""
				exists (select 1 from member_inviters h
					join members who on who.organization_id = m.organization_id and who.id = h.member_id
					where h.organization_id = m.organization_id and h.inviter_id = m.id
					and who.source_run is distinct from :run)"""));
		uses.orderedStream().forEach(use -> reasons.put(use.reasonKey(), use.used()));
		belongings.orderedStream().forEach(kind -> {
			Condition held = kind.held();
			if (held != null) {
				reasons.put(kind.textKey(), held);
			}
		});
		Map<UUID, UndoReport.Kept> kept = new LinkedHashMap<>();
		reasons.forEach((key, condition) -> jdbc.sql("""
				select m.id, m.display_name from members m
				where m.organization_id = :organization and m.source_run = :run and m.state = 'ACTIVE' and (%s)
				""".formatted(condition.sql()))
			.params(condition.parameters())
			.param("organization", tenancy.current())
			.param("run", run)
			.query(row -> {
				UUID member = row.getObject(1, UUID.class);
				kept.putIfAbsent(member, new UndoReport.Kept(new MemberId(member), row.getString(2), key));
			}));
		return kept;
	}

	/** Whom the file made, it said to have invited others that it made. */
	private void uninvite(List<UUID> members) {
		jdbc.sql("""
				delete from member_inviters where organization_id = :organization
				and (member_id = any(cast(:members as uuid[])) or inviter_id = any(cast(:members as uuid[])))
				""").param("organization", tenancy.current()).param("members", strings(members)).update();
	}

	private void remove(List<UUID> members) {
		Map<String, Object> parameters = Map.of("organization", tenancy.current(), "members", strings(members));
		List<String> conditions = new ArrayList<>(List.of("member_tokens where member_id",
				"member_suggestions where member_id", "member_suggestions where other_id",
				"member_identities where member_id", "member_consents where member_id", "member_pages where member_id",
				"member_run_changes where member_id", "members where id"));
		for (String condition : conditions) {
			jdbc.sql(
					"delete from " + condition + " = any(cast(:members as uuid[])) and organization_id = :organization")
				.params(parameters)
				.update();
		}
	}

	private static Condition condition(String sql) {
		return new Condition(sql, Map.of());
	}

	private static Condition exists(String table, String more) {
		return condition(
				"exists (select 1 from %s h where h.organization_id = m.organization_id and h.member_id = m.id%s)"
					.formatted(table, more));
	}

	private static String[] strings(List<UUID> ids) {
		return ids.stream().map(UUID::toString).toArray(String[]::new);
	}

}
