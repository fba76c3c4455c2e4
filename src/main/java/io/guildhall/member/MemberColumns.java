package io.guildhall.member;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Columns that a module adds to the table of members that is taken out, and reads again
 * when it comes back, as a bean.
 */
public interface MemberColumns {

	/** What stands above them. */
	List<String> headings();

	/**
	 * The cells of some members, one for each heading.
	 * @return by member; who is missing has nothing in any of them
	 */
	Map<UUID, List<String>> cells(Collection<MemberId> members);

	/**
	 * Understands cells; nothing is written.
	 * @param wanted by member and heading; an empty text clears. Headings of others are
	 * among them
	 * @return by member and heading, those of these columns
	 */
	Map<UUID, Map<String, Cell>> read(Map<UUID, Map<String, String>> wanted);

	/**
	 * Writes cells that were understood, in as few statements as there can be.
	 * @param cells by member and heading; headings of others are passed over
	 */
	void write(Map<UUID, Map<String, String>> cells);

	/**
	 * Writes cells that were understood where nothing is known yet, for an import that
	 * can be taken back.
	 */
	void fill(UUID run, Map<UUID, Map<String, String>> cells);

	/** Takes back what a run filled, and forgets members that are taken back with it. */
	void takeBack(UUID run, Collection<UUID> gone);

	/**
	 * What a cell says.
	 *
	 * @param text as it will be taken out again
	 * @param problem the code of why it is nothing; null where it is right
	 */
	record Cell(String text, @Nullable String problem) {
	}

}
