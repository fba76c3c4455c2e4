package io.guildhall.shared;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import lombok.RequiredArgsConstructor;

/**
 * For slices of a night, which find by themselves what is missing: a crash of the
 * database may take the last of them back, each as a whole, and the next night does them
 * again (docs/adr/0162-slices-of-a-night-do-not-wait-for-the-disk.md). Nothing that
 * somebody was told may hang on such a transaction alone.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class DurableSoon {

	private final JdbcClient jdbc;

	/**
	 * The transaction that is under way will end without waiting for the disk, which has
	 * it within a second, and before whatever ends later and waits.
	 */
	public void here() {
		jdbc.sql("set local synchronous_commit = off").update();
	}

}
