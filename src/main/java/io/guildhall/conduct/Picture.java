package io.guildhall.conduct;

import java.time.Instant;

/**
 * A picture that shows what happened.
 *
 * @param number names it within its violation
 */
public record Picture(int number, int width, int height, Instant addedAt, String addedBy) {
}
