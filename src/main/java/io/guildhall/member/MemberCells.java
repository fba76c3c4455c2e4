package io.guildhall.member;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import lombok.RequiredArgsConstructor;

/**
 * The columns that modules add to tables of members, for imports of members: they fill
 * what is not known yet.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberCells {

	private final ObjectProvider<MemberColumns> columns;

	/** A cell that cannot be read, with the code that says why. */
	public record Wrong(String code, String cell) {
	}

	/** What stands above such columns. */
	@Transactional(readOnly = true)
	public Set<String> headings() {
		Set<String> headings = new TreeSet<>();
		columns.forEach(more -> headings.addAll(more.headings()));
		return headings;
	}

	/**
	 * Understands the cells of some rows; nothing is written.
	 * @param rows by heading
	 * @return for each row what is wrong with it first, or null
	 */
	@Transactional(readOnly = true)
	public List<@Nullable Wrong> check(List<Map<String, String>> rows) {
		Map<UUID, Map<String, String>> wanted = new HashMap<>();
		for (int i = 0; i < rows.size(); i++) {
			wanted.put(place(i), rows.get(i));
		}
		Map<UUID, Wrong> wrong = new HashMap<>();
		columns.forEach(more -> more.read(wanted).forEach((place, cells) -> cells.forEach((heading, cell) -> {
			if (cell.problem() != null) {
				String text = wanted.getOrDefault(place, Map.of()).getOrDefault(heading, "");
				wrong.putIfAbsent(place, new Wrong(cell.problem(), text));
			}
		})));
		List<@Nullable Wrong> answers = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			answers.add(wrong.get(place(i)));
		}
		return answers;
	}

	/**
	 * Writes cells that were found right where nothing is known;
	 * {@link MemberImporting#undo} of the run takes them back.
	 * @param cells by member and heading
	 */
	public void fill(UUID run, Map<UUID, Map<String, String>> cells) {
		if (!cells.isEmpty()) {
			columns.forEach(more -> more.fill(run, cells));
		}
	}

	private static UUID place(int row) {
		return new UUID(0, row);
	}

}
