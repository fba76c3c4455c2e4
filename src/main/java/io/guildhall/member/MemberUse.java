package io.guildhall.member;

/**
 * What later modules keep about members: the undo of an import keeps those who have it,
 * and says so. A module contributes it as a bean.
 */
public interface MemberUse {

	/** Key of the text that says what there is: {@code order.kept}. */
	String reasonKey();

	/** The predicate that a member has something there. */
	Condition used();

}
