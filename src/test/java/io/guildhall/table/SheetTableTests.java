package io.guildhall.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

class SheetTableTests {

	private static final String SHEET_START = "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";

	private static final String SHEET_END = "</sheetData></worksheet>";

	private static byte[] workbook(String sheetXml) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			part(zip, "[Content_Types].xml",
					"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
			part(zip, "_rels/.rels",
					"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
			part(zip, "xl/workbook.xml",
					"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
			part(zip, "xl/_rels/workbook.xml.rels",
					"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
			part(zip, "xl/worksheets/sheet1.xml", sheetXml);
		}
		return bytes.toByteArray();
	}

	private static void part(ZipOutputStream zip, String name, String content) throws IOException {
		zip.putNextEntry(new ZipEntry(name));
		zip.write(content.getBytes(StandardCharsets.UTF_8));
		zip.closeEntry();
	}

	private static String row(int number, String... cells) {
		StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
		for (int i = 0; i < cells.length; i++) {
			row.append("<c r=\"")
				.append((char) ('A' + i))
				.append(number)
				.append("\" t=\"inlineStr\"><is><t>")
				.append(cells[i])
				.append("</t></is></c>");
		}
		return row.append("</row>").toString();
	}

	private static String refusal(byte[] bytes) {
		return String.valueOf(Tables.recognize(Sources.bytes(bytes), Sources.small()).refusal());
	}

	@Test
	void readsWhatWasWritten() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (TableWriter writer = TableWriter.xlsx(bytes, "会员")) {
			writer.row(List.of("姓名", "手机", "金额", "加入", "最近", "会员"));
			writer.row(Arrays.asList("张三", "+8613800000001", new BigDecimal("19.90"), LocalDate.of(2024, 1, 2),
					LocalDateTime.of(2024, 1, 2, 15, 4, 5), true));
			writer.row(Arrays.asList("=1+1", null, -3L, null, null, false));
		}
		TableSource source = Sources.bytes(bytes.toByteArray());
		TableHead head = Tables.recognize(source);
		assertThat(head.format()).isEqualTo(TableFormat.XLSX);
		assertThat(head.sheet()).isEqualTo("会员");
		assertThat(head.columns()).containsExactly("姓名", "手机", "金额", "加入", "最近", "会员");
		List<TableRow> rows = Sources.rows(source);
		assertThat(rows.get(0).cells()).containsExactly("张三", "+8613800000001", "19.9", "2024-01-02",
				"2024-01-02 15:04:05", "true");
		assertThat(rows.get(1).cells()).containsExactly("=1+1", "", "-3", "", "", "false");
		assertThat(rows).extracting(TableRow::line).containsExactly(2L, 3L);
	}

	@Test
	void skipsEmptyRowsAndHiddenSheetsAndReadsFormulas() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		Workbook workbook = new Workbook(bytes, "test", "1.0");
		Worksheet hidden = workbook.newWorksheet("hidden");
		hidden.value(0, 0, "nothing");
		hidden.setVisibilityState(org.dhatim.fastexcel.VisibilityState.HIDDEN);
		Worksheet shown = workbook.newWorksheet("shown");
		shown.value(0, 0, "name");
		shown.value(0, 1, "amount");
		shown.value(4, 0, "Ann");
		shown.value(4, 1, 0.1 + 0.2);
		workbook.finish();
		List<TableRow> rows = Sources.rows(Sources.bytes(bytes.toByteArray()));
		assertThat(rows).extracting(TableRow::cells).containsExactly(List.of("Ann", "0.3"));
		assertThat(rows.get(0).line()).isEqualTo(5);
	}

