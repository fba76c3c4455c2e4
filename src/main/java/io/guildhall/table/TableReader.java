package io.guildhall.table;

import java.io.Closeable;

import org.jspecify.annotations.Nullable;

/** Reads the rows behind the head, in constant memory; empty rows are passed over. */
public interface TableReader extends Closeable {

	/**
	 * The next row, or null at the end.
	 * @throws java.io.UncheckedIOException where the bytes cannot be had; never for what
	 * they say
	 */
	@Nullable TableRow next();

	/** How many bytes of the file are done, for a progress bar; of a workbook about. */
	long position();

	/** The line or row that was read last, from 1. */
	long line();

	@Override
	void close();

}
