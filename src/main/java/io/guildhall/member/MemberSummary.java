package io.guildhall.member;

/**
 * What choices and pages of others show of a member.
 *
 * @param erased whether the person was erased; then the name is a mark
 */
public record MemberSummary(MemberId id, String displayName, boolean erased) {
}
