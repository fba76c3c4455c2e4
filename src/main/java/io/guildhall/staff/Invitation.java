package io.guildhall.staff;

import java.time.Instant;
import java.util.UUID;

/** An invitation that nobody has taken up yet. */
public record Invitation(UUID id, String email, Role role, Instant createdAt, Instant expiresAt) {
}
