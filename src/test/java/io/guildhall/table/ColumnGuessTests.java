package io.guildhall.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ColumnGuessTests {

	private static final List<ColumnTarget> TARGETS = List.of(
			new ColumnTarget("name", List.of("姓名", "名字", "昵称", "name", "full name")),
			new ColumnTarget("phone", List.of("手机", "手机号", "电话", "phone", "mobile")),
			new ColumnTarget("amount", List.of("金额", "实付金额", "amount", "total")),
			new ColumnTarget("paid", List.of("付款时间", "日期", "paid at", "date")));

	@Test
	void proposesByExactNamesFirst() {
		assertThat(ColumnGuess.propose(List.of("序号", "收货人姓名", "姓名", "手机号", "实付金额", "付款时间"), TARGETS))
			.isEqualTo(Map.of("name", 2, "phone", 3, "amount", 4, "paid", 5));
	}

	@Test
	void forgivesCaseBlanksAndSigns() {
		assertThat(ColumnGuess.propose(List.of("Full_Name", "PHONE", "Paid-At", "Total"), TARGETS))
			.isEqualTo(Map.of("name", 0, "phone", 1, "paid", 2, "amount", 3));
	}

	@Test
	void looksIntoLongerNamesAndUsesAColumnOnce() {
		assertThat(ColumnGuess.propose(List.of("客户手机号码（必填）", "订单金额(元)", "买家昵称"), TARGETS))
			.isEqualTo(Map.of("phone", 0, "amount", 1, "name", 2));
		assertThat(ColumnGuess.propose(List.of("update", "paidamount"), TARGETS))
			.isEqualTo(Map.of("amount", 1, "paid", 0));
	}

	@Test
	void proposesNothingWhereNothingFits() {
		assertThat(ColumnGuess.propose(List.of("a", "b", ""), TARGETS)).isEmpty();
	}

}
