package io.guildhall.segment;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.Audience;

/**
 * A segment as it is shown.
 *
 * @param frozenAt since when its members stand; null for a live one
 * @param members how many it had at {@code countedAt}
 * @param archived whether it is offered no more
 * @param version for a change that must not write over another
 */
public record SegmentDetails(SegmentId id, String name, SegmentRule rule, @Nullable Instant frozenAt, long members,
		Instant countedAt, Instant createdAt, boolean archived, long version) {

	/** Whoever is in it. */
	public Audience audience() {
		return new Audience(Map.of(SegmentField.KEY, id.toString()), List.of());
	}
}
