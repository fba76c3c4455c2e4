package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The rows of who invited whom. */
@Component
@RequiredArgsConstructor
class InviterRows {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	private final Clock clock;

	/**
	 * Those who lead upwards from the members, for a change: of two changes at once the
	 * second waits here and then sees the first, or both together would make a circle.
	 */
	Invitations locked(Collection<UUID> members) {
		return locked(members, new HashSet<>(members));
	}

	/**
	 * The same.
	 * @param known who can have invited somebody
	 */
	Invitations locked(Collection<UUID> members, Set<UUID> known) {
		// Who waited for a member within its turn might wait for one who waits for it.
		jdbc.sql("""
				select id from members where organization_id = :organization and id = any(cast(:members as uuid[]))
				order by id for key share
				""")
			.param("organization", tenancy.current())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.query(UUID.class)
			.list();
		jdbc.sql("""
				insert into member_invite_turns (organization_id, turn) values (:organization, 1)
				on conflict (organization_id) do update set turn = member_invite_turns.turn + 1
				""").param("organization", tenancy.current()).update();
		Map<UUID, UUID> inviters = new HashMap<>();
		jdbc.sql("""
				with recursive up as (
					select i.member_id, i.inviter_id from member_inviters i
					where i.organization_id = :organization and i.member_id = any(cast(:members as uuid[]))
					union
					select i.member_id, i.inviter_id from up
					join member_inviters i on i.organization_id = :organization and i.member_id = up.inviter_id)
				select member_id, inviter_id from up
				""")
			.param("organization", tenancy.current())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.query(row -> {
				inviters.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
			});
		return new Invitations(inviters, known);
	}

	/**
	 * Who invited the member; null for nobody that is known.
	 */
	@Nullable UUID of(UUID member) {
		return jdbc.sql("""
				select inviter_id from member_inviters where organization_id = :organization and member_id = :member
				""")
			.param("organization", tenancy.current())
			.param("member", member)
			.query(UUID.class)
			.optional()
			.orElse(null);
	}

	/**
	 * Writes who invited whom.
	 * @param inviters by whom they invited; null for nobody
	 */
	void put(Map<UUID, @Nullable UUID> inviters, InviteSource source) {
		put(inviters, source, null);
	}

	/**
	 * The same.
	 * @param run the import that says it, and that can be taken back; null for none
	 */
	void put(Map<UUID, @Nullable UUID> inviters, InviteSource source, @Nullable UUID run) {
		if (inviters.isEmpty()) {
			return;
		}
		List<Map<String, Object>> rows = new ArrayList<>();
		List<String> gone = new ArrayList<>();
		inviters.forEach((member, inviter) -> {
			if (inviter != null) {
				rows.add(Map.of("member", member, "inviter", inviter));
			}
			else {
				gone.add(member.toString());
			}
		});
		jdbc.sql("""
				delete from member_inviters
				where organization_id = :organization and member_id = any(cast(:gone as uuid[]))
				""").param("organization", tenancy.current()).param("gone", gone.toArray(String[]::new)).update();
		jdbc.sql(
				"""
						insert into member_inviters (organization_id, member_id, inviter_id, source, actor_name, set_at, source_run)
						select :organization, w.member, w.inviter, :source, :actor, :now, cast(:run as uuid)
						from jsonb_to_recordset(cast(:rows as jsonb)) as w (member uuid, inviter uuid)
						on conflict (organization_id, member_id) do update set inviter_id = excluded.inviter_id,
							source = excluded.source, actor_name = excluded.actor_name, set_at = excluded.set_at,
							source_run = excluded.source_run,
							replaced_run = coalesce(member_inviters.source_run, member_inviters.replaced_run)
						where member_inviters.inviter_id <> excluded.inviter_id
						""")
			.param("organization", tenancy.current())
			.param("source", source.name())
			.param("run", (run != null) ? run.toString() : null)
			.param("actor", OnBehalf.actor().name())
			.param("now", Timestamp.from(clock.instant()))
			.param("rows", json.writeValueAsString(rows))
			.update();
	}

}
