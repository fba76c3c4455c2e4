package io.guildhall.survey;

/** How a question is answered. */
public enum SurveyChoice {

	YES, PARTLY, NO

}
