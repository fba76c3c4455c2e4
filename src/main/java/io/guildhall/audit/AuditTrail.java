package io.guildhall.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Actor;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down what is done, in the transaction that does it: without the one there is not
 * the other. Values are impersonal; what is personal goes to {@link #recordPersonal}.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class AuditTrail {

	private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final JsonMapper json;

	private final ObjectProvider<AuditSubject> subjects;

	private final GatheredWrites writes;

	/** Something was done that has no before: made, imported, issued. */
	public void record(String action, String objectType, Object objectId, Map<String, ?> after) {
		record(action, objectType, objectId, Map.of(), after);
	}

	/**
	 * Something was changed. Of two maps with the same fields only those that differ are
	 * kept.
	 * @param action {@code <module>.<what>.<verb>}, the key of its text behind
	 * {@code audit.action.}
	 */
	public void record(String action, String objectType, Object objectId, Map<String, ?> before, Map<String, ?> after) {
		write(action, objectType, objectId, before, after);
	}

	/**
	 * The same was done to many objects at once, in one statement.
	 * @param afters what to say of each, by its id
	 */
	public void recordEach(String action, String objectType, Map<?, ? extends Map<String, ?>> afters) {
		if (afters.isEmpty()) {
			return;
		}
		Actor actor = OnBehalf.actor();
		List<? extends Map.Entry<?, ? extends Map<String, ?>>> all = List.copyOf(afters.entrySet());
		jdbc.sql("""
				insert into audit_entries (organization_id, id, at, actor_kind, actor_id, actor_name, address, action,
					object_type, object_id, before, after)
				select :organization, one.id, cast(:at as timestamptz), cast(:kind as text), cast(:actor as uuid),
				  cast(:name as text), cast(:address as text), cast(:action as text), cast(:type as text), one.object,
				  cast(null as jsonb), cast(one.after as jsonb)
				from unnest(:ids::uuid[], :objects::text[], :afters::text[]) as one (id, object, after)
				""")
			.param("organization", tenancy.current())
			.param("at", Timestamp.from(clock.instant()))
			.param("kind", actor.kind().name())
			.param("actor", (actor.id() != null) ? actor.id().toString() : null)
			.param("name", actor.name())
			.param("address", actor.address())
			.param("action", action)
			.param("type", objectType)
			.param("ids", all.stream().map(one -> Ids.next()).toArray(UUID[]::new))
			.param("objects", all.stream().map(one -> String.valueOf(one.getKey())).toArray(String[]::new))
			.param("afters",
					all.stream()
						.map(one -> json.writeValueAsString(differing(one.getValue(), Map.of())))
						.toArray(String[]::new))
			.update();
	}

	/**
	 * Something personal of a member was changed: the entry holds the names of the fields
	 * only, their values lie apart, where an erasure reaches them.
	 */
	public void recordPersonal(String action, String objectType, Object objectId, UUID member, Map<String, ?> before,
			Map<String, ?> after) {
		Map<String, Object> fields = new java.util.TreeMap<>();
		TreeSet<String> names = new TreeSet<>(before.keySet());
		names.addAll(after.keySet());
		names.stream()
			.filter(name -> !Objects.equals(text(before.get(name)), text(after.get(name))))
			.forEach(name -> fields.put(name, "…"));
		UUID entry = write(action, objectType, objectId, Map.of(), fields);
		writes.add("""
				insert into personal_changes (organization_id, entry_id, member_id, before, after)
				values (:organization, :entry, :member, cast(:before as jsonb), cast(:after as jsonb))
				""", Map.of("organization", tenancy.current(), "entry", entry, "member", member, "before",
				json.writeValueAsString(before), "after", json.writeValueAsString(after)));
	}

	/**
	 * Forgets what was personal in the changes of a member; that there were changes
	 * stays.
	 */
	public void forget(UUID member) {
		jdbc.sql("delete from personal_changes where organization_id = :organization and member_id = :member")
			.param("organization", tenancy.current())
			.param("member", member)
			.update();
	}

	/** What was personal in the changes of a person, for when they ask for it. */
	@Transactional(readOnly = true)
	public List<Map<String, Object>> personal(List<UUID> members) {
		return jdbc.sql("""
				select e.at, e.action, cast(p.before as text) as before, cast(p.after as text) as after
				from personal_changes p
				join audit_entries e on e.organization_id = p.organization_id and e.id = p.entry_id
				where p.organization_id = :organization and p.member_id = any(cast(:members as uuid[]))
				order by e.id
				""")
			.param("organization", tenancy.current())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.query((row, number) -> Map.<String, Object>of("at", row.getTimestamp("at").toInstant(), "action",
					row.getString("action"), "before", fields(row.getString("before")), "after",
					fields(row.getString("after"))))
			.list();
	}

	/** The entries, latest first. */
	@May(Permission.AUDIT_READ)
	@Transactional(readOnly = true)
	public Slice<AuditEntry> list(AuditFilter filter, @Nullable String after) {
		return select(filter, after, Slice.PAGE);
	}

	/**
	 * What was done to one object, latest first; for those who may see the object. From
	 * where is for who may see the whole trail.
	 * @throws DomainException if there is none that who asks may see
	 */
	@Transactional(readOnly = true)
	public List<AuditEntry> of(String objectType, String objectId) {
		List<AuditSubject> its = subjects.stream().filter(subject -> subject.type().equals(objectType)).toList();
		if (its.isEmpty() && !OnBehalf.may(Permission.AUDIT_READ)) {
			throw AuditRefused.unknown();
		}
		its.forEach(subject -> subject.require().accept(id(objectId)));
		List<AuditEntry> entries = select(new AuditFilter(objectType, objectId, null, null), null, Slice.PAGE).items();
		if (its.isEmpty() && entries.isEmpty()) {
			throw AuditRefused.unknown();
		}
		return OnBehalf.may(Permission.AUDIT_READ) ? entries
				: entries.stream().map(AuditEntry::withoutAddress).toList();
	}

	private static UUID id(String text) {
		try {
			return UUID.fromString(text);
		}
		catch (IllegalArgumentException none) {
			throw AuditRefused.unknown();
		}
	}

	private Slice<AuditEntry> select(AuditFilter filter, @Nullable String after, int size) {
		List<String> cursor = Slice.decode(after, 1);
		List<AuditEntry> rows = jdbc.sql("""
				select * from audit_entries
				where organization_id = :organization
				and (cast(:type as text) is null or object_type = :type)
				and (cast(:object as text) is null or object_id = :object)
				and (cast(:action as text) is null or action = :action)
				and (cast(:actor as uuid) is null or actor_id = cast(:actor as uuid))
				and (cast(:after as uuid) is null or id < cast(:after as uuid))
				order by id desc limit :limit
				""")
			.param("organization", tenancy.current())
			.param("type", filter.objectType())
			.param("object", filter.objectId())
			.param("action", filter.action())
			.param("actor", filter.actorId())
			.param("after", cursor.isEmpty() ? null : Slice.id(cursor, 0).toString())
			.param("limit", size + 1)
			.query(this::entry)
			.list();
		return Slice.of(rows, size, entry -> List.of(entry.id()));
	}

	private UUID write(String action, String objectType, Object objectId, Map<String, ?> before, Map<String, ?> after) {
		Actor actor = OnBehalf.actor();
		UUID id = Ids.next();
		Map<String, @Nullable Object> entry = new HashMap<>();
		entry.put("organization", tenancy.current());
		entry.put("id", id);
		entry.put("at", Timestamp.from(clock.instant()));
		entry.put("kind", actor.kind().name());
		entry.put("actor", actor.id());
		entry.put("name", actor.name());
		entry.put("address", actor.address());
		entry.put("action", action);
		entry.put("type", objectType);
		entry.put("object", String.valueOf(objectId));
		entry.put("before", before.isEmpty() ? null : json.writeValueAsString(differing(before, after)));
		entry.put("after", after.isEmpty() ? null : json.writeValueAsString(differing(after, before)));
		writes.add("""
				insert into audit_entries (organization_id, id, at, actor_kind, actor_id, actor_name, address, action,
					object_type, object_id, before, after)
				values (:organization, :id, :at, :kind, :actor, :name, :address, :action, :type, :object,
					cast(:before as jsonb), cast(:after as jsonb))
				""", entry);
		return id;
	}

	private static Map<String, ?> differing(Map<String, ?> values, Map<String, ?> others) {
		Map<String, Object> differing = new java.util.TreeMap<>();
		values.forEach((field, value) -> {
			if (value != null && !Objects.equals(text(value), text(others.get(field)))) {
				differing.put(field, String.valueOf(value));
			}
		});
		return differing;
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? String.valueOf(value) : null;
	}

	private AuditEntry entry(ResultSet row, int number) throws SQLException {
		Map<String, @Nullable Object> before = fields(row.getString("before"));
		Map<String, @Nullable Object> after = fields(row.getString("after"));
		TreeSet<String> names = new TreeSet<>(before.keySet());
		names.addAll(after.keySet());
		List<AuditEntry.Change> changes = new ArrayList<>();
		for (String name : names) {
			changes.add(new AuditEntry.Change(name, text(before.get(name)), text(after.get(name))));
		}
		return new AuditEntry(row.getObject("id", UUID.class), row.getTimestamp("at").toInstant(),
				row.getString("actor_kind"), row.getObject("actor_id", UUID.class), row.getString("actor_name"),
				row.getString("address"), row.getString("action"), row.getString("object_type"),
				row.getString("object_id"), changes);
	}

	private Map<String, @Nullable Object> fields(@Nullable String text) {
		return (text != null) ? json.readValue(text, FIELDS) : Map.of();
	}

}
