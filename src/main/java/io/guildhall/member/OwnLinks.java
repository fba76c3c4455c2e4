package io.guildhall.member;

import java.util.List;

/**
 * Links that a later module gives a member, for the page of their own; contributed as a
 * bean.
 */
public interface OwnLinks {

	/**
	 * Those of a member.
	 * @param here where this application was asked
	 */
	List<OwnLink> of(MemberId member, String here);

	/** Where one leads, and under which name. */
	record OwnLink(String name, String link) {
	}

}
