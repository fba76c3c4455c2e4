package io.guildhall.field;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What a field says of a member: exactly one of these, the one of its kind. */
record FieldValue(@Nullable String text, @Nullable BigDecimal number, @Nullable LocalDate day, @Nullable Boolean flag,
		@Nullable UUID option) {

	static FieldValue of(String text) {
		return new FieldValue(text, null, null, null, null);
	}

	static FieldValue of(BigDecimal number) {
		return new FieldValue(null, number, null, null, null);
	}

	static FieldValue of(LocalDate day) {
		return new FieldValue(null, null, day, null, null);
	}

	static FieldValue of(boolean flag) {
		return new FieldValue(null, null, null, flag, null);
	}

	static FieldValue of(UUID option) {
		return new FieldValue(null, null, null, null, option);
	}
}
