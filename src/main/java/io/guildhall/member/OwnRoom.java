package io.guildhall.member;

/**
 * A page that a later module has behind a member's own, opened by the same link;
 * contributed as a bean.
 */
public interface OwnRoom {

	/** Key of its name. */
	String key();

	/** Its path below that of the member's page: {@code /benefits}. */
	String path();

	/** Whether there is anything in it for this member. */
	boolean isOf(MemberId member);

}
