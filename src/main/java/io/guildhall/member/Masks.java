package io.guildhall.member;

/** Contacts for eyes that may not see them whole. */
public final class Masks {

	private static final String DOTS = "••••";

	private Masks() {
	}

	/**
	 * The value with its middle hidden: {@code 138••••8000}, {@code a••••@example.com}.
	 */
	public static String mask(IdentityKind kind, String value) {
		return switch (kind) {
			case PHONE -> (value.length() >= 9)
					? value.substring(0, value.length() - 8) + DOTS + value.substring(value.length() - 4) : DOTS;
			case EMAIL -> value.substring(0, Math.min(1, Math.max(0, value.indexOf('@')))) + DOTS
					+ value.substring(Math.max(0, value.indexOf('@')));
			default -> value;
		};
	}

	/** Whether the value was masked on its way out: such a one is never written back. */
	public static boolean isMasked(String value) {
		return value.contains("••");
	}

}
