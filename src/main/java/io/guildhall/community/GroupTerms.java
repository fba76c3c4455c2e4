package io.guildhall.community;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What is decided about a group.
 *
 * @param capacity how many members fit into it
 * @param rules that its members agree to
 * @param welcome what a newcomer is told
 * @param host the account of the staff member in charge of it, if anybody is yet
 */
public record GroupTerms(String name, Carrier carrier, Stage stage, int capacity, String rules, String welcome,
		@Nullable UUID host) {

	/** Trims the texts; what is not said yet is empty. */
	public GroupTerms(String name, Carrier carrier, Stage stage, int capacity, @Nullable String rules,
			@Nullable String welcome, @Nullable UUID host) {
		this.name = name.trim();
		this.carrier = carrier;
		this.stage = stage;
		this.capacity = capacity;
		this.rules = Texts.said(rules);
		this.welcome = Texts.said(welcome);
		this.host = host;
	}

	/** What the audit trail keeps of it. */
	Map<String, Object> fields() {
		return Map.of("name", name, "carrier", carrier, "stage", stage, "capacity", capacity, "rules", rules, "welcome",
				welcome, "host", (host != null) ? host : "");
	}

	GroupTerms hostedBy(@Nullable UUID other) {
		return new GroupTerms(name, carrier, stage, capacity, rules, welcome, other);
	}
}
