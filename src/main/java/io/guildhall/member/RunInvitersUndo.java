package io.guildhall.member;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Writes down again who had invited members before an import said something else. */
@Component
@RequiredArgsConstructor
class RunInvitersUndo {

	private final InviterRows rows;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	/** A row as it was kept. */
	private record Kept(UUID inviter, String source, String actor, String at, @Nullable UUID run,
			@Nullable UUID replaced) {
	}

	/**
	 * Puts them back; whoever is one with somebody else by now is that one.
	 * @param inviters by whom they had invited; null for nobody. The members are locked
	 * @param keeping learns of whom it could not be put back, for they would have invited
	 * themselves or the inviter is no more
	 */
	void putBack(Map<UUID, @Nullable String> inviters, BiConsumer<UUID, String> keeping) {
		if (inviters.isEmpty()) {
			return;
		}
		Map<UUID, @Nullable Kept> wanted = new HashMap<>();
		inviters
			.forEach((member, text) -> wanted.put(member, (text != null) ? json.readValue(text, Kept.class) : null));
		Map<UUID, UUID> today = today(wanted.values().stream().filter(Objects::nonNull).map(Kept::inviter).toList());
		Set<UUID> all = new HashSet<>(wanted.keySet());
		all.addAll(today.values());
		Invitations known = rows.locked(all);
		Map<UUID, @Nullable UUID> now = new HashMap<>();
		wanted.keySet().forEach(member -> {
			now.put(member, known.of(member));
			known.put(member, null);
		});
		Map<UUID, @Nullable Map<String, Object>> back = new HashMap<>();
		wanted.forEach((member, kept) -> {
			UUID inviter = (kept != null) ? today.get(kept.inviter()) : null;
			if (kept != null && (inviter == null || known.objection(member, inviter) != null)) {
				known.put(member, now.get(member));
				return;
			}
			known.put(member, inviter);
			back.put(member, (kept != null && inviter != null) ? row(member, inviter, kept) : null);
		});
		// Who is not put back may lead to whoever was put back before.
		back.keySet().removeIf(known::circles);
		wanted.keySet()
			.stream()
			.filter(member -> !back.containsKey(member))
			.forEach(member -> keeping.accept(member, MemberTable.INVITED_BY));
		jdbc.sql("""
				delete from member_inviters
				where organization_id = :organization and member_id = any(cast(:members as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("members", back.keySet().stream().map(UUID::toString).toArray(String[]::new))
			.update();
		jdbc.sql("""
				insert into member_inviters (organization_id, member_id, inviter_id, source, actor_name, set_at,
					source_run, replaced_run)
				select :organization, w.member, w.inviter, w.source, w.actor, w.at, w.run, w.replaced
				from jsonb_to_recordset(cast(:rows as jsonb)) as w (member uuid, inviter uuid, source text, actor text,
					at timestamptz, run uuid, replaced uuid)
				on conflict (organization_id, member_id) do nothing
				""")
			.param("organization", tenancy.current())
			.param("rows", json.writeValueAsString(back.values().stream().filter(Objects::nonNull).toList()))
			.update();
	}

	private static Map<String, Object> row(UUID member, UUID inviter, Kept kept) {
		Map<String, Object> row = new HashMap<>(Map.of("member", member, "inviter", inviter, "source", kept.source(),
				"actor", kept.actor(), "at", kept.at()));
		if (kept.run() != null) {
			row.put("run", kept.run());
		}
		if (kept.replaced() != null) {
			row.put("replaced", kept.replaced());
		}
		return row;
	}

	private Map<UUID, UUID> today(List<UUID> inviters) {
		Map<UUID, UUID> today = new HashMap<>();
		jdbc.sql("""
				select id, coalesce(merged_into, id) from members
				where organization_id = :organization and id = any(cast(:members as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("members", inviters.stream().map(UUID::toString).toArray(String[]::new))
			.query(row -> {
				today.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
			});
		return today;
	}

}
