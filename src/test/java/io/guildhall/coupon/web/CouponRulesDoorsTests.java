package io.guildhall.coupon.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.coupon.CouponFixtures;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.staff.AtTheDoors;

/** Budgets, gifts, coupons that go together, and allowances, through both doors. */
@HouseTest
class CouponRulesDoorsTests extends AtTheDoors {

	@Autowired
	private CatalogService catalog;

	@Autowired
	private MemberService members;

	private MemberId buyer;

	private ProductId tea;

	@BeforeEach
	void aShop() {
		buyer = staff.as(ann, () -> members.add(NewMember.named("王小明")));
		tea = staff.as(ann,
				() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, CouponFixtures.yuan(30), null)));
	}

	@Test
	void aBatchSaysWhereItsMoneyIs() {
		String batch = made(Map.of("name", "Rebate card", "kind", "AMOUNT", "amount", "5", "dates", "DAYS", "days", "7",
				"stock", "50", "perMember", "9", "budget", "12"));
		assertThat(page(batch + "/edit")).hasStatusOk().bodyText().contains("name=\"budget\"", "value=\"12.00\"");
		post(batch + "/activation", Map.of());
		post("/coupons/of/" + buyer, Map.of("batch", id(batch)));
		post("/coupons/of/" + buyer, Map.of("batch", id(batch)));
		assertThat(page(batch)).hasStatusOk()
			.bodyText()
			.contains("Budget left", "¥2.00 of ¥12.00", "¥0.00 spent, ¥10.00 promised", "0 of 50");
		assertThat(api("/coupon-batches/" + id(batch) + "/coupons", "{\"member\":\"" + buyer + "\"}"))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("coupon.budget-spent");
		assertThat(api("/coupon-batches/" + id(batch))).bodyJson()
			.extractingPath("$.budget.reserved.minor")
			.isEqualTo(1000);
		assertThat(post("/coupons",
				Map.of("name", "X", "kind", "AMOUNT", "amount", "5", "dates", "DAYS", "days", "7", "stock", "5",
						"perMember", "1", "budget", "4")))
			.hasStatusOk()
			.bodyText()
			.contains("enough for one coupon at least");
	}

	@Test
	void aGiftAndAnAmountGoIntoOneOrder() {
		String gift = made(Map.of("name", "Gift", "kind", "GIFT", "amount", "30", "products", tea.toString(), "dates",
				"DAYS", "days", "7", "stock", "5", "perMember", "1", "stackable", "true", "graceDays", "3"));
		assertThat(page(gift)).hasStatusOk()
			.bodyText()
			.contains("A gift worth up to ¥30.00", "Only for: Tea", "Goes together", "3 days longer");
		assertThat(page(gift + "/edit")).bodyText().containsPattern("value=\"" + tea + "\"[^>]*checked");
		post(gift + "/activation", Map.of());
		String first = issued(gift);
		String five = made(Map.of("name", "Five", "kind", "AMOUNT", "amount", "5", "dates", "DAYS", "days", "7",
				"stock", "5", "perMember", "1", "stackable", "true"));
		post(five + "/activation", Map.of());
		String second = issued(five);
		assertThat(page("/coupons/codes/" + first)).hasStatusOk().bodyText().contains("Only for: Tea");
		assertThat(api("/coupons/" + first + "/conditions")).bodyJson().extractingPath("$.stackable").isEqualTo(true);
		assertThat(page("/orders/new?member=" + buyer + "&lines[0].product=" + tea + "&lines[0].quantity=2&coupons="
				+ first + "&coupons=" + second))
			.hasStatusOk()
			.bodyText()
			.contains("Gift (", "Five (", "¥25.00");
		MvcTestResult order = api("/orders", """
				{"member":"%s","lines":[{"product":"%s","quantity":2}],"coupons":["%s","%s"]}""".formatted(buyer, tea,
				second, first));
		assertThat(order).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.total.minor").isEqualTo(2500);
		assertThat(page("/orders/" + text(order, "id"))).hasStatusOk().bodyText().contains("Gift", "Five", "30.00 off");
	}

	@Test
	void whatIsOwedIsListedAndEnded() {
		assertThat(page("/coupons/debts")).hasStatusOk().bodyText().contains("Nobody owes anything");
		assertThat(api("/coupons/debts")).hasStatusOk();
		String batch = made(Map.of("name", "Five", "kind", "AMOUNT", "amount", "5", "dates", "DAYS", "days", "7",
				"stock", "5", "perMember", "1"));
		post(batch + "/activation", Map.of());
		assertThat(api("/coupons/" + issued(batch) + "/debt", "{\"received\":true,\"note\":\"cash\"}"))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("coupon.no-debt");
	}

	@Test
	void anOccasionHasAPageAndIsStopped() {
		String batch = made(Map.of("name", "Welcome", "kind", "AMOUNT", "amount", "5", "dates", "DAYS", "days", "7",
				"stock", "5", "perMember", "1"));
		assertThat(page(batch + "/occasion-rules")).hasStatusOk()
			.bodyText()
			.contains("Nothing is issued automatically yet");
		MvcTestResult made = post(batch + "/occasion-rules",
				Map.of("occasion", "PAYMENT", "product", tea.toString(), "tier", "CORE", "group", ""));
		assertThat(made).hasStatus3xxRedirection();
		String rule = path(made);
		assertThat(page(rule)).hasStatusOk()
			.bodyText()
			.contains("“Tea” is paid for", "Gives coupons", "No occasion yet");
		assertThat(page(batch + "/occasion-rules")).bodyText().contains("“Tea” is paid for", "0 given, 0 not");
		assertThat(post(rule + "/again", Map.of())).hasStatus3xxRedirection();
		assertThat(post(rule + "/stop", Map.of())).hasStatus3xxRedirection();
		assertThat(page(rule)).bodyText().contains("Stopped");
		assertThat(api("/occasion-rules", "{\"batch\":\"%s\",\"occasion\":\"TIER\"}".formatted(id(batch))))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("occasion.refused.incomplete");
		MvcTestResult again = api("/occasion-rules",
				"{\"batch\":\"%s\",\"occasion\":\"TIER\",\"tier\":\"CORE\"}".formatted(id(batch)));
		assertThat(again).hasStatus(HttpStatus.CREATED);
		assertThat(api("/occasion-rules/" + text(again, "id") + "/givings")).hasStatusOk();
		assertThat(page("/occasion-rules/" + text(again, "id"))).hasStatusOk()
			.bodyText()
			.contains("comes into the tier");
	}

	@Test
	void anOwnerGrantsAnAllowanceAndItIsUsedOnAnOrder() {
		String person = "/settings/staff/" + ann.accountId() + "/allowance";
		assertThat(page("/orders/new?member=" + buyer + "&product=" + tea)).bodyText()
			.doesNotContain("Give a staff discount");
		assertThat(post(person, Map.of("perDay", "20", "perOrder", "8"))).hasStatus3xxRedirection();
		assertThat(page("/settings/staff")).hasStatusOk().bodyText().contains("value=\"20.00\"", "value=\"8.00\"");
		assertThat(api("/staff/" + ann.accountId() + "/allowance")).bodyJson()
			.extractingPath("$.allowance.perOrder.minor")
			.isEqualTo(800);
		assertThat(page("/orders/new?member=" + buyer + "&product=" + tea + "&discretion=5&discretionReason=regular"))
			.hasStatusOk()
			.bodyText()
			.contains("Give a staff discount", "You may take off ¥20.00 more today", "at most ¥8.00");
		MvcTestResult order = api("/orders", """
				{"member":"%s","lines":[{"product":"%s","quantity":1}],
				"discretion":{"amount":{"minor":500,"currency":"CNY"},"reason":"a regular"}}""".formatted(buyer, tea));
		assertThat(order).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.total.minor").isEqualTo(2500);
		assertThat(page("/orders/" + text(order, "id"))).hasStatusOk().bodyText().contains("a regular", "5.00 off");
		assertThat(page("/order-discounts")).hasStatusOk().bodyText().contains("a regular", "¥5.00", "王小明");
		assertThat(api("/order-discounts")).bodyJson().extractingPath("$.items[0].amount.minor").isEqualTo(500);
		assertThat(post(person, Map.of("perDay", "", "perOrder", ""))).hasStatus3xxRedirection();
		assertThat(post(person, Map.of("perDay", "1", "perOrder", "2"))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
	}

	private String made(Map<String, String> form) {
		MvcTestResult made = post("/coupons", form);
		assertThat(made).hasStatus3xxRedirection();
		return path(made);
	}

	private String issued(String batch) {
		return text(api("/coupon-batches/" + id(batch) + "/coupons", "{\"member\":\"" + buyer + "\"}"), "id");
	}

	private String path(MvcTestResult redirected) {
		return Objects.requireNonNull(redirected.getResponse().getRedirectedUrl()).replace(ann.path(), "");
	}

	private static String id(String path) {
		return path.replaceFirst(".*/", "");
	}

	private static String text(MvcTestResult result, String field) {
		try {
			return tools.jackson.databind.json.JsonMapper.shared()
				.readTree(result.getResponse().getContentAsString())
				.get(field)
				.asString();
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
