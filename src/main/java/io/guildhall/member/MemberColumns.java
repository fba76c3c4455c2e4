package io.guildhall.member;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Columns that a module adds to the table of members that is taken out, as a bean. */
public interface MemberColumns {

	/** What stands above them. */
	List<String> headings();

	/**
	 * The cells of some members, one for each heading.
	 * @return by member; who is missing has nothing in any of them
	 */
	Map<UUID, List<String>> cells(Collection<MemberId> members);

}
