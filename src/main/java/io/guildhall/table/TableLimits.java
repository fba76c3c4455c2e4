package io.guildhall.table;

/**
 * What a table may ask of the machine.
 *
 * @param rowLength how many bytes a row may have, and characters a cell of a workbook
 * @param columns how many cells a row may have
 * @param fileSize how many bytes a workbook may have as it lies on the disk
 * @param unpackedSize how many bytes the parts of a workbook may have together
 * @param sharedTextSize how many bytes of text its cells may share, which are held in
 * memory
 * @param ratio how many times larger than packed a workbook may be, once it is large
 * @param parts how many parts a workbook may have
 */
public record TableLimits(int rowLength, int columns, long fileSize, long unpackedSize, long sharedTextSize, int ratio,
		int parts) {

	private static final int MIB = 1 << 20;

	/** Rows of a mebibyte and 1,000 columns; workbooks of 128 MiB, 1 GiB unpacked. */
	public static TableLimits standard() {
		return new TableLimits(MIB, 1000, 128L * MIB, 1024L * MIB, 64L * MIB, 200, 2000);
	}

}
