package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;

import com.microsoft.playwright.Locator;

import io.guildhall.Rest;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/**
 * A coupon that promises money back, from the form of its batch to the rebate of the
 * order that was paid with it; and forms that give back what was typed.
 */
@Journey
class CashbackJourneyTests {

	@LocalServerPort
	private int port;

	@Autowired
	private MessageSource texts;

	@Autowired
	private StaffFixtures staff;

	@ParameterizedTest
	@ValueSource(strings = { "en", "zh-CN" })
	void aCouponBecomesTheRebateOfItsOrder(String language) {
		Person ann = staff.found();
		Furnished shop = new Furnished(new Rest("http://localhost:" + port, staff.apiKey(ann)));
		shop.community();
		shop.member("安然");
		shop.product();
		try (Visitor visitor = new Visitor(port, Locale.forLanguageTag(language), Window.DESKTOP, texts)) {
			visitor.open("/login");
			visitor.write("email", ann.email()).write("password", StaffFixtures.PASSWORD).press("staff.login");
			visitor.open(ann.path() + "?lang=" + language).lookThroughBoth();
			String batch = batch(visitor, ann.path());
			claim(visitor, batch);
			visitor.open(ann.path() + "/members/" + shop.id("members")).press("coupon.issue.one").look("cashback-held");
			sell(visitor, ann.path());
			visitor.open(batch).settled().look("cashback-batch");
			visitor.sees(visitor.text("rebate.of-batch.all")).follow("rebate.of-batch.all").look("cashback-rebates");
			visitor.open(ann.path() + "/rebates?state=FAILED").look("rebates-nothing");
			visitor.follow("shared.nothing.clear").followText("¥12.00").look("cashback-rebate");
			refusedOnAPage(visitor, ann.path() + "/products/" + shop.id("products"));
			refusedInAPart(visitor, ann.path() + "/members/" + shop.id("members"));
			visitor.saidNothingWrong();
		}
	}

	@Test
	void nothingSecretWaitsInTheBrowser() {
		Person ann = staff.found();
		try (Visitor visitor = new Visitor(port, Locale.ENGLISH, Window.DESKTOP, texts)) {
			visitor.open("/login");
			visitor.write("email", ann.email()).write("password", StaffFixtures.PASSWORD).press("staff.login");
			Object kept = visitor.open(ann.path() + "?lang=en")
				.page()
				.evaluate(
						"""
								() => {
								  const form = document.createElement("form");
								  form.method = "post";
								  form.innerHTML = '<input type="hidden" name="hush-name" value="hush"><input type="password" name="p" '
								    + 'value="hush"><input name="code" autocomplete="one-time-code" value="hush">'
								    + '<textarea name="key" data-secret>hush</textarea><input name="word" value="said">';
								  form.addEventListener("submit", (event) => event.preventDefault());
								  document.body.append(form);
								  form.requestSubmit();
								  form.remove();
								  return sessionStorage.getItem("guildhall.typed");
								}
								""");
			assertThat(String.valueOf(kept)).contains("said").doesNotContain("hush", "_csrf");
		}
	}

	private static String batch(Visitor visitor, String home) {
		visitor.open(home + "/coupons/new");
		visitor.write("name", "回头返现")
			.choose("kind", "CASHBACK_SHARE")
			.write("percent", 10)
			.write("cap", 20)
			.write("waitDays", 15)
			.write("threshold", 100)
			.write("days", 14)
			.write("stock", 50)
			.write("perMember", 1)
			.write("budget", 300);
		visitor.page().waitForTimeout(600);
		visitor.settled().look("cashback-new");
		visitor.press("coupon.save.draft").look("cashback-draft");
		visitor.press("coupon.activate");
		return visitor.path();
	}

	private static void claim(Visitor visitor, String batch) {
		visitor.chooseText("group", SmallWorld.GROUP).write("title", "群友返现").press("claim.create");
		String link = visitor.main().locator("a.secret").first().getAttribute("href");
		visitor.open(link.substring(link.indexOf("/p/"))).look("cashback-claim");
		assertThat(visitor.says()).contains(visitor.text("coupon.wait.words", 15));
		visitor.open(batch);
	}

	private static void sell(Visitor visitor, String home) {
		visitor.open(home + "/orders/new");
		visitor.field("who").pressSequentially("安然");
		visitor.page().waitForTimeout(400);
		visitor.settled().main().getByLabel("安然").first().check();
		visitor.chooseText("lines[0].product", "岩茶");
		visitor.page().waitForTimeout(800);
		visitor.settled().check("coupons", null);
		visitor.page().waitForTimeout(800);
		visitor.settled().look("cashback-order-new");
		visitor.press("order.place").look("cashback-order");
		visitor.press(visitor.main().locator("form[action$='/payments'] button.btn-primary"));
		visitor.look("cashback-order-paid").sees("¥12.00");
	}

	private static void refusedOnAPage(Visitor visitor, String product) {
		visitor.open(product).write("number", -5000).write("reason", "盘点");
		visitor.press("catalog.stock.change").look("stock-refused");
		assertGivenBack(visitor, visitor.field("number"), "-5000");
		assertThat(visitor.field("reason").inputValue()).isEqualTo("盘点");
	}

	/** Of a module of which the page knows nothing, and folded away. */
	private static void refusedInAPart(Visitor visitor, String member) {
		visitor.open(member).main().getByText(visitor.text("points.by-hand")).click();
		Locator form = visitor.main().locator("form[action$='/points/takes']");
		form.locator("[name=points]").fill("77");
		form.locator("[name=note]").fill("兑换礼品");
		visitor.press("points.take").look("points-refused");
		assertGivenBack(visitor, form.locator("[name=points]"), "77");
		assertThat(form.locator("[name=note]").inputValue()).isEqualTo("兑换礼品");
	}

	private static void assertGivenBack(Visitor visitor, Locator field, String typed) {
		assertThat(field.inputValue()).isEqualTo(typed);
		assertThat(field.getAttribute("aria-invalid")).isEqualTo("true");
		assertThat(field.evaluate("field => field === document.activeElement")).as("has the focus").isEqualTo(true);
		assertThat(visitor.main().locator(".invalid-feedback:visible").count()).isOne();
	}

}
