package io.guildhall.chatlog;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One message of a Telegram export while its fields come in. */
final class TelegramMessage {

	final long line;

	final StringBuilder text = new StringBuilder();

	final List<String> members = new ArrayList<>();

	@Nullable String id;

	@Nullable String type;

	@Nullable String date;

	@Nullable String unixtime;

	@Nullable String name;

	@Nullable String account;

	@Nullable String action;

	@Nullable String media;

	@Nullable String replyTo;

	@Nullable SpeechKind attachment;

	boolean hasLink;

	boolean forwarded;

	boolean tooLong;

	TelegramMessage(long line) {
		this.line = line;
	}

	void note(SpeechKind kind, JsonToken value, JsonParser parser) {
		parser.skipChildren();
		if (value != JsonToken.VALUE_NULL) {
			this.attachment = kind;
		}
	}

	@Nullable Speaker speaker() {
		if (this.account == null) {
			return (this.name == null || this.name.isBlank()) ? null : Speaker.named(TelegramReader.CARRIER, this.name);
		}
		boolean nameless = this.name == null || this.name.isBlank();
		return new Speaker(TelegramReader.CARRIER, this.account,
				(nameless || this.name == null) ? this.account : this.name, List.of());
	}

	SpeechKind kind(String said) {
		if (this.media != null) {
			return switch (this.media) {
				case "sticker" -> SpeechKind.STICKER;
				case "voice_message" -> SpeechKind.VOICE;
				case "video_message", "video_file", "animation" -> SpeechKind.VIDEO;
				default -> SpeechKind.FILE;
			};
		}
		if (this.attachment != null) {
			return this.attachment;
		}
		return said.isEmpty() ? SpeechKind.OTHER : Words.kind(said);
	}

	String excerpt() {
		return "id " + this.id + ", " + this.date + ", " + this.name + ": " + this.text;
	}

}
