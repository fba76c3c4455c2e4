package io.guildhall.membership;

import java.time.LocalDate;

import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;

/** Why something could not be done with a plan or a membership. */
public class MembershipRefused extends DomainException {

	private MembershipRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "membership." + code, message, args);
	}

	static MembershipRefused unknown(Object id) {
		return new MembershipRefused(Kind.NOT_FOUND, "unknown", "There is no membership %s", id);
	}

	static MembershipRefused unknownPlan(Object id) {
		return new MembershipRefused(Kind.NOT_FOUND, "unknown-plan", "There is no plan %s", id);
	}

	static MembershipRefused archived(String plan) {
		return new MembershipRefused(Kind.CONFLICT, "archived", "Plan %s is not sold any more", plan);
	}

	static MembershipRefused lifetimeAlready(String plan) {
		return new MembershipRefused(Kind.CONFLICT, "lifetime-already", "The member has %s for life", plan);
	}

	static MembershipRefused ended() {
		return new MembershipRefused(Kind.CONFLICT, "ended", "The membership has ended");
	}

	static MembershipRefused lifetimeEndsNever() {
		return new MembershipRefused(Kind.CONFLICT, "lifetime-ends-never", "A lifetime has no period to end");
	}

	static MembershipRefused takenMeanwhile() {
		return new MembershipRefused(Kind.CONFLICT, "taken-meanwhile", "Another order grants this member the same now");
	}

	static MembershipRefused bothLive() {
		return new MembershipRefused(Kind.CONFLICT, "both-live", "Both have a membership of one family that runs");
	}

	static MembershipRefused givesNothing(LocalDate until) {
		return new MembershipRefused(Kind.INVALID, "gives-nothing", "The last day lies after today and after %s",
				until);
	}

	static MembershipRefused givesTooMuch() {
		return new MembershipRefused(Kind.INVALID, "gives-too-much", "At most 3650 days are given");
	}

	static MembershipRefused noReason() {
		return new MembershipRefused(Kind.INVALID, "no-reason", "A reason of at most 500 characters is needed");
	}

	static MembershipRefused notGiven() {
		return new MembershipRefused(Kind.CONFLICT, "not-given", "The term was paid for: refund its order");
	}

	static MembershipRefused usedUp() {
		return new MembershipRefused(Kind.CONFLICT, "used-up", "The term has ended, or was taken back already");
	}

	static MembershipRefused unknownTerm(Object id) {
		return new MembershipRefused(Kind.NOT_FOUND, "unknown-term", "There is no term %s", id);
	}

	static MembershipRefused pausedAlready() {
		return new MembershipRefused(Kind.CONFLICT, "paused-already", "The membership stands still already");
	}

	static MembershipRefused notPaused() {
		return new MembershipRefused(Kind.CONFLICT, "not-paused", "The membership does not stand still");
	}

	static MembershipRefused noPauseLeft() {
		return new MembershipRefused(Kind.CONFLICT, "no-pause-left", "No days to pause are left");
	}

	static MembershipRefused pauseDays() {
		return new MembershipRefused(Kind.INVALID, "pause-days", "A plan lets pause for 0 to 365 days a year");
	}

	static MembershipRefused changePending() {
		return new MembershipRefused(Kind.CONFLICT, "change-pending", "Another change of the membership is pending");
	}

	static MembershipRefused noChange() {
		return new MembershipRefused(Kind.CONFLICT, "no-change", "No change of the membership is pending");
	}

	static MembershipRefused cancelItsOrder() {
		return new MembershipRefused(Kind.CONFLICT, "cancel-its-order", "The upgrade is withdrawn with its order");
	}

	static MembershipRefused otherFamily() {
		return new MembershipRefused(Kind.INVALID, "other-family", "It changes to another plan of its family");
	}

	static MembershipRefused creditAbovePrice(Money credit, Money price) {
		return new MembershipRefused(Kind.CONFLICT, "credit-above-price", "%s are not used, and the plan costs %s",
				credit, price);
	}

	static MembershipRefused credited(Money amount) {
		return new MembershipRefused(Kind.CONFLICT, "credited", "%s of it were taken off the price of an upgrade",
				amount);
	}

	static MembershipRefused name() {
		return new MembershipRefused(Kind.INVALID, "name", "A plan needs a name of at most 100 characters");
	}

	static MembershipRefused family() {
		return new MembershipRefused(Kind.INVALID, "family", "A family has at most 60 characters");
	}

	static MembershipRefused price() {
		return new MembershipRefused(Kind.INVALID, "price", "A price is not negative");
	}

	static MembershipRefused grace() {
		return new MembershipRefused(Kind.INVALID, "grace", "Grace lies between 0 and 365 days");
	}

	static MembershipRefused benefits() {
		return new MembershipRefused(Kind.INVALID, "benefits",
				"A plan has at most 30 benefits, each with a name of its own");
	}

}
