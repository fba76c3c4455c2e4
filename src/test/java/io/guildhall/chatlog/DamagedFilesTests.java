package io.guildhall.chatlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens to a file, a reader comes to an end and never fails for what it says.
 */
class DamagedFilesTests {

	private static final String TELEGRAM = """
			{"name": "R", "type": "private_group", "id": 42, "messages": [
			 {"id": 1, "type": "message", "date": "2024-01-01T00:00:00", "date_unixtime": "1704067200", "from": "Ann",
			  "from_id": "user1", "text": ["a", {"type": "link", "text": "https://x.example"}], "text_entities": []},
			 {"id": 2, "type": "service", "date": "2024-01-01T00:00:00", "actor": "Ann", "actor_id": "user1",
			  "action": "invite_members", "members": ["Bob", null], "text": ""},
			 {"id": 3, "type": "message", "date": "2024-01-01T00:00:01", "from": null, "from_id": 5, "text": "\\x1B"}
			]}
			""";

	private static final String WHATSAPP = """
			20/6/20, 00:08 - Ann created group "Readers"
			20/6/20, 00:09 - Ann: hello
			and more
			20/6/20, 00:10 - Bob: IMG-20200620-WA0001.jpg (file attached)
			20/6/20, 00:11 - Ann: <Media omitted>
			""";

	private static final String IRC = """
			[10:00] <ann> hi
			=== bob [n=bob@1.2.3.4]  has joined #ubuntu
			=== bob is now known as robert
			[10:01]  * robert waves
			""";

	private static final String DISCORD = """
			{"guild": {"id": "1", "name": "R"}, "channel": {"id": "42", "type": "GuildTextChat", "name": "tea"}, "messages": [
			 {"id": "1", "type": "Default", "timestamp": "2024-01-01T00:00:00+08:00", "timestampEdited": null, "content": "a",
			  "author": {"id": "7", "name": "ann", "roles": [{"id": "9"}]}, "attachments": [{"id": "5", "fileName": "a.png"}],
			  "reactions": [{"emoji": {"id": ""}, "users": [{"id": "8", "name": "bob"}]}], "mentions": []},
			 {"id": "2", "type": "RecipientAdd", "timestamp": "2024-01-01T00:00:01+08:00", "content": "",
			  "author": {"id": "7", "name": "ann"}, "mentions": [{"id": "8", "name": "bob"}]}
			], "messageCount": 2}
			""";

	private static final String DISCORD_CSV = """
			AuthorID,Author,Date,Content,Attachments,Reactions
			"7","ann","2024-01-02T03:04:05.6780000+00:00","a ""b""
			c","",""
			"8","bob#1234","02-Jan-22 04:05 PM","","https://x.example/a.png","x (2)"
			"8","bob","2024-01-02T03:05:00.0000000+00:00","Joined the server.","",""
			""";

	private static final String LINE = """
			[LINE] Chat history in Readers
			Saved on: 01/05/2024, 10:00

			Tue, 01/02/2024
			10:05\tAnn\t"first
			second"
			10:06\t\tBob joined the group.
			10:07\tBob\t[Sticker]
			""";

	/** So much is said that enough is told in those rounds in which the archive holds. */
	private static byte[] slack() {
		SlackFixtures export = SlackFixtures.workspace();
		String[] said = new String[60];
		for (int i = 0; i < said.length; i++) {
			said[i] = SlackFixtures.said("U2", i + ".1", "<@U2> a",
					(i % 2 == 0) ? ", \"subtype\": \"channel_join\"" : "");
		}
		return export.day("tea", "2024-01-01", said).zip();
	}

	private static byte[] original(String name) throws IOException {
		if (name.equals("slack.zip")) {
			return slack();
		}
		String text = switch (name) {
			case "result.json" -> TELEGRAM;
			case "_chat.txt" -> WHATSAPP;
			case "general.json" -> DISCORD;
			case "tea [424242].csv" -> DISCORD_CSV;
			case "talk.txt" -> LINE;
			case "2011-11-13_10.txt" -> IRC;
			default -> "";
		};
		if (!text.isEmpty()) {
			return text.getBytes(StandardCharsets.UTF_8);
		}
		try (InputStream input = DamagedFilesTests.class.getResourceAsStream("/chatlog/" + name)) {
			return (input != null) ? input.readAllBytes() : new byte[0];
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "result.json", "_chat.txt", "2011-11-13_10.txt", "qq.txt", "wechat_utf8.csv",
			"general.json", "tea [424242].csv", "talk.txt", "slack.zip" })
	void everyReaderComesToAnEnd(String name) throws IOException {
		byte[] original = original(name);
		Random random = new Random(7);
		int read = 0;
		for (int round = 0; round < 400; round++) {
			ChatSource source = Chats.bytes(name, damaged(original, random));
			Recognition recognition = ChatFormats.recognize(Chats.bytes(name, original));
			try (ChatReader reader = ChatFormats.open(source, recognition, ReadOptions.in(Chats.SHANGHAI))) {
				for (ChatRecord next = reader.next(); next != null; next = reader.next()) {
					read++;
				}
			}
			catch (ChatlogRefused refused) {
				assertThat(refused.getCode()).startsWith("chatlog.");
			}
			ChatFormats.recognize(source);
		}
		assertThat(read).isGreaterThan(400);
	}

	private static byte[] damaged(byte[] original, Random random) {
		byte[] bytes = original.clone();
		for (int i = 1 + random.nextInt(4); i > 0; i--) {
			int at = random.nextInt(bytes.length);
			switch (random.nextInt(5)) {
				case 0 -> bytes[at] = (byte) random.nextInt(256);
				case 1 -> bytes[at] = "\"\\{}[],\n\r:<>()0".getBytes(StandardCharsets.US_ASCII)[random.nextInt(15)];
				case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
				case 3 -> {
					int length = random.nextInt(Math.min(40, bytes.length - at) + 1);
					byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
					System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
					bytes = longer;
				}
				default -> {
					int length = random.nextInt(Math.min(40, bytes.length - at));
					byte[] shorter = Arrays.copyOf(bytes, Math.max(1, bytes.length - length));
					System.arraycopy(bytes, at + length, shorter, at, shorter.length - at);
					bytes = shorter;
				}
			}
		}
		return bytes;
	}

	@Test
	@Timeout(30)
	void noPatternRunsAway() {
		List<String> nasty = List.of(" ", "[", "<", "(", "\"", "\\", "- ", ": ", "added ", "a b", "邀请", "<title>", "1",
				"\u200E<", "=== [ ", "加入了群聊", "attached (");
		List<String> starts = List.of("20/6/20, 00:08 - A: x\n20/6/20, 00:09 - A: ",
				"20/6/20, 00:08 - A: x\n20/6/20, 00:09 - ", "[10:00] <ann> hi\n=== ", "[10:00] <ann> hi\n[10:00] ",
				"消息对象:x\n\n2012-01-06 8:03:11 A(10001)\nx\n\n2012-01-06 8:03:11 系统消息(10000)\n",
				"localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n1,7,49,57,0,1704160800,2,<",
				"{\"type\":\"private_group\",\"messages\":[{\"type\":\"message\",\"date\":\"2024-01-01T00:00:00\",\"from\":\"A\",\"text\":\"");
		long began = System.nanoTime();
		for (String start : starts) {
			for (String part : nasty) {
				String text = start + part.repeat(200_000 / part.length()) + "\n";
				Chats.read(Chats.text("2011-11-13.txt", text));
			}
		}
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
	}

}
