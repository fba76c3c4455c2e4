package io.guildhall.chatlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.guildhall.SharedData;

class TelegramTests {

	private static List<ChatRecord> fixture(String name) {
		return Chats.read(ChatSource.of(SharedData.path("data/" + name)));
	}

	private static String chat(String... messages) {
		return """
				{
				 "name": "Readers",
				 "type": "private_group",
				 "id": 42,
				 "messages": [
				""" + String.join(",\n", messages) + "\n ]\n}\n";
	}

	private static List<ChatRecord> read(String... messages) {
		return Chats.read(Chats.text("result.json", chat(messages)));
	}

	@Test
	void readsARealLayout() {
		List<ChatRecord> records = fixture("fixtures/telegram/langchain-ai-result.json");
		assertThat(Chats.texts(records)).containsExactly("i refuse to converse with you", "Hi nemesis", "we meet again",
				"you will not trick me this time");
		assertThat(((Spoke) records.get(0)).externalId()).isEqualTo("5965280513/1");
		assertThat(((Spoke) records.get(0)).speaker().identityKey()).isEqualTo("telegram:user123450513");
		assertThat(((Spoke) records.get(0)).at()).isEqualTo("2023-08-23T20:11:23Z");
	}

	@Test
	void readsTheOldLayoutInTheZoneThatIsSaid() {
		List<ChatRecord> records = fixture("fixtures/telegram/langchain-ai-telegram.json");
		assertThat(Chats.times(records)).startsWith("2019-12-31T16:00:02Z").hasSize(3);
		assertThat(((Spoke) records.get(0)).speaker().accountId()).isEqualTo("user4325636679");
	}

	@Test
	void readsTextInPiecesRepliesAndServices() {
		List<ChatRecord> records = fixture("fixtures/telegram/mdemyanov-personal_chat.json");
		assertThat(Chats.texts(records)).containsExactly("Hello!", "Hi there!", "Check this important message",
				"Got it!");
		assertThat(((Spoke) records.get(3)).replyTo()).isEqualTo("123456789/3");
		List<ChatRecord> group = fixture("fixtures/telegram/mdemyanov-supergroup_with_topics.json");
		assertThat(Chats.only(group, Spoke.class)).hasSize(4);
		assertThat(Chats.only(group, Joined.class)).singleElement()
			.satisfies((joined) -> assertThat(joined.who().displayName()).isEqualTo("Admin"));
	}

	@Test
	void readsTheShortestForms() {
		assertThat(Chats.texts(fixture("chat-fixtures-mit/telegram-test_single_export.json")))
			.containsExactly("Minimal Message", "Link:https://telegram.org/");
		List<ChatRecord> batch = fixture("chat-fixtures-mit/telegram-test_batch_export.json");
		assertThat(batch).hasSize(2).allMatch((told) -> "Chatname".equals(told.chat().name()));
	}

	@Test
	void readsAWholeAccount() {
		List<ChatRecord> records = Chats.read(Chats.text("result.json", """
				{
				 "about": "Here is the data you requested.",
				 "personal_information": {"user_id": 1, "name": "wrong", "messages": [1, 2]},
				 "contacts": {"about": "x", "list": [{"user_id": 5, "name": "wrong"}]},
				 "chats": {
				  "about": "chats",
				  "list": [
				   {"name": "A", "type": "personal_chat", "id": 1, "messages": [
				    {"id": 1, "type": "message", "date": "2024-01-01T00:00:00", "date_unixtime": "1704067200",
				     "from": "Ann", "from_id": "user1", "text": "one"}]},
				   {"type": "saved_messages", "id": 2, "messages": [
				    {"id": 1, "type": "message", "date": "2024-01-01T00:00:00", "date_unixtime": "1704067200",
				     "from": "Me", "from_id": "user9", "text": "two"}]}
				  ]
				 },
				 "left_chats": {"about": "left", "list": [{"name": null, "type": "private_group", "id": 3, "messages": [
				    {"id": 1, "type": "message", "date": "2024-01-01T00:00:00", "date_unixtime": "1704067200",
				     "from": null, "from_id": "user8", "text": "three"}]}]}
				}
				"""));
		assertThat(records).extracting(ChatRecord::chat)
			.containsExactly(new Chat("1", "A"), new Chat("2", null), new Chat("3", null));
		assertThat(Chats.names(records)).as("the name of a deleted account").containsExactly("Ann", "Me", "user8");
		assertThat(Chats.ids(records)).containsExactly("1/1", "2/1", "3/1");
	}

