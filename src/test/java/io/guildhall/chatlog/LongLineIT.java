package io.guildhall.chatlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongLineIT {

	private static final long LENGTH = 200L << 20;

	/** Memory that a reader may hold at once; the line is two hundred times as long. */
	private static final long ALLOWED = 24L << 20;

	private static ChatSource around(String name, String before, String after) {
		return ChatSource
			.of(name, LENGTH,
					() -> new SequenceInputStream(Collections.enumeration(List.of(
							new ByteArrayInputStream(before.getBytes(StandardCharsets.UTF_8)), new Letters(LENGTH),
							new ByteArrayInputStream(after.getBytes(StandardCharsets.UTF_8))))));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					2011-11-13.txt | [10:00] <ann> hi^[10:01] <ann> | ^[10:02] <bob> ok^
					_chat.txt      | 20/6/20, 00:08 - A: x^20/6/20, 00:08 - A: | ^20/6/20, 00:08 - B: y^
					qq.txt         | 2012-01-06 8:03:11 A(10001)^x^^2012-01-06 8:03:11 A(10001)^ | ^^2012-01-06 8:03:11 B(10002)^y^
					result.json    | {"name":"x","type":"private_group","id":1,"messages":[{"id":1,"type":"message","date":"2024-01-01T00:00:00","from":"A","text":"a"},{"id":2,"type":"message","date":"2024-01-01T00:00:00","from":"A","text":" | "},{"id":3,"type":"message","date":"2024-01-01T00:00:00","from":"B","text":"a"}]}
					x.csv          | localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender^1,7,1,0,0,1704160800,2,a,2024-01-02 10:00:00,,a,wxid_a^2,7,1,0,0,1704160800,2, | ,2024-01-02 10:00:00,,a,wxid_a^3,7,1,0,0,1704160801,2,b,2024-01-02 10:00:01,,b,wxid_b^
					""")
	void aLineOfTwoHundredMegabytesIsPassedOverInLittleMemory(String name, String before, String after) {
		ChatSource source = around(name, before.replace('^', '\n'), after.replace('^', '\n'));
		System.gc();
		long idle = used();
		long most = 0;
		int spoke = 0;
		int bad = 0;
		try (ChatReader reader = ChatFormats.open(source, ReadOptions.in(Chats.SHANGHAI))) {
			for (ChatRecord next = reader.next(); next != null; next = reader.next()) {
				spoke += (next instanceof Spoke) ? 1 : 0;
				bad += (next instanceof Bad told && told.reason().equals(Bad.LINE_TOO_LONG)) ? 1 : 0;
				System.gc();
				most = Math.max(most, used() - idle);
			}
			assertThat(reader.position()).isGreaterThan(LENGTH);
		}
		assertThat(bad).isEqualTo(1);
		assertThat(spoke).isGreaterThanOrEqualTo(2);
		assertThat(most).isLessThan(ALLOWED);
	}

	@Test
	void positionAndLineMoveOn() {
		ChatSource source = Chats.text("2011-11-13.txt", "[10:00] <ann> hi\n[10:01] <ann> you\n");
		try (ChatReader reader = ChatFormats.open(source, ReadOptions.in(Chats.SHANGHAI))) {
			reader.next();
			assertThat(reader.position()).isEqualTo(17);
			assertThat(reader.line()).isEqualTo(1);
			reader.next();
			assertThat(reader.position()).isEqualTo(source.size());
		}
	}

	private static long used() {
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

	/** As many letters as are asked for, made while they are read. */
	private static final class Letters extends InputStream {

		private long left;

		private Letters(long count) {
			this.left = count;
		}

		@Override
		public int read() {
			return (this.left-- > 0) ? 'x' : -1;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			if (this.left <= 0) {
				return -1;
			}
			int count = (int) Math.min(length, this.left);
			Arrays.fill(target, offset, offset + count, (byte) 'x');
			this.left -= count;
			return count;
		}

	}

}
