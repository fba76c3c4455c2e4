package io.guildhall.table;

import io.guildhall.shared.DomainException;

/** A file that cannot be read as a table. */
public final class TableRefused extends DomainException {

	/** Neither CSV nor a workbook, or of prose. */
	public static final String NOT_A_TABLE = "table.not-a-table";

	/** There is nothing in it. */
	public static final String EMPTY = "table.empty";

	/** A workbook of Excel 2003 or older, or one with a password. */
	public static final String OLD_EXCEL = "table.old-excel";

	/** A workbook larger than is taken. */
	public static final String TOO_LARGE = "table.too-large";

	/** A workbook that unpacks to far more than it seems. */
	public static final String ZIP_BOMB = "table.zip-bomb";

	/** More columns than are taken. */
	public static final String TOO_WIDE = "table.too-wide";

	/** A cell or line longer than is taken. */
	public static final String LINE_TOO_LONG = "table.line-too-long";

	/** A workbook that is damaged. */
	public static final String DAMAGED = "table.damaged";

	private TableRefused(String code, String message, Object... args) {
		super(Kind.INVALID, code, message, args);
	}

	static TableRefused because(String code, String fileName) {
		return new TableRefused(code, "%s cannot be read as a table", fileName);
	}

}
