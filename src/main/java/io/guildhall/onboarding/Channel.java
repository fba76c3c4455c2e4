package io.guildhall.onboarding;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.CommunityId;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** A way in, with a public page under its code. */
@Entity
@Table(name = "channels")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Channel extends TenantOwned {

	@EmbeddedId
	private ChannelId id;

	private String code;

	private String name;

	private UUID communityId;

	/** JSON of a list of {@link Question}. */
	private String questions;

	/** Counts the changes of the questions: a form of another one is asked anew. */
	private int edition;

	/** Signs the forms of this channel and no other. */
	private byte[] secret;

	private Instant createdAt;

	/** Also of what lies in other tables: so that each change is a version. */
	private Instant changedAt;

	private @Nullable Instant closedAt;

	Channel(ChannelId id, String code, byte[] secret, String name, CommunityId community, String questions,
			Instant now) {
		this.id = id;
		this.code = code;
		this.secret = secret.clone();
		this.name = name;
		this.communityId = community.id();
		this.questions = questions;
		this.createdAt = now;
		this.changedAt = now;
	}

	/** Works so from now on. */
	void become(String name, CommunityId community, String questions, Instant now) {
		this.changedAt = now;
		this.name = name;
		this.communityId = community.id();
		if (!this.questions.equals(questions)) {
			this.questions = questions;
			this.edition++;
		}
	}

	/** Nobody joins any more. A second time changes nothing. */
	void close(Instant now) {
		closedAt = (closedAt != null) ? closedAt : now;
	}

	/** People may join again. */
	void open() {
		closedAt = null;
	}

	boolean isOpen() {
		return closedAt == null;
	}

}
