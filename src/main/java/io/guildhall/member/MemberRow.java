package io.guildhall.member;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What lists show of a member.
 *
 * @param groups where they are now, of those that who acts may see
 */
public record MemberRow(MemberId id, String displayName, String city, Instant joinedAt, boolean doNotContact,
		List<String> tags, List<UUID> groups) {
}