	@Test
	void progressGoesUpToTheSize() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (TableWriter writer = TableWriter.xlsx(bytes, "s")) {
			for (int i = 0; i < 2000; i++) {
				writer.row(List.of("name " + i, "note " + i));
			}
		}
		TableSource source = Sources.bytes(bytes.toByteArray());
		try (TableReader reader = Tables.open(source)) {
			long before = 0;
			while (reader.next() != null) {
				assertThat(reader.position()).isBetween(before, source.size());
				before = reader.position();
			}
			assertThat(reader.position()).isEqualTo(source.size());
		}
	}

	@Test
	void refusesAWorkbookThatUnpacksToFarTooMuch() throws IOException {
		byte[] bomb = workbook(SHEET_START + row(1, "a") + "<row r=\"2\"></row>".repeat(600_000) + SHEET_END);
		assertThat(bomb).hasSizeLessThan(100_000);
		assertThat(refusal(bomb)).isEqualTo(TableRefused.ZIP_BOMB);
		assertThatExceptionOfType(TableRefused.class).isThrownBy(() -> Tables.open(Sources.bytes(bomb),
				Tables.recognize(Sources.bytes(bomb), Sources.small()), Sources.small()));
	}

	@Test
	void refusesAWorkbookThatIsSwollenByTheUsualLimitsToo() throws IOException {
		byte[] bomb = workbook(
				SHEET_START + "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".repeat(1_500_000) + SHEET_END);
		assertThat(Tables.recognize(Sources.bytes(bomb)).refusal()).isEqualTo(TableRefused.ZIP_BOMB);
	}

	@Test
	void refusesTooManyPartsLargeFilesAndSharedText() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (int i = 0; i < 60; i++) {
				part(zip, "p" + i, "x");
			}
		}
		assertThat(refusal(bytes.toByteArray())).isEqualTo(TableRefused.ZIP_BOMB);
		byte[] large = new byte[(1 << 20) + 1];
		System.arraycopy(new byte[] { 'P', 'K', 3, 4 }, 0, large, 0, 4);
		assertThat(refusal(large)).isEqualTo(TableRefused.TOO_LARGE);
		ByteArrayOutputStream shared = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(shared)) {
			part(zip, "xl/sharedStrings.xml", "<sst>" + "<si><t>some text</t></si>".repeat(50_000) + "</sst>");
		}
		assertThat(refusal(shared.toByteArray())).isEqualTo(TableRefused.ZIP_BOMB);
	}

	@Test
	void refusesRowsAndCellsWithoutEnd() throws IOException {
		String wide = "<row r=\"1\">" + "<c><v>1</v></c>".repeat(30) + "</row>";
		assertThat(refusal(workbook(SHEET_START + wide + SHEET_END))).isEqualTo(TableRefused.TOO_WIDE);
		assertThat(refusal(workbook(SHEET_START + row(1, "x".repeat(9000)) + SHEET_END)))
			.isEqualTo(TableRefused.LINE_TOO_LONG);
	}

	@Test
	void refusesEntitiesArchivesAndDamage() throws IOException {
		assertThat(refusal(workbook("<!DOCTYPE x [<!ENTITY a \"aaaa\">]>" + SHEET_START + row(1, "&a;") + SHEET_END)))
			.isEqualTo(TableRefused.DAMAGED);
		ByteArrayOutputStream archive = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(archive)) {
			part(zip, "readme.txt", "hello");
		}
		assertThat(refusal(archive.toByteArray())).isEqualTo(TableRefused.NOT_A_TABLE);
		byte[] whole = workbook(SHEET_START + row(1, "a", "b") + row(2, "1", "2") + SHEET_END);
		assertThat(refusal(Arrays.copyOf(whole, whole.length / 2))).isEqualTo(TableRefused.DAMAGED);
		assertThat(Sources.cells(Sources.bytes(whole))).hasSize(1);
	}

	@Test
	void aSheetThatBreaksOffKeepsWhatCameBefore() throws IOException {
		byte[] broken = workbook(SHEET_START + row(1, "a", "b") + row(2, "x", "y") + "<row r=\"3\"><c r=\"A3\"><oops");
		List<TableRow> rows = Sources.rows(Sources.bytes(broken));
		assertThat(rows).extracting(TableRow::problem).containsExactly(null, TableRow.BROKEN_FILE);
	}

	@Test
	void knowsFormatsOfDates() {
		assertThat(List.of("yyyy-mm-dd", "m/d/yy h:mm", "[$-804]yyyy\"年\"m\"月\"", "h:mm", "dd.mm.yyyy;@"))
			.allMatch(DateCells::isDateFormat);
		assertThat(List.of("General", "0.00", "#,##0.00", "[Red]-0", "\"day\" 0", "0.00E+00", "@"))
			.noneMatch(DateCells::isDateFormat);
	}

}
