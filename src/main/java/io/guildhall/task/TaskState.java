package io.guildhall.task;

/** Whether a task is still to be done. */
public enum TaskState {

	OPEN, DONE,
	/** Not to be done any more. */
	DROPPED

}
