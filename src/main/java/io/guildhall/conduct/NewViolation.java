package io.guildhall.conduct;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;

/**
 * A violation to be recorded.
 *
 * @param rule which line of the group's rules; empty for none of them
 * @param note what happened, in the words of the staff
 * @param excerpt what the member wrote, as far as it matters
 * @param at when it happened; null for now
 */
public record NewViolation(MemberId member, GroupId group, ViolationKind kind, String rule, String note, String excerpt,
		@Nullable Instant at) {

	/** Trims the texts; what is not said is empty. */
	public NewViolation(MemberId member, GroupId group, ViolationKind kind, @Nullable String rule,
			@Nullable String note, @Nullable String excerpt, @Nullable Instant at) {
		this.member = member;
		this.group = group;
		this.kind = kind;
		this.rule = (rule != null) ? rule.strip() : "";
		this.note = (note != null) ? note.strip() : "";
		this.excerpt = (excerpt != null) ? excerpt.strip() : "";
		this.at = at;
	}
}
