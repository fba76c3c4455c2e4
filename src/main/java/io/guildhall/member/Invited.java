package io.guildhall.member;

import java.time.Instant;

/** Somebody whom a member has invited. */
public record Invited(MemberSummary member, InviteSource source, Instant at) {
}
