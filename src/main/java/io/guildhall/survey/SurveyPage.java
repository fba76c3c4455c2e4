package io.guildhall.survey;

/**
 * What the public page shows.
 *
 * @param open whether one can answer
 * @param token to send back with the form
 */
public record SurveyPage(String organization, String community, boolean open, SurveyWords words, String token) {
}
