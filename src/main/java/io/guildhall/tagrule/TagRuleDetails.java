package io.guildhall.tagrule;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.segment.SegmentId;

/**
 * A rule that keeps a tag on the members of a segment.
 *
 * @param tag as it is called today
 * @param kept how many have the tag because of the rule
 * @param runAt when it was last looked who fits
 * @param putOn on how many it was put then
 * @param takenOff from how many it was taken off then
 * @param trouble why it does nothing at present
 */
public record TagRuleDetails(TagRuleId id, String tag, SegmentId segment, String segmentName, long kept,
		Instant createdAt, String createdBy, @Nullable Instant runAt, long putOn, long takenOff,
		@Nullable Trouble trouble) {

	/** Why a rule does nothing. */
	public enum Trouble {

		/** Its tag is retired. */
		TAG_RETIRED,
		/** Its segment asks for the tag itself: who has it would decide who gets it. */
		CIRCLE,
		/** Its segment asks for what nobody knows any more. */
		FAILED

	}
}
