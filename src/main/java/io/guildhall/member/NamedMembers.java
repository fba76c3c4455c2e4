package io.guildhall.member;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import lombok.RequiredArgsConstructor;

/** Whom the search of a list means that is of members, but not the list of members. */
@Component
@RequiredArgsConstructor
public class NamedMembers {

	/** So many members of a name are looked at. */
	private static final int MOST = 200;

	private final MemberListing listing;

	/**
	 * Those whose name or handle begins so, as far as who acts may see them; null where
	 * nobody in particular is meant.
	 */
	public @Nullable List<MemberId> of(@Nullable String q) {
		return (q == null || q.isBlank()) ? null : listing.search(q, MOST).stream().map(MemberSummary::id).toList();
	}

}
