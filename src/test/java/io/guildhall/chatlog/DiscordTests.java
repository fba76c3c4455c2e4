package io.guildhall.chatlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.guildhall.SharedData;

class DiscordTests {

	private static final String FIXTURES = "data/fixtures/discord/nordscope-fi-";

	private static List<ChatRecord> fixture(String name) {
		return Chats.read(ChatSource.of(SharedData.path(FIXTURES + name)));
	}

	private static List<ChatRecord> read(String... messages) {
		return Chats.read(Chats.text("general.json", """
				{"guild": {"id": "1", "name": "Readers", "iconUrl": ""},
				 "channel": {"id": "42", "type": "GuildTextChat", "categoryId": null, "category": null, "name": "tea",
				  "topic": null},
				 "dateRange": {"after": null, "before": null}, "exportedAt": "2026-01-01T00:00:00+00:00",
				 "messages": [
				""" + String.join(",\n", messages) + "\n], \"messageCount\": " + messages.length + "}\n"));
	}

	private static String message(String id, String type, String content, String rest) {
		return """
				{"id": "%s", "type": "%s", "timestamp": "2026-01-02T03:04:05.678+08:00", "timestampEdited": null,
				 "isPinned": false, "content": "%s", "author": {"id": "7", "name": "ann", "discriminator": "0000",
				  "nickname": "Ann", "isBot": false, "roles": [{"id": "9", "name": "boss"}]}%s}
				""".formatted(id, type, content, rest);
	}

	@Test
	void readsWhatTheExporterReallyWrites() {
		List<ChatRecord> records = fixture("dce2.48-Discord Ferry Test - general [1543572361285083187].json");
		assertThat(Chats.only(records, Bad.class)).isEmpty();
		assertThat(Chats.only(records, Spoke.class)).hasSize(10)
			.allSatisfy(spoke -> assertThat(spoke.speaker().titles()).containsExactly("bot"));
		assertThat(records.get(0).chat()).isEqualTo(new Chat("1543572361285083187", "Discord Ferry Test #general"));
	}

	@Test
	void theFirstMessageOfAThreadIsTheSameInItsChannel() {
		List<String> general = ids("dce2.48-Discord Ferry Test - general [1543572361285083187].json");
		List<String> thread = ids("dce2.48-Discord Ferry Test - general - Cool Thread [1543572368977428611].json");
		assertThat(thread).hasSize(2);
		assertThat(general).contains(thread.get(0)).doesNotContain(thread.get(1));
	}

	private static List<String> ids(String name) {
		return Chats.only(fixture(name), Spoke.class).stream().map(Spoke::externalId).toList();
	}

	@Test
	void tellsWhoCameAndWhoWent() {
		List<ChatRecord> records = fixture("edge_cases.json");
		assertThat(Chats.only(records, Joined.class)).first()
			.satisfies(joined -> assertThat(joined.who().displayName()).isEqualTo("Charlie"));
		List<ChatRecord> moves = read(
				message("1", "RecipientAdd", "", ", \"mentions\": [{\"id\": \"8\", \"name\": \"bob\"}]"),
				message("2", "RecipientRemove", "", ", \"mentions\": [{\"id\": \"8\", \"name\": \"bob\"}]"));
		assertThat(Chats.only(moves, Joined.class)).singleElement()
			.satisfies(joined -> assertThat(joined.by()).isNotNull());
		assertThat(Chats.only(moves, Left.class)).singleElement()
			.satisfies(left -> assertThat(left.who().identityKey()).isEqualTo("discord:8"));
	}

	@Test
	void knowsNamesTimesRepliesAndKinds() {
		List<ChatRecord> records = read(message("1", "Default", "早安", ""),
				message("2", "Reply", "yes", ", \"reference\": {\"messageId\": \"1\", \"channelId\": \"42\"}"),
				message("3", "Default", "", ", \"attachments\": [{\"id\": \"5\", \"fileName\": \"a.PNG\"}]"),
				message("4", "Default", "https://x.example", ", \"embeds\": [{\"title\": \"X\", \"fields\": [{}]}]"),
				message("5", "ChannelPinnedMessage", "", ""), message("6", "8", "", ""));
		assertThat(records).hasSize(4);
		Spoke first = (Spoke) records.get(0);
		assertThat(first.at()).isEqualTo("2026-01-01T19:04:05.678Z");
		assertThat(first.speaker()).isEqualTo(new Speaker("DISCORD", "7", "Ann", List.of()));
		assertThat(first.length()).isEqualTo(2);
		assertThat(((Spoke) records.get(1)).replyTo()).isEqualTo("1");
		assertThat(Chats.only(records, Spoke.class)).extracting(Spoke::kind)
			.containsExactly(SpeechKind.TEXT, SpeechKind.TEXT, SpeechKind.IMAGE, SpeechKind.LINK);
		assertThat(((Spoke) records.get(3)).hasLink()).isTrue();
	}

	@Test
	void oneBadMessageCostsNoOther() {
		List<ChatRecord> records = read(message("1", "Default", "a", ""),
				message("2", "Default", "b", "").replace("2026-01-02T", "yesterday "),
				message("3", "Default", "c", "").replace("\"id\": \"7\", ", ""), message("4", "Default", "d", ""));
		assertThat(Chats.texts(records)).containsExactly("a", "d");
		assertThat(Chats.only(records, Bad.class)).extracting(Bad::reason)
			.containsExactly(Bad.TIME_UNREADABLE, Bad.SPEAKER_MISSING);
	}

	@Test
	void keepsWhatStandsBeforeTheFileWasCut() {
		String whole = "{\"guild\": {\"id\": \"1\", \"name\": \"R\"}, \"channel\": {\"id\": \"42\", \"name\": \"tea\"}, \"messages\": ["
				+ message("1", "Default", "a", "") + ", " + message("2", "Default", "b", "").substring(0, 60);
		List<ChatRecord> records = Chats.read(Chats.text("cut.json", whole));
		assertThat(Chats.texts(records)).containsExactly("a");
		assertThat(Chats.only(records, Bad.class)).extracting(Bad::reason).containsExactly(Bad.BROKEN_JSON);
	}

}
