package io.guildhall.order;

import java.time.Instant;

/**
 * Something that an order kept, and of which somebody said that the member got it, and
 * did not.
 *
 * @param things what it was, in words
 * @param at when it was taken back
 * @param by who said so
 * @param reason why; empty where the member was erased
 */
public record HandingTakenBack(String things, Instant at, String by, String reason) {
}
