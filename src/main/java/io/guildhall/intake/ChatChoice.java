package io.guildhall.intake;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What is to become of a chat that was found in the files: it goes into a group, or into
 * one that is made of it, or it is left out. Undecided is left out as well.
 *
 * @param key tells the chats of an import apart; empty for records whose file does not
 * name the chat
 * @param name as the file has it
 * @param carrier its code
 * @param group where it goes
 * @param community in which a group with the chat's name is made, where no group is given
 */
public record ChatChoice(String key, @Nullable String name, String carrier, @Nullable UUID group,
		@Nullable UUID community) {

	/** Nothing chosen yet. */
	static ChatChoice open(String key, @Nullable String name, String carrier) {
		return new ChatChoice(key, name, carrier, null, null);
	}

	/** Whether its records come in. */
	@JsonIgnore
	public boolean isTaken() {
		return group != null || community != null;
	}

	/** Into this group. */
	ChatChoice into(UUID chosen) {
		return new ChatChoice(key, name, carrier, chosen, null);
	}
}
