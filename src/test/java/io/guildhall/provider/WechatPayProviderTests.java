package io.guildhall.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.provider.PaymentProvider.Charge;
import io.guildhall.provider.PaymentProvider.Credentials;
import io.guildhall.provider.PaymentProvider.ForgedCallback;
import io.guildhall.provider.PaymentProvider.Notice;
import io.guildhall.provider.PaymentProvider.ProviderRefusal;
import io.guildhall.provider.PaymentProvider.ProviderSilent;
import io.guildhall.provider.PaymentProvider.Refund;
import io.guildhall.provider.PaymentProvider.RefundNotice;
import io.guildhall.provider.PaymentProvider.ReturnStanding;
import io.guildhall.provider.PaymentProvider.Told;
import io.guildhall.provider.Standing.State;
import io.guildhall.shared.Money;

/** Against a server of our own that signs and answers as WeChat Pay documents it. */
class WechatPayProviderTests {

	private static final WechatPayPost POST = new WechatPayPost();

	private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

	private static final UUID ID = UUID.fromString("0195a1b2-0000-7000-8000-000000000001");

	private static final String NUMBER = "0195a1b2000070008000000000000001";

	private static final String CODE = "weixin://wxpay/bizpayurl?pr=p4lpSuKzz";

	private static final Pattern AUTHORIZATION = Pattern.compile("WECHATPAY2-SHA256-RSA2048 mchid=\"1900000001\","
			+ "nonce_str=\"(.+)\",timestamp=\"(\\d+)\",serial_no=\"(.+)\",signature=\"(.+)\"");

	private final Credentials credentials = credentials(POST.keys());

	private ProviderServer server;

	private WechatPayProvider wechat;

	@BeforeEach
	void aServerThatAnswersAsWechatPay() throws IOException {
		server = new ProviderServer();
		ProviderSettings settings = new ProviderSettings(Duration.ofMillis(700), "", server.url(), "", true);
		wechat = new WechatPayProvider(new ProviderHttp(settings), settings, JsonMapper.shared(),
				Clock.fixed(NOW, ZoneOffset.UTC));
	}

	@AfterEach
	void end() {
		server.close();
	}

	@Test
	void opensANativeTransactionUnderOurNumberAndSignsIt() {
		answers(200, "{\"code_url\":\"" + CODE + "\"}");
		assertThat(wechat.start(credentials, charge(null))).isEqualTo(new PaymentProvider.Started(NUMBER, CODE));
		ProviderServer.Asked asked = server.asked().get(0);
		assertThat(asked.what()).isEqualTo("POST /v3/pay/transactions/native");
		JsonNode body = JsonMapper.shared().readTree(asked.body());
		assertThat(body.path("out_trade_no").asString()).isEqualTo(NUMBER);
		assertThat(body.path("mchid").asString()).isEqualTo(WechatPayPost.MERCHANT);
		assertThat(body.path("appid").asString()).isEqualTo(WechatPayPost.APP);
		assertThat(body.path("amount").path("total").asLong()).isEqualTo(3000);
		assertThat(body.path("description").asString()).isEqualTo("Acme #12");
		assertThat(body.path("time_expire").asString()).isEqualTo("2026-03-01T20:00:00+08:00");
		assertThat(body.path("notify_url").asString()).isEqualTo("https://guild.example.org/hooks/payments/hook2345");
		Matcher signed = AUTHORIZATION.matcher(asked.header("Authorization"));
		assertThat(signed.matches()).isTrue();
		assertThat(POST.merchant()
			.isSigned("POST\n/v3/pay/transactions/native\n" + signed.group(2) + "\n" + signed.group(1) + "\n"
					+ asked.body() + "\n", signed.group(4)))
			.isTrue();
		assertThatExceptionOfType(ProviderRefusal.class).isThrownBy(() -> wechat.start(credentials,
				new Charge(ID, "c", "Acme", new Money(3000, "EUR"), "https://x", NOW, NOW, null)));
	}

	@Test
	void asksHowItStands() {
		for (String state : new String[] { "NOTPAY", "USERPAYING", "SUCCESS", "REFUND", "CLOSED", "PAYERROR" }) {
			answers(200, WechatPayPost.transaction(NUMBER, state, 3000));
		}
		assertThat(ask().state()).isEqualTo(State.PENDING);
		assertThat(ask().state()).isEqualTo(State.PENDING);
		Standing paid = ask();
		assertThat(paid.state()).isEqualTo(State.PAID);
		assertThat(paid.receipts()).containsExactly(new Standing.Receipt("4200001234202603010000000001",
				new Money(3000, "CNY"), new Money(0, "CNY"), NOW.plusSeconds(60)));
		assertThat(ask().state()).as("what was paid back has been paid").isEqualTo(State.PAID);
		assertThat(ask().state()).isEqualTo(State.CLOSED);
		assertThat(ask().state()).isEqualTo(State.FAILED);
		assertThat(server.asked().get(0).what())
			.isEqualTo("GET /v3/pay/transactions/out-trade-no/" + NUMBER + "?mchid=1900000001");
	}

