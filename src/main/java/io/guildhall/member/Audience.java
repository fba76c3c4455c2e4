package io.guildhall.member;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A set of members by what they have: for coupons, campaigns, tasks. It is plain data, so
 * that it can be kept as JSON.
 *
 * @param fields values by the key of a {@link MemberField}; all of them hold
 * @param members these only; empty for no such limit
 */
public record Audience(Map<String, String> fields, List<UUID> members) {

	/** Key of the field by which tiers are chosen; a later module brings it. */
	public static final String TIER = "tier";

	/** What is not said is no limit. */
	public Audience(@Nullable Map<String, String> fields, @Nullable List<UUID> members) {
		this.fields = (fields != null) ? Map.copyOf(fields) : Map.of();
		this.members = (members != null) ? List.copyOf(members) : List.of();
	}

	/** Everybody. */
	public static Audience all() {
		return new Audience(Map.of(), List.of());
	}

	/** The members of a tier. */
	public static Audience ofTier(String tier) {
		return new Audience(Map.of(TIER, tier), List.of());
	}

	/** The members who are in a group now. */
	public static Audience ofGroup(UUID group) {
		return new Audience(Map.of(GroupField.KEY, group.toString()), List.of());
	}

	/** The members with a tag. */
	public static Audience ofTag(String tag) {
		return new Audience(Map.of(TagField.KEY, tag), List.of());
	}

	/** These members; at least one. */
	public static Audience ofMembers(List<MemberId> members) {
		return new Audience(Map.of(), MemberFilter.of(members).members());
	}

	/** Whether it is everybody. */
	@JsonIgnore
	public boolean isAll() {
		return fields.isEmpty() && members.isEmpty();
	}
}
