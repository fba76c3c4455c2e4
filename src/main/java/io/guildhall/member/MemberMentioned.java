package io.guildhall.member;

import java.util.UUID;

/**
 * Somebody of the staff was called in a note on a member.
 *
 * @param account who is called
 * @param body what the note says
 */
public record MemberMentioned(MemberId member, UUID note, UUID account, String body) {
}
