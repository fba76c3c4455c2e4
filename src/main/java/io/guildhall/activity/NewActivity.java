package io.guildhall.activity;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;

/**
 * Something that a member did, as a program tells it.
 *
 * @param characters how long the message is
 * @param externalId by which the teller knows it; the same one in the same group on the
 * same day is the same event
 * @param text kept only where the organization keeps texts
 */
public record NewActivity(MemberId member, GroupId group, Instant at, ActivityKind kind, int characters,
		String externalId, boolean hasLink, @Nullable String text) {
}
