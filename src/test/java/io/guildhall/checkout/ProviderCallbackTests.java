package io.guildhall.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.guildhall.Rest;
import io.guildhall.journey.WholeApplication;
import io.guildhall.order.OrderId;
import io.guildhall.provider.AlipayPost;
import io.guildhall.provider.ProviderName;
import io.guildhall.provider.WechatPayPost;
import io.guildhall.shared.OnBehalf;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/**
 * Callbacks of WeChat Pay and Alipay as they come in, by HTTP and every byte of them: a
 * form must not be read by anybody before its signature is verified.
 */
@WholeApplication
class ProviderCallbackTests {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final WechatPayPost WECHAT = new WechatPayPost();

	private static final AlipayPost ALIPAY = new AlipayPost();

	private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

	private static final String JSON = "application/json";

	@LocalServerPort
	private int port;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private CheckoutOpening opening;

	@Autowired
	private CheckoutHearing hearing;

	@Autowired
	private AttemptStore attempts;

	@Autowired
	private OnBehalf onBehalf;

	/** An order that waits for its money by a provider. */
	private record Waiting(Rest rest, UUID organization, String order, String attempt, String hook) {

		String number() {
			return attempt.replace("-", "");
		}

		String state() {
			return rest.get("/orders/" + order).ok().text("state");
		}

	}

	@Test
	void wechatPayIsHeardOnceAndWhatIsForgedMovesNothing() throws Exception {
		Waiting waiting = waiting(ProviderName.WECHAT_PAY, WECHAT.keys());
		String body = WECHAT.callback("event-1", "TRANSACTION.SUCCESS",
				WechatPayPost.transaction(waiting.number(), "SUCCESS", 3000));
		Instant now = Instant.now();
		Map<String, String> right = WECHAT.signed(body, now);
		assertRefused(waiting, body, JSON, Map.of());
		assertRefused(waiting, body, JSON, new WechatPayPost().signed(body, now));
		assertRefused(waiting, body.replace("event-1", "event-2"), JSON, right);
		assertRefused(waiting, body, JSON, WECHAT.signed(body, now.minusSeconds(310)));
		String foreign = WECHAT.callback("event-1", "TRANSACTION.SUCCESS",
				WechatPayPost.transaction(waiting.number(), "SUCCESS", 3000), "of another merchant 0123456789ab");
		assertRefused(waiting, foreign, JSON, WECHAT.signed(foreign, now));
		assertThat(post(waiting.hook() + "x", body, JSON, right).statusCode()).isEqualTo(404);
		assertThat(post(waiting.hook(), body, JSON, right).statusCode()).isEqualTo(204);
		assertThat(waiting.state()).isEqualTo("PAID");
		assertThat(post(waiting.hook(), body, JSON, right).statusCode()).as("again").isEqualTo(204);
		assertThat(receipts(waiting)).isEqualTo(1);
		assertThat(post(waiting.hook(), "{}", JSON, Map.of()).body()).contains("\"FAIL\"");
	}

	@Test
	void alipayIsHeardOnceAndWhatIsForgedMovesNothing() throws Exception {
		Waiting waiting = waiting(ProviderName.ALIPAY, ALIPAY.keys());
		Map<String, String> paid = AlipayPost.paid("event-1", waiting.number(), "30.00");
		String form = ALIPAY.form(paid);
		assertRefused(waiting, "", FORM, Map.of());
		assertRefused(waiting, new AlipayPost().form(paid), FORM, Map.of());
		assertRefused(waiting, form.replace("=30.00", "=3.00"), FORM, Map.of());
		Map<String, String> foreign = new HashMap<>(paid);
		foreign.put("seller_id", "2088000000000009");
		assertRefused(waiting, ALIPAY.form(foreign), FORM, Map.of());
		HttpResponse<String> heard = post(waiting.hook(), form, FORM, Map.of());
		assertThat(heard.statusCode()).isEqualTo(200);
		assertThat(heard.body()).isEqualTo("success");
		assertThat(waiting.state()).isEqualTo("PAID");
		assertThat(post(waiting.hook(), form, FORM, Map.of()).body()).as("again").isEqualTo("success");
		assertThat(receipts(waiting)).isEqualTo(1);
		assertThat(post(waiting.hook(), "sign=x", FORM, Map.of()).body()).isEqualTo("fail");
	}

