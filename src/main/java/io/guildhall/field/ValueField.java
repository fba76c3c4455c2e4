package io.guildhall.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import lombok.RequiredArgsConstructor;

/** A field of which a value is chosen: an option, yes or no, and whether there is any. */
@RequiredArgsConstructor
class ValueField implements MemberField {

	private static final String ANY = "any";

	private static final String NONE = "none";

	private final Field field;

	private final int order;

	@Override
	public String key() {
		return field.key();
	}

	@Override
	public int order() {
		return order;
	}

	@Override
	public String labelKey() {
		return "field.title";
	}

	@Override
	public String label() {
		return field.getName();
	}

	@Override
	public boolean offered() {
		return !field.isArchived();
	}

	@Override
	public boolean inLists() {
		return offered() && field.getKind() != FieldKind.TEXT;
	}

	@Override
	public List<Choice> choices() {
		List<Choice> choices = new ArrayList<>();
		if (field.getKind() == FieldKind.CHOICE) {
			field.getOptions()
				.all()
				.forEach(option -> choices.add(Choice.text(String.valueOf(option.id()), option.name())));
		}
		else if (field.getKind() == FieldKind.YES_NO) {
			choices.add(Choice.key("true", "field.value.true"));
			choices.add(Choice.key("false", "field.value.false"));
		}
		choices.add(Choice.key(ANY, "field.value.any"));
		choices.add(Choice.key(NONE, "field.value.none"));
		return choices;
	}

	@Override
	public Condition condition(String value) {
		return switch (value) {
			case ANY -> known("", Map.of());
			case NONE -> new Condition("not " + known("", Map.of()).sql(), known("", Map.of()).parameters());
			case "true", "false" -> known(" and known.flag_value = :%s_flag".formatted(key()),
					Map.of(key() + "_flag", Boolean.valueOf(value)));
			default -> known(" and known.option_id = :%s_option".formatted(key()),
					Map.of(key() + "_option", UUID.fromString(ids(List.of(value))[0])));
		};
	}

	private Condition known(String more, Map<String, Object> parameters) {
		Map<String, Object> all = new java.util.HashMap<>(parameters);
		all.put(key() + "_field", field.getId().id());
		return new Condition("""
				exists (select 1 from field_values known where known.organization_id = m.organization_id
					and known.member_id = m.id and known.field_id = :%s_field%s)""".formatted(key(), more), all);
	}

}
