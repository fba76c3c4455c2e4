package io.guildhall.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens to a file, a reader comes to an end and never fails for what it says.
 */
class DamagedTablesTests {

	@ParameterizedTest
	@EnumSource
	void everyReaderComesToAnEnd(TableFormat format) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (TableWriter writer = TableWriter.of(format, bytes, "s")) {
			writer.row(List.of("姓名", "金额", "日期", "备注"));
			for (int i = 0; i < 40; i++) {
				writer.row(List.of("张三" + i, i * 100L, LocalDate.of(2024, 1, 1).plusDays(i), "\"a\", b\nc"));
			}
		}
		byte[] original = bytes.toByteArray();
		Random random = new Random(7);
		int rounds = (format == TableFormat.CSV) ? 500 : 60;
		int read = 0;
		for (int round = 0; round < rounds; round++) {
			TableSource source = Sources.bytes(damaged(original, random));
			TableHead head = Tables.recognize(source);
			if (!head.isTable()) {
				assertThat(head.refusal()).startsWith("table.");
				continue;
			}
			try (TableReader reader = Tables.open(source, head, TableLimits.standard())) {
				for (TableRow row = reader.next(); row != null; row = reader.next()) {
					read++;
				}
			}
		}
		assertThat(read).isGreaterThan(rounds);
	}

	private static byte[] damaged(byte[] original, Random random) {
		byte[] bytes = original.clone();
		for (int i = 1 + random.nextInt(3); i > 0; i--) {
			int at = random.nextInt(bytes.length);
			switch (random.nextInt(4)) {
				case 0 -> bytes[at] = (byte) random.nextInt(256);
				case 1 -> bytes[at] = ",;\"\n\r\t=".getBytes(StandardCharsets.US_ASCII)[random.nextInt(7)];
				case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
				default -> bytes = (random.nextInt(10) == 0) ? Arrays.copyOf(bytes, Math.max(1, at)) : bytes;
			}
		}
		return bytes;
	}

}
