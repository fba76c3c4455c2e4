package io.guildhall.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberExportTests {

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+86 138", "-1", "@ann", "\tx" })
	void letsNoSpreadsheetTakeACellForAFormula(String cell) {
		assertThat(MemberExport.safe(cell)).isEqualTo("'" + cell);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Ann", "王小明", "a=b" })
	void leavesOtherCellsAsTheyAre(String cell) {
		assertThat(MemberExport.safe(cell)).isEqualTo(cell);
	}

}
