package io.guildhall.playbook.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.shared.Money;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** The playbook through pages and REST. */
@HouseTest
@RequiredArgsConstructor
class PlaybookDoorsTests {

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private final CatalogService catalog;

	private final CouponBatches batches;

	private @Nullable Person boss;

	@BeforeEach
	void aShop() {
		boss = staff.found();
	}

	@Test
	void oneClickOnTheProductsPageSetsItUpAndASecondMakesNothingMore() {
		String path = "/products/" + product("Tea", 3000, 1200L) + "/playbook";
		assertThat(page(path + "/part")).hasStatusOk()
			.bodyText()
			.contains("Low price", "¥30.00 is at most ¥50.00", "¥18.00 · 60.0%", "200 coupons, ¥5.00 off each",
					"Margin after one: ¥13.00", "With a coupon on top: ¥7.00", "Set it up")
			.doesNotContain("??");
		for (int i = 0; i < 2; i++) {
			assertThat(post(path, Map.of())).hasStatus(HttpStatus.FOUND);
		}
		assertThat(staff.as(boss(), () -> batches.list(null, null)).items()).hasSize(1);
		assertThat(page(path + "/part")).bodyText()
			.contains("draft or paused", "/coupons/", "/flash-sales/")
			.doesNotContain("Set it up", "??");
		assertThat(page(path + "?lang=zh-CN")).hasStatusOk().bodyText().contains("草稿或暂停").doesNotContain("??");
	}

	@Test
	void theNumbersAreChangedAndWhatWouldSellBelowCostIsRefusedWithTheFigure() {
		String path = "/products/" + product("Tea", 3000, 1200L) + "/playbook";
		assertThat(page(path)).hasStatusOk().bodyText().contains("value=\"5.00\"", "value=\"24.00\"");
		Map<String, String> form = new HashMap<>(Map.of("chosen", "true", "steps", "COUPON", "coupon", "20", "pieces",
				"1", "coupons", "10", "couponDays", "7"));
		assertThat(post(path + "/preview", form)).hasStatusOk().bodyText().contains("-¥2.00", "alert-danger");
		assertThat(post(path, form)).hasStatusOk().bodyText().contains("-¥2.00", "value=\"20\"");
		form.put("pieces", "2");
		assertThat(post(path + "/preview", form)).hasStatusOk()
			.bodyText()
			.contains("from 2 pieces on", "Margin after one: ¥16.00", "At most ¥200.00")
			.doesNotContain("??");
		form.put("coupons", "many");
		assertThat(post(path, form)).hasStatusOk().bodyText().contains("is-invalid", "value=\"many\"");
		form.put("coupons", "");
		assertThat(post(path, form)).hasStatusOk().bodyText().contains("is-invalid", "value=\"20\"");
		assertThat(post(path, Map.of("chosen", "true"))).hasStatusOk().bodyText().contains("Choose what is to be");
		form.put("coupons", "10");
		assertThat(post(path, form)).hasStatus(HttpStatus.FOUND);
		assertThat(page(path)).bodyText().doesNotContain("name=\"coupon\"").contains("name=\"salePrice\"");
	}

