package io.guildhall.member;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a member. */
public class MemberRefused extends DomainException {

	private MemberRefused(Kind kind, String code, String message, Object... subject) {
		super(kind, "member." + code, message, subject);
	}

	static MemberRefused unknown(MemberId id) {
		return new MemberRefused(Kind.NOT_FOUND, "unknown", "There is no member %s", id);
	}

	static MemberRefused name(int longest) {
		return new MemberRefused(Kind.INVALID, "name", "A name has 1 to %s characters", longest);
	}

	static MemberRefused tooLong(int longest) {
		return new MemberRefused(Kind.INVALID, "too-long", "A text has at most %s characters", longest);
	}

	static MemberRefused contactsHidden() {
		return new MemberRefused(Kind.FORBIDDEN, "contacts-hidden", "Who asks may not see contacts");
	}

	/** The person was erased: nothing is written about them, or given to them. */
	public static MemberRefused erased() {
		return new MemberRefused(Kind.CONFLICT, "erased", "The member is erased");
	}

	static MemberRefused identity(IdentityKind kind) {
		return new MemberRefused(Kind.INVALID, "identity." + kind, "This is no %s", kind);
	}

	static MemberRefused nameWithoutGroup() {
		return new MemberRefused(Kind.INVALID, "name-without-group", "A name needs the group where it is used");
	}

	static MemberRefused identityTaken() {
		return new MemberRefused(Kind.CONFLICT, "identity-taken", "Another member has this identity");
	}

	static MemberRefused unknownIdentity() {
		return new MemberRefused(Kind.NOT_FOUND, "unknown-identity", "The member has no such identity");
	}

	static MemberRefused unknownNote() {
		return new MemberRefused(Kind.NOT_FOUND, "unknown-note", "The member has no such note");
	}

	static MemberRefused tag(int longest) {
		return new MemberRefused(Kind.INVALID, "tag", "A tag has 1 to %s characters", longest);
	}

	static MemberRefused tagRetired(String tag) {
		return new MemberRefused(Kind.CONFLICT, "tag-retired", "The tag %s is retired", tag);
	}

	static MemberRefused unknownTag(String tag) {
		return new MemberRefused(Kind.NOT_FOUND, "unknown-tag", "There is no tag %s", tag);
	}

	static MemberRefused tagTaken(String tag) {
		return new MemberRefused(Kind.CONFLICT, "tag-taken", "There is a tag %s already: merge the two", tag);
	}

	static MemberRefused sameTag() {
		return new MemberRefused(Kind.INVALID, "same-tag", "Choose another tag");
	}

	static MemberRefused note(int longest) {
		return new MemberRefused(Kind.INVALID, "note", "A note has 1 to %s characters", longest);
	}

	static MemberRefused field(String key) {
		return new MemberRefused(Kind.INVALID, "field", "Members cannot be filtered by %s", key);
	}

	static MemberRefused fieldValue(String key, String value) {
		return new MemberRefused(Kind.INVALID, "field-value", "%s is no value of %s", value, key);
	}

	static MemberRefused groupNeeded() {
		return new MemberRefused(Kind.INVALID, "group-needed", "Choose one of the groups that you host");
	}

	static MemberRefused future() {
		return new MemberRefused(Kind.INVALID, "future", "Nobody joins or leaves in the future");
	}

	static MemberRefused notThere() {
		return new MemberRefused(Kind.CONFLICT, "not-there", "The member is not in this group");
	}

	static MemberRefused blocked() {
		return new MemberRefused(Kind.CONFLICT, "blocked", "The member is blocked for all groups");
	}

	static MemberRefused notBlocked() {
		return new MemberRefused(Kind.CONFLICT, "not-blocked", "The member is not blocked");
	}

	static MemberRefused blockReason(int longest) {
		return new MemberRefused(Kind.INVALID, "block-reason", "A reason has 1 to %s characters", longest);
	}

	static MemberRefused blocksAreForAll() {
		return new MemberRefused(Kind.FORBIDDEN, "blocks-are-for-all", "A block concerns groups of others too");
	}

	static MemberRefused same() {
		return new MemberRefused(Kind.INVALID, "same", "A member is one with themselves already");
	}

	static MemberRefused mergedOn() {
		return new MemberRefused(Kind.CONFLICT, "merged-on", "One of the two was erased or merged on since");
	}

	static MemberRefused invitesThemselves() {
		return new MemberRefused(Kind.INVALID, "invites-themselves", "Nobody invites themselves");
	}

	static MemberRefused invitesInCircle() {
		return new MemberRefused(Kind.CONFLICT, "invites-in-circle", "The one was invited by the other already");
	}

	static MemberRefused eventKind(String kind) {
		return new MemberRefused(Kind.INVALID, "event-kind", "There is no kind %s of what happens to members", kind);
	}

	static MemberRefused noPage() {
		return new MemberRefused(Kind.NOT_FOUND, "no-page", "This link opens nothing");
	}

	static MemberRefused nothingSaid() {
		return new MemberRefused(Kind.INVALID, "nothing-said", "Say a consent, or whether to be left alone");
	}

	static MemberRefused nobodyChosen() {
		return new MemberRefused(Kind.INVALID, "nobody-chosen", "No member is chosen");
	}

}
