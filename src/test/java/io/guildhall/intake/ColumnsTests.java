package io.guildhall.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ColumnsTests {

	@Test
	void guessesWhatColumnsHoldInBothLanguages() {
		assertThat(Columns.guess(ImportKind.ORDERS, List.of("订单编号", "手机号", "商品名称", "数量", "实付金额", "付款时间", "退款金额")))
			.isEqualTo(Map.of(Field.ORDER_NO, 0, Field.PHONE, 1, Field.PRODUCT, 2, Field.QUANTITY, 3, Field.AMOUNT, 4,
					Field.PAID_AT, 5, Field.REFUNDED, 6));
		assertThat(Columns.guess(ImportKind.MEMBERS, List.of("Name", "E-mail", "Member ID", "Joined")))
			.isEqualTo(Map.of(Field.NAME, 0, Field.EMAIL, 1, Field.EXTERNAL_ID, 2, Field.JOINED_AT, 3));
	}

	@Test
	void tellsOrdersFromMembers() {
		assertThat(Columns.kindOf(List.of("customer_id", "order_no", "amount", "date"))).isEqualTo(ImportKind.ORDERS);
		assertThat(Columns.kindOf(List.of("姓名", "手机号", "标签"))).isEqualTo(ImportKind.MEMBERS);
	}

	@Test
	void aTableOfOursIsOfThisHouseOrOfAnother() {
		List<String> ours = List.of("member_id", "revision", "name", "tags", "phone", "email", "identities", "groups",
				"joined_at");
		assertThat(Columns.kindOf(ours)).isEqualTo(ImportKind.CHANGES);
		assertThat(Columns.kinds(ours)).containsExactlyInAnyOrder(ImportKind.CHANGES, ImportKind.MEMBERS);
		assertThat(Columns.guess(ImportKind.MEMBERS, ours)).isEqualTo(Map.of(Field.EXTERNAL_ID, 0, Field.NAME, 2,
				Field.TAGS, 3, Field.PHONE, 4, Field.EMAIL, 5, Field.ACCOUNTS, 6, Field.JOINED_AT, 8));
		assertThat(Columns.kinds(List.of("name", "phone"))).containsExactlyInAnyOrder(ImportKind.MEMBERS,
				ImportKind.ORDERS);
	}

	@Test
	void knowsAHeadAgainHoweverItIsWritten() {
		assertThat(Columns.fingerprint(List.of("Order No.", "Paid at")))
			.isEqualTo(Columns.fingerprint(List.of("order_no", "PAID AT")))
			.isNotEqualTo(Columns.fingerprint(List.of("Paid at", "Order No.")));
	}

	@Test
	void refusesColumnsByWhichNoRowCanBeRead() {
		refuses(ImportKind.MEMBERS, Map.of(Field.JOINED_AT, 0), "intake.nobody-named");
		refuses(ImportKind.MEMBERS, Map.of(Field.NAME, 7), "intake.no-such-column");
		refuses(ImportKind.MEMBERS, Map.of(Field.NAME, 0, Field.AMOUNT, 1), "intake.no-such-column");
		refuses(ImportKind.MEMBERS, Map.of(Field.NAME, 0, Field.PHONE, 0), "intake.meaning-twice");
		refuses(ImportKind.ORDERS, Map.of(Field.NAME, 0, Field.AMOUNT, 1), "intake.order-columns-missing");
	}

	private static void refuses(ImportKind kind, Map<Field, Integer> columns, String code) {
		assertThatExceptionOfType(ImportRefused.class).isThrownBy(() -> Columns.check(kind, columns, 3))
			.extracting(ImportRefused::getCode)
			.isEqualTo(code);
	}

}
