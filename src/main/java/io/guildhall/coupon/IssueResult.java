package io.guildhall.coupon;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * A row of an issue to many.
 *
 * @param row its number, from 1
 * @param subject what was pasted, where it named nobody or several
 */
public record IssueResult(long row, @Nullable MemberId member, @Nullable String subject, IssueOutcome outcome,
		@Nullable UUID coupon, @Nullable String code) {
}
