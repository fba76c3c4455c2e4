package io.guildhall.chatlog;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Sources and records for tests. */
final class Chats {

	static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

	private Chats() {
	}

	static ChatSource text(String name, String text) {
		return text(name, text, StandardCharsets.UTF_8);
	}

	static ChatSource text(String name, String text, Charset charset) {
		return bytes(name, text.getBytes(charset));
	}

	static ChatSource bytes(String name, byte[] bytes) {
		return ChatSource.of(name, bytes.length, () -> new ByteArrayInputStream(bytes));
	}

	static List<ChatRecord> read(ChatSource source) {
		return read(source, ReadOptions.in(SHANGHAI));
	}

	static List<ChatRecord> read(ChatSource source, ReadOptions options) {
		List<ChatRecord> records = new ArrayList<>();
		try (ChatReader reader = ChatFormats.open(source, options)) {
			for (ChatRecord next = reader.next(); next != null; next = reader.next()) {
				records.add(next);
			}
		}
		return records;
	}

	static <T extends ChatRecord> List<T> only(List<ChatRecord> records, Class<T> type) {
		return records.stream().filter(type::isInstance).map(type::cast).toList();
	}

	static List<String> texts(List<ChatRecord> records) {
		return only(records, Spoke.class).stream().map(Spoke::text).toList();
	}

	static List<String> names(List<ChatRecord> records) {
		return only(records, Spoke.class).stream().map((spoke) -> spoke.speaker().displayName()).toList();
	}

	static List<String> times(List<ChatRecord> records) {
		return only(records, Spoke.class).stream().map((spoke) -> spoke.at().toString()).toList();
	}

	static List<String> ids(List<ChatRecord> records) {
		List<String> ids = new ArrayList<>();
		for (ChatRecord each : records) {
			if (each instanceof Spoke spoke) {
				ids.add(spoke.externalId());
			}
			else if (each instanceof Joined joined) {
				ids.add(joined.externalId());
			}
			else if (each instanceof Left left) {
				ids.add(left.externalId());
			}
			else if (each instanceof Renamed renamed) {
				ids.add(renamed.externalId());
			}
		}
		return ids;
	}

	static String wordy(ChatRecord told) {
		if (told instanceof Joined joined) {
			return "+" + joined.who().handle() + by(joined.by());
		}
		if (told instanceof Left left) {
			return "-" + left.who().handle() + by(left.by());
		}
		if (told instanceof Renamed renamed) {
			return renamed.before().handle() + ">" + renamed.after().handle();
		}
		if (told instanceof Bad bad) {
			return "!" + bad.reason().substring("chatlog.bad.".length());
		}
		Spoke spoke = (Spoke) told;
		return spoke.speaker().handle() + " " + spoke.kind() + " " + spoke.length();
	}

	private static String by(@Nullable Speaker by) {
		return (by != null) ? " by " + by.handle() : "";
	}

	static List<String> wordy(List<ChatRecord> records) {
		return records.stream().map(Chats::wordy).toList();
	}

}
