package io.guildhall.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Money;

/** The files of providers as they document them. */
class StatementFileTests {

	private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

	private static final UUID OURS = UUID.fromString("0195a1b2-0000-7000-8000-000000000001");

	static final String WECHAT_HEAD = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,"
			+ "付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称," + "商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\n";

	private static final String WECHAT_SUMS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\n"
			+ "`2,`30.00,`10.00,`0.00,`0.12000,`30.00,`10.00\n";

	@Test
	void readsTheTradeBillOfWechatPay() {
		StatementFile file = read("\uFEFF" + WECHAT_HEAD
				+ wechat("SUCCESS", "4200001", "0195a1b2000070008000000000000001", "30.00", "0", "0", "0.00", "0.18000")
				+ wechat("REFUND", "4200001", "0195a1b2000070008000000000000001", "0.00", "50000001",
						"0195a1b2000070008000000000000001_1", "10.00", "-0.06000")
				+ wechat("REVOKED", "4200002", "shop-17", "5.00", "0", "0", "0.00", "0.00000") + WECHAT_SUMS);
		assertThat(file.bill().provider()).isEqualTo(ProviderName.WECHAT_PAY);
		assertThat(file.bad()).isEmpty();
		assertThat(file.rows()).containsExactly(
				new StatementRow(2, false, "4200001", OURS, yuan(3000), yuan(18), at("2026-03-01T10:01:00Z"), true),
				new StatementRow(3, true, "50000001", OURS, yuan(1000), null, at("2026-03-01T10:01:00Z"), true),
				new StatementRow(4, false, "4200002", null, yuan(500), yuan(0), at("2026-03-01T10:01:00Z"), false));
	}

	@Test
	void readsTheBusinessDetailsOfAlipayBetweenTheirTitlesAndSums() {
		StatementFile file = read(upload(alipay().getBytes(Charset.forName("GBK"))));
		assertThat(file.bill().provider()).isEqualTo(ProviderName.ALIPAY);
		assertThat(file.bad()).isEmpty();
		assertThat(file.rows()).containsExactly(
				new StatementRow(6, false, "2026030122001400000000000001", OURS, yuan(3000), yuan(18),
						at("2026-03-01T10:01:00Z"), true),
				new StatementRow(7, true, "0195a1b2000070008000000000000001", OURS, yuan(1000), null,
						at("2026-03-01T11:00:00Z"), true));
	}

	@Test
	void readsBothFilesOfStripe() {
		StatementFile history = read("""
				id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description,guildhall (metadata)
				txn_1,charge,ch_1,"1,030.00",1.17,1028.83,eur,2026-03-01 10:01:00,2026-03-08 00:00:00,,%s
				txn_2,refund,re_1,-10.00,0.00,-10.00,eur,2026-03-01 11:00:00,2026-03-08 00:00:00,REFUND,
				txn_3,payout,po_1,-18.83,0.00,-18.83,eur,2026-03-02 00:00:00,2026-03-02 00:00:00,STRIPE PAYOUT,
				""".formatted(OURS));
		assertThat(history.rows()).containsExactly(
				new StatementRow(2, false, "ch_1", OURS, new Money(103000, "EUR"), new Money(117, "EUR"),
						at("2026-03-01T10:01:00Z"), true),
				new StatementRow(3, true, "re_1", null, new Money(1000, "EUR"), null, at("2026-03-01T11:00:00Z"),
						true));
		StatementFile report = read(
				"""
						balance_transaction_id,created_utc,created,available_on_utc,currency,gross,fee,net,reporting_category,\
						source_id,description,customer_facing_amount,customer_facing_currency,payment_intent_id,\
						payment_metadata[guildhall]
						txn_1,2026-03-01 10:01:00,2026-03-01 18:01:00,2026-03-08,usd,4.20,0.42,3.78,charge,ch_1,,30.00,cny,pi_1,%s
						txn_2,2026-03-01 11:00:00,2026-03-01 19:00:00,2026-03-08,usd,-4.20,15.00,-19.20,dispute,du_1,,-30.00,cny,pi_1,
						"""
					.formatted(OURS));
		assertThat(report.rows()).as("as it was paid, and not as it was changed")
			.containsExactly(
					new StatementRow(2, false, "pi_1", OURS, yuan(3000), null, at("2026-03-01T10:01:00Z"), true),
					new StatementRow(3, true, "du_1", null, yuan(3000), null, at("2026-03-01T11:00:00Z"), true));
	}