	@Test
	void whatIsRightlySignedAndAnotherAmountIsOwedAndPaysNothing() throws Exception {
		Waiting waiting = waiting(ProviderName.ALIPAY, ALIPAY.keys());
		String form = ALIPAY.form(AlipayPost.paid("event-1", waiting.number(), "3.00"));
		assertThat(post(waiting.hook(), form, FORM, Map.of()).body()).isEqualTo("success");
		assertThat(waiting.state()).isEqualTo("UNPAID");
		assertThat(waiting.rest()
			.get("/money-to-return?open=false")
			.ok()
			.body()
			.path("items")
			.path(0)
			.path("reason")
			.asString()).isEqualTo("WRONG_AMOUNT");
	}

	@Test
	void whoIsToPayGetsTheCodeOfWechatAndWhatToDoWithIt() throws Exception {
		Waiting waiting = waiting(ProviderName.WECHAT_PAY, WECHAT.keys());
		String page = shown(waiting, "weixin://wxpay/bizpayurl?pr=p4lpSuK");
		assertThat(waiting.rest().get("/online-payments/" + waiting.attempt()).ok().text("scan"))
			.as("for the shop's own screen")
			.startsWith("weixin://");
		assertThat(get(page).body()).contains("Open WeChat on a telephone", page + "/code.svg")
			.doesNotContain("weixin://", "Pay now");
		assertThat(get(page + "/code.svg").body()).startsWith("<svg");
		assertThat(get("/p/pay/nowhere1/code.svg").statusCode()).isEqualTo(404);
	}

	@Test
	void whoIsToPayGetsTheCodeOfAlipayAndAWayIntoItsApp() throws Exception {
		Waiting waiting = waiting(ProviderName.ALIPAY, ALIPAY.keys());
		String page = shown(waiting, "https://qr.alipay.com/bax03206ug0kulveltqc80a8");
		assertThat(get(page).body())
			.contains("Open Alipay on a telephone", page + "/code.svg", "QR code for Alipay",
					"href=\"https://qr.alipay.com/bax03206ug0kulveltqc80a8\"", ">Open Alipay<", ">Look again<")
			.doesNotContain("WeChat", "Pay now");
		assertThat(get(page + "/code.svg").body()).startsWith("<svg");
		assertThat(
				post(waiting.hook(), ALIPAY.form(AlipayPost.paid("event-1", waiting.number(), "30.00")), FORM, Map.of())
					.body())
			.isEqualTo("success");
		assertThat(get(page).body()).contains("Thank you").doesNotContain("qr.alipay.com", "code.svg");
		assertThat(get(page + "/code.svg").statusCode()).isEqualTo(404);
	}

	@Test
	void whatIsOfAnOrganizationIsOfNoOther() throws Exception {
		Waiting ours = waiting(ProviderName.WECHAT_PAY, WECHAT.keys());
		Waiting theirs = waiting(ProviderName.WECHAT_PAY, WECHAT.keys());
		String body = WECHAT.callback("event-1", "TRANSACTION.SUCCESS",
				WechatPayPost.transaction(ours.number(), "SUCCESS", 3000));
		assertThat(post(theirs.hook(), body, JSON, WECHAT.signed(body, Instant.now())).statusCode())
			.as("believed, and of no payment of theirs")
			.isEqualTo(204);
		assertThat(ours.state()).isEqualTo("UNPAID");
		assertThat(theirs.state()).isEqualTo("UNPAID");
	}

