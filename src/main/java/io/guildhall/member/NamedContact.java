package io.guildhall.member;

import io.guildhall.community.Carrier;

/**
 * By what somebody on a public page says who they are; nothing of it is trusted.
 *
 * @param value as it was typed
 */
public record NamedContact(Kind kind, String value) {

	/** What it is. */
	public enum Kind {

		PHONE, WECHAT, EMAIL

	}

	/**
	 * What was typed into a form.
	 * @param kind name of a {@link Kind}; whatever else is a telephone number
	 */
	public static NamedContact of(String kind, String value) {
		for (Kind one : Kind.values()) {
			if (one.name().equals(kind)) {
				return new NamedContact(one, value);
			}
		}
		return new NamedContact(Kind.PHONE, value);
	}

	/** Whether it can be anybody's. */
	public boolean isWhole() {
		return identity().isWhole();
	}

	NewIdentity identity() {
		return switch (kind) {
			case PHONE -> NewIdentity.phone(value);
			case EMAIL -> NewIdentity.email(value);
			case WECHAT -> NewIdentity.handle(Carrier.WECHAT, value);
		};
	}

	/** Nothing of it belongs into logs. */
	@Override
	public String toString() {
		return "NamedContact[]";
	}
}
