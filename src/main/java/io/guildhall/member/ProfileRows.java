package io.guildhall.member;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Writes what many members are called and where they live, as one set. */
@Component
@RequiredArgsConstructor
class ProfileRows {

	private final ImportTokens tokens;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	/**
	 * Writes them over what stands there.
	 * @param renamed those of them who are found by other words from now on
	 */
	void write(Map<UUID, Profile> profiles, List<UUID> renamed) {
		if (profiles.isEmpty()) {
			return;
		}
		List<Map<String, Object>> rows = new ArrayList<>();
		profiles.forEach((member, profile) -> {
			Map<String, Object> row = new HashMap<>(Map.of("id", member, "name", profile.displayName(), "sort",
					Tokens.sortKey(profile.displayName()), "papers", profile.realName(), "city", profile.city()));
			if (profile.contactOwner() != null) {
				row.put("owner", profile.contactOwner());
			}
			rows.add(row);
		});
		jdbc.sql("""
				update members m set display_name = w.name, sort_key = w.sort, real_name = w.papers, city = w.city,
					contact_owner_id = w.owner, version = m.version + 1
				from jsonb_to_recordset(cast(:rows as jsonb))
					as w (id uuid, name text, sort text, papers text, city text, owner uuid)
				where m.organization_id = :organization and m.id = w.id
				""").param("organization", tenancy.current()).param("rows", json.writeValueAsString(rows)).update();
		tokens.indexAnew(renamed);
	}

}
