package io.guildhall.member;

import java.util.List;
import java.util.Map;

/**
 * What a module keeps about one person, for when they ask for all of it (personal
 * information law). A module contributes it as a bean, one for each kind of thing.
 */
public interface PersonalRecords {

	/** Names the kind in the file: {@code orders}. */
	String key();

	/**
	 * The records of a person, as plain values by their name.
	 * @param members the ids under which the person is known: their own first, then those
	 * that were merged into it
	 */
	List<Map<String, Object>> of(List<MemberId> members);

}
