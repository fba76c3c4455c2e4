package io.guildhall.onboarding;

import java.util.UUID;

/**
 * What was answered.
 *
 * @param question in the words in which it was asked
 */
public record Answer(UUID questionId, String question, String answer) {
}
