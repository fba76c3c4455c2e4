package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.membership.MembershipId;

/**
 * What is to be checked off: a benefit of a member by its name, or one of what the line
 * of an order bought.
 *
 * @param membership of which; null for whatever of it ends first
 * @param line in place of member, benefit and membership
 * @param day on which one of the line was used; null for today
 */
public record BenefitAsk(@Nullable MemberId member, @Nullable String benefit, @Nullable MembershipId membership,
		@Nullable UUID line, @Nullable LocalDate day) {

}
