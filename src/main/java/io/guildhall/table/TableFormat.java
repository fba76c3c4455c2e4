package io.guildhall.table;

/** The kinds of table that can be read and written. */
public enum TableFormat {

	/** Text with commas, semicolons, tabs or bars between the cells. */
	CSV,

	/** A workbook of Excel 2007 or newer; one sheet of it is read. */
	XLSX

}
