package io.guildhall.chatlog;

import static io.guildhall.chatlog.SlackFixtures.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.guildhall.SharedData;

class SlackTests {

	private static final String DAY = "2026-03-01";

	private static List<ChatRecord> tea(String... messages) {
		return read(SlackFixtures.workspace().day("tea", DAY, messages));
	}

	private static List<ChatRecord> read(SlackFixtures export) {
		return Chats.read(Chats.bytes("Tea House Slack export.zip", export.zip()));
	}

	@Test
	void readsARealExportWhoseSpeakerIsMissingFromItsPeople() {
		List<ChatRecord> records = Chats
			.read(ChatSource.of(SharedData.path("data/fixtures/slack/langchain-ai-slack_export.zip")));
		assertThat(Chats.only(records, Bad.class)).isEmpty();
		assertThat(Chats.only(records, Spoke.class)).hasSize(4);
		assertThat(Chats.only(records, Joined.class)).hasSize(1);
		assertThat(Chats.only(records, Spoke.class)).extracting(spoke -> spoke.speaker().handle())
			.containsOnly("U0500003428");
		assertThat(Chats.names(records)).doesNotContain("U0500003428");
	}

	@Test
	void isRecognizedByWhatIsInTheArchive() {
		SlackFixtures export = SlackFixtures.workspace();
		assertThat(recognized("export", export.zip())).isNull();
		export.day("tea", DAY, said("U1", "1772359200.000100", "hi", ""));
		assertThat(recognized("renamed.dat", export.zip())).isEqualTo(ChatFormat.SLACK_ZIP);
		assertThat(recognized("workbook.zip", SlackFixtures.workspace().file("xl/workbook.xml", "<x/>").zip()))
			.isNull();
	}

	private static ChatFormat recognized(String name, byte[] zip) {
		return ChatFormats.recognize(Chats.bytes(name, zip)).format();
	}

	@Test
	void knowsChannelsNamesTimesAndThreads() {
		List<ChatRecord> records = tea(said("U1", "1772359200.000100", "早安", ""),
				said("U2", "1772359260.000200", "yes",
						", \"thread_ts\": \"1772359200.000100\", \"parent_user_id\": \"U1\""),
				said("U7", "1772359320.000300", "hi",
						", \"user_profile\": {\"real_name\": \"Cy\", \"display_name\": \"\"}"));
		assertThat(Chats.names(records)).containsExactly("Ann", "Bob Ray", "Cy");
		Spoke first = (Spoke) records.get(0);
		assertThat(first.chat()).isEqualTo(new Chat("C1", "#tea"));
		assertThat(first.at()).isEqualTo("2026-03-01T10:00:00.000100Z");
		assertThat(first.externalId()).isEqualTo("1772359200000100");
		assertThat(first.speaker().identityKey()).isEqualTo("slack:U1");
		assertThat(first.length()).isEqualTo(2);
		assertThat(((Spoke) records.get(1)).replyTo()).isEqualTo(first.externalId());
	}

	@Test
	void tellsWhoCameAndWentAndThatProgramsSayNothing() {
		List<ChatRecord> records = tea(
				said("U2", "1.000001", "<@U2> has joined", ", \"subtype\": \"channel_join\", \"inviter\": \"U1\""),
				said("U2", "2.000001", "x", ", \"subtype\": \"channel_leave\""), said("U9", "3.000001", "built", ""),
				said("USLACKBOT", "4.000001", "reminder", ""),
				said("U1", "5.000001", "y", ", \"subtype\": \"channel_topic\""),
				said("U1", "6.000001", "z", ", \"subtype\": \"tombstone\""), """
						{"type": "message", "subtype": "bot_message", "bot_id": "B1", "username": "x", "ts": "7.000001",
						 "text": "deployed"}""");
		assertThat(Chats.wordy(records)).containsExactly("+U2 by U1", "-U2");
	}

