package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.Cookie;

import io.guildhall.Rest;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;

/**
 * What somebody of the staff does many times a day, from today's page on, each in a few
 * clicks and in no time: coupons for a tier, a membership for somebody who pays by their
 * phone, a benefit at the counter, a line that comes back.
 */
@Journey
@TestInstance(Lifecycle.PER_CLASS)
class StaffJourneyTests {

	private static final int MOST_CLICKS = 10;

	private static final Duration LONGEST = Duration.ofMinutes(1);

	private static final int NEWCOMERS = 50;

	private static final String CLUB = "晨读会员";

	private static final String LESSON = "精读课";

	private static final String TEA = "岩茶";

	@LocalServerPort
	private int port;

	@Autowired
	private MessageSource texts;

	@Autowired
	private StaffFixtures staff;

	private Rest rest;

	private Furnished house;

	private String home;

	/** That of the one who does all this: their session, as the header says it. */
	private String[] session;

	/** Somebody who is a member of the club. */
	private String reader;

	@BeforeAll
	void aHouseWithStaff() {
		StaffFixtures.Person owner = staff.found("职场跃迁圈", "Asia/Shanghai", "CNY");
		rest = new Rest("http://localhost:" + port, staff.apiKey(owner));
		house = new Furnished(rest);
		home = owner.path();
		session = StaffFixtures.cookie(staff.hired(owner, Role.STAFF), port).split("=", 2);
		for (int i = 1; i <= NEWCOMERS; i++) {
			house.member("书友 " + i);
		}
		String policy = rest.get("/tier-policies").ok().body().path("items").path(0).path("id").asString();
		house.awaitJob(rest.post("/tier-policies/" + policy + "/evaluations", Map.of()).ok().text("job"));
		house.product();
		rest.put("/payment-providers/chosen", Map.of("provider", "SANDBOX")).ok();
		String plan = plan();
		reader = house.member("林小满");
		sold(reader, plan);
	}

	/** With an early price; the product that is sold. */
	private String plan() {
		Rest.Answer plan = rest.post("/plans", Map.of("name", CLUB, "term", "YEARLY", "price", Furnished.cny(29_900)))
			.ok();
		String one = "/plans/" + plan.text("id");
		rest.put(one + "/early-bird", Map.of("seats", 100, "until", Instant.now().plus(Duration.ofDays(9)).toString(),
				"price", Furnished.cny(19_900)))
			.ok();
		rest.put(one + "/benefits",
				Map.of("everybody", true, "benefits", List
					.of(Map.of("name", LESSON, "quota", 12, "period", "YEAR", "unitValue", Furnished.cny(5_000)))))
			.ok();
		return plan.text("product");
	}

	/** The order of one of each, paid in cash. */
	private void sold(String member, String... products) {
		rest.post("/orders",
				Map.of("member", member, "lines",
						List.of(products).stream().map(one -> Map.of("product", one, "quantity", 1)).toList(),
						"payment", Map.of("method", "CASH")))
			.ok();
	}

	@ParameterizedTest
	@CsvSource({ "en,DESKTOP", "en,PHONE", "zh-CN,DESKTOP", "zh-CN,PHONE" })
	void takesFewClicksAndNoTime(String language, Window window) {
		try (Visitor visitor = new Visitor(port, Locale.forLanguageTag(language), window, texts)) {
			visitor.page()
				.context()
				.addCookies(List.of(new Cookie(session[0], session[1]).setUrl("http://localhost:" + port)));
			String words = language + " " + window;
			String welcome = "新人券 " + words;
			batch(welcome, NEWCOMERS);
			walk(visitor, words + ": 50 coupons to a tier", () -> issue(visitor, welcome));
			String name = "安然 " + words;
			coupon(house.member(name), "入会立减 " + words);
			walk(visitor, words + ": an early membership", () -> sell(visitor, name));
			String code = rest.post("/members/" + reader + "/benefit-code", Map.of()).ok().text("code");
			walk(visitor, words + ": a benefit", () -> checkOff(visitor, code));
			sold(house.member("退了 " + words), house.id("products"), product("茶杯 " + words));
			walk(visitor, words + ": a line back", () -> refund(visitor));
			visitor.saidNothingWrong();
		}
	}

