package io.guildhall.member;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Which members a list, an export or a bulk action is about: those that have all of it.
 *
 * @param q part of a name or handle, Chinese characters, their reading or initials; a
 * phone or e-mail as a whole
 * @param fields values by the key of a {@link MemberField}
 * @param members these only; empty for no such limit
 */
public record MemberFilter(@Nullable String q, Map<String, String> fields, List<UUID> members) {

	/** Everybody. */
	public static final MemberFilter ALL = new MemberFilter(null, Map.of(), List.of());

	/** What is not said is no limit. */
	public MemberFilter(@Nullable String q, @Nullable Map<String, String> fields, @Nullable List<UUID> members) {
		this.q = q;
		this.fields = (fields != null) ? fields : Map.of();
		this.members = (members != null) ? members : List.of();
	}

	/** These members. */
	public static MemberFilter of(List<MemberId> members) {
		if (members.isEmpty()) {
			throw MemberRefused.nobodyChosen();
		}
		return new MemberFilter(null, Map.of(), members.stream().map(MemberId::id).toList());
	}

	/** Whether anything is asked at all. */
	public boolean isAll() {
		return (q == null || q.isBlank()) && fields.isEmpty() && members.isEmpty();
	}
}
