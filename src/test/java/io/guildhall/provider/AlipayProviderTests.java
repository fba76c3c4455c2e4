package io.guildhall.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.provider.PaymentProvider.Charge;
import io.guildhall.provider.PaymentProvider.Credentials;
import io.guildhall.provider.PaymentProvider.ForgedCallback;
import io.guildhall.provider.PaymentProvider.Notice;
import io.guildhall.provider.PaymentProvider.ProviderRefusal;
import io.guildhall.provider.PaymentProvider.ProviderSilent;
import io.guildhall.provider.PaymentProvider.Refund;
import io.guildhall.provider.PaymentProvider.ReturnStanding;
import io.guildhall.provider.PaymentProvider.Told;
import io.guildhall.provider.Standing.State;
import io.guildhall.shared.Money;

/** Against a server of our own that signs and answers as Alipay documents it. */
class AlipayProviderTests {

	private static final AlipayPost POST = new AlipayPost();

	private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

	private static final UUID ID = UUID.fromString("0195a1b2-0000-7000-8000-000000000001");

	private static final String NUMBER = "0195a1b2000070008000000000000001";

	private static final String CODE = "https://qr.alipay.com/bax03431ljhokirwl38f00a7";

	private static final String TRADE = "2026030122001400000000000001";

	private static final String PRECREATE = "alipay.trade.precreate";

	private static final String QUERY = "alipay.trade.query";

	private static final String CLOSE = "alipay.trade.close";

	private static final String REFUND = "alipay.trade.refund";

	private static final String REFUND_QUERY = "alipay.trade.fastpay.refund.query";

	private static final String NO_TRADE = """
			{"code":"40004","msg":"Business Failed","sub_code":"ACQ.TRADE_NOT_EXIST","sub_msg":"交易不存在"}""";

	private static final String OPENED = "{\"code\":\"10000\",\"msg\":\"Success\",\"out_trade_no\":\"" + NUMBER
			+ "\",\"qr_code\":\"" + CODE + "\"}";

	private final Credentials credentials = credentials();

	private ProviderServer server;

	private AlipayProvider alipay;

	@BeforeEach
	void aServerThatAnswersAsAlipay() throws IOException {
		server = new ProviderServer();
		ProviderSettings settings = new ProviderSettings(Duration.ofMillis(700), "", "", server.url() + "/gateway.do",
				true);
		alipay = new AlipayProvider(new ProviderHttp(settings), settings, Clock.fixed(NOW, ZoneOffset.UTC));
	}

	@AfterEach
	void end() {
		server.close();
	}

	@Test
	void opensATradeUnderOurNumberAndSignsIt() {
		answers(PRECREATE, OPENED);
		assertThat(alipay.start(credentials, charge(null))).isEqualTo(new PaymentProvider.Started(NUMBER, CODE));
		Map<String, String> asked = POST.asked(server.asked().get(0));
		assertThat(asked).as("rightly signed")
			.containsEntry("method", PRECREATE)
			.containsEntry("app_id", AlipayPost.APP)
			.containsEntry("sign_type", "RSA2")
			.containsEntry("notify_url", "https://guild.example.org/hooks/payments/hook2345");
		JsonNode content = JsonMapper.shared().readTree(asked.get("biz_content"));
		assertThat(content.path("out_trade_no").asString()).isEqualTo(NUMBER);
		assertThat(content.path("total_amount").asString()).isEqualTo("30.00");
		assertThat(content.path("subject").asString()).isEqualTo("读书会 #12");
		assertThat(content.path("seller_id").asString()).isEqualTo(AlipayPost.SELLER);
		assertThat(content.path("time_expire").asString()).isEqualTo("2026-03-01 20:00:00");
		assertThatExceptionOfType(ProviderRefusal.class).isThrownBy(() -> alipay.start(credentials,
				new Charge(ID, "c", "Acme", new Money(3000, "EUR"), "https://x", NOW, NOW, null)));
	}

	@Test
	void asksHowItStands() {
		answers(QUERY, trade("WAIT_BUYER_PAY"));
		answers(QUERY, trade("TRADE_SUCCESS"));
		answers(QUERY, trade("TRADE_FINISHED"));
		answers(QUERY, trade("TRADE_CLOSED"));
		assertThat(ask().state()).isEqualTo(State.PENDING);
		Standing paid = ask();
		assertThat(paid.state()).isEqualTo(State.PAID);
		assertThat(paid.receipts()).containsExactly(
				new Standing.Receipt(TRADE, new Money(3000, "CNY"), new Money(0, "CNY"), NOW.plusSeconds(60)));
		assertThat(ask().state()).isEqualTo(State.PAID);
		assertThat(ask().state()).isEqualTo(State.CLOSED);
	}

	@Test
	void aCodeThatNobodyHasScannedIsNoTradeYetAndNotOver() {
		answers(QUERY, NO_TRADE);
		assertThat(ask().state()).isEqualTo(State.PENDING);
		answers(QUERY, NO_TRADE);
		assertThat(alipay.ask(credentials, expired()).state()).isEqualTo(State.CLOSED);
		answers(QUERY, NO_TRADE);
		assertThat(alipay.close(credentials, charge(NUMBER)).state()).isEqualTo(State.CLOSED);
	}

