package io.guildhall.task;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a task. */
public class TaskRefused extends DomainException {

	private TaskRefused(Kind kind, String code, String message, Object... subject) {
		super(kind, "task." + code, message, subject);
	}

	static TaskRefused unknown(TaskId id) {
		return new TaskRefused(Kind.NOT_FOUND, "unknown", "There is no task %s", id);
	}

	static TaskRefused title(int longest) {
		return new TaskRefused(Kind.INVALID, "title", "A task says in 1 to %s characters what to do", longest);
	}

	static TaskRefused note(int longest) {
		return new TaskRefused(Kind.INVALID, "note", "A note has at most %s characters", longest);
	}

	static TaskRefused closed() {
		return new TaskRefused(Kind.CONFLICT, "closed.already", "The task is closed already");
	}

	static TaskRefused open() {
		return new TaskRefused(Kind.CONFLICT, "open.already", "The task is open");
	}

	static TaskRefused nobody() {
		return new TaskRefused(Kind.INVALID, "nobody", "Say who is to do it");
	}

	static TaskRefused same() {
		return new TaskRefused(Kind.INVALID, "same", "Choose somebody else to take over");
	}

}
