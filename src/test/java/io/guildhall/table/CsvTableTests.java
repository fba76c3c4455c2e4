package io.guildhall.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTests {

	@ParameterizedTest
	@ValueSource(strings = { ",", ";", "\t", "|" })
	void findsTheSeparator(String separator) {
		TableSource source = Sources.text("姓名,手机,金额\n张三,13800000001,\"1,5\"\n李雷,13800000002,2\n".replace(",", separator)
			.replace("1" + separator + "5", "1,5"));
		TableHead head = Tables.recognize(source);
		assertThat(head.format()).isEqualTo(TableFormat.CSV);
		assertThat(head.separator()).isEqualTo(separator.charAt(0));
		assertThat(head.columns()).containsExactly("姓名", "手机", "金额");
		assertThat(head.confidence()).isGreaterThan(80);
		assertThat(Sources.cells(source)).containsExactly(List.of("张三", "13800000001", "1,5"),
				List.of("李雷", "13800000002", "2"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE" })
	void findsTheCharset(String charset) {
		String text = "姓名,手机,备注\n张三,13800000001,第一个来的人\n韩梅梅,13800000002,喜欢读书\n";
		TableSource source = Sources.text(text, Charset.forName(charset));
		assertThat(Tables.recognize(source).charset()).isEqualTo(Charset.forName(charset));
		assertThat(Sources.cells(source)).contains(List.of("韩梅梅", "13800000002", "喜欢读书"));
		assertThat(Sources.cells(Sources.text("\uFEFF" + text, Charset.forName(charset)))).hasSize(2);
	}

	@Test
	void theHeadMayStandUnderATitleOrBeMissing() {
		TableHead titled = Tables.recognize(Sources.text("会员导出 2024,,\n\n姓名,手机,标签\n张三,13800000001,a\n"));
		assertThat(titled.columns()).containsExactly("姓名", "手机", "标签");
		assertThat(titled.line()).isEqualTo(3);
		assertThat(titled.sample()).extracting(TableRow::line).containsExactly(4L);
		TableHead headless = Tables.recognize(Sources.text("张三,13800000001\n李雷,13800000002\n"));
		assertThat(headless.columns()).isEmpty();
		assertThat(headless.sample()).hasSize(2);
		assertThat(Sources.rows(Sources.text("sep=;\nname;phone\nAnn;1\n"))).extracting(TableRow::line)
			.containsExactly(3L);
	}

	@Test
	void cellsMayHoldSeparatorsQuotesAndLines() {
		TableSource source = Sources
			.text("name,note\r\n\"Ann, B.\",\"she said \"\"hi\"\"\r\nand left\"\r\nBob, 6\" pipe\r\n\r\nCy\r\n");
		assertThat(Sources.cells(source)).containsExactly(List.of("Ann, B.", "she said \"hi\"\nand left"),
				List.of("Bob", " 6\" pipe"), List.of("Cy"));
		assertThat(Sources.rows(source)).extracting(TableRow::line).containsExactly(2L, 4L, 6L);
		assertThat(Sources.rows(source).get(2).cell(1)).isEmpty();
	}

	@Test
	void aQuoteThatIsNeverClosedCostsItsOwnLineOnly() {
		List<TableRow> rows = Sources.rows(Sources.text("name,note\nAnn,\"open\nBob,fine\nCy,\"closed\"\nDee,ok\n"));
		assertThat(rows).extracting((row) -> row.cell(0)).contains("Bob", "Dee");
		assertThat(rows.get(0).problem()).isEqualTo(TableRow.BROKEN_QUOTES);
		assertThat(rows.get(0).line()).isEqualTo(2);
	}

	@Test
	void aLineWithoutEndIsPassedOverInLittleMemory() {
		long length = 200L << 20;
		TableSource source = TableSource.of("x.csv", length, () -> new SequenceInputStream(Collections
			.enumeration(List.of(new ByteArrayInputStream("name,note\nAnn,a\nBob,\"".getBytes(StandardCharsets.UTF_8)),
					new Letters(length), new ByteArrayInputStream("\"\nCy,c\n".getBytes(StandardCharsets.UTF_8))))));
		System.gc();
		long idle = used();
		long most = 0;
		StringBuilder told = new StringBuilder();
		try (TableReader reader = Tables.open(source)) {
			for (TableRow row = reader.next(); row != null; row = reader.next()) {
				told.append(row.problem() == null ? row.cell(0) : row.problem()).append(' ');
				System.gc();
				most = Math.max(most, used() - idle);
			}
			assertThat(reader.position()).isGreaterThan(length);
		}
		assertThat(told).hasToString("Ann " + TableRow.LINE_TOO_LONG + " Cy ");
		assertThat(most).isLessThan(24L << 20);
	}

	private static long used() {
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	@Test
	void aRowThatIsTooWideIsReported() {
		String wide = "x,".repeat(30);
		List<TableRow> rows = Sources.rows(Sources.text("a,b\n1,2\n" + wide + "\n3,4\n5,6\n"), Sources.small());
		assertThat(rows).extracting(TableRow::problem).containsExactly(null, TableRow.TOO_WIDE, null, null);
		assertThat(Tables.recognize(Sources.text(wide + "\n" + wide + "\n"), Sources.small()).refusal())
			.isEqualTo(TableRefused.TOO_WIDE);
	}

	@Test
	void refusesWhatIsNoTable() {
		assertThat(Tables.recognize(Sources.text("Dear diary,\ntoday it rained and I stayed in. Then\nnothing.\n"))
			.refusal()).isEqualTo(TableRefused.NOT_A_TABLE);
		assertThat(Tables.recognize(Sources.text("{\"a\": [1, 2]}")).refusal()).isEqualTo(TableRefused.NOT_A_TABLE);
		assertThat(Tables.recognize(Sources.bytes(new byte[] { 0, 1, 2, 3, 0, 0 })).refusal())
			.isEqualTo(TableRefused.NOT_A_TABLE);
		assertThat(Tables.recognize(Sources.bytes(new byte[0])).refusal()).isEqualTo(TableRefused.EMPTY);
		assertThat(Tables.recognize(Sources.text("\n \n")).refusal()).isEqualTo(TableRefused.EMPTY);
		assertThat(
				Tables.recognize(Sources.bytes(new byte[] { (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1 }))
					.refusal())
			.isEqualTo(TableRefused.OLD_EXCEL);
	}

	@Test
	void whatBeginsWithATabOrAReturnIsNoFormulaEither() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (TableWriter writer = TableWriter.csv(bytes)) {
			writer.row(List.of("\t=1+1", "\r=1+1"));
		}
		assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("'\t=1+1", "'\r=1+1");
	}

	@Test
	void whatIsExportedComesBackAsItWas() {
		List<String> wild = List.of("=1+1", "+86138", "-5", "@me", "'=quoted", "''=twice", "it's", "a,b;c\td", "\"q\"",
				"two\nlines", "plain");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (TableWriter writer = TableWriter.csv(bytes)) {
			writer.row(List.of("text", "b"));
			for (String text : wild) {
				writer.row(List.of(text, "x"));
			}
		}
		String csv = bytes.toString(StandardCharsets.UTF_8);
		assertThat(csv).startsWith("\uFEFFtext,b\r\n'=1+1,x\r\n'+86138,x\r\n'-5,x\r\n'@me,x\r\n");
		assertThat(Sources.rows(Sources.bytes(bytes.toByteArray()))).extracting((row) -> row.cells().get(0))
			.containsExactlyElementsOf(wild);
	}

	@Test
	void writesNumbersAndDates() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (TableWriter writer = TableWriter.csv(bytes)) {
			writer.row(Arrays.asList("a", null, 5L, new BigDecimal("-1.50"), true, LocalDate.of(2024, 1, 2),
					LocalDateTime.of(2024, 1, 2, 3, 4, 5)));
		}
		assertThat(bytes.toString(StandardCharsets.UTF_8))
			.isEqualTo("\uFEFFa,,5,-1.50,true,2024-01-02,2024-01-02 03:04:05\r\n");
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
		public int read(byte[] target, int offset, int length) {
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
