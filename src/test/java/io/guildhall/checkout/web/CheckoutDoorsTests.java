package io.guildhall.checkout.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.Rest;
import io.guildhall.journey.WholeApplication;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Permission;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/** Payments online as the staff, whoever pays, and a provider see them. */
@WholeApplication
class CheckoutDoorsTests {

	@LocalServerPort
	private int port;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	private Person owner;

	private Rest rest;

	private String order = "";

	@BeforeEach
	void anOrder() {
		owner = staff.found();
		rest = new Rest("http://localhost:" + port, staff.apiKey(owner));
		String ann = rest.post("/members", Map.of("displayName", "Ann")).ok().text("id");
		String tea = rest
			.post("/products",
					Map.of("name", "Tea", "kind", "GOODS", "price", Map.of("minor", 3000, "currency", "CNY")))
			.ok()
			.text("id");
		order = rest.post("/orders", Map.of("member", ann, "lines", List.of(Map.of("product", tea, "quantity", 1))))
			.ok()
			.text("id");
	}

	@Test
	void anOwnerChoosesAProviderAndSomebodyPaysByTheCode() {
		assertThat(page(owner, part())).hasStatusOk().bodyText().contains("No payment provider", "/settings/payments");
		assertThat(page(owner, "/settings/payments")).hasStatusOk().bodyText().contains("Sandbox", "Use this provider");
		assertThat(post(owner, "/settings/payments", Map.of("provider", "SANDBOX"))).hasStatus(HttpStatus.FOUND);
		assertThat(page(owner, "/settings/payments")).bodyText().contains("In use", "Take no payments online");
		assertThat(page(owner, part())).bodyText().contains("Pay by QR code");
		assertThat(post(owner, part(), Map.of())).hasStatus(HttpStatus.FOUND)
			.hasRedirectedUrl(owner.path() + "/orders/" + order + "#online-payments");
		String id = rest.get("/orders/" + order + "/online-payments").ok().body().path(0).path("id").asString();
		String link = rest.get("/online-payments/" + id).ok().text("link");
		assertThat(page(owner, part())).bodyText()
			.contains("every 5s", link, "Waits for the payer", "/online-payments/" + id + "/code.svg");
		assertThat(page(owner, "/online-payments/" + id + "/code.svg")).hasStatusOk()
			.hasContentType("image/svg+xml")
			.bodyText()
			.startsWith("<svg");
		String code = link.substring(link.lastIndexOf('/') + 1);
		assertThat(open("/p/pay/" + code)).hasStatusOk()
			.bodyText()
			.contains("¥30.00", "no money moves", "/p/sandbox/" + code)
			.doesNotContain("Ann");
		assertThat(open("/p/sandbox/" + code)).hasStatusOk().bodyText().contains("nobody pays anything", "Pay late");
		assertThat(act(code, "PAY")).hasStatus(HttpStatus.FOUND).hasRedirectedUrl("/p/sandbox/" + code);
		assertThat(act(code, "FAIL")).hasStatus(HttpStatus.CONFLICT).bodyText().contains("does not do that");
		assertThat(open("/p/pay/" + code)).bodyText().contains("Thank you");
		assertThat(page(owner, part() + "?waiting=true")).hasHeader("HX-Refresh", "true");
		assertThat(page(owner, "/orders/" + order)).bodyText().contains("Online", "value=\"ONLINE\"");
		assertThat(rest.get("/orders/" + order).text("state")).isEqualTo("PAID");
		assertThat(open("/p/pay/nowhere1").exchange()).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(open("/p/sandbox/nowhere1").exchange()).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void aProviderThatTakesYuanOnlyIsNotOfferedWhereMoneyIsAnother() {
		Person euro = staff.found("Euro " + Ids.next(), "Europe/Berlin", "EUR");
		for (String language : List.of("en", "zh-CN")) {
			assertThat(page(euro, "/settings/payments?lang=" + language)).hasStatusOk()
				.bodyText()
				.contains(language.equals("en") ? "It takes money in CNY only" : "只收 CNY", "key.SECRET_KEY")
				.doesNotContain("key.MERCHANT_ID", "key.SELLER_ID", "??");
		}
		assertThat(post(euro, "/settings/payments", Map.of("provider", "ALIPAY"))).hasStatus(HttpStatus.CONFLICT);
		Rest programs = new Rest("http://localhost:" + port, staff.apiKey(euro));
		assertThat(programs.put("/payment-providers/chosen", Map.of("provider", "WECHAT_PAY")).code())
			.isEqualTo("checkout.other-currency");
		assertThat(page(owner, "/settings/payments?lang=en")).bodyText()
			.contains("key.MERCHANT_ID", "key.SELLER_ID")
			.doesNotContain("It takes money in CNY only");
	}

	@Test
	void moneyToReturnIsSeenUntilItWent() {
		String id = started();
		rest.post("/orders/" + order + "/cancel", Map.of()).ok();
		rest.post("/online-payments/" + id + "/sandbox", Map.of("act", "PAY_LATE")).ok();
		String back = rest.get("/money-to-return?open=false").ok().body().path("items").path(0).path("id").asString();
		assertThat(page(owner, part())).bodyText()
			.contains("too late, to be returned", "Came after the order was closed");
		assertThat(page(owner, "/money-to-return?open=false")).hasStatusOk()
			.bodyText()
			.contains("Came after the order was closed");
		assertThat(page(owner, "/money-to-return/today")).hasStatusOk();
		assertThat(rest.post("/money-to-return/" + back + "/by-hand", Map.of("note", "in cash")).code())
			.isEqualTo("checkout.not-failed");
		Person clerk = staff.hired(owner, Role.STAFF);
		assertThat(post(clerk, "/money-to-return/" + back + "/by-hand", Map.of("note", "in cash")))
			.hasStatus(HttpStatus.FORBIDDEN);
		assertThat(page(clerk, "/settings/payments")).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(page(clerk, "/money-to-return")).hasStatusOk();
		assertThat(post(owner, "/money-to-return/" + back + "/again", Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(rest.get("/money-to-return/" + back).ok().text("state")).isEqualTo("DONE");
		assertThat(page(owner, "/money-to-return/today")).bodyText().contains("No money waits");
	}

	@Test
	void aRefundGoesBackTheWayItCameWhereNobodySaysAnother() {
		rest.post("/online-payments/" + started() + "/sandbox", Map.of("act", "PAY")).ok();
		rest.post("/orders/" + order + "/refunds", Map.of("reason", "broken")).ok();
		assertThat(
				rest.get("/money-to-return?open=false").ok().body().path("items").path(0).path("reason").asString(""))
			.isEqualTo("REFUND");
	}

	@Test
	void whyNobodyHasPaidIsSaidInWords() {
		rest.post("/online-payments/" + started() + "/sandbox", Map.of("act", "FAIL")).ok();
		assertThat(page(owner, part())).bodyText().contains("The payment was refused").doesNotContain("declined");
	}

	@Test
	void aProgramStartsAPaymentOnceUnderAKey() {
		assertThat(rest.post("/orders/" + order + "/online-payments", Map.of()).code())
			.isEqualTo("checkout.no-provider");
		String id = started();
		assertThat(rest.post("/orders/" + order + "/online-payments", Map.of(), "once").ok().text("id")).isEqualTo(id);
		assertThat(rest.post("/online-payments/" + id + "/close", Map.of()).ok().text("state")).isEqualTo("CLOSED");
		assertThat(rest.post("/orders/" + order + "/online-payments", Map.of(), "once").ok().text("id")).isEqualTo(id);
		assertThat(rest.post("/orders/" + order + "/online-payments", Map.of()).ok().text("id")).isNotEqualTo(id);
		assertThat(rest.post("/online-payments/" + id + "/ask", Map.of()).ok().text("state")).isEqualTo("CLOSED");
		Rest reader = new Rest("http://localhost:" + port, staff.apiKey(owner, EnumSet.of(Permission.SALES_READ)));
		assertThat(reader.post("/orders/" + order + "/online-payments", Map.of()).status()).isEqualTo(403);
		assertThat(reader.get("/orders/" + order + "/online-payments").ok().body()).hasSize(2);
		assertThat(reader.get("/payment-providers").status()).isEqualTo(403);
		assertThat(rest.send("DELETE", "/payment-providers/chosen").status()).isEqualTo(204);
		assertThat(rest.post("/orders/" + order + "/online-payments", Map.of()).ok().text("state"))
			.as("what is under way goes on")
			.isEqualTo("PENDING");
	}

	@Test
	void aCallbackThatIsNotBelievedGetsANumberAndNothingElse() {
		String id = started();
		String code = rest.get("/payment-providers").ok().body().path(0).path("code").asString();
		String paid = "{\"event\":\"e\",\"charge\":\"" + id + "\",\"state\":\"PAID\",\"receipts\":[]}";
		assertThat(callback(code, paid, "t=1,v1=00")).hasStatus(HttpStatus.BAD_REQUEST).bodyText().isEmpty();
		assertThat(callback("nowhere1", paid, "t=1,v1=00")).hasStatus(HttpStatus.NOT_FOUND).bodyText().isEmpty();
		assertThat(callback(code, "x".repeat(300_000), "t=1,v1=00")).hasStatus(HttpStatus.CONTENT_TOO_LARGE);
		assertThat(rest.get("/online-payments/" + id).text("state")).isEqualTo("PENDING");
	}

	/** ★ Whoever tries many addresses is slowed down, and what is right is heard. */
	@Test
	void whoTriesManyAddressesWaitsAndTheRightOneAlwaysOpens() {
		String id = started();
		String hook = rest.get("/payment-providers").ok().body().path(0).path("code").asString();
		String link = rest.get("/online-payments/" + id).ok().text("link");
		String code = link.substring(link.lastIndexOf('/') + 1);
		for (int i = 0; i < 10; i++) {
			assertThat(from("198.51.100.77", mvc.post().uri("/hooks/payments/nowhere1")))
				.hasStatus(HttpStatus.NOT_FOUND);
			assertThat(from("198.51.100.77", mvc.post().uri("/p/sandbox/nowhere1").param("act", "PAY")))
				.hasStatus(HttpStatus.NOT_FOUND);
			assertThat(from("198.51.100.77", open("/p/pay/nowhere1"))).hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(from("198.51.100.77", mvc.post().uri("/hooks/payments/nowhere1")))
			.hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		for (int i = 0; i < 30; i++) {
			assertThat(from("198.51.100.77", mvc.post().uri("/hooks/payments/" + hook)))
				.hasStatus(HttpStatus.BAD_REQUEST);
		}
		assertThat(from("198.51.100.77", mvc.post().uri("/hooks/payments/" + hook)))
			.hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		assertThat(from("198.51.100.77", open("/p/sandbox/nowhere1"))).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		assertThat(from("198.51.100.77", open("/p/pay/nowhere1"))).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		assertThat(from("198.51.100.78", open("/p/pay/nowhere1"))).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(from("198.51.100.77", open("/p/pay/" + code))).hasStatusOk();
		assertThat(from("198.51.100.77", open("/p/sandbox/" + code))).hasStatusOk();
	}

	private static MvcTestResult from(String address, MockMvcTester.MockMvcRequestBuilder request) {
		return request.remoteAddress(address).exchange();
	}

	private String started() {
		rest.put("/payment-providers/chosen", Map.of("provider", "SANDBOX")).ok();
		return rest.post("/orders/" + order + "/online-payments", Map.of(), "once").ok().text("id");
	}

	private String part() {
		return "/orders/" + order + "/online-payments";
	}

	private MvcTestResult callback(String code, String body, String signature) {
		return mvc.post()
			.uri("/hooks/payments/" + code)
			.contentType("application/json")
			.header("Sandbox-Signature", signature)
			.content(body)
			.exchange();
	}

	private MvcTestResult page(Person person, String path) {
		return mvc.get().uri(URI.create(person.path() + path)).with(staff.login(person)).exchange();
	}

	private MockMvcTester.MockMvcRequestBuilder open(String path) {
		return mvc.get().uri(path);
	}

	private MvcTestResult act(String code, String act) {
		return mvc.post().uri("/p/sandbox/" + code).param("act", act).exchange();
	}

	private MvcTestResult post(Person person, String path, Map<String, String> form) {
		MockMvcTester.MockMvcRequestBuilder request = mvc.post()
			.uri(person.path() + path)
			.with(staff.login(person))
			.with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

}
