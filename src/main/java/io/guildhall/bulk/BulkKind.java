package io.guildhall.bulk;

import io.guildhall.shared.Permission;

/** What can be done to many members at once. */
public enum BulkKind {

	/** Puts a tag on. */
	TAG(Permission.MEMBER_EDIT),
	/** Takes a tag off. */
	UNTAG(Permission.MEMBER_EDIT),
	/** Adds to a group. */
	JOIN(Permission.MEMBER_EDIT),
	/** Puts in the care of somebody of the staff, or of nobody. */
	OWNER(Permission.MEMBER_EDIT),
	/** Issues a coupon of a batch. */
	COUPON(Permission.COUPON_ISSUE),
	/** Takes the members out as a table. */
	EXPORT(Permission.EXPORT);

	private final Permission permission;

	BulkKind(Permission permission) {
		this.permission = permission;
	}

	/** What who starts it, or takes it back, must be allowed to do. */
	public Permission permission() {
		return permission;
	}

	/** Whether it can be taken back at all. */
	public boolean undoable() {
		return this != EXPORT;
	}

}
