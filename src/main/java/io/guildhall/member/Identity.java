package io.guildhall.member;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.Carrier;

/**
 * A handle by which a member is known.
 *
 * @param value masked where who asks may not see contacts
 * @param group within which a NAME is unique
 */
public record Identity(UUID id, Carrier carrier, IdentityKind kind, String value, @Nullable UUID group, boolean masked,
		Instant since) {
}
