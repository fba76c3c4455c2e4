package io.guildhall.member;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * Something that happened to a member.
 *
 * @param wholeDay whether it is of the day as a whole
 * @param kind as in {@link MemberEvents}
 * @param text the key of what happened; its argument is the number
 * @param word what it is about, as people wrote it
 * @param link where it stands, below the organization's path
 */
public record TimelineEntry(Instant at, boolean wholeDay, String kind, String text, @Nullable String word,
		@Nullable Money amount, @Nullable Long number, @Nullable String link) {
}
