package io.guildhall.health;

import io.guildhall.community.GroupSummary;

/**
 * How a group was when it was last counted.
 *
 * @param stage as it was judged then
 */
public record GroupHealth(GroupSummary group, GroupVitals vitals, GroupStage stage) {
}
