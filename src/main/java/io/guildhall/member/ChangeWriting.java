package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Writes what rows changed of members, all of them together, and keeps what stood there
 * before.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class ChangeWriting {

	private final ProfileRows profileRows;

	private final StandingValues standing;

	private final RunChanges runs;

	private final ConsentRows consents;

	private final InviterRows inviters;

	private final MemberTagging tagging;

	private final ObjectProvider<MemberColumns> own;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	private final Clock clock;

	/**
	 * Writes changes.
	 * @param run by which they can be taken back
	 * @param changes by member
	 * @param lines what stood there
	 * @param rows where the changes come from
	 */
	void write(UUID run, Map<UUID, MemberChange> changes, Map<UUID, MemberTable.Line> lines,
			Map<UUID, MemberChanges.Row> rows) {
		if (changes.isEmpty()) {
			return;
		}
		Map<UUID, Map<String, MemberColumns.Standing>> before = standing.of(changes.keySet());
		describe(changes, lines);
		tag(run, changes);
		Map<UUID, Map<String, String>> cells = new HashMap<>();
		changes.forEach((member, change) -> cells.put(member, change.after()));
		own.forEach(columns -> columns.write(cells));
		Map<UUID, ConsentWord> words = new LinkedHashMap<>();
		changes.forEach((member, change) -> words.put(member, change.said()));
		consents.take(words, run);
		Map<UUID, @Nullable UUID> invited = new LinkedHashMap<>();
		changes.forEach((member, change) -> {
			if (change.after().containsKey(MemberTable.INVITED_BY)) {
				invited.put(member, change.inviter());
			}
		});
		inviters.put(invited, InviteSource.IMPORT);
		changes.forEach((member, change) -> audit.recordPersonal("member.edited", "member", member, member,
				change.before(), change.after()));
		runs.keep(run, rows, before, standing.of(changes.keySet()));
	}

	private void describe(Map<UUID, MemberChange> changes, Map<UUID, MemberTable.Line> lines) {
		Map<UUID, Profile> profiles = new LinkedHashMap<>();
		List<UUID> renamed = new ArrayList<>();
		changes.forEach((member, change) -> {
			Profile before = java.util.Objects.requireNonNull(lines.get(member)).profile();
			if (!change.profile().equals(before)) {
				profiles.put(member, change.profile());
			}
			if (change.after().containsKey(MemberTable.NAME) || change.after().containsKey(MemberTable.REAL_NAME)) {
				renamed.add(member);
			}
		});
		profileRows.write(profiles, renamed);
	}

	private void tag(UUID run, Map<UUID, MemberChange> changes) {
		List<Map<String, Object>> tags = new ArrayList<>();
		List<String> members = new ArrayList<>();
		changes.forEach((member, change) -> {
			if (change.after().containsKey(MemberTable.TAGS)) {
				members.add(member.toString());
				change.tags().forEach(tag -> tags.add(Map.of("member", member, "tag", tag)));
			}
		});
		if (members.isEmpty()) {
			return;
		}
		Map<String, Object> parameters = Map.of("organization", tenancy.current(), "tags",
				json.writeValueAsString(today(tags)), "now", Timestamp.from(clock.instant()), "run", run);
		jdbc.sql("""
				delete from member_tags t
				where t.organization_id = :organization and t.member_id = any(cast(:members as uuid[]))
				and not exists (select 1 from jsonb_to_recordset(cast(:tags as jsonb)) as w (member uuid, tag text)
					where w.member = t.member_id and w.tag = t.tag)
				""").params(parameters).param("members", members.toArray(String[]::new)).update();
		jdbc.sql("""
				insert into tags (organization_id, tag, created_at)
				select distinct :organization, w.tag, cast(:now as timestamptz)
				from jsonb_to_recordset(cast(:tags as jsonb)) as w (tag text)
				order by w.tag
				on conflict (organization_id, tag) do nothing
				""").params(parameters).update();
		jdbc.sql(
				"""
						insert into member_tags (organization_id, tag, member_id, tagged_at, source_run)
						select distinct cast(:organization as uuid), w.tag, w.member, cast(:now as timestamptz), cast(:run as uuid)
						from jsonb_to_recordset(cast(:tags as jsonb)) as w (member uuid, tag text)
						on conflict (organization_id, tag, member_id) do nothing
						""")
			.params(parameters)
			.update();
	}

	/** The same with the tags as they are called today. */
	private List<Map<String, Object>> today(List<Map<String, Object>> tags) {
		List<String> names = tagging.today(tags.stream().map(row -> String.valueOf(row.get("tag"))).toList());
		List<Map<String, Object>> today = new ArrayList<>();
		for (int i = 0; i < tags.size(); i++) {
			today.add(
					Map.of("member", java.util.Objects.requireNonNull(tags.get(i).get("member")), "tag", names.get(i)));
		}
		return today;
	}

}
