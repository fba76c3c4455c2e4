package io.guildhall.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

/** Against a server of our own that answers as Stripe documents it. */
class StripeProviderTests {

	private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

	private static final UUID ID = UUID.fromString("0195a1b2-0000-7000-8000-000000000001");

	private static final String SECRET = "whsec_of_the_tests";

	private final Credentials credentials = new Credentials(UUID.randomUUID(), "hook2345",
			Map.of("SECRET_KEY", "sk_test_of_the_tests", "CALLBACK_SECRET", SECRET));

	private final Deque<Answer> answers = new ConcurrentLinkedDeque<>();

	private final List<Asked> asked = new CopyOnWriteArrayList<>();

	private final CountDownLatch never = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	private HttpServer server;

	private StripeProvider stripe;

	/** What the server answers next; status 0 for nothing at all. */
	private record Answer(int status, String body) {
	}

	/** What it was asked. */
	private record Asked(String what, Map<String, String> fields, String authorization, String key) {
	}

	@BeforeEach
	void aServerThatAnswersAsStripe() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(threads);
		server.createContext("/", this::answer);
		server.start();
		stripe = new StripeProvider(new ProviderSettings(Duration.ofMillis(500),
				"http://localhost:" + server.getAddress().getPort(), "", "", true), JsonMapper.shared());
	}

	@AfterEach
	void end() {
		never.countDown();
		server.stop(0);
		threads.shutdownNow();
	}

	@Test
	void opensASessionUnderOurKeyWithOurAmount() {
		answers.add(new Answer(200, session("open", "unpaid", "null")));
		PaymentProvider.Started started = stripe.start(credentials, charge(null));
		assertThat(started).isEqualTo(new PaymentProvider.Started("cs_test_1", "https://checkout.stripe.com/c/cs_1"));
		Asked create = asked.get(0);
		assertThat(create.what()).isEqualTo("POST /v1/checkout/sessions");
		assertThat(create.authorization()).isEqualTo("Bearer sk_test_of_the_tests");
		assertThat(create.key()).isEqualTo(ID.toString());
		assertThat(create.fields()).containsEntry("mode", "payment")
			.containsEntry("client_reference_id", ID.toString())
			.containsEntry("line_items[0][price_data][currency]", "cny")
			.containsEntry("line_items[0][price_data][unit_amount_decimal]", "3000")
			.containsEntry("line_items[0][quantity]", "1")
			.containsEntry("success_url", "https://guild.example.org/p/pay/abcd2345")
			.containsEntry("expires_at", String.valueOf(NOW.plus(Duration.ofHours(2)).getEpochSecond()));
	}

	@Test
	void asksHowItStands() {
		answers.add(new Answer(200, session("open", "unpaid", "null")));
		answers.add(new Answer(200, session("complete", "unpaid", "null")));
		answers.add(new Answer(200, session("complete", "paid", PAID)));
		answers.add(new Answer(200, session("expired", "unpaid", "null")));
		assertThat(stripe.ask(credentials, charge("cs_test_1")).state()).isEqualTo(State.PENDING);
		assertThat(stripe.ask(credentials, charge("cs_test_1")).state()).as("a bank takes its time")
			.isEqualTo(State.PENDING);
		Standing paid = stripe.ask(credentials, charge("cs_test_1"));
		assertThat(paid.state()).isEqualTo(State.PAID);
		assertThat(paid.receipts()).containsExactly(
				new Standing.Receipt("pi_1", new Money(3000, "CNY"), new Money(117, "CNY"), NOW.plusSeconds(60)));
		assertThat(stripe.ask(credentials, charge("cs_test_1")).state()).isEqualTo(State.CLOSED);
		assertThat(asked.get(2).what()).startsWith("GET /v1/checkout/sessions/cs_test_1?expand");
	}

	@Test
	void aSessionWhoseAnswerGotLostIsTheSameOneAgain() {
		answers.add(new Answer(0, ""));
		assertThatExceptionOfType(ProviderSilent.class).isThrownBy(() -> stripe.start(credentials, charge(null)));
		answers.add(new Answer(200, session("open", "unpaid", "null")));
		answers.add(new Answer(200, session("open", "unpaid", "null")));
		Standing found = stripe.ask(credentials, charge(null));
		assertThat(found.externalId()).isEqualTo("cs_test_1");
		assertThat(found.link()).isEqualTo("https://checkout.stripe.com/c/cs_1");
		assertThat(asked.get(1).key()).isEqualTo(asked.get(0).key());
		assertThat(asked.get(1).fields()).isEqualTo(asked.get(0).fields());
		answers.add(new Answer(400, error("invalid_request_error", "parameter_invalid_integer")));
		assertThat(stripe.ask(credentials, charge(null)).state()).as("it never got there").isEqualTo(State.CLOSED);
	}

	@Test
	void closesUnlessSomebodyHasPaid() {
		answers.add(new Answer(200, session("expired", "unpaid", "null")));
		assertThat(stripe.close(credentials, charge("cs_test_1")).state()).isEqualTo(State.CLOSED);
		assertThat(asked.get(0).what()).isEqualTo("POST /v1/checkout/sessions/cs_test_1/expire");
		answers.add(new Answer(400, error("invalid_request_error", "resource_missing")));
		answers.add(new Answer(200, session("complete", "paid", PAID)));
		assertThat(stripe.close(credentials, charge("cs_test_1")).state()).isEqualTo(State.PAID);
	}

	@Test
	void refundsOnceHoweverOftenItIsAsked() {
		Refund refund = new Refund(UUID.randomUUID(), 0, "pi_1", new Money(1000, "CNY"));
		answers.add(new Answer(200, list("")));
		answers.add(new Answer(200, refund("pending", refund.id())));
		assertThat(stripe.refund(credentials, charge("cs_test_1"), refund).state())
			.isEqualTo(ReturnStanding.State.PENDING);
		assertThat(asked.get(1).what()).isEqualTo("POST /v1/refunds");
		assertThat(asked.get(1).key()).isEqualTo(refund.id().toString());
		assertThat(asked.get(1).fields()).containsEntry("payment_intent", "pi_1").containsEntry("amount", "1000");
		answers.add(new Answer(200, list(refund("succeeded", refund.id()))));
		assertThat(stripe.refund(credentials, charge("cs_test_1"), refund))
			.isEqualTo(new ReturnStanding(ReturnStanding.State.DONE, "re_1", null));
		assertThat(asked).as("the second time it was only looked for").hasSize(3);
		answers.add(new Answer(200, list(refund("succeeded", UUID.randomUUID()))));
		answers.add(new Answer(400, error("invalid_request_error", "charge_already_refunded")));
		assertThat(stripe.refund(credentials, charge("cs_test_1"), refund))
			.isEqualTo(new ReturnStanding(ReturnStanding.State.FAILED, null, "charge_already_refunded"));
		answers.add(new Answer(401, error("invalid_request_error", "api_key_expired")));
		assertThatExceptionOfType(ProviderRefusal.class)
			.isThrownBy(() -> stripe.refund(credentials, charge("cs_test_1"), refund));
	}

	@Test
	void aRefundThatFailedIsAskedForAgainUnderAnotherName() {
		UUID id = UUID.randomUUID();
		Money amount = new Money(1000, "CNY");
		answers.add(new Answer(200, list(refund("failed", id))));
		assertThat(stripe.refund(credentials, charge("cs_test_1"), new Refund(id, 0, "pi_1", amount)))
			.isEqualTo(new ReturnStanding(ReturnStanding.State.FAILED, "re_1", "failed"));
		answers.add(new Answer(200, list(refund("failed", id))));
		answers.add(new Answer(200, refund("pending", id)));
		assertThat(stripe.refund(credentials, charge("cs_test_1"), new Refund(id, 1, "pi_1", amount)).state())
			.isEqualTo(ReturnStanding.State.PENDING);
		assertThat(asked.get(2).key()).isEqualTo(id + "/1");
		assertThat(asked.get(2).fields()).containsEntry("metadata[guildhall_try]", "1");
		answers.add(new Answer(200, list(refund("failed", id) + "," + refund("succeeded", id))));
		assertThat(stripe.refund(credentials, charge("cs_test_1"), new Refund(id, 2, "pi_1", amount)).state())
			.as("one of any try that lives is the one")
			.isEqualTo(ReturnStanding.State.DONE);
	}

	@Test
	void aPaymentThatTheBankRefusedIsOver() {
		String refused = "{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"status\":\"%s\"}";
		answers.add(new Answer(200, session("complete", "unpaid", refused.formatted("processing"))));
		answers.add(new Answer(200, session("complete", "unpaid", refused.formatted("requires_payment_method"))));
		answers.add(new Answer(200, session("complete", "unpaid", refused.formatted("canceled"))));
		assertThat(stripe.ask(credentials, charge("cs_test_1")).state()).isEqualTo(State.PENDING);
		assertThat(stripe.ask(credentials, charge("cs_test_1")).state()).isEqualTo(State.FAILED);
		assertThat(stripe.ask(credentials, charge("cs_test_1")).state()).isEqualTo(State.FAILED);
	}

	@Test
	void currenciesThatStripeWritesInAWayOfItsOwnCostWhatTheyCost() {
		answers.add(new Answer(200, session("open", "unpaid", "null")));
		stripe.start(credentials, costing(new Money(1_500, "ISK")));
		assertThat(asked.get(0).fields()).containsEntry("line_items[0][price_data][currency]", "isk")
			.containsEntry("line_items[0][price_data][unit_amount_decimal]", "150000");
		String paid = session("complete", "paid", "\"pi_1\"").replace("3000", "150000").replace("\"cny\"", "\"isk\"");
		assertThat(hear("checkout.session.completed", paid).orElseThrow().standing().receipts())
			.extracting(Standing.Receipt::amount)
			.containsExactly(new Money(1_500, "ISK"));
		answers.add(new Answer(200, session("open", "unpaid", "null")));
		stripe.start(credentials, costing(new Money(150_000, "MGA")));
		assertThat(asked.get(1).fields()).containsEntry("line_items[0][price_data][unit_amount_decimal]", "1500");
		assertThatExceptionOfType(ProviderRefusal.class).as("what Stripe cannot write")
			.isThrownBy(() -> stripe.start(credentials, costing(new Money(150_050, "MGA"))))
			.withMessage("amount_not_taken");
		Refund refund = new Refund(UUID.randomUUID(), 0, "pi_1", new Money(1_000, "MGA"));
		answers.add(new Answer(200, list("")));
		answers.add(new Answer(200, refund("pending", refund.id())));
		stripe.refund(credentials, costing(new Money(150_000, "MGA")), refund);
		assertThat(asked.get(3).fields()).containsEntry("amount", "10");
	}

	@Test
	void hearsOfRefundsThatFailed() {
		UUID id = UUID.randomUUID();
		assertThat(told("refund.failed", refund("failed", id)))
			.contains(new RefundNotice("evt_1", id, new ReturnStanding(ReturnStanding.State.FAILED, "re_1", "failed")));
		assertThat(told("refund.updated", refund("succeeded", id))).isEmpty();
	}

	@Test
	void tellsARefusalFromWhatNobodyKnows() {
		answers.add(new Answer(401, error("invalid_request_error", "api_key_expired")));
		assertThatExceptionOfType(ProviderRefusal.class).isThrownBy(() -> stripe.start(credentials, charge(null)))
			.withMessage("api_key_expired");
		answers.add(new Answer(400, error("invalid_request_error", "amount_too_small")));
		assertThatExceptionOfType(ProviderRefusal.class).isThrownBy(() -> stripe.start(credentials, charge(null)))
			.withMessage("amount_too_small");
		for (Answer silence : List.of(new Answer(500, error("api_error", "")), new Answer(503, "down"),
				new Answer(409, error("idempotency_error", "idempotency_key_in_use")),
				new Answer(429, error("invalid_request_error", "rate_limit")), new Answer(0, ""))) {
			answers.add(silence);
			assertThatExceptionOfType(ProviderSilent.class).as(silence.toString())
				.isThrownBy(() -> stripe.start(credentials, charge(null)));
		}
	}

	@Test
	void hearsWhatStripeSigns() {
		Notice paid = hear("checkout.session.completed", session("complete", "paid", "\"pi_1\"")).orElseThrow();
		assertThat(paid.event()).isEqualTo("evt_1");
		assertThat(paid.charge()).isEqualTo(ID);
		assertThat(paid.standing().receipts())
			.containsExactly(new Standing.Receipt("pi_1", new Money(3000, "CNY"), new Money(0, "CNY"), NOW));
		assertThat(state("checkout.session.completed", "unpaid")).isEqualTo(State.PENDING);
		assertThat(state("checkout.session.async_payment_succeeded", "paid")).isEqualTo(State.PAID);
		assertThat(state("checkout.session.async_payment_failed", "unpaid")).isEqualTo(State.FAILED);
		assertThat(state("checkout.session.expired", "unpaid")).isEqualTo(State.CLOSED);
		assertThat(hear("invoice.paid", session("complete", "paid", "\"pi_1\""))).isEmpty();
		assertThat(hear("checkout.session.completed",
				session("complete", "paid", "\"pi_1\"").replace(ID.toString(), "an order of another shop")))
			.as("another shop of the same account")
			.isEmpty();
	}

	@Test
	void believesNothingElse() {
		byte[] body = event("checkout.session.completed", session("complete", "paid", "\"pi_1\""));
		String signed = WebhookSignature.sign(SECRET, body, NOW);
		assertForged(Map.of(), body, NOW);
		assertForged(Map.of("stripe-signature", WebhookSignature.sign("whsec_another", body, NOW)), body, NOW);
		assertForged(Map.of("stripe-signature", signed), body, NOW.plusSeconds(600));
		assertForged(Map.of("stripe-signature", signed),
				new String(body, StandardCharsets.UTF_8).replace("3000", "3001").getBytes(StandardCharsets.UTF_8), NOW);
		byte[] garbage = "not json".getBytes(StandardCharsets.UTF_8);
		assertForged(Map.of("stripe-signature", WebhookSignature.sign(SECRET, garbage, NOW)), garbage, NOW);
	}

	private void assertForged(Map<String, String> headers, byte[] body, Instant now) {
		assertThatExceptionOfType(ForgedCallback.class).isThrownBy(() -> stripe.read(credentials, headers, body, now));
	}

	private State state(String type, String payment) {
		return hear(type, session("complete", payment, "\"pi_1\"")).orElseThrow().standing().state();
	}

	private Optional<Notice> hear(String type, String session) {
		return told(type, session).map(Notice.class::cast);
	}

	private Optional<Told> told(String type, String object) {
		byte[] body = event(type, object);
		return stripe.read(credentials, Map.of("stripe-signature", WebhookSignature.sign(SECRET, body, NOW)), body,
				NOW);
	}

	private static byte[] event(String type, String session) {
		return ("{\"id\":\"evt_1\",\"object\":\"event\",\"created\":" + NOW.getEpochSecond() + ",\"type\":\"" + type
				+ "\",\"data\":{\"object\":" + session + "}}")
			.getBytes(StandardCharsets.UTF_8);
	}

	private static final String PAID = """
			{"id":"pi_1","object":"payment_intent","created":%d,"latest_charge":{"id":"ch_1","object":"charge",
			"created":%d,"balance_transaction":{"id":"txn_1","object":"balance_transaction","fee":117,"currency":"cny"}}}"""
		.formatted(NOW.getEpochSecond(), NOW.plusSeconds(60).getEpochSecond());

	private static String session(String status, String payment, String intent) {
		return """
				{"id":"cs_test_1","object":"checkout.session","status":"%s","payment_status":"%s","amount_total":3000,
				"currency":"cny","client_reference_id":"%s","metadata":{"guildhall":"%s"},"payment_intent":%s,
				"url":%s}""".formatted(status, payment, ID, ID, intent,
				status.equals("open") ? "\"https://checkout.stripe.com/c/cs_1\"" : "null");
	}

	private static String refund(String status, UUID id) {
		return "{\"id\":\"re_1\",\"object\":\"refund\",\"status\":\"" + status + "\",\"metadata\":{\"guildhall\":\""
				+ id + "\"}}";
	}

	private static String list(String item) {
		return "{\"object\":\"list\",\"url\":\"/v1/refunds\",\"has_more\":false,\"data\":[" + item + "]}";
	}

	private static String error(String type, String code) {
		return "{\"error\":{\"type\":\"" + type + "\",\"code\":\"" + code + "\",\"message\":\"as documented\"}}";
	}

	private static Charge charge(String externalId) {
		return new Charge(ID, "abcd2345", "Acme #12", new Money(3000, "CNY"), "https://guild.example.org", NOW,
				NOW.plus(Duration.ofHours(2)), externalId);
	}

	private static Charge costing(Money amount) {
		return new Charge(ID, "abcd2345", "Acme #12", amount, "https://guild.example.org", NOW,
				NOW.plus(Duration.ofHours(2)), null);
	}

	private void answer(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		asked.add(new Asked(exchange.getRequestMethod() + " " + exchange.getRequestURI(), fields(body),
				exchange.getRequestHeaders().getFirst("Authorization"),
				exchange.getRequestHeaders().getFirst("Idempotency-Key")));
		Answer answer = answers.remove();
		if (answer.status() == 0) {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			exchange.close();
			return;
		}
		byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(answer.status(), bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private static Map<String, String> fields(String body) {
		Map<String, String> fields = new HashMap<>();
		for (String pair : body.split("&", -1)) {
			String[] parts = pair.split("=", 2);
			if (parts.length == 2) {
				fields.put(URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
						URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
			}
		}
		return fields;
	}

}
