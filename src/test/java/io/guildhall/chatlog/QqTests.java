package io.guildhall.chatlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The file is written after the facts known of the format: no real export may be passed
 * on.
 */
class QqTests {

	private static byte[] file() throws IOException {
		try (InputStream input = QqTests.class.getResourceAsStream("/chatlog/qq.txt")) {
			return Objects.requireNonNull(input).readAllBytes();
		}
	}

	@Test
	void readsEveryUnusualCase() throws IOException {
		List<ChatRecord> records = Chats.read(Chats.bytes("全部消息记录.txt", file()));
		assertThat(Chats.wordy(records)).containsExactly("10001234 TEXT 16", "20002345 IMAGE 0",
				"hmm@example.com TEXT 37", "20002345 STICKER 0", "+30003456", "+周芷若 by 老王", "匿名-火焰 TEXT 3",
				"老朋友 TEXT 7", "20002345 LINK 20", "-周芷若", "!time-unreadable", "-李雷 by 管理员", "10001234 RED_PACKET 0",
				"10001234 TEXT 2", "10001234 TEXT 2");
		assertThat(Chats.ids(records)).doesNotHaveDuplicates();
	}

	@Test
	void stripsTitlesAndKeepsThem() throws IOException {
		List<Spoke> spoken = Chats.only(Chats.read(Chats.bytes("qq.txt", file())), Spoke.class);
		assertThat(spoken.get(0).speaker().displayName()).isEqualTo("老王");
		assertThat(spoken.get(0).speaker().titles()).containsExactly("群主", "管理员");
		assertThat(spoken.get(0).speaker().identityKey()).isEqualTo("qq:10001234");
		assertThat(spoken.get(3).speaker().displayName()).as("the last good nick").isEqualTo("李雷");
		assertThat(spoken.get(4).speaker().isByName()).as("all anonymous share one number").isTrue();
	}

	@Test
	void readsTimesAndChats() throws IOException {
		List<Spoke> spoken = Chats.only(Chats.read(Chats.bytes("qq.txt", file())), Spoke.class);
		assertThat(spoken.get(0).at()).hasToString("2012-01-06T00:03:11Z");
		assertThat(spoken.get(6).at()).as("1:09 PM").hasToString("2012-01-06T05:09:00Z");
		assertThat(spoken.get(0).chat()).isEqualTo(new Chat("我的QQ群/职场跃迁圈", "职场跃迁圈"));
		assertThat(spoken.get(9).chat()).isEqualTo(new Chat("我的好友/李雷", "李雷"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "GB18030", "UTF-8" })
	void readsOlderCharsets(String charset) throws IOException {
		String text = new String(file(), StandardCharsets.UTF_8).substring(1);
		byte[] older = text.getBytes(Charset.forName(charset));
		Recognition recognition = ChatFormats.recognize("qq.txt", older);
		assertThat(recognition.format()).isEqualTo(ChatFormat.QQ_TXT);
		assertThat(recognition.charset()).isEqualTo(Charset.forName(charset));
		assertThat(recognition.chatName()).isEqualTo("职场跃迁圈");
		assertThat(Chats.ids(Chats.read(Chats.bytes("qq.txt", older))))
			.isEqualTo(Chats.ids(Chats.read(Chats.bytes("qq.txt", file()))));
	}

}