	@Test
	void anOrderWhoseAnswerGotLostIsTheSameOneAgain() {
		server.hang();
		assertThatExceptionOfType(ProviderSilent.class).isThrownBy(() -> wechat.start(credentials, charge(null)));
		answers(200, WechatPayPost.transaction(NUMBER, "NOTPAY", 3000));
		answers(200, "{\"code_url\":\"" + CODE + "\"}");
		Standing found = wechat.ask(credentials, charge(null));
		assertThat(found).isEqualTo(Standing.pending(NUMBER, CODE));
		assertThat(server.asked().get(2).body()).isEqualTo(server.asked().get(0).body());
		answers(404, error("ORDER_NOT_EXIST"));
		answers(200, "{\"code_url\":\"" + CODE + "\"}");
		assertThat(wechat.ask(credentials, charge(null)).link()).as("it never got there").isEqualTo(CODE);
		answers(200, WechatPayPost.transaction(NUMBER, "SUCCESS", 3000));
		assertThat(wechat.ask(credentials, charge(null)).state()).isEqualTo(State.PAID);
		answers(404, error("ORDER_NOT_EXIST"));
		assertThat(wechat.ask(credentials, expired()).state()).isEqualTo(State.CLOSED);
	}

	@Test
	void closesUnlessSomebodyHasPaid() {
		answers(200, WechatPayPost.transaction(NUMBER, "NOTPAY", 3000));
		server.answer(asked -> POST.answer(204, ""));
		assertThat(wechat.close(credentials, charge(NUMBER)).state()).isEqualTo(State.CLOSED);
		assertThat(server.asked().get(1).what())
			.isEqualTo("POST /v3/pay/transactions/out-trade-no/" + NUMBER + "/close");
		answers(200, WechatPayPost.transaction(NUMBER, "NOTPAY", 3000));
		answers(400, error("ORDER_PAID"));
		answers(200, WechatPayPost.transaction(NUMBER, "SUCCESS", 3000));
		assertThat(wechat.close(credentials, charge(NUMBER)).state()).isEqualTo(State.PAID);
		answers(404, error("ORDER_NOT_EXIST"));
		assertThat(wechat.close(credentials, charge(null)).state()).isEqualTo(State.CLOSED);
	}

	@Test
	void refundsOnceHoweverOftenItIsAsked() {
		Refund refund = new Refund(ID, 0, "4200001234", new Money(1000, "CNY"));
		answers(404, error("RESOURCE_NOT_EXISTS"));
		answers(200, WechatPayPost.refund(NUMBER, "PROCESSING"));
		assertThat(refund(refund).state()).isEqualTo(ReturnStanding.State.PENDING);
		JsonNode body = JsonMapper.shared().readTree(server.asked().get(1).body());
		assertThat(body.path("out_refund_no").asString()).isEqualTo(NUMBER);
		assertThat(body.path("transaction_id").asString()).isEqualTo("4200001234");
		assertThat(body.path("amount").path("refund").asLong()).isEqualTo(1000);
		assertThat(body.path("amount").path("total").asLong()).isEqualTo(3000);
		answers(200, WechatPayPost.refund(NUMBER, "SUCCESS"));
		assertThat(refund(refund))
			.isEqualTo(new ReturnStanding(ReturnStanding.State.DONE, "50000000382019052709732678859", null));
		assertThat(server.asked()).as("the second time it was only looked for").hasSize(3);
		answers(200, WechatPayPost.refund(NUMBER, "ABNORMAL"));
		assertThat(refund(refund).failure()).isEqualTo("ABNORMAL");
	}

	@Test
	void aRefundThatFailedIsAskedForAgainUnderAnotherNumberUnlessOneLives() {
		Refund second = new Refund(ID, 1, "4200001234", new Money(1000, "CNY"));
		answers(200, WechatPayPost.refund(NUMBER, "ABNORMAL"));
		answers(404, error("RESOURCE_NOT_EXISTS"));
		answers(200, WechatPayPost.refund(NUMBER + "_1", "PROCESSING"));
		assertThat(refund(second).state()).isEqualTo(ReturnStanding.State.PENDING);
		assertThat(server.asked().get(2).body()).contains(NUMBER + "_1");
		answers(200, WechatPayPost.refund(NUMBER, "SUCCESS"));
		assertThat(refund(second).state()).as("it went after all").isEqualTo(ReturnStanding.State.DONE);
		assertThat(server.asked()).hasSize(4);
	}