	@Test
	void keysAreCheckedWhereTheyAreTypedAndNeverToldAgain() {
		Rest rest = rest(staff.found());
		Map<String, Object> keys = new HashMap<>();
		WECHAT.keys().forEach((key, text) -> keys.put(key.name(), text));
		keys.put("API_V3_KEY", "too short");
		assertThat(choose(rest, ProviderName.WECHAT_PAY, keys).code()).isEqualTo("checkout.wrong-key.API_V3_KEY");
		keys.put("API_V3_KEY", WECHAT.keys().get(ProviderName.KeyName.API_V3_KEY));
		keys.remove("PLATFORM_KEY_ID");
		assertThat(choose(rest, ProviderName.WECHAT_PAY, keys).code()).isEqualTo("checkout.wrong-key.PLATFORM_KEY_ID");
		keys.put("PLATFORM_KEY_ID", WECHAT.keys().get(ProviderName.KeyName.PLATFORM_KEY_ID));
		Rest.Answer chosen = choose(rest, ProviderName.WECHAT_PAY, keys).ok();
		assertThat(chosen.body().path("missing")).isEmpty();
		assertThat(rest.get("/payment-providers").ok().body().toString()).doesNotContain("PRIVATE KEY",
				WechatPayPost.MERCHANT);
	}

	/**
	 * The provider has answered with its code.
	 * @return the page of who is to pay
	 */
	private String shown(Waiting waiting, String code) {
		UUID id = UUID.fromString(waiting.attempt());
		onBehalf.ofSystem(waiting.organization(), () -> {
			Attempt attempt = attempts.require(id);
			hearing.moved(attempt,
					progress -> progress.started(waiting.number(), code, Instant.now(), attempt.charge().expiresAt()));
			return id;
		});
		String link = waiting.rest().get("/online-payments/" + id).ok().text("link");
		return "/p/pay/" + link.replaceFirst(".*/", "");
	}

	private void assertRefused(Waiting waiting, String body, String type, Map<String, String> headers)
			throws IOException, InterruptedException {
		assertThat(post(waiting.hook(), body, type, headers).statusCode()).isEqualTo(400);
		assertThat(waiting.state()).isEqualTo("UNPAID");
		assertThat(receipts(waiting)).isZero();
	}

	private int receipts(Waiting waiting) {
		return waiting.rest().get("/online-payments/" + waiting.attempt()).ok().body().path("receipts").size();
	}

	private Waiting waiting(ProviderName provider, Map<ProviderName.KeyName, String> entered) {
		Person owner = staff.found();
		Rest rest = rest(owner);
		String ann = rest.post("/members", Map.of("displayName", "Ann")).ok().text("id");
		String tea = rest
			.post("/products",
					Map.of("name", "Tea", "kind", "GOODS", "price", Map.of("minor", 3000, "currency", "CNY")))
			.ok()
			.text("id");
		String order = rest
			.post("/orders", Map.of("member", ann, "lines", List.of(Map.of("product", tea, "quantity", 1))))
			.ok()
			.text("id");
		Map<String, Object> keys = new HashMap<>();
		entered.forEach((key, text) -> keys.put(key.name(), text));
		String hook = choose(rest, provider, keys).ok().text("code");
		UUID attempt = onBehalf.ofSystem(owner.organizationId(),
				() -> opening.open(new OrderId(UUID.fromString(order)), "https://guild.example.org"));
		return new Waiting(rest, owner.organizationId(), order, attempt.toString(), hook);
	}

	private Rest rest(Person owner) {
		return new Rest("http://localhost:" + port, staff.apiKey(owner));
	}

	private static Rest.Answer choose(Rest rest, ProviderName provider, Map<String, Object> keys) {
		return rest.put("/payment-providers/chosen", Map.of("provider", provider.name(), "keys", keys));
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.header("Accept-Language", "en")
			.build();
		return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> post(String hook, String body, String type, Map<String, String> headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + port + "/hooks/payments/" + hook))
			.header("Content-Type", type)
			.POST(HttpRequest.BodyPublishers.ofString(body));
		headers.forEach(request::header);
		return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
