package io.guildhall.member;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

	/**
	 * What stands in these columns, as it is kept for an import that can be taken back;
	 * nobody else changes it until the transaction ends.
	 * @return by member and a name of the column that stays when its heading is changed;
	 * what is missing is empty
	 */
	Map<UUID, Map<String, Standing>> standing(Collection<UUID> members);

	/**
	 * Puts back what stood there.
	 * @param values by member and the name of the column, as {@link #standing} gave it
	 * moments ago; names of others are passed over
	 * @return the names of what was put back; of the others somebody wrote something in
	 * this moment
	 */
	Map<UUID, Set<String>> putBack(Map<UUID, Map<String, Back>> values);

	/** Takes back what a run filled, and forgets members that are taken back with it. */
	void takeBack(UUID run, Collection<UUID> gone);

	/**
	 * What stands in a cell.
	 *
	 * @param heading of its column today
	 * @param value as its module keeps it
	 * @param run the import that filled it and with which it goes; null for none
	 */
	record Standing(String heading, String value, @Nullable UUID run) {
	}

	/**
	 * What is to stand in a cell again.
	 *
	 * @param value null for nothing
	 * @param run the import that had filled it; null for none
	 * @param replaces whether something stands there now
	 */
	record Back(@Nullable String value, @Nullable UUID run, boolean replaces) {
	}

	/**
	 * What a cell says.
	 *
	 * @param text as it will be taken out again
	 * @param problem the code of why it is nothing; null where it is right
	 */
	record Cell(String text, @Nullable String problem) {
	}

}
