package io.guildhall.intake;

/**
 * Where an import stands: uploaded, tried without writing, running, and how it ended.
 */
public enum ImportState {

	/** The files are here; what is to become of them can be chosen. */
	UPLOADED,
	/** The dry run goes on. */
	CHECKING,
	/** What it would do is known. */
	CHECKED,
	/** Rows come in. */
	RUNNING,
	/** All of it came in. */
	DONE,
	/** Somebody stopped it; what came in before is kept. */
	CANCELLED,
	/** It broke off; what came in before is kept, and it can go on. */
	FAILED,
	/** It is being taken back. */
	UNDOING,
	/** It was taken back. */
	UNDONE;

	/** Whether a job works on it. */
	public boolean isBusy() {
		return this == CHECKING || this == RUNNING || this == UNDOING;
	}

	/** Whether it has ended, in whatever way. */
	public boolean isOver() {
		return this == DONE || this == CANCELLED || this == FAILED || this == UNDONE;
	}

}
