package io.guildhall.member;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Writes by which words members are found, for many at once. */
@Component
@RequiredArgsConstructor
class ImportTokens {

	private static final Profile NAMELESS = new Profile("", "", "", null);

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/** The tokens of what a chunk brought. */
	void write(ImportChunk chunk) {
		Map<UUID, Profile> names = new HashMap<>();
		chunk.members()
			.forEach(member -> names.put(member.id(),
					new Profile(member.row().name(), member.row().realName(), "", null)));
		Map<UUID, List<NewIdentity>> identities = new HashMap<>();
		names.keySet().forEach(member -> identities.put(member, new ArrayList<>()));
		chunk.identities()
			.forEach(added -> identities.computeIfAbsent(added.member(), member -> new ArrayList<>())
				.add(added.identity()));
		insert(identities, names);
	}

	/** Writes the tokens of members anew. */
	void indexAnew(List<UUID> members) {
		if (members.isEmpty()) {
			return;
		}
		String[] ids = ImportStatements.strings(members, UUID::toString);
		Map<UUID, Profile> profiles = new HashMap<>();
		jdbc.sql("""
				select id, display_name, real_name from members
				where organization_id = :organization and id = any(cast(:ids as uuid[]))
				""").param("organization", tenancy.current()).param("ids", ids).query(row -> {
			profiles.put(row.getObject(1, UUID.class), new Profile(row.getString(2), row.getString(3), "", null));
		});
		Map<UUID, List<NewIdentity>> identities = new HashMap<>();
		profiles.keySet().forEach(member -> identities.put(member, new ArrayList<>()));
		jdbc.sql("""
				select member_id, carrier, kind, scope_id, value from member_identities
				where organization_id = :organization and member_id = any(cast(:ids as uuid[]))
				""").param("organization", tenancy.current()).param("ids", ids).query(row -> {
			identities.computeIfAbsent(row.getObject(1, UUID.class), member -> new ArrayList<>())
				.add(MemberReading.newIdentity(row));
		});
		jdbc.sql(
				"""
						delete from member_tokens where organization_id = :organization and member_id = any(cast(:ids as uuid[]))
						""")
			.param("organization", tenancy.current())
			.param("ids", ids)
			.update();
		insert(identities, profiles);
	}

	/** Sorted, so that pages of the index are written one after the other. */
	private void insert(Map<UUID, List<NewIdentity>> identities, Map<UUID, Profile> names) {
		List<String> tokens = new ArrayList<>();
		List<String> members = new ArrayList<>();
		identities.forEach((member, handles) -> {
			for (String token : MemberWriting.tokens(names.getOrDefault(member, NAMELESS), handles)) {
				tokens.add(token);
				members.add(member.toString());
			}
		});
		if (tokens.isEmpty()) {
			return;
		}
		jdbc.sql("""
				insert into member_tokens (organization_id, token, member_id)
				select :organization, n.token, n.member
				from unnest(:tokens, cast(:members as uuid[])) as n (token, member)
				order by n.token collate "C", n.member
				on conflict (organization_id, token, member_id) do nothing
				""")
			.param("organization", tenancy.current())
			.param("tokens", tokens.toArray(String[]::new))
			.param("members", members.toArray(String[]::new))
			.update();
	}

}
