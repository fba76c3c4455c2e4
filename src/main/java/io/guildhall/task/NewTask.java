package io.guildhall.task;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * A task to be made.
 *
 * @param member for whom; null for nobody in particular
 * @param assignee who is to do it; null for the member's contact owner, else who makes it
 * @param due the last day on which it is in time, in the organization's zone
 */
public record NewTask(String title, String note, @Nullable MemberId member, @Nullable UUID assignee, LocalDate due) {
}
