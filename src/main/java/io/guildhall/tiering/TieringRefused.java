package io.guildhall.tiering;

import java.time.LocalDate;

import io.guildhall.shared.DomainException;

/** Why something could not be done with tiers. */
public class TieringRefused extends DomainException {

	private TieringRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "tiering." + code, message, args);
	}

	static TieringRefused unknown(TierPolicyId id) {
		return new TieringRefused(Kind.NOT_FOUND, "unknown", "There is no tier policy %s", id);
	}

	static TieringRefused unknownVersion(int number) {
		return new TieringRefused(Kind.NOT_FOUND, "unknown-version", "The policy has no version %s", number);
	}

	static TieringRefused window() {
		return new TieringRefused(Kind.INVALID, "window-refused", "A window has 1 to %s days",
				TierTerms.LONGEST_WINDOW);
	}

	static TieringRefused margin() {
		return new TieringRefused(Kind.INVALID, "margin-refused", "A margin is 0 to %s per cent",
				TierTerms.WIDEST_MARGIN);
	}

	static TieringRefused threshold() {
		return new TieringRefused(Kind.INVALID, "threshold", "A threshold is above zero");
	}

	static TieringRefused potential() {
		return new TieringRefused(Kind.INVALID, "potential", "Potential begins above zero and below core");
	}

	static TieringRefused exists() {
		return new TieringRefused(Kind.CONFLICT, "exists", "The community has a policy of its own already");
	}

	static TieringRefused future(LocalDate day) {
		return new TieringRefused(Kind.INVALID, "future", "Nothing is known about %s yet", day);
	}

	static TieringRefused period(LocalDate from, LocalDate to) {
		return new TieringRefused(Kind.INVALID, "period",
				"A movement goes from an earlier day to a later one, not from %s to %s", from, to);
	}

	static TieringRefused changedMeanwhile() {
		return new TieringRefused(Kind.CONFLICT, "changed-meanwhile", "The policy was changed in the meantime");
	}

}
