package io.guildhall.onboarding;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.field.FieldId;

/**
 * A question of a channel.
 *
 * @param id by which it stays the same question when others come and go; null for a new
 * one
 * @param options of which one or several are chosen; none for other kinds
 * @param field that the answer fills where nothing is known yet; null for none
 */
public record Question(@Nullable UUID id, QuestionKind kind, String text, boolean required, List<Option> options,
		@Nullable FieldId field) {

	/** A question that fills no field. */
	public Question(@Nullable UUID id, QuestionKind kind, String text, boolean required, List<Option> options) {
		this(id, kind, text, required, options, null);
	}

	/**
	 * What can be chosen.
	 *
	 * @param tag that whoever chooses it gets; null for none
	 * @param screening what whoever chooses it is told, since it does not fit; null if it
	 * fits
	 */
	public record Option(String label, @Nullable String tag, @Nullable String screening) {

		/** An option that has no consequences. */
		public static Option of(String label) {
			return new Option(label, null, null);
		}

	}

	/** A question without an id yet. */
	public static Question of(QuestionKind kind, String text, boolean required, Option... options) {
		return new Question(null, kind, text, required, List.of(options));
	}

	/** The same, filling a field. */
	public Question filling(FieldId filled) {
		return new Question(id, kind, text, required, options, filled);
	}
}
