package io.guildhall.membership;

import io.guildhall.shared.DomainException;

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
