package io.guildhall.health;

import java.util.List;

import io.guildhall.community.GroupSummary;

/**
 * How a group was when it was counted.
 *
 * @param stage as it was judged then
 * @param reasons for it, by the figures of the vitals
 */
public record GroupHealth(GroupSummary group, GroupVitals vitals, GroupStage stage, List<StageReason> reasons) {
}
