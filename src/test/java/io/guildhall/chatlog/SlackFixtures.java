package io.guildhall.chatlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Exports of Slack for tests, in the form that the real ones have. */
public final class SlackFixtures {

	private final Map<String, String> files = new LinkedHashMap<>();

	private SlackFixtures() {
	}

	/** A workspace of Ann, Bob and a program, with the channels tea and coffee. */
	public static SlackFixtures workspace() {
		return new SlackFixtures().file("channels.json", """
				[{"id": "C1", "name": "tea", "members": ["U1"], "topic": {"value": "x", "creator": "U1"}},
				 {"id": "C2", "name": "coffee"}, {"id": "C3", "name": "empty"}]""").file("users.json", """
				[{"id": "U1", "team_id": "T1", "name": "ann", "deleted": false, "is_bot": false, "is_app_user": false,
				  "profile": {"real_name": "Ann Lee", "display_name": "Ann", "email": "ann@example.com"}},
				 {"id": "U2", "name": "bob", "is_bot": false, "is_app_user": true,
				  "profile": {"real_name": "Bob Ray", "display_name": ""}},
				 {"id": "U9", "name": "builder", "is_bot": true, "profile": {"real_name": "Builder"}}]""");
	}

	public SlackFixtures file(String name, String content) {
		files.put(name, content);
		return this;
	}

	/** Messages of a channel on a day. */
	public SlackFixtures day(String channel, String day, String... messages) {
		return file(channel + "/" + day + ".json", "[\n" + String.join(",\n", messages) + "\n]");
	}

	/** What somebody said; {@code rest} begins with a comma or is empty. */
	public static String said(String user, String ts, String text, String rest) {
		return """
				{"type": "message", "user": "%s", "ts": "%s", "text": "%s", "team": "T1",
				 "blocks": [{"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}]%s}""".formatted(user,
				ts, text, rest);
	}

	public byte[] zip() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, String> file : files.entrySet()) {
				zip.putNextEntry(new ZipEntry(file.getKey()));
				zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
