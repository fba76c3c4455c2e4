package io.guildhall.audit;

import org.jspecify.annotations.Nullable;

/** Which entries to list; null for all. */
public record AuditFilter(@Nullable String objectType, @Nullable String objectId, @Nullable String action,
		@Nullable String actorId) {
}
