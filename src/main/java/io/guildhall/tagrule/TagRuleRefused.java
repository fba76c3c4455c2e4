package io.guildhall.tagrule;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a rule that keeps a tag. */
public class TagRuleRefused extends DomainException {

	private TagRuleRefused(Kind kind, String code, String message, Object... subject) {
		super(kind, "tagrule." + code, message, subject);
	}

	static TagRuleRefused unknown(TagRuleId id) {
		return new TagRuleRefused(Kind.NOT_FOUND, "unknown", "There is no rule %s", id);
	}

	static TagRuleRefused there() {
		return new TagRuleRefused(Kind.CONFLICT, "there", "There is such a rule already");
	}

	static TagRuleRefused circle(String tag) {
		return new TagRuleRefused(Kind.INVALID, "circle", "The segment asks for the tag %s itself", tag);
	}

}