	@Test
	void whatABankTookBackAndGaveBackIsReadFromBothFilesOfStripe() {
		StatementFile history = read(
				"""
						id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description,guildhall (metadata)
						txn_1,adjustment,du_1,-30.00,15.00,-45.00,eur,2026-03-01 10:01:00,2026-03-08,Chargeback withdrawal for ch_1,%1$s
						txn_2,adjustment,du_1,30.00,-15.00,45.00,eur,2026-03-01 11:00:00,2026-03-08,Chargeback reversal for ch_1,%1$s
						txn_3,adjustment,dp_2,"-1,030.00",0.00,"-1,030.00",eur,2026-03-01 11:00:00,2026-03-08,Chargeback,
						txn_4,adjustment,dp_2,0.00,15.00,-15.00,eur,2026-03-01 11:00:00,2026-03-08,Chargeback fee,
						txn_5,adjustment,,-1.00,0.00,-1.00,eur,2026-03-01 11:00:00,2026-03-08,Correction,
						txn_6,stripe_fee,fee_1,-1.00,0.00,-1.00,eur,2026-03-01 11:00:00,2026-03-08,Radar,
						"""
					.formatted(OURS));
		assertThat(history.bad()).isEmpty();
		assertThat(history.rows()).as("by their own names, and by none of ours")
			.containsExactly(
					new StatementRow(2, true, "du_1", null, new Money(3000, "EUR"), null, at("2026-03-01T10:01:00Z"),
							true),
					new StatementRow(3, false, "du_1", null, new Money(3000, "EUR"), null, at("2026-03-01T11:00:00Z"),
							true),
					new StatementRow(4, true, "dp_2", null, new Money(103000, "EUR"), null, at("2026-03-01T11:00:00Z"),
							true));
		StatementFile report = read(
				"""
						balance_transaction_id,created_utc,created,available_on_utc,currency,gross,fee,net,reporting_category,\
						source_id,description,payment_intent_id,payment_metadata[guildhall],refund_metadata[guildhall]
						txn_1,2026-03-01 10:01:00,2026-03-01 18:01:00,2026-03-08,eur,-30.00,15.00,-45.00,dispute,du_1,,pi_1,%1$s,
						txn_2,2026-03-01 11:00:00,2026-03-01 19:00:00,2026-03-08,eur,30.00,0.00,30.00,dispute_reversal,du_1,,pi_1,%1$s,
						"""
					.formatted(OURS));
		assertThat(report.rows()).containsExactly(
				new StatementRow(2, true, "du_1", null, new Money(3000, "EUR"), null, at("2026-03-01T10:01:00Z"), true),
				new StatementRow(3, false, "du_1", null, new Money(3000, "EUR"), null, at("2026-03-01T11:00:00Z"),
						true));
	}

	@Test
	void readsAnyTableOfWhichSomebodySaysWhatItsColumnsAre() {
		byte[] table = """
				Voucher;When;Total;Costs;Art
				A-1;2026-03-01 18:01;30.00;0.18;sale
				A-2;2026-03-01 19:00;-10.00;;sale
				A-3;2026-03-01 20:00;5.00;;Refund
				""".getBytes(StandardCharsets.UTF_8);
		StatementUpload upload = new StatementUpload("bank.csv", () -> new ByteArrayInputStream(table),
				ProviderName.SANDBOX,
				Map.of(StatementField.REFERENCE, "voucher", StatementField.TIME, "When", StatementField.AMOUNT, "Total",
						StatementField.FEE, "Costs", StatementField.KIND, "Art", StatementField.OUR_ID, ""));
		StatementFile file = read(upload);
		assertThat(file.rows()).containsExactly(
				new StatementRow(2, false, "A-1", null, yuan(3000), yuan(18), at("2026-03-01T10:01:00Z"), true),
				new StatementRow(3, true, "A-2", null, yuan(1000), null, at("2026-03-01T11:00:00Z"), true),
				new StatementRow(4, true, "A-3", null, yuan(500), null, at("2026-03-01T12:00:00Z"), true));
		assertRefused("statement.no-provider",
				new StatementUpload("x", () -> new ByteArrayInputStream(table), null, Map.of()));
		assertRefused("statement.unknown-form",
				new StatementUpload("x", () -> new ByteArrayInputStream(table), ProviderName.STRIPE, Map.of()));
		assertRefused("statement.no-column", new StatementUpload("x", () -> new ByteArrayInputStream(table),
				ProviderName.STRIPE, Map.of(StatementField.TIME, "Where")));
	}

	@Test
	void aBadRowIsNamedByItsLineAndTheOthersGoIn() {
		StatementFile file = read(WECHAT_HEAD + wechat("SUCCESS", "", "x", "30.00", "0", "0", "0.00", "0.18000")
				+ wechat("SUCCESS", "4200001", "x", "thirty", "0", "0", "0.00", "0.18000")
				+ wechat("SUCCESS", "4200002", "x", "30.001", "0", "0", "0.00", "0.18000")
				+ wechat("SUCCESS", "4200003", "x", "30.00", "0", "0", "0.00", "0.18000").replace("2026-03-01", "soon")
				+ wechat("SUCCESS", "4200004", "x", "30.00", "0", "0", "0.00", "0.18000").replace("CNY", "???")
				+ wechat("SUCCESS", "4200005", "x", "30.00", "0", "0", "0.00", "0.18000") + WECHAT_SUMS);
		assertThat(file.rows()).extracting(StatementRow::line).containsExactly(7L);
		assertThat(file.bad()).containsExactly(new StatementFile.BadRow(2, RowRefused.NO_REFERENCE),
				new StatementFile.BadRow(3, "table.bad.amount"),
				new StatementFile.BadRow(4, "table.bad.amount-decimals"), new StatementFile.BadRow(5, "table.bad.date"),
				new StatementFile.BadRow(6, RowRefused.NO_CURRENCY));
	}

