package io.guildhall.survey;

import java.util.Map;

/**
 * A form as it was sent from a public page; nothing of it is trusted.
 *
 * @param token that stood in the form
 * @param trap what stands in the field that people do not see
 * @param answers by question
 * @param missing what is missing, in their words; may be empty
 * @param address from where it was sent
 */
public record SurveyForm(String token, String trap, Map<SurveyQuestion, SurveyChoice> answers, String missing,
		String address) {

	/** Nothing of it belongs into logs. */
	@Override
	public String toString() {
		return "SurveyForm[]";
	}
}
