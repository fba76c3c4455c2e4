package io.guildhall.member;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Who invited a member.
 *
 * @param inviter null where it is somebody whom who asks may not see
 * @param source by what we know
 * @param actor who wrote it down
 */
public record Inviter(@Nullable MemberSummary inviter, InviteSource source, String actor, Instant at) {
}
