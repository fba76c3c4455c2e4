package io.guildhall.field;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberExport;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/** Says what an organization wants to know of its members. */
@Service
@Transactional
@RequiredArgsConstructor
public class FieldService {

	private final FieldRepository fields;

	private final AuditTrail audit;

	private final Clock clock;

	/** All fields in their order, archived ones last. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<FieldDetails> list() {
		return fields.all().stream().map(FieldService::details).toList();
	}

	/**
	 * A field.
	 * @throws FieldRefused if there is none
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public FieldDetails get(FieldId id) {
		return details(find(id));
	}

	/**
	 * A new field, after all others.
	 * @param options of a choice; empty for other kinds
	 * @throws FieldRefused if the name does not fit or is taken, the options are not
	 * right, or there are enough fields
	 */
	@May(Permission.POLICY_EDIT)
	public FieldId add(String name, FieldKind kind, List<FieldOption> options) {
		Field field = new Field(name, kind, options, next(), now());
		requireFree(field);
		fields.store(field);
		audit.record("field.added", "field", field.getId(), words(field));
		return field.getId();
	}

	/**
	 * Another name, other options. What is not among the options is archived.
	 * @param version that was read; null to write over whatever is there
	 * @throws FieldRefused if it was changed in the meantime, the name does not fit or is
	 * taken, or the options are not right
	 */
	@May(Permission.POLICY_EDIT)
	public FieldDetails change(FieldId id, String name, List<FieldOption> options, @Nullable Long version) {
		Field field = find(id);
		if (version != null && version != field.version()) {
			throw FieldRefused.changedMeanwhile();
		}
		Map<String, Object> before = words(field);
		field.change(name, options);
		requireFree(field);
		fields.store(field);
		audit.record("field.changed", "field", id, before, words(field));
		return details(field);
	}

	/**
	 * It is asked no more; its values stay, and segments that name it go on.
	 * @throws FieldRefused if there is none
	 */
	@May(Permission.POLICY_EDIT)
	public void archive(FieldId id) {
		Field field = find(id);
		if (!field.isArchived()) {
			field.archive(now());
			fields.store(field);
			audit.record("field.archived", "field", id, words(field));
		}
	}

	/**
	 * It is asked again.
	 * @throws FieldRefused if there is none, its name is taken, or there are enough
	 */
	@May(Permission.POLICY_EDIT)
	public void restore(FieldId id) {
		Field field = find(id);
		if (field.isArchived()) {
			field.restore(next());
			fields.store(field);
			audit.record("field.restored", "field", id, words(field));
		}
	}

	/**
	 * Moves it one place up or down; at the end it stays.
	 * @throws FieldRefused if there is none that is offered
	 */
	@May(Permission.POLICY_EDIT)
	public void move(FieldId id, boolean up) {
		List<Field> order = new ArrayList<>(offered());
		List<FieldId> ids = order.stream().map(Field::getId).toList();
		int at = ids.indexOf(id);
		if (at < 0) {
			throw FieldRefused.unknown(id);
		}
		int to = up ? at - 1 : at + 1;
		if (to < 0 || to >= order.size()) {
			return;
		}
		Collections.swap(order, at, to);
		for (int i = 0; i < order.size(); i++) {
			if (order.get(i).getPosition() != i) {
				order.get(i).move(i);
				fields.saveAndFlush(order.get(i));
			}
		}
		audit.record("field.moved", "field", id, Map.of("position", to + 1));
	}

	private int next() {
		List<Field> offered = offered();
		if (offered.size() >= Field.MOST) {
			throw FieldRefused.tooMany(Field.MOST);
		}
		return offered.isEmpty() ? 0 : offered.get(offered.size() - 1).getPosition() + 1;
	}

	private List<Field> offered() {
		return fields.all().stream().filter(field -> !field.isArchived()).toList();
	}

	/** A table that is taken out has no column twice. */
	private static void requireFree(Field field) {
		if (MemberExport.isColumn(field.getName())) {
			throw FieldRefused.nameOfOurs();
		}
	}

	private Field find(FieldId id) {
		return fields.findById(id).orElseThrow(() -> FieldRefused.unknown(id));
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	static FieldDetails details(Field field) {
		return new FieldDetails(field.getId(), field.key(), field.getName(), field.getKind(), field.getOptions().all(),
				field.isArchived(), field.version());
	}

	private static Map<String, Object> words(Field field) {
		return Map.of("name", field.getName(), "kind", field.getKind(), "options",
				field.getOptions().offered().stream().map(FieldOption::name).toList());
	}

}
