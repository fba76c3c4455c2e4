package io.guildhall.playbook;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;

/** Why something could not be done with the playbook. */
public class PlaybookRefused extends DomainException {

	/** By what more than the margin would be given away. */
	enum Loss {

		COUPON("coupon"), SALE("sale"), BOTH("both"), REBATE("rebate"), TRIAL("trial");

		private final String code;

		Loss(String code) {
			this.code = code;
		}

	}

	private PlaybookRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "playbook." + code, message, args);
	}

	static PlaybookRefused limits() {
		return new PlaybookRefused(Kind.INVALID, "limits",
				"The lower limit lies below the upper one, and is not negative");
	}

	/** A number is missing, too fine or too large, or makes no sense. */
	public static PlaybookRefused numbers() {
		return new PlaybookRefused(Kind.INVALID, "numbers",
				"Amounts and counts are more than nothing, and a lower price is below the product's");
	}

	static PlaybookRefused obstacle(@Nullable Obstacle obstacle) {
		Obstacle which = (obstacle != null) ? obstacle : Obstacle.NO_COST;
		return new PlaybookRefused(Kind.CONFLICT, "obstacle." + which, "Nothing can be set up for the product: %s",
				which);
	}

	static PlaybookRefused loss(Loss loss, Money after) {
		return new PlaybookRefused(Kind.CONFLICT, "loss." + loss.code, "It would be sold below its cost: %s is left",
				after);
	}

	/** Nothing was chosen. */
	public static PlaybookRefused nothing() {
		return new PlaybookRefused(Kind.INVALID, "nothing", "Choose what is to be set up");
	}

	static PlaybookRefused notOfTheWay(PlaybookStep step) {
		return new PlaybookRefused(Kind.INVALID, "not-of-the-way." + step, "%s is no part of the way of the product",
				step);
	}

	static PlaybookRefused notAllowed(PlaybookStep step) {
		return new PlaybookRefused(Kind.FORBIDDEN, "not-allowed." + step, "You may not set up %s", step);
	}

	static PlaybookRefused sampleTaken(String product) {
		return new PlaybookRefused(Kind.CONFLICT, "sample-taken", "The sample is to sell %s already", product);
	}

	static PlaybookRefused nobody() {
		return new PlaybookRefused(Kind.CONFLICT, "nobody", "Nobody of the staff is there to talk to members");
	}

}
