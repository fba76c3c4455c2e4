package io.guildhall.conduct;

import java.util.List;

import io.guildhall.member.MemberBlock;

/**
 * How a member stands.
 *
 * @param counting violations that count for a block today, in all groups
 * @param next what the ladder proposes for another violation today
 * @param blocked whether a block holds
 * @param blocks that hold or held, the one that holds first
 */
public record Standing(long counting, Step next, boolean blocked, List<MemberBlock> blocks) {
}