	@Test
	void tellsARefusalOfARefundFromOneOfUs() {
		Refund refund = new Refund(ID, 0, "4200001234", new Money(1000, "CNY"));
		answers(404, error("RESOURCE_NOT_EXISTS"));
		answers(403, error("NOT_ENOUGH"));
		assertThat(refund(refund)).isEqualTo(ReturnStanding.failed(null, "NOT_ENOUGH"));
		answers(404, error("RESOURCE_NOT_EXISTS"));
		answers(401, error("SIGN_ERROR"));
		assertThatExceptionOfType(ProviderRefusal.class).isThrownBy(() -> refund(refund)).withMessage("SIGN_ERROR");
	}

	@Test
	void tellsARefusalFromWhatNobodyKnows() {
		answers(400, error("PARAM_ERROR"));
		assertThatExceptionOfType(ProviderRefusal.class).isThrownBy(() -> wechat.start(credentials, charge(null)))
			.withMessage("PARAM_ERROR");
		answers(500, error("SYSTEM_ERROR"));
		assertSilent("an error of theirs");
		answers(429, error("FREQUENCY_LIMITED"));
		assertSilent("too often");
		server.answer(asked -> new ProviderServer.Answer(502, "<html>down</html>", Map.of()));
		assertSilent("something between us");
		server.answer(asked -> new ProviderServer.Answer(200, "{\"code_url\":\"" + CODE + "\"}", Map.of()));
		assertSilent("unsigned");
		server.answer(asked -> new ProviderServer.Answer(200, "{\"code_url\":\"weixin://another\"}",
				POST.answer(200, "{\"code_url\":\"" + CODE + "\"}").headers()));
		assertSilent("altered on its way");
		answers(200, "x".repeat(300_000));
		assertSilent("endless");
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
	void hearsWhatWechatPaySigns() {
		Notice paid = (Notice) hear("TRANSACTION.SUCCESS", WechatPayPost.transaction(NUMBER, "SUCCESS", 3000))
			.orElseThrow();
		assertThat(paid.event()).isEqualTo("event-1");
		assertThat(paid.charge()).isEqualTo(ID);
		assertThat(paid.standing().receipts()).containsExactly(new Standing.Receipt("4200001234202603010000000001",
				new Money(3000, "CNY"), new Money(0, "CNY"), NOW.plusSeconds(60)));
		assertThat(hear("TRANSACTION.SUCCESS", WechatPayPost.transaction("an order of a shop", "SUCCESS", 3000)))
			.as("another shop of the same merchant")
			.isEmpty();
		assertThat(hear("REFUND.ABNORMAL", WechatPayPost.refund(NUMBER + "_1", "ABNORMAL"))).contains(
				new RefundNotice("event-1", ID, ReturnStanding.failed("50000000382019052709732678859", "ABNORMAL")));
		assertThat(hear("REFUND.SUCCESS", WechatPayPost.refund(NUMBER, "SUCCESS"))).isEmpty();
	}

	@Test
	void believesNothingElse() {
		String paid = WechatPayPost.transaction(NUMBER, "SUCCESS", 3000);
		String body = POST.callback("event-1", "TRANSACTION.SUCCESS", paid);
		Map<String, String> right = lower(POST.signed(body, NOW));
		assertForged("unsigned", Map.of(), body, NOW);
		assertForged("of another platform", lower(new WechatPayPost().signed(body, NOW)), body, NOW);
		assertForged("altered", right, body.replace("event-1", "event-2"), NOW);
		assertForged("replayed", right, body, NOW.plusSeconds(301));
		assertForged("from the future", right, body, NOW.minusSeconds(301));
		Map<String, String> moved = new HashMap<>(right);
		moved.put("wechatpay-timestamp", String.valueOf(NOW.plusSeconds(300).getEpochSecond()));
		assertForged("its time moved on", moved, body, NOW.plusSeconds(301));
		Map<String, String> serial = new HashMap<>(right);
		serial.put("wechatpay-serial", "PUB_KEY_ID_0000");
		assertForged("of a key that we do not know", serial, body, NOW);
		String foreign = POST.callback("event-1", "TRANSACTION.SUCCESS", paid, "another merchant's key 012345678");
		assertForged("encrypted for another merchant", lower(POST.signed(foreign, NOW)), foreign, NOW);
		String other = POST.callback("event-1", "TRANSACTION.SUCCESS",
				paid.replace(WechatPayPost.MERCHANT, "1900000002"));
		assertForged("of another merchant", lower(POST.signed(other, NOW)), other, NOW);
		assertForged("no JSON", lower(POST.signed("garbage", NOW)), "garbage", NOW);
		String poor = POST.callback("event-1", "TRANSACTION.SUCCESS", paid.replace("\"total\":3000,", ""));
		assertForged("without an amount", lower(POST.signed(poor, NOW)), poor, NOW);
	}

	@Test
	void aPlatformCertificateOfMerchantsOfBeforeVerifiesToo(@TempDir Path folder) throws Exception {
		KeyStore store = certified(folder.resolve("platform.p12"));
		X509Certificate certificate = (X509Certificate) store.getCertificate("platform");
		String serial = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
		Map<ProviderName.KeyName, String> keys = new EnumMap<>(POST.keys());
		keys.put(ProviderName.KeyName.PLATFORM_KEY, "-----BEGIN CERTIFICATE-----\n"
				+ Base64.getMimeEncoder().encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n");
		keys.remove(ProviderName.KeyName.PLATFORM_KEY_ID);
		keys.forEach((key, text) -> assertThat(KeyForms.isRight(ProviderName.WECHAT_PAY, key, text)).as(key.name())
			.isTrue());
		String body = POST.callback("event-1", "TRANSACTION.SUCCESS",
				WechatPayPost.transaction(NUMBER, "SUCCESS", 3000));
		Map<String, String> headers = lower(POST.signed(body, NOW));
		Signature signature = Signature.getInstance("SHA256withRSA");
		signature.initSign((PrivateKey) store.getKey("platform", "of-the-tests".toCharArray()));
		signature
			.update((headers.get("wechatpay-timestamp") + "\n" + headers.get("wechatpay-nonce") + "\n" + body + "\n")
				.getBytes(StandardCharsets.UTF_8));
		headers.put("wechatpay-signature", Base64.getEncoder().encodeToString(signature.sign()));
		headers.put("wechatpay-serial", serial);
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		assertThat(wechat.read(credentials(keys), headers, bytes, NOW)).isPresent();
		headers.put("wechatpay-serial", "1234567890ABCDEF");
		assertThatExceptionOfType(ForgedCallback.class)
			.isThrownBy(() -> wechat.read(credentials(keys), headers, bytes, NOW));
	}

	/** A certificate made for this test, by the tool that comes with Java. */
	private static KeyStore certified(Path file) throws Exception {
		Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "platform", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=platform",
				"-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", "of-the-tests")
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(tool.waitFor()).isZero();
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(file)) {
			store.load(input, "of-the-tests".toCharArray());
		}
		return store;
	}

