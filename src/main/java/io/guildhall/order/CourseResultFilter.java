package io.guildhall.order;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * Whose results to list; null for all.
 *
 * @param finished who finished, or who did not
 * @param named whose; nobody's for none of them
 */
public record CourseResultFilter(@Nullable Boolean finished, @Nullable List<MemberId> named) {

	/** All. */
	public static final CourseResultFilter ALL = new CourseResultFilter(null, null);

}
