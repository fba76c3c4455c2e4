package io.guildhall.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import io.guildhall.chatlog.SlackFixtures;

class UnpackingTests {

	private final IntakeSettings settings = new IntakeSettings(DataSize.ofMegabytes(1), DataSize.ofMegabytes(100), 10,
			3, 1000, DataSize.ofMegabytes(1), 100);

	@Test
	void findsTheChatsInAnArchiveAndLeavesTheRest() throws IOException {
		assertThat(unpacked("all.zip",
				zip(StandardCharsets.UTF_8, "a.txt", "logs/b.txt", "photo.jpg", ".hidden", "__MACOSX/a.txt")))
			.containsOnlyKeys("a.txt", "b.txt");
	}

	@Test
	void namesTheChatOfAnIphoneAfterItsArchive() throws IOException {
		assertThat(unpacked("WhatsApp Chat - Readers.zip", zip(StandardCharsets.UTF_8, "_chat.txt")))
			.containsOnlyKeys("WhatsApp Chat - Readers.txt");
	}

	@Test
	void readsNamesThatChineseWindowsWrote() throws IOException {
		assertThat(unpacked("a.zip", zip(Charset.forName("GB18030"), "读书群.txt"))).containsOnlyKeys("读书群.txt");
		assertThat(unpacked("a.zip", zip(StandardCharsets.UTF_8, "读书群.txt"))).containsOnlyKeys("读书群.txt");
	}

	@Test
	void endsABombAfterTheFirstMegabytesWhateverItClaims() throws IOException {
		byte[] bomb = bomb(80 << 20);
		assertThat(bomb).hasSizeLessThan(200_000);
		refuses("intake.bomb", bomb);
	}

	@Test
	void refusesMoreFilesThanOneImportMayHave() throws IOException {
		refuses("intake.too-many-files", zip(StandardCharsets.UTF_8, "1.txt", "2.txt", "3.txt", "4.txt"));
	}

	@Test
	void refusesAnArchiveThatBreaksOff() throws IOException {
		byte[] whole = bomb(1 << 20);
		refuses("intake.broken-archive", java.util.Arrays.copyOf(whole, whole.length / 2));
	}

	@Test
	void handsAWorkbookOverAsItIs() throws IOException {
		byte[] workbook = zip(StandardCharsets.UTF_8, "[Content_Types].xml", "xl/workbook.xml");
		assertThat(unpacked("orders", workbook)).containsOnlyKeys("orders").containsEntry("orders", workbook.length);
	}

	@Test
	void handsAnExportOfSlackOverAsItIsHoweverManyDaysItHas() throws IOException {
		SlackFixtures export = SlackFixtures.workspace();
		for (int day = 10; day < 20; day++) {
			export.day("tea", "2026-03-" + day, SlackFixtures.said("U1", day + ".1", "a", ""));
		}
		byte[] zip = export.zip();
		assertThat(unpacked("export.zip", zip)).containsOnlyKeys("export.zip").containsEntry("export.zip", zip.length);
		refuses("intake.broken-archive", java.util.Arrays.copyOf(zip, zip.length / 2));
		refuses("intake.bomb", export.file("tea/2026-03-20.json", " ".repeat(80 << 20)).zip());
	}

	private void refuses(String code, byte[] archive) {
		assertThatExceptionOfType(ImportRefused.class).isThrownBy(() -> unpacked("a.zip", archive))
			.extracting(ImportRefused::getCode)
			.isEqualTo(code);
	}

	private Map<String, Integer> unpacked(String name, byte[] bytes) throws IOException {
		Map<String, Integer> found = new TreeMap<>();
		new Unpacking(settings).each(new Upload(name, bytes.length, () -> new ByteArrayInputStream(bytes)),
				(file, content) -> found.put(file, (int) content.transferTo(OutputStream.nullOutputStream())));
		return found;
	}

	private static byte[] zip(Charset names, String... files) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
			for (String file : files) {
				zip.putNextEntry(new ZipEntry(file));
				zip.write(file.getBytes(StandardCharsets.UTF_8));
			}
		}
		return bytes.toByteArray();
	}

	private static byte[] bomb(int size) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			zip.putNextEntry(new ZipEntry("chat.txt"));
			zip.write(new byte[size]);
		}
		return bytes.toByteArray();
	}

}
