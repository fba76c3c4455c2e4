package io.guildhall.member;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a member said about being contacted, and how it came to us.
 *
 * @param channel of which it was said; null for all of them
 * @param consent null where it was only about being left alone
 * @param doNotContact whether they want to be left alone; null where it was not about
 * that
 * @param source null for what was written down before sources were
 * @param actor who wrote it down
 */
public record ConsentChange(@Nullable ContactChannel channel, @Nullable Consent consent, @Nullable Boolean doNotContact,
		@Nullable ConsentSource source, String reason, String actor, Instant at) {
}