	@Test
	void writesWhatPeopleSawAndKeepsNoKeysOfFiles() {
		List<ChatRecord> records = tea(
				said("U1", "1.1", "<@U2>: see <https://x.example/a|our page> in <#C2|coffee> &amp; <!here> &lt;3", ""),
				said("U1", "2.1", "<https://x.example/>", ""),
				said("U1", "3.1", "<https://files.slack.com/a.png?t=xoxe-1-2>", ""),
				said("U1", "4.1", "",
						", \"subtype\": \"file_share\", \"files\": [{\"id\": \"F1\", \"mimetype\": \"image/png\","
								+ " \"url_private\": \"https://files.slack.com/a.png?t=xoxe-1\"}]"));
		assertThat(Chats.texts(records)).containsExactly("@Bob Ray: see our page in #coffee & @here <3",
				"https://x.example/", "https://files.slack.com/a.png", "");
		assertThat(Chats.only(records, Spoke.class)).extracting(Spoke::kind)
			.containsExactly(SpeechKind.TEXT, SpeechKind.LINK, SpeechKind.LINK, SpeechKind.IMAGE);
		assertThat(Chats.only(records, Spoke.class)).extracting(Spoke::hasLink)
			.containsExactly(true, true, true, false);
	}

	@Test
	void namesItsChannelsBeforeReadingAndLeavesConversationsOut() {
		SlackFixtures export = SlackFixtures.workspace()
			.day("coffee", DAY, said("U1", "1.1", "a", ""))
			.day("Teestube", DAY, said("U1", "2.1", "b", ""))
			.day("D5", DAY, said("U1", "3.1", "secret", ""))
			.day("mpdm-ann--bob-1", DAY, said("U1", "4.1", "secret", ""))
			.file("dms.json", "[{\"id\": \"D5\", \"members\": [\"U1\", \"U2\"]}]")
			.file("mpims.json", "[{\"id\": \"G6\", \"name\": \"mpdm-ann--bob-1\"}]");
		try (ChatReader reader = ChatFormats.open(Chats.bytes("x.zip", export.zip()), ReadOptions.in(Chats.SHANGHAI))) {
			assertThat(reader.chats()).containsExactly(new Chat("C2", "#coffee"), new Chat("Teestube", "#Teestube"));
		}
		assertThat(Chats.texts(read(export))).containsExactly("a", "b");
	}

	@Test
	void aMessageOrADayThatIsBrokenCostsNoOther() {
		List<ChatRecord> records = read(SlackFixtures.workspace()
			.day("tea", DAY, said("U1", "yesterday", "a", ""), said("U1", "1.1", "b", ""),
					"{\"type\": \"message\", \"ts\": \"2.1\", \"text\": \"whose?\"}", said("U1", "3.1", "c", ""))
			.file("tea/2026-03-02.json", "[" + said("U1", "4.1", "d", "") + ", {\"type\": \"mess")
			.day("coffee", DAY, said("U1", "5.1", "e", "")));
		assertThat(Chats.texts(records)).containsExactly("b", "c", "d", "e");
		assertThat(Chats.only(records, Bad.class)).extracting(Bad::reason)
			.containsExactly(Bad.TIME_UNREADABLE, Bad.SPEAKER_MISSING, Bad.BROKEN_JSON);
		assertThat(Chats.only(records, Bad.class).get(0).excerpt()).startsWith("tea/2026-03-01.json:");
		assertThat(records).extracting(ChatRecord::line).isSorted();
	}

	@Test
	void refusesAnArchiveThatBreaksOffAndABomb() {
		byte[] whole = SlackFixtures.workspace().day("tea", DAY, said("U1", "1.1", "a", "")).zip();
		Recognition recognition = ChatFormats.recognize(Chats.bytes("x.zip", whole));
		refuses(recognition, Arrays.copyOf(whole, whole.length / 2));
		SlackFixtures bomb = SlackFixtures.workspace().day("tea", DAY, said("U1", "1.1", "a", ""));
		refuses(recognition, bomb.file("tea/2026-03-02.json", " ".repeat(70 << 20)).zip());
	}

	private static void refuses(Recognition recognition, byte[] zip) {
		assertThatExceptionOfType(ChatlogRefused.class)
			.isThrownBy(() -> ChatFormats.open(Chats.bytes("x.zip", zip), recognition, ReadOptions.in(Chats.SHANGHAI)))
			.extracting(ChatlogRefused::getCode)
			.isEqualTo(ChatlogRefused.BROKEN_ARCHIVE);
	}

}
