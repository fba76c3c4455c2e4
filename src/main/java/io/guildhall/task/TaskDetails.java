package io.guildhall.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberSummary;

/**
 * A task as it is shown.
 *
 * @param assigneeName of who is to do it, also when they left
 * @param overdue whether it is open and its day has passed
 */
public record TaskDetails(TaskId id, String title, String note, @Nullable MemberSummary member, UUID assignee,
		String assigneeName, String creatorName, LocalDate due, TaskState state, boolean overdue,
		@Nullable Instant closedAt, @Nullable String closedBy, long version) {
}
