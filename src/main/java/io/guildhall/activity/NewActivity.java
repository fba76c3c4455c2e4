package io.guildhall.activity;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.chatlog.Pitch;
import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;
import io.guildhall.member.NewIdentity;

/**
 * Something that a member did, as a program tells it.
 *
 * @param member who it was; null where an identity says so
 * @param identity by which who it was is known; null where the member is named
 * @param characters how long the message is
 * @param source which program or system tells it, null for none in particular: then a
 * group is a source of its own
 * @param externalId by which the source knows it; the same one of the same source on the
 * same day is the same event
 * @param pitch what it wants to sell or lead to; null to judge by the text, where there
 * is one
 * @param replyTo the external id, of the same source, that it answers; null for none
 * @param text kept only where the organization keeps texts
 */
public record NewActivity(@Nullable MemberId member, @Nullable NewIdentity identity, GroupId group, Instant at,
		ActivityKind kind, int characters, @Nullable String source, String externalId, boolean hasLink,
		@Nullable Pitch pitch, @Nullable String replyTo, @Nullable String text) {
}
