package io.guildhall.table;

/**
 * Keeps a spreadsheet from taking a cell for a formula: an apostrophe goes before what
 * begins like one, and before what already looks escaped, so that reading gives back
 * exactly what was written.
 */
final class Escapes {

	private Escapes() {
	}

	static String escape(String cell) {
		return isFormulaBehindApostrophes(cell) ? "'" + cell : cell;
	}

	static String unescape(String cell) {
		boolean escaped = cell.length() > 1 && cell.charAt(0) == '\'' && isFormulaBehindApostrophes(cell);
		return escaped ? cell.substring(1) : cell;
	}

	private static boolean isFormulaBehindApostrophes(String cell) {
		for (int i = 0; i < cell.length(); i++) {
			char c = cell.charAt(i);
			if (c != '\'') {
				return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
			}
		}
		return false;
	}

}
