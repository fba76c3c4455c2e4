package io.guildhall.member;

import static io.guildhall.member.ImportStatements.strings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.member.ImportChunk.IdentityKey;
import io.guildhall.member.MemberImporting.Row;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Finds whose the identities of an import are. */
@Component
@RequiredArgsConstructor
class ImportOwners {

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/**
	 * Whose the identities of the rows are, as far as they are known. A name within a
	 * group that nobody has as an identity is that of the one person who is known there
	 * by an id and shown by exactly this name: a shop's table has names where the chat's
	 * export has ids.
	 */
	Map<IdentityKey, UUID> of(List<Row> rows) {
		List<IdentityKey> keys = rows.stream().flatMap(Row::all).map(IdentityKey::of).distinct().toList();
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

}
