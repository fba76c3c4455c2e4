package io.guildhall.member;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whom the one invited, the other has; by whom the one was invited, the other was, unless
 * it is known already. Two who invited each other, be it by others, turn out to be one:
 * then it is nobody.
 */
@Component
@Transactional
@RequiredArgsConstructor
class InviterBelongings implements Belongings {

	private static final TypeReference<Map<UUID, Row>> ROWS = new TypeReference<>() {
	};

	private final InviterRows rows;

	private final TagHolders holders;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	/** A row as it stands in the database. */
	record Row(UUID inviter, String source, String actor, String at, @Nullable UUID run, @Nullable UUID replaced) {

		/** The same by another. */
		Row by(UUID other) {
			return new Row(other, source, actor, at, run, replaced);
		}

	}

	/** What stood there before, and what the merge made of it, by member. */
	record Moved(Map<UUID, Row> before, Map<UUID, Row> after) {
	}

	@Override
	public String key() {
		return "member.invited";
	}

	@Override
	public long count(MemberId member) {
		return jdbc.sql("""
				select count(*) from member_inviters
				where organization_id = :organization and inviter_id = :member
				""").param("organization", tenancy.current()).param("member", member.id()).query(Long.class).single();
	}

	@Override
	public String move(UUID merge, MemberId from, MemberId to) {
		Set<UUID> members = new HashSet<>(around(from, to).keySet());
		members.addAll(Set.of(from.id(), to.id()));
		rows.locked(members);
		Map<UUID, Row> before = around(from, to);
		Map<UUID, Row> after = new HashMap<>();
		before.forEach((member, row) -> {
			if (!member.equals(from.id()) && !member.equals(to.id())) {
				after.put(member, row.inviter().equals(from.id()) ? row.by(to.id()) : row);
			}
		});
		Row own = before.get(to.id());
		if (own == null || own.inviter().equals(from.id())) {
			own = before.get(from.id());
		}
		if (own != null && !own.inviter().equals(to.id()) && !own.inviter().equals(from.id())) {
			after.put(to.id(), own);
		}
		write(before.keySet(), after);
		if (rows.locked(Set.of(to.id())).circles(to.id())) {
			after.remove(to.id());
			write(Set.of(to.id()), Map.of());
		}
		return json.writeValueAsString(new Moved(before, after));
	}

	@Override
	public void moveBack(UUID merge, MemberId from, MemberId to, String moved) {
		Moved rowsOfBoth = json.readValue(moved, Moved.class);
		Set<UUID> members = new HashSet<>(rowsOfBoth.before().keySet());
		members.addAll(rowsOfBoth.after().keySet());
		rows.locked(members);
		Map<UUID, Row> now = of(members);
		Set<UUID> untouched = new HashSet<>();
		Map<UUID, Row> back = new HashMap<>();
		for (UUID member : members) {
			if (Objects.equals(now.get(member), rowsOfBoth.after().get(member))) {
				untouched.add(member);
				Row row = rowsOfBoth.before().get(member);
				if (row != null) {
					back.put(member, row);
				}
			}
		}
		Set<UUID> ended = holders.takenBack(back.values().stream().map(Row::run).filter(Objects::nonNull).toList());
		back.values().removeIf(row -> row.run() != null && ended.contains(row.run()));
		write(untouched, back);
		// Somebody may have said since what makes a circle with it.
		Invitations known = rows.locked(untouched);
		for (UUID member : untouched) {
			if (known.circles(member)) {
				write(Set.of(member), Map.of());
				known.put(member, null);
			}
		}
	}

	/** The rows in which one of the two stands. */
	private Map<UUID, Row> around(MemberId from, MemberId to) {
		return read("""
				(i.member_id in (:from, :to) or i.inviter_id = :from)""", Map.of("from", from.id(), "to", to.id()));
	}

	private Map<UUID, Row> of(Set<UUID> members) {
		return read("i.member_id = any(cast(:members as uuid[]))",
				Map.of("members", members.stream().map(UUID::toString).toArray(String[]::new)));
	}

	private Map<UUID, Row> read(String which, Map<String, ?> parameters) {
		return json.readValue(jdbc.sql("""
				select cast(coalesce(jsonb_object_agg(i.member_id, jsonb_build_object('inviter', i.inviter_id,
					'source', i.source, 'actor', i.actor_name, 'at', i.set_at, 'run', i.source_run,
					'replaced', i.replaced_run)), '{}') as text)
				from member_inviters i where i.organization_id = :organization and %s
				""".formatted(which))
			.param("organization", tenancy.current())
			.params(parameters)
			.query(String.class)
			.single(), ROWS);
	}

	/** Instead of what stood there of the members. */
	private void write(Set<UUID> members, Map<UUID, Row> instead) {
		jdbc.sql("""
				delete from member_inviters
				where organization_id = :organization and member_id = any(cast(:members as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.update();
		jdbc.sql("""
				insert into member_inviters (organization_id, member_id, inviter_id, source, actor_name, set_at,
					source_run, replaced_run)
				select :organization, cast(r.key as uuid), cast(r.value ->> 'inviter' as uuid), r.value ->> 'source',
					r.value ->> 'actor', cast(r.value ->> 'at' as timestamptz), cast(r.value ->> 'run' as uuid),
					cast(r.value ->> 'replaced' as uuid)
				from jsonb_each(cast(:rows as jsonb)) as r
				on conflict (organization_id, member_id) do nothing
				""").param("organization", tenancy.current()).param("rows", json.writeValueAsString(instead)).update();
	}

}
