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
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

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

	private final FieldRows rows;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

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
				cleared.add(FieldRows.row(member.id(), field, null));
			}
			else {
				set.add(FieldRows.row(member.id(), field, value));
			}
			before.put(field.getName(), was);
			after.put(field.getName(), (value != null) ? FieldText.written(field, value) : "");
		});
		rows.write(set, cleared);
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
			set.add(FieldRows.row(member.id(), field, FieldText.read(field, written)));
			before.put(field.getName(), "");
			after.put(field.getName(), cell.text());
		}
		rows.write(set, List.of());
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
				cleared.add(FieldRows.row(member, field, null));
			}
			else if (field != null) {
				set.add(FieldRows.row(member, field, FieldText.read(field, text)));
			}
		}));
		rows.write(set, cleared);
	}

	@Override
	public void fill(UUID run, Map<UUID, Map<String, String>> cells) {
		Map<String, Field> byName = byName();
		List<Map<String, Object>> set = new ArrayList<>();
		cells.forEach((member, of) -> of.forEach((heading, text) -> {
			Field field = byName.get(heading);
			if (field != null && !text.isEmpty()) {
				set.add(FieldRows.row(member, field, FieldText.read(field, text)));
			}
		}));
		rows.fill(run, set);
	}

	@Override
	public void takeBack(UUID run, Collection<UUID> gone) {
		rows.takeBack(run, gone);
	}

	@Override
	public Map<UUID, Map<String, Standing>> standing(Collection<UUID> of) {
		return rows.standing(of);
	}

	@Override
	public Map<UUID, Set<String>> putBack(Map<UUID, Map<String, Back>> values) {
		return rows.putBack(values);
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
