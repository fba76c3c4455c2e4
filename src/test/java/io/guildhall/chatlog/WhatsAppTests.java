package io.guildhall.chatlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.guildhall.SharedData;

/**
 * The Chinese, Korean, Spanish and Portuguese lines are written after the facts known of
 * the format; no real export in those languages may be passed on.
 */
class WhatsAppTests {

	private static final ZoneId UTC = ZoneId.of("UTC");

	private static List<ChatRecord> read(String text) {
		return Chats.read(Chats.text("_chat.txt", text), ReadOptions.in(UTC));
	}

	private static List<ChatRecord> fixture(String name) {
		Path file = SharedData.path("data/" + name);
		return Chats.read(ChatSource.of(file), ReadOptions.in(UTC));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[mmddyy]_24hrs", "ddmmyy_24hrs", "mmddyy_24hrs", "mmddyyyy_12hrs", "yyyymmdd_24hrs" })
	void readsTheSameChatInFiveFormsOfDate(String form) {
		List<ChatRecord> records = fixture("chat-fixtures-mit/whatsapp-test_" + form + ".txt");
		assertThat(Chats.names(records)).containsExactly("John Doe", "John Doe", "Jahn Doe", "John-John Doe",
				"John Doe 🤓", "🤓", "John Doe");
		assertThat(Chats.texts(records)).startsWith("Lorem ipsum dolor sit amet.", ".",
				"Lorem ipsum dolor sit amet,\nconsectetur adipiscing elit. Duis libero.",
				"Lorem ipsum : dolor sit amet.");
		assertThat(Chats.times(records)).containsExactly("2019-01-01T11:25:00Z", "2019-01-20T11:23:00Z",
				"2019-01-30T20:49:00Z", "2020-06-10T15:55:00Z", "2021-12-10T10:10:00Z", "2021-12-20T12:10:00Z",
				"2021-12-30T22:01:00Z");
		assertThat(Chats.only(records, Joined.class)).singleElement()
			.satisfies((joined) -> assertThat(joined.who().accountId()).isEqualTo("+12345578"));
		assertThat(Chats.only(records, Bad.class)).isEmpty();
	}

	@Test
	void readsARealExportOfAnIphone() {
		List<ChatRecord> records = fixture("fixtures/whatsapp/langchain-ai-whatsapp_chat.txt");
		assertThat(records).hasSize(11).allMatch(Spoke.class::isInstance);
		assertThat(Chats.only(records, Spoke.class).stream().filter((spoke) -> spoke.kind() == SpeechKind.IMAGE))
			.hasSize(3)
			.allMatch((spoke) -> spoke.length() == 0);
		assertThat(Chats.times(records)).startsWith("2023-08-15T09:12:43Z").endsWith("2023-08-15T21:25:16Z");
	}

	@Test
	void countsALargeFile() {
		List<ChatRecord> records = fixture("fixtures/whatsapp/kalink0-WhatsApp Chat with TestUser.txt");
		assertThat(records).hasSize(15_000).allMatch(Spoke.class::isInstance);
		assertThat(Chats.names(records).stream().filter("Alice"::equals)).hasSize(5074);
		assertThat(Chats.names(records).stream().filter("M."::equals)).hasSize(4969);
		assertThat(Chats.names(records).stream().filter("Bob"::equals)).hasSize(4957);
		assertThat(Chats.only(records, Spoke.class).stream().filter((spoke) -> spoke.kind() != SpeechKind.TEXT))
			.hasSize(9400);
		assertThat(Chats.times(records)).startsWith("2026-02-08T08:00:00Z").endsWith("2026-02-18T17:59:00Z");
		assertThat(records.get(0).chat().name()).isEqualTo("TestUser");
		Set<String> ids = new TreeSet<>(Chats.ids(records));
		assertThat(ids).hasSize(15_000);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			[05.05.23, 15:48:11] James: Hi here          | 2023-05-05T15:48:11 | James
			[11/8/21, 9:41:32 AM] User name: Message 123 | 2021-11-08T09:41:32 | User name
			1/23/23, 3:19 AM - User 2: Bye!              | 2023-01-23T03:19    | User 2
			1/23/23, 3:22_AM - User 1: And let me know   | 2023-01-23T03:22    | User 1
			[1/24/21, 12:41:03 PM] ~ User name 2: Sure!  | 2021-01-24T12:41:03 | User name 2
			[2023/5/4, 16:13:23] ~ User 2: See you!      | 2023-05-04T16:13:23 | User 2
			7/19/22, 11:32\u202FPM - User 1: Hello       | 2022-07-19T23:32    | User 1
			7/20/22, 12:32\u202Fam - User 2: Goodbye     | 2022-07-20T00:32    | User 2
			15/12/2025, 10:34:00 AM Charlie: no brackets | 2025-12-15T10:34    | Charlie
			2023/5/4 下午3:15 - 张三: 你好                | 2023-05-04T15:15    | 张三
			[2023/5/4 上午12:05:09] 张三: 你好            | 2023-05-04T00:05:09 | 张三
			[2023/5/4 中午12:05:09] 张三: 你好            | 2023-05-04T12:05:09 | 张三
			2023年5月4日 晚上9:05 - 张三: 你好             | 2023-05-04T21:05    | 张三
			2023. 5. 4. 오후 3:15, 홍길동 : 안녕           | 2023-05-04T15:15    | 홍길동
			2023/05/04 午後3:15 - 花子: こんにちは         | 2023-05-04T15:15    | 花子
			20/6/23 3:15 p. m. - Ana: hola               | 2023-06-20T15:15    | Ana
			20.06.23, 15.15 - Aino: moi                  | 2023-06-20T15:15    | Aino
			[3/18/2565 BE, 09:12:33] Somchai: hi         | 2022-03-18T09:12:33 | Somchai
			[١٥/٨/٢٠٢٣، ٩:١٢:٣٣ م] علي: مرحبا            | 2023-08-15T21:12:33 | علي
			""")
	void readsHeadsOfManyPhones(String line, LocalDateTime at, String name) {
		List<ChatRecord> records = Chats.read(Chats.text("_chat.txt", line + "\n"),
				ReadOptions.in(UTC).withDateOrder(line.contains("11/8/21") ? DateOrder.MONTH_DAY_YEAR : null));
		assertThat(Chats.times(records)).containsExactly(at.atZone(UTC).toInstant().toString());
		assertThat(Chats.names(records)).containsExactly(name);
	}

	@Test
	void infersTheOrderOfDatesOverTheWholeFile() {
		assertThat(Chats.times(read("1/2/23, 10:00 - A: x\n13/2/23, 10:00 - A: y\n")))
			.containsExactly("2023-02-01T10:00:00Z", "2023-02-13T10:00:00Z");
		assertThat(Chats.times(read("1/2/23, 10:00 - A: x\n2/13/23, 10:00 - A: y\n")))
			.containsExactly("2023-01-02T10:00:00Z", "2023-02-13T10:00:00Z");
		assertThat(Chats.times(read("1/2/23, 10:00 - A: x\n2/2/23, 10:00 - A: y\n1/3/23, 10:00 - A: z\n")))
			.as("time goes back less often if the day comes first")
			.containsExactly("2023-02-01T10:00:00Z", "2023-02-02T10:00:00Z", "2023-03-01T10:00:00Z");
		assertThat(Chats.times(read("5/5/23, 10:00 - A: it makes no difference\n"))).hasSize(1);
		assertThat(Chats.times(read("01.02.23, 10:00 - A: dots mean day first\n")))
			.containsExactly("2023-02-01T10:00:00Z");
	}

	@Test
	void asksForTheOrderOfDatesWhereNothingTells() {
		ChatSource chat = Chats.text("_chat.txt", "1/2/23, 10:00 - A: x\n1/2/23, 10:01 - A: y\n");
		assertThatExceptionOfType(ChatlogRefused.class).isThrownBy(() -> Chats.read(chat))
			.satisfies((refused) -> assertThat(refused.getCode()).isEqualTo("chatlog.date-order"));
		List<ChatRecord> records = Chats.read(chat, ReadOptions.in(UTC).withDateOrder(DateOrder.MONTH_DAY_YEAR));
		assertThat(Chats.times(records)).startsWith("2023-01-02T10:00:00Z");
	}

	@Test
	void tellsComingAndGoingFromTalk() {
		List<ChatRecord> records = read("""
				20/6/20, 00:08 - Messages and calls are end-to-end encrypted. Tap to learn more.
				20/6/20, 00:08 - Ann created group "Readers: the club"
				20/6/20, 00:09 - Ann added Bob, Cy and ~ Dee
				20/6/20, 00:10 - You were added
				20/6/20, 00:11 - Eve joined using this group's invite link
				20/6/20, 00:12 - Bob left
				20/6/20, 00:13 - Ann removed Cy
				20/6/20, 00:14 - Ann changed the subject from "a: b" to "c: d"
				20/6/20, 00:15 - +86 138 0000 0001 changed to +86 139 0000 0002
				20/6/20, 00:16 - Eve: Bob left
				""");
		assertThat(Chats.wordy(records)).containsExactly("+Ann", "+Bob by Ann", "+Cy by Ann", "+Dee by Ann", "+Eve",
				"-Bob", "-Cy by Ann", "+8613800000001>+8613900000002", "Eve TEXT 8");
	}

	@Test
	void readsChineseGroups() {
		List<ChatRecord> records = read("""
				2023/12/31 下午11:58 - 王芳创建了群组“读书会: 第一期”
				2023/12/31 下午11:58 - 王芳添加了李雷、韩梅梅
				2023/12/31 下午11:59 - 赵敏使用此群组的邀请链接加入了
				2023/12/31 下午11:59 - 李雷: <省略影音内容>
				2024/1/1 上午12:00 - 李雷: 新年快乐
				🎉
				2024/1/1 上午12:01 - 韩梅梅: 此消息已删除
				2024/1/1 上午12:02 - 李雷退出了群组
				2024/1/1 上午12:03 - 王芳移除了赵敏
				2024/1/1 上午12:04 - 和平: 投票：去哪里
				选项：山上
				""");
		assertThat(Chats.wordy(records)).containsExactly("+王芳", "+李雷 by 王芳", "+韩梅梅 by 王芳", "+赵敏", "李雷 OTHER 0",
				"李雷 TEXT 6", "韩梅梅 OTHER 0", "-李雷", "-赵敏 by 王芳", "和平 POLL 12");
		assertThat(Chats.times(records)).contains("2023-12-31T23:59:00Z", "2024-01-01T00:00:00Z");
	}

	@Test
	void aMarkBehindTheNameIsANoticeOrAnAttachment() {
		List<ChatRecord> records = read("""
				[15/8/23, 09:12:33] Readers: \u200EMessages and calls are end-to-end encrypted.
				[15/8/23, 09:12:34] Readers: \u200EAnn added Bob
				\u200E[15/8/23, 09:12:48] Ann: \u200Eimage omitted
				\u200E[15/8/23, 09:12:49] Ann: \u200E图片已略去
				\u200E[15/8/23, 09:12:50] Ann: \u200E<attached: 00000012-AUDIO-2023-08-15-09-12-50.opus>
				[15/8/23, 09:12:51] Ann: look \u200E<attached: 00000013-PHOTO-2023-08-15-09-12-51.jpg>
				\u200E[15/8/23, 09:12:52] Ann: \u200EThis message was deleted.
				[15/8/23, 09:12:53] Ann: better \u200E<This message was edited>
				\u200E[15/8/23, 09:12:54] Ann: \u200ESTK.webp (file attached)
				[15/8/23, 09:12:55] Ann:\s
				\u200E[15/8/23, 09:12:56] Ann: \u200ELocation: https://maps.google.com/?q=1,2
				[15/8/23, 09:12:57] Ann: https://example.org/a
				[15/8/23, 09:12:58] Ann: IMG-20230815-WA0001.jpg (file attached)
				with words
				""");
		assertThat(Chats.wordy(records)).containsExactly("+Bob by Ann", "Ann IMAGE 0", "Ann IMAGE 0", "Ann VOICE 0",
				"Ann IMAGE 4", "Ann OTHER 0", "Ann TEXT 6", "Ann STICKER 0", "Ann OTHER 0", "Ann LOCATION 0",
				"Ann LINK 21", "Ann IMAGE 10");
		assertThat(((Spoke) records.get(10)).hasLink()).isTrue();
	}

	@Test
	void aQuotedHeadOfAnotherPhoneIsText() {
		List<ChatRecord> records = read("""
				20/6/20, 00:08 - Ann: look what he wrote
				[19/6/20, 10:00:00] Bob: nonsense
				20/6/20, 00:09 - Cy: ok
				""");
		assertThat(Chats.wordy(records)).containsExactly("Ann TEXT 52", "Cy TEXT 2");
	}

	@Test
	void aTimeThatHappensTwiceIsTheEarlierAndDoubtful() {
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		List<ChatRecord> records = Chats.read(Chats.text("_chat.txt", """
				29.10.23, 01:30 - A: before
				29.10.23, 02:30 - A: twice
				31.03.24, 02:30 - A: never
				"""), ReadOptions.in(berlin));
		assertThat(Chats.times(records)).containsExactly("2023-10-28T23:30:00Z", "2023-10-29T00:30:00Z",
				"2024-03-31T01:30:00Z");
		assertThat(Chats.only(records, Spoke.class)).extracting(Spoke::timeDoubtful).containsExactly(false, true, true);
	}

	@Test
	void equalMessagesStayApart() {
		String text = "20/6/20, 00:08 - A: +1\n20/6/20, 00:08 - A: +1\n20/6/20, 00:08 - B: +1\n";
		assertThat(Chats.ids(read(text))).doesNotHaveDuplicates().isEqualTo(Chats.ids(read(text)));
	}

	@Test
	void aPhoneNumberAsNameIsAnAccount() {
		List<ChatRecord> records = read("20/6/20, 00:08 - \u202A+86 138 0000 0001\u202C: hi\n");
		Speaker speaker = ((Spoke) records.get(0)).speaker();
		assertThat(speaker.identityKey()).isEqualTo("whatsapp:+8613800000001");
		assertThat(speaker.isByName()).isFalse();
	}

	@Test
	void linesBeforeTheFirstMessageAndImpossibleTimesAreReported() {
		List<ChatRecord> records = read("""
				20/6/20, 00:08 - A: x
				20/6/20, 25:08 - A: y
				goes with it
				20/6/20, 00:09 - A: z
				""");
		assertThat(Chats.wordy(records)).containsExactly("A TEXT 1", "!time-unreadable", "A TEXT 1");
	}

	@Test
	void readsCrlfAndMarks() {
		List<ChatRecord> records = Chats.read(Chats.text("WhatsApp Chat - 读书会.zip/_chat.txt",
				"\uFEFF[20/06/20, 00:08:00] A: x\r\ny\r\n", StandardCharsets.UTF_8));
		assertThat(Chats.texts(records)).containsExactly("x\ny");
	}

}
