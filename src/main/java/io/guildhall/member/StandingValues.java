package io.guildhall.member;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.member.MemberColumns.Standing;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What stands in the cells of members that a table can change, by names that stay: those
 * of the table's own columns, one for each tag, and those that modules give theirs.
 */
@Component
@RequiredArgsConstructor
class StandingValues {

	/** Before the name of a tag. */
	static final String TAG = "tag:";

	private final ObjectProvider<MemberColumns> own;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Whether a name is that of a word about being contacted. */
	static boolean isConsent(String key) {
		return MemberTable.CONSENTS.containsKey(key) || key.equals(MemberTable.DO_NOT_CONTACT);
	}

	/**
	 * The same as a name and value, for what members say; empty where nothing was said.
	 */
	static Map<String, String> said(Consents contact) {
		Map<String, String> said = new HashMap<>();
		MemberTable.CONSENTS.forEach((heading, channel) -> {
			if (contact.of(channel) != Consent.UNKNOWN) {
				said.put(heading, contact.of(channel).name());
			}
		});
		if (contact.doNotContact()) {
			said.put(MemberTable.DO_NOT_CONTACT, "true");
		}
		return said;
	}

	/**
	 * All of it of some members, who are locked until the transaction ends; what is
	 * missing is empty.
	 */
	Map<UUID, Map<String, Standing>> of(Collection<UUID> members) {
		Map<UUID, Map<String, Standing>> standing = new HashMap<>();
		if (members.isEmpty()) {
			return standing;
		}
		String[] ids = members.stream().map(UUID::toString).toArray(String[]::new);
		jdbc.sql("""
				select id, display_name, real_name, city, contact_owner_id, %s from members
				where organization_id = :organization and id = any(cast(:members as uuid[])) order by id for update
				""".formatted(ConsentRows.COLUMNS))
			.param("organization", tenancy.current())
			.param("members", ids)
			.query(row -> {
				Map<String, Standing> of = standing.computeIfAbsent(row.getObject("id", UUID.class),
						member -> new HashMap<>());
				put(of, MemberTable.NAME, row.getString("display_name"));
				put(of, MemberTable.REAL_NAME, row.getString("real_name"));
				put(of, MemberTable.CITY, row.getString("city"));
				put(of, MemberTable.OWNER, row.getString("contact_owner_id"));
				said(ConsentRows.consents(row)).forEach((key, word) -> put(of, key, word));
			});
		read(standing, """
				select member_id, 'invited_by' as key, 'invited_by' as heading, source_run as run,
					cast(jsonb_build_object('inviter', inviter_id, 'source', source, 'actor', actor_name, 'at',
						to_char(set_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'run', source_run,
						'replaced', replaced_run) as text) as value
				from member_inviters
				where organization_id = :organization and member_id = any(cast(:members as uuid[]))
				""", ids);
		read(standing, """
				select member_id, 'tag:' || tag as key, 'tags' as heading, coalesce(rule_id, source_run) as run,
					cast(jsonb_build_object('at', tagged_at, 'run', source_run, 'rule', rule_id) as text) as value
				from member_tags
				where organization_id = :organization and member_id = any(cast(:members as uuid[]))
				order by member_id, tag for update
				""", ids);
		own.orderedStream()
			.forEach(columns -> columns.standing(members)
				.forEach((member, of) -> standing.computeIfAbsent(member, one -> new HashMap<>()).putAll(of)));
		return standing;
	}

	private void read(Map<UUID, Map<String, Standing>> standing, String sql, String[] members) {
		jdbc.sql(sql).param("organization", tenancy.current()).param("members", members).query(row -> {
			standing.computeIfAbsent(row.getObject("member_id", UUID.class), member -> new HashMap<>())
				.put(row.getString("key"), new Standing(row.getString("heading"), row.getString("value"),
						row.getObject("run", UUID.class)));
		});
	}

	private static void put(Map<String, Standing> of, String key, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			of.put(key, new Standing(key, value, null));
		}
	}

}