	@Test
	void tellsComingAndGoing() {
		List<ChatRecord> records = read(
				service(1, "\"action\": \"create_group\", \"title\": \"R\", \"members\": [\"Ann\", \"Bob\", null]"),
				service(2, "\"action\": \"invite_members\", \"members\": [\"Cy\"]"),
				service(3, "\"action\": \"invite_members\", \"members\": [\"Ann\"]"),
				service(4, "\"action\": \"join_group_by_link\", \"inviter\": \"Bob\""),
				service(5, "\"action\": \"remove_members\", \"members\": [\"Cy\"]"),
				service(6, "\"action\": \"remove_members\", \"members\": [\"Ann\"]"),
				service(7, "\"action\": \"pin_message\", \"message_id\": 1"), "{\"id\": 8, \"type\": \"unsupported\"}");
		assertThat(Chats.wordy(records)).containsExactly("+user1", "+Bob by user1", "+Cy by user1", "+user1", "+user1",
				"-Cy by user1", "-user1");
		assertThat(Chats.ids(records)).doesNotHaveDuplicates();
	}

	private static String service(int id, String rest) {
		return "{\"id\": " + id
				+ ", \"type\": \"service\", \"date\": \"2024-01-01T00:00:00\", \"actor\": \"Ann\", \"actor_id\": \"user1\", "
				+ rest + ", \"text\": \"\"}";
	}

	private static String message(int id, String rest) {
		return "{\"id\": " + id
				+ ", \"type\": \"message\", \"date\": \"2024-01-01T00:00:00\", \"from\": \"Ann\", \"from_id\": \"user1\", "
				+ rest + "}";
	}

	@Test
	void tellsTheKindsApart() {
		List<ChatRecord> records = read(message(1, "\"photo\": \"x.jpg\", \"text\": \"look\""),
				message(2, "\"file\": \"x\", \"media_type\": \"sticker\", \"text\": \"\""),
				message(3, "\"file\": \"x\", \"media_type\": \"voice_message\", \"text\": \"\""),
				message(4, "\"file\": \"x\", \"media_type\": \"video_file\", \"text\": \"\""),
				message(5, "\"file\": \"x.pdf\", \"text\": \"\""),
				message(6, "\"poll\": {\"question\": \"q\", \"answers\": [{\"text\": \"a\"}]}, \"text\": \"\""),
				message(7, "\"location_information\": {\"latitude\": 1.0}, \"text\": \"\""),
				message(8, "\"text\": [{\"type\": \"link\", \"text\": \"https://a.example/b\"}]"),
				message(9, "\"text\": \"\", \"text_entities\": [{\"type\": \"plain\", \"text\": \"ok\"}]"));
		assertThat(Chats.wordy(records)).containsExactly("user1 IMAGE 4", "user1 STICKER 0", "user1 VOICE 0",
				"user1 VIDEO 0", "user1 FILE 0", "user1 POLL 0", "user1 LOCATION 0", "user1 LINK 19", "user1 TEXT 2");
		assertThat(((Spoke) records.get(7)).hasLink()).isTrue();
	}

	@Test
	void forgivesTheEscapesThatTelegramWrites() {
		List<ChatRecord> records = read(message(1, "\"text\": \"a\\x1Bb \\\\x41 \\u4f60\\n\\\"q\\\"\""));
		assertThat(Chats.texts(records)).containsExactly("a\u001Bb \\x41 你\n\"q\"");
	}

	@Test
	void badMessagesAreReportedAndTheOthersRead() {
		List<ChatRecord> records = read("{\"id\": 1, \"type\": \"message\", \"from\": \"A\", \"text\": \"when?\"}",
				"{\"id\": 2, \"type\": \"message\", \"date\": \"2024-01-01T00:00:00\", \"from\": null, \"text\": \"who?\"}",
				"{\"id\": 3, \"type\": \"message\", \"date_unixtime\": \"99999999999999999999\", \"from\": \"A\", \"text\": \"\"}",
				message(4, "\"text\": \"fine\""));
		assertThat(Chats.wordy(records)).containsExactly("!time-unreadable", "!speaker-missing", "!time-unreadable",
				"user1 TEXT 4");
		assertThat(records.get(0).line()).isEqualTo(6);
	}

	@Test
	void aFileThatIsCutOffKeepsWhatCameBefore() {
		String whole = chat(message(1, "\"text\": \"one\""), message(2, "\"text\": \"two\""));
		List<ChatRecord> records = Chats.read(Chats.text("result.json", whole.substring(0, whole.length() - 30)));
		assertThat(Chats.wordy(records)).containsExactly("user1 TEXT 3", "!broken-json");
	}

	@Test
	void aTextWithoutEndIsReportedAndTheNextMessageRead() {
		List<ChatRecord> records = Chats.read(
				Chats.text("result.json",
						chat(message(1, "\"text\": \"" + "\\u4f60".repeat(5000) + "\""),
								message(2, "\"text\": \"fine\""))),
				ReadOptions.in(Chats.SHANGHAI).withMaxLineLength(999));
		assertThat(Chats.wordy(records)).containsExactly("!line-too-long", "user1 TEXT 4");
	}

}
