package io.guildhall.insight;

import io.guildhall.shared.DomainException;

/** Why a figure cannot be given. */
public class InsightRefused extends DomainException {

	private InsightRefused(Kind kind, String code, String message, Object... arguments) {
		super(kind, "insight." + code, message, arguments);
	}

	static InsightRefused part(String of) {
		return new InsightRefused(Kind.INVALID, "part", "%s is neither a kind of product nor the id of one", of);
	}

	static InsightRefused period() {
		return new InsightRefused(Kind.INVALID, "period", "The period ends before it begins, or is too long");
	}

}
