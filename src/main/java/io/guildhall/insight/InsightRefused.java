package io.guildhall.insight;

import io.guildhall.shared.DomainException;

/** Why a figure cannot be given. */
public class InsightRefused extends DomainException {

	private InsightRefused(Kind kind, String code, String message) {
		super(kind, "insight." + code, message);
	}

	static InsightRefused period() {
		return new InsightRefused(Kind.INVALID, "period", "The period ends before it begins, or is too long");
	}

}
