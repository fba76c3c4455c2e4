package io.guildhall.field;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberColumns;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What the fields say of members. */
@Service
@Transactional
@RequiredArgsConstructor
public class FieldValues implements MemberColumns {

	private final FieldRepository fields;

	private final MemberService members;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	/**
	 * What all fields that are asked say of a member.
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<FieldOfMember> of(MemberId member) {
		members.require(member);
		Map<FieldId, FieldValue> known = known(List.of(member), "").getOrDefault(member.id(), Map.of());
		return offered().stream().map(field -> {
			FieldValue value = known.get(field.getId());
			return new FieldOfMember(field.key(), field.getName(), field.getKind(),
					(value != null) ? FieldText.written(field, value) : "",
					field.getOptions().offered().stream().map(FieldOption::name).toList());
		}).toList();
	}

	/**
	 * Writes down what is known of a member now.
	 * @param values by the key of their field; empty or null for what is not known any
	 * more. What is not named stays
	 * @param seen the values that were read; what equals them is no change, and a change
	 * is refused where something else stands by now. Null writes over whatever there is
	 * @throws FieldRefused if a field is unknown or archived, a value is none of its
	 * kind, the member is erased, or a value was changed in the meantime
	 */
	@May(Permission.MEMBER_EDIT)
	public List<FieldOfMember> set(MemberId member, Map<String, @Nullable String> values,
			@Nullable Map<String, String> seen) {
		if (members.require(member).erased()) {
			throw FieldRefused.erased();
		}
		Map<String, Field> byKey = fields.all().stream().collect(Collectors.toMap(Field::key, Function.identity()));
		Map<FieldId, FieldValue> known = known(List.of(member), " for update").getOrDefault(member.id(), Map.of());
		Map<String, String> before = new LinkedHashMap<>();
		Map<String, String> after = new LinkedHashMap<>();
		List<Map<String, Object>> set = new ArrayList<>();
		List<Map<String, Object>> cleared = new ArrayList<>();
		values.forEach((key, text) -> {
			Field field = byKey.get(key);
			if (field == null) {
				throw FieldRefused.unknown(key);
			}
			FieldValue old = known.get(field.getId());
			String was = (old != null) ? FieldText.written(field, old) : "";
			String wanted = (text != null) ? FieldText.clean(text) : "";
			String read = (seen != null) ? Objects.requireNonNullElse(seen.get(key), "") : was;
			if (wanted.equals(was) || wanted.equals(read)) {
				return;
			}
			if (field.isArchived()) {
				throw FieldRefused.archived(field.getName());
			}
			FieldValue value = wanted.isEmpty() ? null : FieldText.read(field, wanted);
			requireOffered(field, value, old);
			if (!read.equals(was)) {
				throw FieldRefused.valueChanged(field.getName());
			}
			if (value == null) {
				cleared.add(row(member.id(), field, null));
			}
			else {
				set.add(row(member.id(), field, value));
			}
			before.put(field.getName(), was);
			after.put(field.getName(), (value != null) ? FieldText.written(field, value) : "");
		});
		write(set, cleared);
		if (!before.equals(after)) {
			audit.recordPersonal("field.set", "member", member, member.id(), before, after);
		}
		return of(member);
	}

	/**
	 * Fills the gaps in what is known of a member. What is known stays; what is no value
	 * of its field, or of a field that is not asked any more, is passed over.
	 * @param values as they were written, by their field
	 * @return the fields that were filled
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who acts
	 */
	@May(Permission.MEMBER_EDIT)
	public List<FieldId> fill(MemberId member, Map<FieldId, String> values) {
		members.require(member);
		Map<FieldId, FieldValue> known = known(List.of(member), "").getOrDefault(member.id(), Map.of());
		List<FieldId> filled = new ArrayList<>();
		List<Map<String, Object>> set = new ArrayList<>();
		Map<String, String> before = new LinkedHashMap<>();
		Map<String, String> after = new LinkedHashMap<>();
		for (Field field : offered()) {
			String written = FieldText.clean(values.getOrDefault(field.getId(), ""));
			Cell cell = cell(field, written);
			if (known.containsKey(field.getId()) || cell.text().isEmpty()) {
				continue;
			}
			filled.add(field.getId());
			set.add(row(member.id(), field, FieldText.read(field, written)));
			before.put(field.getName(), "");
			after.put(field.getName(), cell.text());
		}
		write(set, List.of());
		if (!filled.isEmpty()) {
			audit.recordPersonal("field.set", "member", member, member.id(), before, after);
		}
		return filled;
	}

	@Override
	@Transactional(readOnly = true)
	public List<String> headings() {
		return offered().stream().map(Field::getName).toList();
	}

	@Override
	@Transactional(readOnly = true)
	public Map<UUID, List<String>> cells(Collection<MemberId> of) {
		List<Field> offered = offered();
		Map<UUID, List<String>> cells = new HashMap<>();
		known(of, "").forEach((member, values) -> cells.put(member, offered.stream().map(field -> {
			FieldValue value = values.get(field.getId());
			return (value != null) ? FieldText.written(field, value) : "";
		}).toList()));
		return cells;
	}

