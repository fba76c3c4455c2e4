package io.guildhall.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.guildhall.shared.Money;

class CellsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			2024-01-02              | 2024-01-02T00:00
			2024/1/2                | 2024-01-02T00:00
			2024.1.2                | 2024-01-02T00:00
			2024-01-02 03:04        | 2024-01-02T03:04
			2024-01-02T03:04:05     | 2024-01-02T03:04:05
			2024-01-02 03:04:05.123 | 2024-01-02T03:04:05
			2024/1/2 3:04 PM        | 2024-01-02T15:04
			2024-1-2 24:00          | 2024-01-03T00:00
			2024年1月2日              | 2024-01-02T00:00
			2024年01月02日 15:04       | 2024-01-02T15:04
			2024年1月2日 下午3:04       | 2024-01-02T15:04
			2024年1月2日下午3点4分5秒     | 2024-01-02T15:04:05
			2024年1月2日15时04分        | 2024-01-02T15:04
			2024年1月2日 星期二          | 2024-01-02T00:00
			24年1月2日                | 2024-01-02T00:00
			２０２４－０１－０２              | 2024-01-02T00:00
			20240102                | 2024-01-02T00:00
			20240102 030405         | 2024-01-02T03:04:05
			19970101                | 1997-01-01T00:00
			31/12/2024              | 2024-12-31T00:00
			12/31/2024 11:59 pm     | 2024-12-31T23:59
			31.12.24                | 2024-12-31T00:00
			5/5/2024                | 2024-05-05T00:00
			2 Jan 2024              | 2024-01-02T00:00
			Jan 2, 2024 3:04 PM     | 2024-01-02T15:04
			02-Jan-2024             | 2024-01-02T00:00
			45293                   | 2024-01-02T00:00
			45293.5                 | 2024-01-02T12:00
			""")
	void readsDatesAsPeopleWriteThem(String cell, LocalDateTime expected) {
		assertThat(DateCells.dateTime(cell, null).value()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2024-02-30", "2024-13-01", "32/1/2024", "昨天", "2024", "1/2", "99999999", "123456789",
			"2024-01-02 25:00", "2024-01-02 abc" })
	void refusesDatesThatDoNotExist(String cell) {
		assertThat(DateCells.dateTime(cell, null).problem()).isEqualTo(DateCells.BAD_DATE);
	}

	@Test
	void asksWhatComesFirstWhereADateCanBeReadInTwoWays() {
		assertThat(DateCells.date("3/4/2024", null).problem()).isEqualTo(DateCells.AMBIGUOUS_DATE);
		assertThat(DateCells.date("3/4/2024", DayOrder.DAY_FIRST).get()).hasToString("2024-04-03");
		assertThat(DateCells.date("3/4/2024", DayOrder.MONTH_FIRST).get()).hasToString("2024-03-04");
		assertThat(DateCells.date("31/4/2024", DayOrder.MONTH_FIRST).problem()).isEqualTo(DateCells.BAD_DATE);
		assertThat(DateCells.date(" ", null).isEmpty()).isTrue();
	}

	@Test
	void takesTheZoneOfTheCellElseTheOneThatIsSaid() {
		ZoneId zone = ZoneId.of("Asia/Shanghai");
		assertThat(DateCells.instant("2024-01-02 03:04:05", zone, null).get()).hasToString("2024-01-01T19:04:05Z");
		assertThat(DateCells.instant("2024-01-02T03:04:05Z", zone, null).get()).hasToString("2024-01-02T03:04:05Z");
		assertThat(DateCells.instant("2024-01-02 03:04+0100", zone, null).get()).hasToString("2024-01-02T02:04:00Z");
		assertThat(DateCells.instant("2023-10-29 02:30", ZoneId.of("Europe/Berlin"), null).get())
			.hasToString("2023-10-29T00:30:00Z");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			¥1,234.50     | CNY | 123450
			￥ 1234.5      | CNY | 123450
			1234.5        | CNY | 123450
			1，234.5       | CNY | 123450
			99元           | CNY | 9900
			人民币 99.00    | CNY | 9900
			RMB99         | CNY | 9900
			CNY 0.10      | CNY | 10
			+5            | CNY | 500
			0             | CNY | 0
			-0.00         | CNY | 0
			12.500        | CNY | 1250
			.5            | CNY | 50
			１２３．４５        | CNY | 12345
			$1,234        | USD | 123400
			1.234,50 €    | EUR | 123450
			12,5          | EUR | 1250
			1 234,50      | EUR | 123450
			¥1,234        | JPY | 1234
			1'234.50      | CHF | 123450
			999999999999.99 | CNY | 99999999999999
			""")
	void readsAmountsToTheCent(String cell, String currency, long minor) {
		assertThat(Cells.amount(cell, currency).value()).isEqualTo(new Money(minor, currency));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			-5            | CNY | table.bad.amount-negative
			¥-5           | CNY | table.bad.amount-negative
			-¥5           | CNY | table.bad.amount-negative
			(5.00)        | CNY | table.bad.amount-negative
			1.234         | CNY | table.bad.amount-decimals
			0.5           | JPY | table.bad.amount-decimals
			$5            | CNY | table.bad.amount-currency
			5 EUR         | CNY | table.bad.amount-currency
			5美元          | CNY | table.bad.amount-currency
			free          | CNY | table.bad.amount
			1,23,4        | CNY | table.bad.amount
			1.2.3         | CNY | table.bad.amount
			5 apples      | CNY | table.bad.amount
			1e5           | CNY | table.bad.amount
			(5            | CNY | table.bad.amount
			9999999999999999 | CNY | table.bad.amount-too-large
			""")
	void refusesAmountsWithTheReason(String cell, String currency, String problem) {
		assertThat(Cells.amount(cell, currency).problem()).isEqualTo(problem);
	}

	@ParameterizedTest
	@CsvSource({ "是,true", "否,false", "YES,true", "n,false", "1,true", "0,false", "√,true", "×,false", "TRUE,true",
			"没有,false" })
	void readsYesAndNo(String cell, boolean expected) {
		assertThat(Cells.bool(cell).value()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "13800000001,+8613800000001", "138-0000-0001,+8613800000001", "+86 138 0000 0001,+8613800000001",
			"0086 13800000001,+8613800000001", "86 13800000001,+8613800000001", "010-12345678,+861012345678",
			"+1 (415) 555-0100,+14155550100", "１３８００００００01,+8613800000001", "95588,95588" })
	void bringsPhonesIntoOneForm(String cell, String expected) {
		assertThat(Cells.phone(cell, "86").value()).isEqualTo(expected);
	}

	@Test
	void refusesPhonesThatAreNoneOrMasked() {
		assertThat(Cells.phone("138****0001", "86").problem()).isEqualTo(Cells.MASKED);
		assertThat(Cells.phone("1.38E+10", "86").problem()).isEqualTo(Cells.BAD_PHONE);
		assertThat(Cells.phone("call me", "86").problem()).isEqualTo(Cells.BAD_PHONE);
		assertThat(Cells.phone("", "86").isEmpty()).isTrue();
		assertThat(Cells.phone("020 7946 0018", "44").get()).isEqualTo("+442079460018");
	}

	@Test
	void countsAreWhole() {
		assertThat(Cells.count("1,200").get()).isEqualTo(1200);
		assertThat(Cells.count("2.0").get()).isEqualTo(2);
		assertThat(Cells.count("2.5").problem()).isEqualTo(Cells.BAD_NUMBER);
		assertThat(Cells.count("-1").problem()).isEqualTo(Cells.BAD_NUMBER);
		assertThat(Cells.bool("maybe").problem()).isEqualTo(Cells.BAD_BOOLEAN);
	}

}