	@Test
	void whatIsNoStatementIsRefused() {
		assertRefused("statement.no-table", upload("nothing of the kind".getBytes(StandardCharsets.UTF_8)));
		assertRefused("statement.no-table", upload(new byte[] { 0, 1, 2, 3 }));
		assertRefused("statement.nothing-in-it", upload((WECHAT_HEAD + WECHAT_SUMS).getBytes(StandardCharsets.UTF_8)));
		StringBuilder endless = new StringBuilder(WECHAT_HEAD);
		for (int i = 0; i < 1_002; i++) {
			endless.append("`x,`y\n");
		}
		assertRefused("statement.too-large", upload(endless.toString().getBytes(StandardCharsets.UTF_8)));
	}

	static String wechat(String state, String reference, String number, String amount, String refund,
			String refundNumber, String refunded, String fee) {
		return "`2026-03-01 18:01:00,`wx8888888888888888,`1900000001,`0,`,`%s,`%s,`oUpF8uMuAJO,`NATIVE,`%s,`OTHERS,`CNY,`%s,`0.00,`%s,`%s,`%s,`0.00,`ORIGINAL,`%s,`读书会 #12,`,`%s,`0.60%%,`%s,`%s,`\n"
			.formatted(reference, number, state, amount, refund, refundNumber, refunded,
					state.equals("REFUND") ? "SUCCESS" : "", fee, amount, refunded);
	}

	private static String alipay() {
		return """
				#支付宝业务明细查询
				#账号：[20880000000000010156]
				#起始日期：[2026年03月01日 00:00:00]   终止日期：[2026年03月02日 00:00:00]
				#-----------------------------------------业务明细列表----------------------------------------
				支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注
				2026030122001400000000000001\t,0195a1b2000070008000000000000001\t,交易,读书会 #12,2026-03-01 18:00:30,2026-03-01 18:01:00,,,,,安(159****5620),30.00,30.00,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,\t,-0.18,0.00,
				2026030122001400000000000001\t,0195a1b2000070008000000000000001\t,退款,读书会 #12,2026-03-01 19:00:00,2026-03-01 19:00:00,,,,,安(159****5620),-10.00,-10.00,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,0195a1b2000070008000000000000001\t,0.06,0.00,
				#-----------------------------------------业务明细列表结束------------------------------------
				#交易合计：1笔，商家实收共30.00元，商家优惠共0.00元
				#退款合计：1笔，商家实收退款共-10.00元，商家优惠退款共0.00元
				#导出时间：[2026年03月02日 09:12:20]
				""";
	}

	@Test
	void looksForAHeadInTheFirstLinesOnlyAndMakesNoTextOfTheOthers() {
		byte[] lines = "a\n".repeat(StatementService.LARGEST / 2).getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(StatementRefused.class)
			.isThrownBy(() -> StatementFile.read(upload(lines), lines, "CNY", SHANGHAI));
		String bill = WECHAT_HEAD + wechat("SUCCESS", "4200001", "shop-17", "30.00", "0", "0", "0.00", "0.18000");
		StatementFile below = read(("title\n".repeat(39) + bill).replace("\n", "\r\n"));
		assertThat(below.bill().provider()).isEqualTo(ProviderName.WECHAT_PAY);
		assertThat(below.rows()).extracting(StatementRow::line).containsExactly(41L);
		assertThatExceptionOfType(StatementRefused.class).isThrownBy(() -> read("title\n".repeat(40) + bill));
	}

	private static StatementFile read(String text) {
		return read(upload(text.getBytes(StandardCharsets.UTF_8)));
	}

	private static StatementFile read(StatementUpload upload) {
		return StatementFile.read(upload, upload.bytes(1 << 20), "CNY", SHANGHAI);
	}

	private static StatementUpload upload(byte[] bytes) {
		return new StatementUpload("bill.csv", () -> new ByteArrayInputStream(bytes), null, Map.of());
	}

	private static void assertRefused(String code, StatementUpload upload) {
		assertThatExceptionOfType(StatementRefused.class).isThrownBy(() -> read(upload))
			.extracting(StatementRefused::getCode)
			.isEqualTo(code);
	}

	private static Money yuan(long cents) {
		return new Money(cents, "CNY");
	}

	private static Instant at(String text) {
		return Instant.parse(text);
	}

}
