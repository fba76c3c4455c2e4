package io.guildhall.intake;

import java.io.Closeable;

import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one file in their order.
 *
 * @param <R> a record
 */
interface RecordReader<R> extends Closeable {

	/** The next record; null at the end. */
	@Nullable R next();

	/** How many bytes are done. */
	long position();

	@Override
	void close();

}
