package io.guildhall.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Actor;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/**
 * Something that somebody is to do by a day. Whether it is overdue follows from the day.
 */
@Entity
@Table(name = "tasks")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Task extends TenantOwned {

	static final int LONGEST_TITLE = 200;

	static final int LONGEST_NOTE = 2_000;

	@EmbeddedId
	private TaskId id;

	private String title;

	private String note;

	private @Nullable UUID memberId;

	private UUID assigneeId;

	private @Nullable UUID creatorId;

	private String creatorName;

	private LocalDate dueOn;

	@Enumerated(EnumType.STRING)
	private TaskState state;

	private @Nullable String sourceKey;

	private Instant createdAt;

	private @Nullable Instant closedAt;

	private @Nullable String closedBy;

	Task(NewTask task, UUID assignee, Actor creator, @Nullable String sourceKey, Instant now) {
		this.id = TaskId.next();
		this.memberId = (task.member() != null) ? task.member().id() : null;
		this.creatorId = creator.id();
		this.creatorName = creator.name();
		this.state = TaskState.OPEN;
		this.sourceKey = sourceKey;
		this.createdAt = now;
		write(task.title(), task.note(), assignee, task.due());
	}

	/**
	 * Changes what is to be done, by whom and until when.
	 * @throws TaskRefused if it is closed, or a text is not right
	 */
	void change(String title, String note, UUID assignee, LocalDate due) {
		requireOpen();
		write(title, note, assignee, due);
	}

	/** It is done, or not to be done any more. */
	void close(TaskState how, Actor by, Instant now) {
		requireOpen();
		state = how;
		closedAt = now;
		closedBy = by.name();
	}

	/** It is to be done after all. */
	void reopen() {
		if (state == TaskState.OPEN) {
			throw TaskRefused.open();
		}
		state = TaskState.OPEN;
		closedAt = null;
		closedBy = null;
	}

	private void requireOpen() {
		if (state != TaskState.OPEN) {
			throw TaskRefused.closed();
		}
	}

	private void write(String title, String note, UUID assignee, LocalDate due) {
		String what = title.strip();
		String more = note.strip();
		if (what.isEmpty() || what.length() > LONGEST_TITLE) {
			throw TaskRefused.title(LONGEST_TITLE);
		}
		if (more.length() > LONGEST_NOTE) {
			throw TaskRefused.note(LONGEST_NOTE);
		}
		this.title = what;
		this.note = more;
		this.assigneeId = assignee;
		this.dueOn = due;
	}

}
