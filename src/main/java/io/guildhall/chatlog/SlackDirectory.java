package io.guildhall.chatlog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Who is who and which folder is which channel in an export of Slack. Conversations
 * between few are nobody's group and are not among the chats.
 */
final class SlackDirectory {

	private static final String BOT = "USLACKBOT";

	/** Beyond them people keep the name that their messages show. */
	private static final int MOST_PEOPLE = 500_000;

	private static final int LONGEST_NAME = 200;

	private final Map<String, String> names = new HashMap<>();

	private final Set<String> bots = new HashSet<>(Set.of(BOT));

	/** Ids of channels by their names, which their folders have. */
	private final Map<String, String> channels = new HashMap<>();

	private final Set<String> conversations = new HashSet<>();

	private final Set<String> folders = new LinkedHashSet<>();

	private SlackDirectory() {
	}

	/**
	 * Walks through the whole archive once: the lists may stand behind the messages.
	 * @throws java.util.zip.ZipException if it is damaged
	 */
	static SlackDirectory of(ChatSource source, int longestString) throws IOException {
		SlackDirectory directory = new SlackDirectory();
		try (SlackArchive archive = new SlackArchive(source)) {
			while (archive.next()) {
				String folder = archive.folder();
				if (folder != null) {
					directory.folders.add(folder);
				}
				else {
					directory.take(archive, longestString);
				}
			}
		}
		return directory;
	}

	/** A list that is damaged is used as far as it goes. */
	private void take(SlackArchive archive, int longestString) throws IOException {
		String list = Objects.requireNonNullElse(archive.list(), "");
		switch (list) {
			case "users.json", "org_users.json", "channels.json", "groups.json", "dms.json", "mpims.json" -> {
				JsonParser parser = JsonChatReader.parser(archive.content(), StandardCharsets.UTF_8, longestString);
				try {
					for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
						if (token == JsonToken.START_OBJECT) {
							take(list, Entry.read(parser));
						}
					}
				}
				catch (JacksonIOException ex) {
					throw ex.getCause();
				}
				catch (JacksonException ex) {
					// What stands before it is known.
				}
			}
			default -> {
				// Nothing about people or channels.
			}
		}
	}

	private void take(String list, Entry entry) {
		if (entry.id == null || entry.id.length() > LONGEST_NAME) {
			return;
		}
		switch (list) {
			case "users.json", "org_users.json" -> {
				if (this.names.size() < MOST_PEOPLE) {
					this.names.put(entry.id, entry.shown());
					if (entry.bot) {
						this.bots.add(entry.id);
					}
				}
			}
			case "dms.json" -> this.conversations.add(entry.id);
			case "mpims.json" -> this.conversations.add((entry.name != null) ? entry.name : entry.id);
			default -> {
				if (entry.name != null && this.channels.size() < MOST_PEOPLE) {
					this.channels.put(entry.name, entry.id);
				}
			}
		}
	}

	/** The channels that have messages, in the order of the archive. */
	List<Chat> chats() {
		return this.folders.stream().map(this::chat).filter(Objects::nonNull).toList();
	}

	/** The channel of a folder; null for a conversation between few. */
	@Nullable Chat chat(String folder) {
		return this.conversations.contains(folder) ? null
				: new Chat(this.channels.getOrDefault(folder, folder), "#" + folder);
	}

	/** Whether it is a program that speaks. */
	boolean isBot(String user) {
		return this.bots.contains(user);
	}

	/** The name of somebody; null where the lists do not know them. */
	@Nullable String name(String user) {
		return this.names.get(user);
	}

	/** Somebody or a channel, with the fields that lists have of both. */
	private static final class Entry {

		private @Nullable String id;

		private @Nullable String name;

		private @Nullable String realName;

		private @Nullable String displayName;

		private boolean bot;

		private static Entry read(JsonParser parser) {
			Entry entry = new Entry();
			for (String field = parser.nextName(); field != null; field = parser.nextName()) {
				JsonToken value = parser.nextToken();
				switch (field) {
					case "id" -> entry.id = text(parser, value);
					case "name" -> entry.name = text(parser, value);
					case "real_name" -> entry.realName = text(parser, value);
					case "is_bot" -> entry.bot = value == JsonToken.VALUE_TRUE;
					case "profile" -> entry.profile(parser, value);
					default -> parser.skipChildren();
				}
			}
			return entry;
		}

		private void profile(JsonParser parser, JsonToken value) {
			if (value != JsonToken.START_OBJECT) {
				parser.skipChildren();
				return;
			}
			for (String field = parser.nextName(); field != null; field = parser.nextName()) {
				JsonToken token = parser.nextToken();
				switch (field) {
					case "display_name" -> this.displayName = text(parser, token);
					case "real_name" -> this.realName = text(parser, token);
					default -> parser.skipChildren();
				}
			}
		}

		private static @Nullable String text(JsonParser parser, JsonToken token) {
			if (token != JsonToken.VALUE_STRING) {
				parser.skipChildren();
				return null;
			}
			String text = parser.getString().strip();
			return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), LONGEST_NAME));
		}

		private String shown() {
			String real = (this.realName != null) ? this.realName : this.name;
			String shown = (this.displayName != null) ? this.displayName : real;
			return (shown != null) ? shown : Objects.requireNonNull(this.id);
		}

	}

}