	@Test
	void whatIsMissingIsSaidAndTheOtherBandsHaveTheirForms() {
		assertThat(page("/products/" + product("Cup", 2000, null) + "/playbook")).hasStatusOk()
			.bodyText()
			.contains("Nobody has said what it costs", "#f-cost")
			.doesNotContain("Set it up", "??");
		String high = "/products/" + product("Milk powder", 40_000, 30_000L) + "/playbook";
		assertThat(page(high)).hasStatusOk()
			.bodyText()
			.contains("Milk powder · sample", "value=\"40.00\"", "Margin after it: ¥60.00", "1 task until")
			.doesNotContain("??");
		String middle = "/products/" + product("Camp", 19_900, 8_000L) + "/playbook";
		assertThat(page(middle)).hasStatusOk()
			.bodyText()
			.contains("Camp · taste", "Camp · trial", "Margin of who takes both: ¥119.00")
			.doesNotContain("??");
		assertThat(post(middle, Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(page("/playbook?band=MIDDLE")).hasStatusOk()
			.bodyText()
			.contains("Camp", "Complete", "1 of 1")
			.doesNotContain("Milk powder", "??");
		assertThat(post("/playbook/limits", Map.of("low", "20", "high", "100"))).hasStatus(HttpStatus.FOUND);
		assertThat(page("/playbook?band=HIGH")).bodyText().contains("Camp", "Milk powder", "value=\"100.00\"");
		Person seller = staff.hired(boss(), Role.STAFF);
		assertThat(mvc.get().uri(boss().path() + "/playbook").with(staff.login(seller)))
			.hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	void programsDoTheSame() {
		String key = staff.apiKey(boss());
		ProductId tea = product("Tea", 3000, 1200L);
		String path = "/products/" + tea + "/playbook";
		assertThat(get(key, path)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{"band": "LOW", "margin": {"minor": 1800}, "numbers": {"coupon": {"amount": {"minor": 500}}},
				 "figures": {"afterBoth": {"minor": 700}}}
				""");
		assertThat(send("POST", key, path, "k1", """
				{"coupon": {"amount": {"minor": 1900, "currency": "CNY"}, "stock": 10, "days": 7}}
				""")).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"playbook.loss.coupon\"}");
		assertThat(send("POST", key, path, null, "{\"coupon\": {\"stock\": 10, \"days\": 7}}"))
			.hasStatus(HttpStatus.BAD_REQUEST);
		for (int i = 0; i < 2; i++) {
			assertThat(send("POST", key, path, "k2", null)).hasStatus(HttpStatus.CREATED)
				.bodyJson()
				.isLenientlyEqualTo("""
						{"steps": [{"step": "COUPON", "set": true}, {"step": "FLASH_SALE", "set": true}], "open": false}
						""");
		}
		assertThat(staff.as(boss(), () -> batches.list(null, null)).items()).hasSize(1);
		assertThat(get(key, "/playbook")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"items\": [{\"product\": {\"name\": \"Tea\"}, \"set\": 2, \"steps\": 2}]}");
		assertThat(send("PUT", key, "/playbook/limits", null, """
				{"low": {"minor": 100, "currency": "CNY"}, "high": {"minor": 100, "currency": "CNY"}}
				""")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"playbook.limits\"}");
		assertThat(get(key, "/playbook/limits")).bodyJson().isLenientlyEqualTo("{\"low\": {\"minor\": 5000}}");
	}

	private ProductId product(String name, long price, @Nullable Long cost) {
		return staff.as(boss(),
				() -> catalog.create(new NewProduct(name, ProductKind.GOODS, new Money(price, "CNY"), null,
						new ProductTraits(null, (cost != null) ? new Money(cost, "CNY") : null, null, null, null, null,
								Eligibility.ALL))));
	}

	private Person boss() {
		return Objects.requireNonNull(boss);
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(java.net.URI.create(boss().path() + path)).with(staff.login(boss())).exchange();
	}

	private MvcTestResult post(String path, Map<String, String> form) {
		MockMvcTester.MockMvcRequestBuilder request = mvc.post()
			.uri(boss().path() + path)
			.with(staff.login(boss()))
			.with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

	private MvcTestResult get(String key, String path) {
		return mvc.get().uri("/api/v1" + path).header("Authorization", "Bearer " + key).exchange();
	}

	private MvcTestResult send(String method, String key, String path, @Nullable String once, @Nullable String body) {
		MockMvcTester.MockMvcRequestBuilder request = mvc.method(org.springframework.http.HttpMethod.valueOf(method))
			.uri("/api/v1" + path)
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON);
		if (body != null) {
			request.content(body);
		}
		if (once != null) {
			request.header("Idempotency-Key", once);
		}
		return request.exchange();
	}

}
