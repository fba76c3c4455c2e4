package io.guildhall.member;

import java.time.Instant;

/** What a member said about being contacted, and who wrote it down. */
public record ConsentChange(Consent consent, boolean doNotContact, String reason, String actor, Instant at) {
}
