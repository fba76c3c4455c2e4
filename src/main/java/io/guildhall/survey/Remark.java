package io.guildhall.survey;

import java.time.Instant;
import java.util.UUID;

/** What somebody said is missing; nobody knows who. */
public record Remark(UUID id, Instant at, String text) {
}
