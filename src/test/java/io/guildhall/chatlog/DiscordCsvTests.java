package io.guildhall.chatlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

/**
 * No real export of this kind may be passed on: the rows are written as the exporter's
 * source writes them (CHAT-FORMATS, section 2).
 */
class DiscordCsvTests {

	private static final String FILE = "Readers - Text - tea [1543572361285083187].csv";

	private static final String HEADER = "AuthorID,Author,Date,Content,Attachments,Reactions\r\n";

	private static final String ROWS = """
			"7","ann","2024-01-02T03:04:05.6780000+00:00","早安","",""
			"8","bob#1234","2024-01-02T03:05:00.0000000+00:00","He said ""yes"",
			and left","","👍 (2)"
			"7","ann","2024-01-02T11:06:00.0000000+08:00","","https://cdn.example/a/1/cat.PNG?ex=1,https://cdn.example/b.pdf",""
			"9","carol","2024-01-02T03:07:00.0000000+00:00","Joined the server.","",""
			"7","ann","2024-01-02T03:08:00.0000000+00:00","Pinned a message.","",""
			"7","ann","2024-01-02T03:09:00.0000000+00:00","see https://x.example","",""
			"7","ann","2024-01-02T03:10:00.0000000+00:00","ok","",""
			"7","ann","2024-01-02T03:10:00.0000000+00:00","ok","",""
			"""
		.replace("\n", "\r\n");

	private static List<ChatRecord> read(String rows) {
		return Chats.read(Chats.text(FILE, HEADER + rows));
	}

	@Test
	void isRecognizedByItsHeadWhateverTheFileIsCalled() {
		Recognition recognition = ChatFormats.recognize(Chats.text(FILE, HEADER + ROWS));
		assertThat(recognition.format()).isEqualTo(ChatFormat.DISCORD_CSV);
		assertThat(recognition.zoned()).isTrue();
		assertThat(recognition.chatName()).isEqualTo("Readers - Text - tea");
		Recognition renamed = ChatFormats.recognize(Chats.text("export.csv", HEADER.replace("\r", "") + ROWS));
		assertThat(renamed.format()).isEqualTo(ChatFormat.DISCORD_CSV);
		assertThat(renamed.chatName()).isNull();
		assertThat(ChatFormats.recognize(Chats.text("orders.csv", "Author,Date,Amount\nann,2024-01-01,5\n")).format())
			.isNull();
	}

	@Test
	void readsWhoSaidWhatAndWhen() {
		List<ChatRecord> records = read(ROWS);
		assertThat(Chats.only(records, Bad.class)).isEmpty();
		assertThat(records).allSatisfy(
				each -> assertThat(each.chat()).isEqualTo(new Chat("1543572361285083187", "Readers - Text - tea")));
		List<Spoke> said = Chats.only(records, Spoke.class);
		assertThat(said).hasSize(6);
		assertThat(said.get(0).at()).isEqualTo(Instant.parse("2024-01-02T03:04:05.678Z"));
		assertThat(said.get(0).speaker().identityKey()).isEqualTo("discord:7");
		assertThat(said.get(0).length()).isEqualTo(2);
		assertThat(said.get(1).speaker().displayName()).isEqualTo("bob");
		assertThat(said.get(1).text()).isEqualTo("He said \"yes\",\nand left");
		assertThat(said.get(2).kind()).isEqualTo(SpeechKind.IMAGE);
		assertThat(said.get(2).at()).isEqualTo(Instant.parse("2024-01-02T03:06:00Z"));
		assertThat(said.get(3).hasLink()).isTrue();
		assertThat(said.get(4).externalId()).isNotEqualTo(said.get(5).externalId());
		assertThat(Chats.only(records, Joined.class)).singleElement()
			.satisfies(joined -> assertThat(joined.who().displayName()).isEqualTo("carol"));
	}

	@Test
	void theSameRowsHaveTheSameIdsWhateverZoneTheyWereExportedIn() {
		String shifted = ROWS.replace("2024-01-02T03:10:00.0000000+00:00", "2024-01-02T11:10:00.0000000+08:00");
		assertThat(Chats.ids(read(shifted))).isEqualTo(Chats.ids(read(ROWS)));
	}

	@Test
	void readsTheDatesOfOldExportsAndSaysWhichItCannot() {
		List<ChatRecord> records = read("""
				"7","ann#0001","02-Jan-22 04:05 PM","hello","",""
				"7","ann#0001","1/2/2022 4:06 PM","hello","",""
				"7","ann#0001","2. Januar 2022","hello","",""
				"","ann#0001","02-Jan-22 04:07 PM","hello","",""
				"7","ann#0001"
				""");
		assertThat(Chats.times(records)).containsExactly("2022-01-02T08:05:00Z", "2022-01-02T08:06:00Z");
		assertThat(Chats.only(records, Bad.class)).extracting(Bad::reason)
			.containsExactly(Bad.TIME_UNREADABLE, Bad.SPEAKER_MISSING, Bad.FIELDS_MISSING);
		assertThat(ChatFormats
			.recognize(Chats.text(FILE, HEADER + "\"7\",\"ann\",\"02-Jan-22 04:05 PM\",\"a\",\"\",\"\"\n"))
			.zoned()).isFalse();
	}

	@Test
	void aQuoteThatIsNeverClosedCostsOneRow() {
		List<ChatRecord> records = read("""
				"7","ann","2024-01-02T03:04:05.6780000+00:00","never closed,"",
				"8","bob","2024-01-02T03:05:00.0000000+00:00","fine","",""
				""");
		assertThat(Chats.only(records, Bad.class)).extracting(Bad::reason).containsExactly(Bad.BROKEN_QUOTES);
		assertThat(Chats.only(records, Spoke.class)).singleElement()
			.satisfies(spoke -> assertThat(spoke.text()).isEqualTo("fine"));
	}

}
