package io.guildhall.member;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.Carrier;
import io.guildhall.community.GroupId;

/**
 * A handle by which a member is known.
 *
 * @param carrier where; of phones and e-mails it is OTHER, whatever is said
 * @param group within which a NAME is unique; of other kinds it is not kept
 */
public record NewIdentity(Carrier carrier, IdentityKind kind, String value, @Nullable GroupId group) {

	/** Cleans the value, and drops what does not belong to the kind. */
	public NewIdentity(Carrier carrier, IdentityKind kind, String value, @Nullable GroupId group) {
		this.carrier = kind.isContact() ? Carrier.OTHER : carrier;
		this.kind = kind;
		this.value = IdentityKind.clean(value);
		this.group = kind.ofOneGroup() ? group : null;
	}

	/** A telephone number. */
	public static NewIdentity phone(String value) {
		return new NewIdentity(Carrier.OTHER, IdentityKind.PHONE, value, null);
	}

	/** An e-mail address. */
	public static NewIdentity email(String value) {
		return new NewIdentity(Carrier.OTHER, IdentityKind.EMAIL, value, null);
	}

	/** A handle on a carrier. */
	public static NewIdentity handle(Carrier carrier, String value) {
		return new NewIdentity(carrier, IdentityKind.HANDLE, value, null);
	}

	/** Whether it can be anybody's: a value of its kind, and a name with its group. */
	public boolean isWhole() {
		return (!kind.ofOneGroup() || group != null) && kind.key(value).isPresent();
	}

	/**
	 * What is compared.
	 * @throws MemberRefused if the value is none of its kind, or a name without a group
	 */
	String key() {
		if (kind.ofOneGroup() && group == null) {
			throw MemberRefused.nameWithoutGroup();
		}
		return kind.key(value).orElseThrow(() -> MemberRefused.identity(kind));
	}
}
