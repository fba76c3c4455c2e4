package io.guildhall.segment;

import java.util.List;

import io.guildhall.member.MemberSummary;

/**
 * Whom a rule means now, as far as who acts may see them.
 *
 * @param members how many it means
 * @param everybody how many members there are
 * @param blocked how many of those it means may not be contacted
 * @param some the first few of them, who joined last
 */
public record SegmentPreview(long members, long everybody, long blocked, List<MemberSummary> some) {
}
