package io.guildhall.chatlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

/**
 * The file is written after the facts known of the format: no real export may be passed
 * on.
 */
class WeChatTests {

	private static final String HEADER = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\r\n";

	private static byte[] file() throws IOException {
		try (InputStream input = WeChatTests.class.getResourceAsStream("/chatlog/wechat_utf8.csv")) {
			return Objects.requireNonNull(input).readAllBytes();
		}
	}

	@Test
	void readsEveryUnusualCase() throws IOException {
		List<ChatRecord> records = Chats.read(Chats.bytes("职场跃迁圈_utf8.csv", file()));
		assertThat(Chats.wordy(records)).containsExactly("wxid_red TEXT 3", "wxid_me TEXT 15", "wxid_li IMAGE 0",
				"wxid_red STICKER 0", "wxid_red TEXT 2", "wxid_red LINK 0", "wxid_red TRANSFER 0",
				"wxid_red RED_PACKET 0", "+韩梅梅 by 小红", "+赵敏 by 小红", "+周芷若 by 小红", "-赵敏", "wxid_red TEXT 3",
				"wxid_red TEXT 3", "wxid_red TEXT 6", "!time-unreadable", "!speaker-missing", "wxid_red VOICE 0",
				"wxid_red VIDEO 0", "wxid_red LOCATION 0", "wxid_red FILE 0", "wxid_red OTHER 0", "wxid_red OTHER 0",
				"!fields-missing");
		assertThat(Chats.ids(records)).doesNotHaveDuplicates();
		assertThat(Chats.texts(records)).contains("多行\n文字, 有逗号和\"引号\"", "同意");
		assertThat(records.get(0).chat().name()).isEqualTo("职场跃迁圈");
	}

	@Test
	void prefersTheRemarkAsNameAndTheEpochAsTime() throws IOException {
		List<Spoke> spoken = Chats.only(Chats.read(Chats.bytes("x.csv", file())), Spoke.class);
		assertThat(spoken.get(2).speaker().displayName()).isEqualTo("老李");
		assertThat(spoken.get(0).at()).hasToString("2024-01-02T02:00:00Z");
		assertThat(spoken.get(0).speaker().identityKey()).isEqualTo("wechat:wxid_red");
		assertThat(ChatFormats.recognize("x.csv", file()).zoned()).isTrue();
	}

	@Test
	void readsAFileThatWasSavedInAnotherCharset() throws IOException {
		String text = new String(file(), StandardCharsets.UTF_8).substring(1);
		assertThat(Chats.ids(Chats.read(Chats.text("x.csv", text, Charset.forName("GB18030")))))
			.isEqualTo(Chats.ids(Chats.read(Chats.bytes("x.csv", file()))));
	}

	@Test
	void aQuoteThatIsNeverClosedCostsItsOwnRowOnly() {
		List<ChatRecord> records = Chats.read(Chats.text("x.csv",
				HEADER + "1,7,1,0,0,1704160800,2,\"open,2024-01-02 10:00:00,,a,wxid_a\r\n"
						+ "2,7,1,0,0,1704160801,2,fine,2024-01-02 10:00:01,,a,wxid_a\r\n"
						+ "3,7,1,0,0,1704160802,2,\"open again,2024-01-02 10:00:02,,a,wxid_a\r\n"));
		assertThat(Chats.wordy(records)).containsExactly("!broken-quotes", "wxid_a TEXT 4", "!broken-quotes");
		assertThat(records).extracting(ChatRecord::line).containsExactly(2L, 3L, 4L);
	}

	@Test
	void aFieldWithoutEndIsDroppedAndTheNextRowRead() {
		String longField = "word\r\n".repeat(1000);
		List<ChatRecord> records = Chats.read(
				Chats.text("x.csv",
						HEADER + "1,7,1,0,0,1704160800,2,\"" + longField + "\",2024-01-02 10:00:00,,a,wxid_a\r\n"
								+ "2,7,1,0,0,1704160801,2,fine,2024-01-02 10:00:01,,a,wxid_a\r\n"),
				ReadOptions.in(Chats.SHANGHAI).withMaxLineLength(1000));
		assertThat(Chats.wordy(records)).containsExactly("!line-too-long", "wxid_a TEXT 4");
	}

}
