package io.guildhall.health;

import io.guildhall.community.GroupSummary;

/**
 * Two groups and who is in both.
 *
 * @param members of the first
 * @param otherMembers of the other
 * @param shared who is in both
 */
public record GroupOverlap(GroupSummary group, GroupSummary other, long members, long otherMembers, long shared) {

	/** Of the smaller group, how many per cent are in the other as well; 0 to 100. */
	public int percent() {
		long smaller = Math.min(members, otherMembers);
		return (smaller > 0) ? (int) Math.min(100, shared * 100 / smaller) : 0;
	}
}
