package io.guildhall.member;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Slice;

/**
 * Links that a later module gives a member, for the page of their own; contributed as the
 * one bean of its kind.
 */
public interface OwnLinks {

	/**
	 * Those of a member.
	 * @param here where this application was asked
	 * @param after where the slice before ended; null for the first
	 */
	Slice<OwnLink> of(MemberId member, String here, @Nullable String after);

	/** Where one leads, and under which name. */
	record OwnLink(String name, String link) {
	}

}
