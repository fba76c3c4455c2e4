package io.guildhall.field;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a field or its value. */
public class FieldRefused extends DomainException {

	private FieldRefused(Kind kind, String code, String message, Object... subject) {
		super(kind, "field." + code, message, subject);
	}

	static FieldRefused unknown(Object id) {
		return new FieldRefused(Kind.NOT_FOUND, "unknown", "There is no field %s", id);
	}

	static FieldRefused name(int longest) {
		return new FieldRefused(Kind.INVALID, "name-length", "A name has 1 to %s characters", longest);
	}

	static FieldRefused nameTaken() {
		return new FieldRefused(Kind.CONFLICT, "name-taken", "Another field has this name");
	}

	static FieldRefused nameOfOurs() {
		return new FieldRefused(Kind.INVALID, "name-ours", "A column of the export has this name");
	}

	static FieldRefused tooMany(int most) {
		return new FieldRefused(Kind.CONFLICT, "too-many", "There are at most %s fields", most);
	}

	static FieldRefused options(int most) {
		return new FieldRefused(Kind.INVALID, "options-number", "A choice has 1 to %s options", most);
	}

	static FieldRefused optionName(int longest) {
		return new FieldRefused(Kind.INVALID, "option-length", "An option has 1 to %s characters", longest);
	}

	static FieldRefused optionTwice(String name) {
		return new FieldRefused(Kind.INVALID, "option-twice", "The option %s is there twice", name);
	}

	static FieldRefused unknownOption() {
		return new FieldRefused(Kind.INVALID, "unknown-option", "An option is none of this field");
	}

	static FieldRefused noChoice() {
		return new FieldRefused(Kind.INVALID, "no-choice", "Only a choice has options");
	}

	static FieldRefused changedMeanwhile() {
		return new FieldRefused(Kind.CONFLICT, "changed-meanwhile", "The field was changed in the meantime");
	}

	static FieldRefused valueChanged(String field) {
		return new FieldRefused(Kind.CONFLICT, "value-changed", "%s was changed in the meantime", field);
	}

	static FieldRefused archived(String field) {
		return new FieldRefused(Kind.CONFLICT, "is-archived", "%s is archived", field);
	}

	static FieldRefused erased() {
		return new FieldRefused(Kind.CONFLICT, "erased", "The member is erased");
	}

	static FieldRefused text(String field, int longest) {
		return new FieldRefused(Kind.INVALID, "value.TEXT", "%s has at most %s characters", field, longest);
	}

	static FieldRefused number(String field) {
		return new FieldRefused(Kind.INVALID, "value.NUMBER", "%s is a number with at most four decimals", field);
	}

	static FieldRefused day(String field) {
		return new FieldRefused(Kind.INVALID, "value.DATE", "%s is a day", field);
	}

	static FieldRefused flag(String field) {
		return new FieldRefused(Kind.INVALID, "value.YES_NO", "%s is yes or no", field);
	}

	static FieldRefused choice(String field, String value) {
		return new FieldRefused(Kind.INVALID, "value.CHOICE", "%s is one of its options", field, value);
	}

}
