package io.guildhall.member;

import java.util.Map;
import java.util.UUID;

/**
 * What a run did for one of its members.
 *
 * @param before what is needed to make it as it was, plain values by name; empty where
 * nothing is
 */
public record RunStep(UUID member, Did did, Map<String, String> before) {

	/** What it was. */
	public enum Did {

		/** What was asked for. */
		DONE,
		/** It was so already, but by a rule or another run; from now on by this one. */
		TAKEN_OVER,
		/** Nothing: it was so already. */
		NOTHING,
		/** Nothing: the member is blocked. */
		BLOCKED

	}

	static RunStep of(UUID member, Did did) {
		return new RunStep(member, did, Map.of());
	}
}
