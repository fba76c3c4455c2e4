package io.guildhall.onboarding;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a channel. */
@Embeddable
public record ChannelId(@JsonValue UUID id) {

	static ChannelId next() {
		return new ChannelId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static ChannelId of(String text) {
		return new ChannelId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
