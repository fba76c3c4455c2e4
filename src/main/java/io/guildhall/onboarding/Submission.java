package io.guildhall.onboarding;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A form as it was sent from a public page; nothing of it is trusted.
 *
 * @param token that stood in the form
 * @param trap what stands in the field that people do not see
 * @param contact a phone number or an account, as {@code kind} says; may be empty
 * @param consent whether offers may be sent
 * @param answers by question: the numbers of the chosen options, from 0; else what was
 * written
 * @param address from where it was sent
 */
public record Submission(String token, String trap, String name, ContactKind kind, String contact, boolean consent,
		Map<UUID, List<String>> answers, String address) {

	/** By what somebody can be found again. */
	public enum ContactKind {

		PHONE, WECHAT

	}

	/** Nothing of it belongs into logs. */
	@Override
	public String toString() {
		return "Submission[]";
	}
}