	@Test
	void aCodeWhoseAnswerGotLostIsAskedForAgain() {
		server.hang();
		assertThatExceptionOfType(ProviderSilent.class).isThrownBy(() -> alipay.start(credentials, charge(null)));
		answers(QUERY, NO_TRADE);
		answers(PRECREATE, OPENED);
		assertThat(alipay.ask(credentials, charge(null))).isEqualTo(Standing.pending(NUMBER, CODE));
		answers(QUERY, trade("TRADE_SUCCESS"));
		assertThat(alipay.ask(credentials, charge(null)).state()).isEqualTo(State.PAID);
	}

	@Test
	void closesUnlessSomebodyHasPaid() {
		answers(QUERY, trade("WAIT_BUYER_PAY"));
		answers(CLOSE, "{\"code\":\"10000\",\"msg\":\"Success\",\"trade_no\":\"" + TRADE + "\"}");
		assertThat(alipay.close(credentials, charge(NUMBER)).state()).isEqualTo(State.CLOSED);
		answers(QUERY, trade("WAIT_BUYER_PAY"));
		answers(CLOSE, failed("ACQ.TRADE_STATUS_ERROR"));
		answers(QUERY, trade("TRADE_SUCCESS"));
		assertThat(alipay.close(credentials, charge(NUMBER)).state()).isEqualTo(State.PAID);
		assertThat(server.asked()).extracting(asked -> POST.asked(asked).get("method"))
			.as("what was paid in that moment is not paid back unasked")
			.doesNotContain("alipay.trade.cancel");
	}

	@Test
	void refundsOnceHoweverOftenItIsAsked() {
		Refund refund = new Refund(ID, 0, TRADE, new Money(1000, "CNY"));
		answers(REFUND_QUERY, "{\"code\":\"10000\",\"msg\":\"Success\"}");
		answers(REFUND, refunded("N"));
		assertThat(refund(refund).state()).as("perhaps it went before").isEqualTo(ReturnStanding.State.PENDING);
		JsonNode content = JsonMapper.shared().readTree(POST.asked(server.asked().get(1)).get("biz_content"));
		assertThat(content.path("trade_no").asString()).isEqualTo(TRADE);
		assertThat(content.path("refund_amount").asString()).isEqualTo("10.00");
		assertThat(content.path("out_request_no").asString()).isEqualTo(NUMBER);
		answers(REFUND_QUERY, "{\"code\":\"10000\",\"msg\":\"Success\",\"refund_status\":\"REFUND_SUCCESS\"}");
		assertThat(refund(refund)).isEqualTo(new ReturnStanding(ReturnStanding.State.DONE, NUMBER, null));
		assertThat(server.asked()).as("the second time it was only looked for").hasSize(3);
		answers(REFUND_QUERY, "{\"code\":\"10000\",\"msg\":\"Success\"}");
		answers(REFUND, refunded("Y"));
		assertThat(refund(refund).state()).isEqualTo(ReturnStanding.State.DONE);
	}

	@Test
	void aRefundThatFailedIsAskedForAgainUnderAnotherNumber() {
		answers(REFUND_QUERY, "{\"code\":\"10000\",\"msg\":\"Success\"}");
		answers(REFUND, failed("ACQ.SELLER_BALANCE_NOT_ENOUGH"));
		assertThat(refund(new Refund(ID, 0, TRADE, new Money(1000, "CNY"))))
			.isEqualTo(ReturnStanding.failed(null, "ACQ.SELLER_BALANCE_NOT_ENOUGH"));
		answers(REFUND_QUERY, "{\"code\":\"10000\",\"msg\":\"Success\"}");
		answers(REFUND_QUERY, "{\"code\":\"10000\",\"msg\":\"Success\"}");
		answers(REFUND, refunded("Y"));
		assertThat(refund(new Refund(ID, 1, TRADE, new Money(1000, "CNY"))).externalId()).isEqualTo(NUMBER + "_1");
	}

	@Test
	void tellsARefusalFromWhatNobodyKnows() {
		answers(PRECREATE, failed("ACQ.INVALID_PARAMETER"));
		assertThatExceptionOfType(ProviderRefusal.class).isThrownBy(() -> alipay.start(credentials, charge(null)))
			.withMessage("ACQ.INVALID_PARAMETER");
		answers(PRECREATE, "{\"code\":\"40002\",\"msg\":\"Invalid\",\"sub_code\":\"isv.invalid-signature\"}");
		assertThatExceptionOfType(ProviderRefusal.class).isThrownBy(() -> alipay.start(credentials, charge(null)))
			.withMessage("isv.invalid-signature");
		answers(PRECREATE, failed("ACQ.SYSTEM_ERROR"));
		assertSilent("an error of theirs");
		answers(PRECREATE, "{\"code\":\"20000\",\"msg\":\"Unknown\",\"sub_code\":\"isp.unknow-error\"}");
		assertSilent("they do not know either");
		server.answer(asked -> new ProviderServer.Answer(502, "down", Map.of()));
		assertSilent("something between us");
		server.answer(asked -> new AlipayPost().answer(PRECREATE, OPENED));
		assertSilent("signed by somebody else");
		server.answer(asked -> new ProviderServer.Answer(200,
				POST.answer(PRECREATE, OPENED).body().replace("bax03431", "bax99999"), Map.of()));
		assertSilent("altered on its way");
	}

