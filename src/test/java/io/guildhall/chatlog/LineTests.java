package io.guildhall.chatlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.guildhall.SharedData;

class LineTests {

	private static List<ChatRecord> read(String... lines) {
		return Chats.read(Chats.text("talk.txt", String.join("\r\n", lines)));
	}

	@Test
	void readsARealExport() {
		List<ChatRecord> records = Chats.read(ChatSource.of(SharedData.path("data/fixtures/line/jyu0414-example.txt")));
		assertThat(Chats.only(records, Bad.class)).isEmpty();
		assertThat(Chats.only(records, Spoke.class)).hasSize(10);
		assertThat(Chats.names(records)).containsOnly("A", "B");
		assertThat(records.get(0).chat().name()).isEqualTo("B");
		assertThat(Chats.times(records)).startsWith("2018-07-10T11:42:00Z");
		assertThat(((Spoke) records.get(records.size() - 1)).kind()).isEqualTo(SpeechKind.STICKER);
	}

	@Test
	void readsTextsOfSeveralLinesWithAndWithoutQuotationMarks() {
		List<ChatRecord> records = read("[LINE] Chat history in Readers", "Saved on: 01/05/2024, 10:00", "",
				"Tue, 01/02/2024", "10:05\tAnn\t\"first", "second \"\"quoted\"\"", "third\"", "10:06\tBob\tone", "two",
				"", "10:07\tAnn\t\"well\" said", "Wed, 01/03/2024", "上午12:30\tAnn\tlate", "下午1:05\tBob\tlater");
		assertThat(Chats.only(records, Bad.class)).isEmpty();
		assertThat(Chats.texts(records)).containsExactly("first\nsecond \"quoted\"\nthird", "one\ntwo", "\"well\" said",
				"late", "later");
		assertThat(Chats.times(records)).containsExactly("2024-01-02T02:05:00Z", "2024-01-02T02:06:00Z",
				"2024-01-02T02:07:00Z", "2024-01-02T16:30:00Z", "2024-01-03T05:05:00Z");
		assertThat(records.get(0).chat().name()).isEqualTo("Readers");
	}

	@Test
	void tellsWhoCameAndWhoWent() {
		List<ChatRecord> records = read("[LINE] 读书会的聊天记录", "保存日期：2024/01/05 10:00", "", "2024.01.02 Tuesday",
				"10:00\t\tAnnがグループに参加しました。", "10:01\t\tBob joined the group.", "10:02\t\tCyがDieterをグループに招待しました。",
				"10:03\t\t王小明已退出群組", "10:04\t\tAnnがメッセージの送信を取り消しました", "10:05\tAnn\thello");
		assertThat(Chats.only(records, Joined.class)).extracting(joined -> joined.who().displayName())
			.containsExactly("Ann", "Bob", "Dieter");
		assertThat(Chats.only(records, Left.class)).extracting(left -> left.who().displayName()).containsExactly("王小明");
		assertThat(Chats.texts(records)).containsExactly("hello");
		assertThat(records.get(0).chat().name()).isEqualTo("读书会");
	}

	@Test
	void aQuotationThatIsNeverClosedCostsNoOtherMessage() {
		List<ChatRecord> records = read("[LINE] Chat history in Readers", "", "2024/01/02(火)",
				"10:05\tAnn\t\"so it begins", "10:06\tBob\tand goes on", "2024/01/03(水)", "10:07\tAnn\tnext day");
		assertThat(Chats.texts(records)).containsExactly("\"so it begins", "and goes on", "next day");
		assertThat(Chats.times(records)).endsWith("2024-01-03T02:07:00Z");
	}

	@Test
	void theSameFileTellsTheSameIds() {
		String[] lines = { "[LINE] Chat history in Readers", "", "2024/01/02(火)", "10:05\tAnn\thi", "10:05\tAnn\thi",
				"25:99\tAnn\tnever" };
		List<String> ids = Chats.only(read(lines), Spoke.class).stream().map(Spoke::externalId).toList();
		assertThat(ids).doesNotHaveDuplicates().hasSize(2);
		assertThat(Chats.only(read(lines), Spoke.class)).extracting(Spoke::externalId).isEqualTo(ids);
		assertThat(Chats.only(read(lines), Bad.class)).extracting(Bad::reason).containsExactly(Bad.TIME_UNREADABLE);
	}

}
