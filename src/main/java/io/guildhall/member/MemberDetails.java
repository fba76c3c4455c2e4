package io.guildhall.member;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * All that stands about a member, at a version. Contacts are masked where who asks may
 * not see them.
 */
public record MemberDetails(MemberId id, @JsonUnwrapped Profile profile, List<Identity> identities, List<String> tags,
		@JsonUnwrapped Consents contact, MemberSource source, Instant joinedAt, @Nullable Instant erasedAt,
		long version) {

	/** What they said that binds most, for who does not tell channels apart. */
	@JsonProperty
	public Consent consent() {
		return contact.strictest();
	}

	/** What the member is called. */
	public String displayName() {
		return profile.displayName();
	}

	/** Whether the person was erased. */
	public boolean erased() {
		return erasedAt != null;
	}
}
