package io.guildhall.rebate;

import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;

/** Why something could not be done with a rebate. */
public class RebateRefused extends DomainException {

	private RebateRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "rebate." + code, message, args);
	}

	static RebateRefused unknownProgramme() {
		return new RebateRefused(Kind.NOT_FOUND, "unknown-programme", "There is no such programme");
	}

	static RebateRefused unknown() {
		return new RebateRefused(Kind.NOT_FOUND, "unknown", "There is no such rebate");
	}

	static RebateRefused unknownPayout() {
		return new RebateRefused(Kind.NOT_FOUND, "unknown-payout", "There is no such payout");
	}

	static RebateRefused name() {
		return new RebateRefused(Kind.INVALID, "name-length", "A name has 1 to %s letters", RebateTerms.LONGEST_NAME);
	}

	static RebateRefused products() {
		return new RebateRefused(Kind.INVALID, "products-most", "A programme names at most %s products",
				RebateTerms.MOST_PRODUCTS);
	}

	static RebateRefused reward() {
		return new RebateRefused(Kind.INVALID, "reward", "It is either an amount, or a share with a cap");
	}

	static RebateRefused share() {
		return new RebateRefused(Kind.INVALID, "share", "A share is more than nothing, and at most all");
	}

	static RebateRefused cap() {
		return new RebateRefused(Kind.INVALID, "cap", "A share needs the most that an order may bring");
	}

	static RebateRefused days() {
		return new RebateRefused(Kind.INVALID, "days", "The last day is not before the first");
	}

	static RebateRefused waiting() {
		return new RebateRefused(Kind.INVALID, "wait-range", "It waits for 0 to %s days", RebateTerms.LONGEST_WAIT);
	}

	/** An amount is missing, not more than nothing, or finer than the currency. */
	public static RebateRefused amount() {
		return new RebateRefused(Kind.INVALID, "amount-invalid",
				"An amount is more than nothing, in whole minor units");
	}

	static RebateRefused currency() {
		return new RebateRefused(Kind.INVALID, "currency", "All amounts are in the currency of the organization");
	}

	static RebateRefused over() {
		return new RebateRefused(Kind.CONFLICT, "over", "The last day of the programme has passed");
	}

	static RebateRefused notADraft() {
		return new RebateRefused(Kind.CONFLICT, "not-a-draft", "Only a draft can be changed or begun");
	}

	static RebateRefused notActive() {
		return new RebateRefused(Kind.CONFLICT, "not-active", "Only a programme that runs can be ended");
	}

	static RebateRefused moved() {
		return new RebateRefused(Kind.CONFLICT, "moved",
				"Something of it was changed in the meantime, or is not where that can be done");
	}

	static RebateRefused aboveLimit(Money limit) {
		return new RebateRefused(Kind.FORBIDDEN, "above-limit", "Rebates above %s are approved by others", limit);
	}

	static RebateRefused nothingChosen() {
		return new RebateRefused(Kind.INVALID, "nothing-chosen", "Nothing was chosen");
	}

	static RebateRefused tooMany(int most) {
		return new RebateRefused(Kind.INVALID, "too-many", "At most %s at once", most);
	}

	static RebateRefused nothingToPay() {
		return new RebateRefused(Kind.CONFLICT, "nothing-to-pay", "No approved rebate waits to be paid out");
	}

	static RebateRefused text() {
		return new RebateRefused(Kind.INVALID, "text", "A text here has at most %s letters", Rebates.LONGEST_TEXT);
	}

	static RebateRefused noReason() {
		return new RebateRefused(Kind.INVALID, "no-reason", "It needs a reason");
	}

	static RebateRefused noDebt() {
		return new RebateRefused(Kind.CONFLICT, "no-debt", "That much is not owed");
	}

}
