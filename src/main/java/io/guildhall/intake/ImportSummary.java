package io.guildhall.intake;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An import in a list.
 *
 * @param by the name of who uploaded it
 */
public record ImportSummary(ImportId id, ImportKind kind, ImportState state, String name, Counts counts,
		Instant createdAt, String by, @Nullable Instant endedAt) {

	static ImportSummary of(Import found) {
		return new ImportSummary(found.getId(), found.getKind(), found.getState(), found.getName(), found.getCounts(),
				found.getCreatedAt(), found.getCreatedByName(), found.getEndedAt());
	}

	/**
	 * What an import of its kind is for: how many new orders, members, events, or changed
	 * members.
	 */
	public long cameIn() {
		return counts.of(switch (kind) {
			case ORDERS -> Outcome.ORDER_NEW;
			case MEMBERS -> Outcome.MEMBER_NEW;
			case CHANGES -> Outcome.MEMBER_CHANGED;
			case CHATS -> Outcome.EVENT_NEW;
		});
	}

	/** How many rows and records could not be taken. */
	public long refused() {
		return counts.of(Outcome.REFUSED);
	}
}
