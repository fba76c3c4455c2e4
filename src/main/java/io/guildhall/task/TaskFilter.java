package io.guildhall.task;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * Which tasks.
 *
 * @param shown which of them by their state
 * @param assignee of whom; null for all whose tasks who asks may see
 * @param member about whom; null for all, and for what is about nobody
 */
public record TaskFilter(Shown shown, @Nullable UUID assignee, @Nullable MemberId member) {

	/** By their state. */
	public enum Shown {

		/** To be done, the ones that are due first first. */
		OPEN,
		/** Their day has passed. */
		OVERDUE,
		/** Done or dropped, the last first. */
		CLOSED

	}
}
