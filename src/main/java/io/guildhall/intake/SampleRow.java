package io.guildhall.intake;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A row of the dry run's sample: what the file says, and what would become of it.
 *
 * @param file ordinal of the file, from 0
 * @param line where it stands, from 1
 * @param who the person it names
 * @param what an event's kind, an order's number
 * @param at when
 * @param outcome what would become of it
 */
public record SampleRow(int file, long line, String who, @Nullable String what, @Nullable Instant at, Outcome outcome) {
}
