package io.guildhall.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Something that was done.
 *
 * @param actorKind STAFF, API_KEY, MEMBER or SYSTEM
 * @param address from where, if it came from outside
 * @param action {@code coupon.batch.created}; its text is {@code audit.action.} with it
 * @param objectType what it was done to
 * @param objectId the id of that
 * @param changes the fields that changed
 */
public record AuditEntry(UUID id, Instant at, String actorKind, @Nullable UUID actorId, String actorName,
		@Nullable String address, String action, String objectType, String objectId, List<Change> changes) {

	/** The same for somebody who may see what was done, and not from where. */
	AuditEntry withoutAddress() {
		return new AuditEntry(id, at, actorKind, actorId, actorName, null, action, objectType, objectId, changes);
	}

	/** A field with its value before and after; null where there was none. */
	public record Change(String field, @Nullable String before, @Nullable String after) {
	}
}
