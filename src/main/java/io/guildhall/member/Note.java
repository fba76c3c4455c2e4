package io.guildhall.member;

import java.time.Instant;
import java.util.UUID;

/** What somebody wrote about a member. */
public record Note(UUID id, String body, String author, Instant writtenAt) {
}
