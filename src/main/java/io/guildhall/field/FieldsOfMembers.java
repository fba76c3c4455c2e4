package io.guildhall.field;

import java.util.List;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberField;
import io.guildhall.member.MemberMeasure;
import io.guildhall.member.MemberMeasure.Unit;
import io.guildhall.member.OwnFields;
import lombok.RequiredArgsConstructor;

/**
 * Lets members be filtered by what is known of them: numbers and days are compared, the
 * other kinds are chosen. Archived fields hold in segments that name them.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class FieldsOfMembers implements OwnFields {

	private static final int ORDER = 200;

	private final FieldRepository fields;

	@Override
	public boolean mayKnow(String key) {
		return Field.isKey(key);
	}

	@Override
	public List<MemberField> fields() {
		return fields.all()
			.stream()
			.filter(field -> !isMeasured(field))
			.<MemberField>map(field -> new ValueField(field, ORDER + field.getPosition()))
			.toList();
	}

	@Override
	public List<MemberMeasure> measures() {
		return fields.all().stream().filter(FieldsOfMembers::isMeasured).map(FieldsOfMembers::measure).toList();
	}

	private static boolean isMeasured(Field field) {
		return field.getKind() == FieldKind.NUMBER || field.getKind() == FieldKind.DATE;
	}

	private static MemberMeasure measure(Field field) {
		boolean day = field.getKind() == FieldKind.DATE;
		return MemberMeasure.own(field.key(), ORDER + field.getPosition(), field.getName(), !field.isArchived(),
				day ? Unit.DAYS_AGO : Unit.COUNT, """
						select known.member_id, known.%s as value from field_values known
						where known.organization_id = :organization and known.field_id = '%s'"""
					.formatted(day ? "day_value" : "number_value", field.getId()));
	}

}
