package io.guildhall.onboarding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.ContactChannel;

/**
 * A form as it was sent from a public page; nothing of it is trusted.
 *
 * @param token that stood in the form
 * @param trap what stands in the field that people do not see
 * @param contact a phone number or an account, as {@code kind} says; may be empty
 * @param consents by what offers may be sent
 * @param answers by question: the numbers of the chosen options, from 0; else what was
 * written
 * @param address from where it was sent
 * @param invitedBy what stood in the link that they followed; null for nobody
 */
public record Submission(String token, String trap, String name, ContactKind kind, String contact,
		Set<ContactChannel> consents, Map<UUID, List<String>> answers, String address, @Nullable UUID invitedBy) {

	/** Before the id of a question, in the names of fields. */
	private static final String QUESTION = "q.";

	/**
	 * The form with these fields; what does not belong into it is passed over.
	 * @param typed by the names of the fields
	 */
	public static Submission of(Map<String, List<String>> typed, String address) {
		Map<UUID, List<String>> answers = new HashMap<>();
		typed.forEach((field, values) -> {
			if (field.startsWith(QUESTION)) {
				question(field).ifPresent(id -> answers.put(id, values.stream().filter(Objects::nonNull).toList()));
			}
		});
		return new Submission(text(typed, "token"), text(typed, "website"), text(typed, "name"),
				text(typed, "kind").equals(ContactKind.WECHAT.name()) ? ContactKind.WECHAT : ContactKind.PHONE,
				text(typed, "contact"), consents(typed), answers, address, id(text(typed, "by")).orElse(null));
	}

	/** By what somebody can be found again. */
	public enum ContactKind {

		PHONE, WECHAT

	}

	/** The channels that can be agreed to on the page. */
	public static List<ContactChannel> channels() {
		return List.of(ContactChannel.CHAT, ContactChannel.SMS, ContactChannel.CALL);
	}

	private static Set<ContactChannel> consents(Map<String, List<String>> typed) {
		List<String> chosen = typed.getOrDefault("consent", List.of());
		return channels().stream().filter(channel -> chosen.contains(channel.name())).collect(Collectors.toSet());
	}

	private static String text(Map<String, List<String>> typed, String field) {
		List<String> values = typed.getOrDefault(field, List.of());
		return values.isEmpty() ? "" : Objects.requireNonNullElse(values.get(0), "");
	}

	private static Optional<UUID> question(String field) {
		return id(field.substring(QUESTION.length()));
	}

	private static Optional<UUID> id(String text) {
		try {
			return Optional.of(UUID.fromString(text));
		}
		catch (IllegalArgumentException garbage) {
			return Optional.empty();
		}
	}

	/** Nothing of it belongs into logs. */
	@Override
	public String toString() {
		return "Submission[]";
	}
}
