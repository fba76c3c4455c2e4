package io.guildhall.intake;

import java.util.List;

/**
 * How files of one kind are read, and how their records come in.
 *
 * @param <R> a record
 */
interface Taking<R> {

	/** Files of this kind. */
	ImportKind kind();

	/**
	 * Opens a file at its beginning.
	 * @throws io.guildhall.shared.DomainException if it cannot be read as it is
	 */
	RecordReader<R> open(TakingRun run, ImportFile file);

	/** How much memory a record takes, in characters, roughly. */
	int weight(R taken);

	/**
	 * Takes a slice of a file in, in the transaction of the caller. Taking it again
	 * changes nothing.
	 */
	void take(TakingRun run, Took took, int file, List<R> records);

}
