package io.guildhall.member;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** One person in one organization, however many groups and handles. */
@Entity
@Table(name = "members")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Member extends TenantOwned {

	static final int LONGEST_NAME = 120;

	private static final int LONGEST = 200;

	@EmbeddedId
	private MemberId id;

	private String displayName;

	private String sortKey;

	private String realName;

	private String city;

	private @Nullable UUID contactOwnerId;

	@Enumerated(EnumType.STRING)
	private State state;

	@Enumerated(EnumType.STRING)
	private Consent consentChat;

	@Enumerated(EnumType.STRING)
	private Consent consentCall;

	@Enumerated(EnumType.STRING)
	private Consent consentSms;

	@Enumerated(EnumType.STRING)
	private Consent consentEmail;

	private boolean doNotContact;

	@Enumerated(EnumType.STRING)
	private MemberSource source;

	/** Imports may find earlier days, so only set-based statements move it. */
	@Column(updatable = false)
	private Instant joinedAt;

	@Column(updatable = false)
	private LocalDate joinedDay;

	private Instant createdAt;

	private @Nullable Instant erasedAt;

	/** Set-based statements merge, and take it back. */
	@Column(insertable = false, updatable = false)
	private @Nullable UUID mergedInto;

	/** Whether the person is still known. */
	enum State {

		ACTIVE, ERASED, MERGED

	}

	Member(Profile profile, MemberSource source, Instant joinedAt, LocalDate joinedDay, Instant now) {
		check(profile);
		this.id = MemberId.next();
		this.displayName = profile.displayName();
		this.sortKey = Tokens.sortKey(profile.displayName());
		this.realName = profile.realName();
		this.city = profile.city();
		this.contactOwnerId = profile.contactOwner();
		this.state = State.ACTIVE;
		write(Consents.none());
		this.source = source;
		this.joinedAt = joinedAt;
		this.joinedDay = joinedDay;
		this.createdAt = now;
	}

	/**
	 * Writes down what is known of the person now.
	 * @throws MemberRefused if the member is erased, or a text is not right
	 */
	void describe(Profile profile) {
		requireKnown();
		check(profile);
		displayName = profile.displayName();
		sortKey = Tokens.sortKey(profile.displayName());
		realName = profile.realName();
		city = profile.city();
		contactOwnerId = profile.contactOwner();
	}

	/**
	 * Takes in what the person said about being contacted.
	 * @throws MemberRefused if the member is erased
	 */
	void say(ConsentWord word) {
		requireKnown();
		write(consents().after(word));
	}

	/** What the person said about being contacted so far. */
	Consents consents() {
		return new Consents(Map.of(ContactChannel.CHAT, consentChat, ContactChannel.CALL, consentCall,
				ContactChannel.SMS, consentSms, ContactChannel.EMAIL, consentEmail), doNotContact);
	}

	/** Forgets the person; the id stays for the ledgers. */
	void erase(Instant now) {
		requireKnown();
		String id = this.id.toString();
		displayName = "∅ " + id.substring(id.length() - 6);
		sortKey = "";
		realName = "";
		city = "";
		contactOwnerId = null;
		state = State.ERASED;
		write(Consents.ofErased());
		erasedAt = now;
	}

	/** Nothing is written about one who is erased. */
	void requireKnown() {
		if (state == State.ERASED) {
			throw MemberRefused.erased();
		}
	}

	private void write(Consents consents) {
		consentChat = consents.of(ContactChannel.CHAT);
		consentCall = consents.of(ContactChannel.CALL);
		consentSms = consents.of(ContactChannel.SMS);
		consentEmail = consents.of(ContactChannel.EMAIL);
		doNotContact = consents.doNotContact();
	}

	Profile profile() {
		return new Profile(displayName, realName, city, contactOwnerId);
	}

	/**
	 * What may be written about somebody.
	 * @throws MemberRefused if a text is not right
	 */
	static void check(Profile profile) {
		if (profile.displayName().isEmpty() || profile.displayName().length() > LONGEST_NAME) {
			throw MemberRefused.name(LONGEST_NAME);
		}
		if (profile.realName().length() > LONGEST || profile.city().length() > LONGEST) {
			throw MemberRefused.tooLong(LONGEST);
		}
	}

}