	private void assertForged(String why, Map<String, String> headers, String body, Instant now) {
		assertThatExceptionOfType(ForgedCallback.class).as(why)
			.isThrownBy(() -> wechat.read(credentials, headers, body.getBytes(StandardCharsets.UTF_8), now));
	}

	private void assertSilent(String why) {
		assertThatExceptionOfType(ProviderSilent.class).as(why)
			.isThrownBy(() -> wechat.start(credentials, charge(null)));
	}

	private Optional<Told> hear(String type, String resource) {
		String body = POST.callback("event-1", type, resource);
		return wechat.read(credentials, lower(POST.signed(body, NOW)), body.getBytes(StandardCharsets.UTF_8), NOW);
	}

	private Standing ask() {
		return wechat.ask(credentials, charge(NUMBER));
	}

	private ReturnStanding refund(Refund refund) {
		return wechat.refund(credentials, charge(NUMBER), refund);
	}

	private void answers(int status, String body) {
		server.answer(asked -> POST.answer(status, body));
	}

	private static String error(String code) {
		return "{\"code\":\"" + code + "\",\"message\":\"as documented\"}";
	}

	private static Map<String, String> lower(Map<String, String> headers) {
		Map<String, String> lower = new HashMap<>();
		headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
		return lower;
	}

	private static Credentials credentials(Map<ProviderName.KeyName, String> keys) {
		Map<String, String> named = new HashMap<>();
		keys.forEach((key, text) -> named.put(key.name(), text));
		return new Credentials(UUID.randomUUID(), "hook2345", named);
	}

	private static Charge charge(String externalId) {
		return new Charge(ID, "abcd2345", "Acme #12", new Money(3000, "CNY"), "https://guild.example.org", NOW,
				NOW.plus(Duration.ofHours(2)), externalId);
	}

	private static Charge expired() {
		return new Charge(ID, "abcd2345", "Acme #12", new Money(3000, "CNY"), "https://guild.example.org",
				NOW.minus(Duration.ofHours(3)), NOW.minus(Duration.ofHours(1)), null);
	}

}
