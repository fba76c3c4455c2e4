package io.guildhall.benefit;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a benefit. */
public class BenefitRefused extends DomainException {

	private BenefitRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "benefit." + code, message, args);
	}

	static BenefitRefused unknown(Object id) {
		return new BenefitRefused(Kind.NOT_FOUND, "unknown", "There is no use %s", id);
	}

	static BenefitRefused notCounted() {
		return new BenefitRefused(Kind.CONFLICT, "giving.not-counted",
				"The product does not say how often it can be used, so nothing can be given");
	}

	static BenefitRefused unknownCode() {
		return new BenefitRefused(Kind.NOT_FOUND, "unknown-code", "No member goes by this code");
	}

	static BenefitRefused words() {
		return new BenefitRefused(Kind.INVALID, "words",
				"A benefit has a name of at most 100 characters, and a note of at most 200");
	}

	static BenefitRefused tooMany() {
		return new BenefitRefused(Kind.INVALID, "too-many",
				"A plan has at most 30 benefits, each with a name of its own");
	}

	static BenefitRefused quota(String benefit) {
		return new BenefitRefused(Kind.INVALID, "quota", "The quota of %s lies between 1 and 10000", benefit);
	}

	static BenefitRefused carry(String benefit) {
		return new BenefitRefused(Kind.INVALID, "carry",
				"What is carried over of %s lies between 0 and 10000, and needs a quota", benefit);
	}

	static BenefitRefused value(String benefit) {
		return new BenefitRefused(Kind.INVALID, "value", "The value of %s is an amount of the organization's currency",
				benefit);
	}

	static BenefitRefused takesSomething(String benefit) {
		return new BenefitRefused(Kind.CONFLICT, "takes-something",
				"For everybody it would take something of %s that members have paid for", benefit);
	}

	/** The answer that the access question gives, where somebody wants to use it. */
	static BenefitRefused no(BenefitAccess access, String benefit) {
		BenefitAccess.Reason reason = (access.reason() != null) ? access.reason() : BenefitAccess.Reason.NOT_A_MEMBER;
		boolean over = reason == BenefitAccess.Reason.ENDED && access.line() != null;
		String code = (over ? "over" : reason.code()) + ((access.again() != null) ? "-until" : "");
		return new BenefitRefused(Kind.CONFLICT, code, "The member may not use %s: " + code, benefit,
				String.valueOf(access.again()));
	}

	static BenefitRefused unknownPurchase(Object line) {
		return new BenefitRefused(Kind.NOT_FOUND, "unknown-purchase", "The line %s bought nothing to be used", line);
	}

	static BenefitRefused ofOne() {
		return new BenefitRefused(Kind.INVALID, "of-one", "Name a member with a benefit, or the line of an order");
	}

	static BenefitRefused future() {
		return new BenefitRefused(Kind.INVALID, "future", "What is to come was not used yet");
	}

	static BenefitRefused period(String benefit) {
		return new BenefitRefused(Kind.INVALID, "period", "%s is given for a month, a year or a purchase", benefit);
	}

	static BenefitRefused keyOfAnother() {
		return new BenefitRefused(Kind.CONFLICT, "key-of-another", "This key came with another use before");
	}

	static BenefitRefused key() {
		return new BenefitRefused(Kind.INVALID, "key", "A use has a key of 1 to 200 characters");
	}

	static BenefitRefused booked() {
		return new BenefitRefused(Kind.CONFLICT, "booked",
				"This use holds a seat that is booked: cancel the booking, and it goes back with it");
	}

	static BenefitRefused undoneAlready() {
		return new BenefitRefused(Kind.CONFLICT, "undone-already", "This use was taken back already");
	}

	static BenefitRefused reason() {
		return new BenefitRefused(Kind.INVALID, "reason", "Give a reason of at most 200 characters");
	}

}
