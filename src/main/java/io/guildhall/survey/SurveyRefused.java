package io.guildhall.survey;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a survey. */
public class SurveyRefused extends DomainException {

	private SurveyRefused(Kind kind, String code, String message, Object... subject) {
		super(kind, "survey." + code, message, subject);
	}

	static SurveyRefused none() {
		return new SurveyRefused(Kind.NOT_FOUND, "none.yet", "Nobody was asked yet");
	}

	static SurveyRefused unknown() {
		return new SurveyRefused(Kind.NOT_FOUND, "unknown", "There is no such survey");
	}

	static SurveyRefused card() {
		return new SurveyRefused(Kind.CONFLICT, "card.incomplete",
				"The card does not say yet who they are, or what they get");
	}

	static SurveyRefused ownGroups() {
		return new SurveyRefused(Kind.FORBIDDEN, "own-groups", "Who is limited to groups of their own asks nobody");
	}

}
