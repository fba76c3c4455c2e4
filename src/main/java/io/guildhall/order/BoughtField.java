package io.guildhall.order;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;

/**
 * Something about what members bought: segments ask for it, of late or ever; there is too
 * much of it for the filters of lists.
 */
interface BoughtField extends MemberField {

	@Override
	default boolean inLists() {
		return false;
	}

	@Override
	default boolean windowed() {
		return true;
	}

	@Override
	default Condition condition(String value) {
		return anyOf(List.of(value));
	}

	@Override
	default Condition anyOf(List<String> values) {
		return anyOf(values, null);
	}

	@Override
	Condition anyOf(List<String> values, @Nullable LocalDate from);

}