	private String batch(String name, int stock) {
		String batch = rest
			.post("/coupon-batches", Map.of("name", name, "kind", "AMOUNT", "amount", Furnished.cny(2_000), "days", 7,
					"stock", stock, "perMember", 1))
			.ok()
			.text("id");
		rest.post("/coupon-batches/" + batch + "/activate", Map.of()).ok();
		return batch;
	}

	private void coupon(String member, String name) {
		rest.post("/coupon-batches/" + batch(name, 1) + "/coupons", Map.of("member", member)).ok();
	}

	private String product(String name) {
		return rest.post("/products", Map.of("name", name, "kind", "GOODS", "price", Furnished.cny(4_500)))
			.ok()
			.text("id");
	}

	/** From today's page on; the looks at its pages are in its time. */
	private void walk(Visitor visitor, String what, Runnable journey) {
		visitor.open(home);
		int before = visitor.clicks();
		long began = System.nanoTime();
		journey.run();
		int clicks = visitor.clicks() - before;
		Duration took = Duration.ofNanos(System.nanoTime() - began);
		System.out.println("%s took %d clicks and %.1f s".formatted(what, clicks, took.toMillis() / 1000.0));
		assertThat(clicks).as(what).isLessThanOrEqualTo(MOST_CLICKS);
		assertThat(took).as(what).isLessThan(LONGEST);
	}

	private static void issue(Visitor visitor, String batch) {
		visitor.go("coupon.title").followText(batch);
		visitor.choose("field.tier", "NEW").page().waitForTimeout(200);
		visitor.settled().look("staff-coupon-issue");
		visitor.press("coupon.issue.button", NEWCOMERS);
		visitor.main()
			.locator(".chip[href$='outcome=ISSUED']")
			.filter(new Locator.FilterOptions().setHasText(String.valueOf(NEWCOMERS)))
			.waitFor();
		visitor.look("staff-coupon-issued");
	}

	private void sell(Visitor visitor, String name) {
		visitor.go("membership.plans").followText(CLUB).look("staff-plan").follow("membership.plan.sell");
		visitor.write("who", "").field("who").pressSequentially(name);
		visitor.page().waitForTimeout(400);
		visitor.settled().press(visitor.main().getByLabel(name));
		visitor.page().waitForTimeout(200);
		visitor.settled().check("coupons", null).page().waitForTimeout(200);
		visitor.settled().look("staff-order").press("order.place").press("checkout.start").look("staff-order-code");
		String link = visitor.main().locator("#online-payments a.secret").innerText().strip();
		pay(visitor, link.substring(link.lastIndexOf('/') + 1));
		// The page finds out by itself; and "unpaid" contains "paid".
		visitor.main()
			.locator(".page-actions")
			.getByText(visitor.text("order.state.PAID"), new Locator.GetByTextOptions().setExact(true))
			.waitFor();
		visitor.look("staff-order-paid");
	}

	/** Who bought it pays on a phone of their own. */
	private void pay(Visitor visitor, String code) {
		try (Visitor buyer = new Visitor(port, visitor.language(), Window.PHONE, texts)) {
			buyer.open("/p/pay/" + code).follow("checkout.pay.go").press("checkout.act.PAY");
			buyer.open("/p/pay/" + code).look("staff-paid-on-phone").saidNothingWrong();
		}
	}

	private static void checkOff(Visitor visitor, String code) {
		visitor.go("benefit.check-off").write("q", code).press("benefit.find").look("staff-check-off");
		visitor.press("benefit.use.of", LESSON)
			.look("staff-checked-off")
			.sees(visitor.text("benefit.done.used", LESSON));
	}

	private static void refund(Visitor visitor) {
		visitor.go("order.orders").press(visitor.main().locator("tbody a").first());
		visitor.press(visitor.main().locator("#refund > summary"));
		visitor.press(visitor.main().getByLabel(TEA)).choose("method", "CASH").write("reason", "不喜欢");
		visitor.look("staff-refund").press("order.refund.go");
		visitor.look("staff-refunded").sees(visitor.text("order.state.PARTLY_REFUNDED"));
	}

}
