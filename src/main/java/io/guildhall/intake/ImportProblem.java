package io.guildhall.intake;

import org.jspecify.annotations.Nullable;

/**
 * A row, a record or a whole file that could not be taken.
 *
 * @param file name of the file
 * @param line where it stands, from 1; 0 for the whole file
 * @param reason a stable code, the key of its text
 * @param excerpt how it begins, or the cell that is wrong
 */
public record ImportProblem(@Nullable String file, int fileOrdinal, long line, String reason, String excerpt) {

	private static final int EXCERPT = 120;

	/** With as little of the row as tells somebody what is wrong. */
	static ImportProblem of(int file, long line, String reason, @Nullable String excerpt) {
		String shown = (excerpt != null) ? excerpt.replace('\0', ' ').strip() : "";
		int end = Math.min(shown.length(), EXCERPT);
		if (end > 0 && end < shown.length() && Character.isHighSurrogate(shown.charAt(end - 1))) {
			end--;
		}
		return new ImportProblem(null, file, line, reason, shown.substring(0, end));
	}
}