	@Test
	void aServerThatHangsIsLetGoOf() {
		long before = System.nanoTime();
		server.hang();
		assertSilent("no answer");
		server.drip();
		assertSilent("half an answer");
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
	}

	@Test
	void hearsWhatAlipaySigns() {
		Notice paid = (Notice) hear(AlipayPost.paid("event-1", NUMBER, "30.00")).orElseThrow();
		assertThat(paid.event()).isEqualTo("event-1");
		assertThat(paid.charge()).isEqualTo(ID);
		assertThat(paid.standing().receipts()).containsExactly(
				new Standing.Receipt(TRADE, new Money(3000, "CNY"), new Money(0, "CNY"), NOW.plusSeconds(60)));
		Map<String, String> closed = AlipayPost.paid("event-2", NUMBER, "30.00");
		closed.put("trade_status", "TRADE_CLOSED");
		assertThat(((Notice) hear(closed).orElseThrow()).standing().state()).isEqualTo(State.CLOSED);
		assertThat(hear(AlipayPost.paid("event-3", "an order of a shop", "30.00")))
			.as("another shop of the same seller")
			.isEmpty();
	}

	@Test
	void believesNothingElse() {
		Map<String, String> paid = AlipayPost.paid("event-1", NUMBER, "30.00");
		assertForged("unsigned", AlipayPost.encoded(paid));
		assertForged("of somebody else", new AlipayPost().form(paid));
		assertForged("altered", POST.form(paid).replace("total_amount=30.00", "total_amount=31.00"));
		assertForged("with a field more", POST.form(paid) + "&body=free");
		assertForged("with a field twice", POST.form(paid) + "&total_amount=31.00");
		assertForged("by a weaker signature", POST.form(paid).replace("sign_type=RSA2", "sign_type=RSA"));
		paid.put("app_id", "2021000000000002");
		assertForged("of another application", POST.form(paid));
		paid.put("app_id", AlipayPost.APP);
		paid.put("seller_id", "2088000000000002");
		assertForged("of another seller", POST.form(paid));
		paid.put("seller_id", AlipayPost.SELLER);
		paid.put("total_amount", "");
		assertForged("without an amount", POST.form(paid));
		assertForged("garbage", "%zz=%zz");
	}

	private void assertForged(String why, String form) {
		assertThatExceptionOfType(ForgedCallback.class).as(why)
			.isThrownBy(() -> alipay.read(credentials, Map.of(), form.getBytes(StandardCharsets.UTF_8), NOW));
	}

	private void assertSilent(String why) {
		assertThatExceptionOfType(ProviderSilent.class).as(why)
			.isThrownBy(() -> alipay.start(credentials, charge(null)));
	}

	private Optional<Told> hear(Map<String, String> fields) {
		return alipay.read(credentials, Map.of(), POST.form(fields).getBytes(StandardCharsets.UTF_8), NOW);
	}

	private Standing ask() {
		return alipay.ask(credentials, charge(NUMBER));
	}

	private ReturnStanding refund(Refund refund) {
		return alipay.refund(credentials, charge(NUMBER), refund);
	}

	private void answers(String method, String content) {
		server.answer(asked -> POST.answer(method, content));
	}

	private static String trade(String status) {
		return """
				{"code":"10000","msg":"Success","out_trade_no":"%s","trade_no":"%s","trade_status":"%s",\
				"total_amount":"30.00","buyer_logon_id":"159****5620","send_pay_date":"2026-03-01 18:01:00"}"""
			.formatted(NUMBER, TRADE, status);
	}

	private static String refunded(String change) {
		return """
				{"code":"10000","msg":"Success","out_trade_no":"%s","trade_no":"%s","fund_change":"%s",\
				"refund_fee":"10.00"}""".formatted(NUMBER, TRADE, change);
	}

	private static String failed(String code) {
		return "{\"code\":\"40004\",\"msg\":\"Business Failed\",\"sub_code\":\"" + code + "\",\"sub_msg\":\"x\"}";
	}

	private static Credentials credentials() {
		Map<String, String> named = new HashMap<>();
		POST.keys().forEach((key, text) -> named.put(key.name(), text));
		return new Credentials(UUID.randomUUID(), "hook2345", named);
	}

	private static Charge charge(String externalId) {
		return new Charge(ID, "abcd2345", "读书会 #12", new Money(3000, "CNY"), "https://guild.example.org", NOW,
				NOW.plus(Duration.ofHours(2)), externalId);
	}

	private static Charge expired() {
		return new Charge(ID, "abcd2345", "读书会 #12", new Money(3000, "CNY"), "https://guild.example.org",
				NOW.minus(Duration.ofHours(3)), NOW.minus(Duration.ofHours(1)), NUMBER);
	}

}
