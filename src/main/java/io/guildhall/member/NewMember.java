package io.guildhall.member;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;

/**
 * A person who becomes a member.
 *
 * @param group which they are in from the beginning
 * @param joinedAt since when they are a member; null for now
 * @param inviter who invited them; null for nobody that is known
 */
public record NewMember(String displayName, @Nullable String realName, @Nullable String city,
		List<NewIdentity> identities, List<String> tags, @Nullable GroupId group, @Nullable Instant joinedAt,
		MemberSource source, @Nullable MemberId inviter) {

	/** Somebody of whom nobody knows who invited them. */
	public NewMember(String displayName, @Nullable String realName, @Nullable String city, List<NewIdentity> identities,
			List<String> tags, @Nullable GroupId group, @Nullable Instant joinedAt, MemberSource source) {
		this(displayName, realName, city, identities, tags, group, joinedAt, source, null);
	}

	/** Somebody of whom only the name is known. */
	public static NewMember named(String displayName) {
		return new NewMember(displayName, null, null, List.of(), List.of(), null, null, MemberSource.HAND);
	}

	/** The same with these identities. */
	public NewMember with(NewIdentity... more) {
		return new NewMember(displayName, realName, city, List.of(more), tags, group, joinedAt, source, inviter);
	}

	/** The same, in a group since then. */
	public NewMember in(GroupId other, @Nullable Instant since) {
		return new NewMember(displayName, realName, city, identities, tags, other, since, source, inviter);
	}

	/** The same, invited by a member. */
	public NewMember invitedBy(@Nullable MemberId by) {
		return new NewMember(displayName, realName, city, identities, tags, group, joinedAt, source, by);
	}
}