	@Override
	@Transactional(readOnly = true)
	public Map<UUID, Map<String, Cell>> read(Map<UUID, Map<String, String>> wanted) {
		Map<String, Field> byName = byName();
		Map<UUID, Map<String, Cell>> read = new HashMap<>();
		wanted.forEach((member, cells) -> cells.forEach((heading, text) -> {
			Field field = byName.get(heading);
			if (field != null) {
				read.computeIfAbsent(member, of -> new HashMap<>()).put(heading, cell(field, text));
			}
		}));
		return read;
	}

	@Override
	public void write(Map<UUID, Map<String, String>> cells) {
		Map<String, Field> byName = byName();
		List<Map<String, Object>> set = new ArrayList<>();
		List<Map<String, Object>> cleared = new ArrayList<>();
		cells.forEach((member, of) -> of.forEach((heading, text) -> {
			Field field = byName.get(heading);
			if (field != null && text.isEmpty()) {
				cleared.add(row(member, field, null));
			}
			else if (field != null) {
				set.add(row(member, field, FieldText.read(field, text)));
			}
		}));
		write(set, cleared);
	}

	private static Cell cell(Field field, String text) {
		if (text.isEmpty()) {
			return new Cell("", null);
		}
		try {
			FieldValue value = FieldText.read(field, text);
			requireOffered(field, value, null);
			return new Cell(FieldText.written(field, value), null);
		}
		catch (FieldRefused wrong) {
			return new Cell("", "field.cell." + field.getKind());
		}
	}

	private Map<String, Field> byName() {
		return offered().stream().collect(Collectors.toMap(Field::getName, Function.identity()));
	}

	/** Nothing of one who is erased is known any more. */
	@EventListener
	void forgetValues(MemberErased erased) {
		jdbc.sql("delete from field_values where organization_id = :organization and member_id = :member")
			.param("organization", tenancy.current())
			.param("member", erased.member().id())
			.update();
	}

	/** An option that is archived is kept, but not chosen anew. */
	private static void requireOffered(Field field, @Nullable FieldValue value, @Nullable FieldValue old) {
		UUID option = (value != null) ? value.option() : null;
		if (option != null && (old == null || !option.equals(old.option()))
				&& field.getOptions().find(option).filter(one -> !one.archived()).isEmpty()) {
			throw FieldRefused.choice(field.getName(), FieldText.written(field, FieldValue.of(option)));
		}
	}

	private void write(List<Map<String, Object>> set, List<Map<String, Object>> cleared) {
		if (!set.isEmpty()) {
			jdbc.sql("""
					insert into field_values (organization_id, field_id, member_id, text_value, number_value, day_value,
						flag_value, option_id)
					select :organization, v.field, v.member, v.text, v.number, v.day, v.flag, v.option
					from jsonb_to_recordset(cast(:values as jsonb))
						as v (field uuid, member uuid, text text, number numeric, day date, flag boolean, option uuid)
					on conflict (organization_id, field_id, member_id) do update set text_value = excluded.text_value,
						number_value = excluded.number_value, day_value = excluded.day_value,
						flag_value = excluded.flag_value, option_id = excluded.option_id
					""")
				.param("organization", tenancy.current())
				.param("values", json.writeValueAsString(set))
				.update();
		}
		if (!cleared.isEmpty()) {
			jdbc.sql("""
					delete from field_values v
					using jsonb_to_recordset(cast(:cleared as jsonb)) as gone (field uuid, member uuid)
					where v.organization_id = :organization and v.field_id = gone.field and v.member_id = gone.member
					""")
				.param("organization", tenancy.current())
				.param("cleared", json.writeValueAsString(cleared))
				.update();
		}
	}

	private static Map<String, Object> row(UUID member, Field field, @Nullable FieldValue value) {
		Map<String, Object> row = new HashMap<>();
		row.put("field", field.getId().id());
		row.put("member", member);
		if (value == null) {
			return row;
		}
		if (value.text() != null) {
			row.put("text", value.text());
		}
		if (value.number() != null) {
			row.put("number", value.number());
		}
		if (value.day() != null) {
			row.put("day", value.day().toString());
		}
		if (value.flag() != null) {
			row.put("flag", value.flag());
		}
		if (value.option() != null) {
			row.put("option", value.option());
		}
		return row;
	}

	private List<Field> offered() {
		return fields.all().stream().filter(field -> !field.isArchived()).toList();
	}

	private Map<UUID, Map<FieldId, FieldValue>> known(Collection<MemberId> of, String locked) {
		Map<UUID, Map<FieldId, FieldValue>> known = new HashMap<>();
		jdbc.sql("""
				select member_id, field_id, text_value, number_value, day_value, flag_value, option_id from field_values
				where organization_id = :organization and member_id = any(cast(:members as uuid[]))%s
				""".formatted(locked))
			.param("organization", tenancy.current())
			.param("members", of.stream().map(MemberId::toString).toArray(String[]::new))
			.query(row -> {
				known.computeIfAbsent(row.getObject("member_id", UUID.class), member -> new HashMap<>())
					.put(new FieldId(row.getObject("field_id", UUID.class)), value(row));
			});
		return known;
	}

	private static FieldValue value(ResultSet row) throws SQLException {
		return new FieldValue(row.getString("text_value"), row.getBigDecimal("number_value"),
				row.getObject("day_value", LocalDate.class), row.getObject("flag_value", Boolean.class),
				row.getObject("option_id", UUID.class));
	}

}
