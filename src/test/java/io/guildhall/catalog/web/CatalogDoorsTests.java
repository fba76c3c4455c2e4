package io.guildhall.catalog.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogRefused;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.FlashSaleState;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductPictures;
import io.guildhall.catalog.ProductStock;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.file.DrawnPictureTests;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Stock, pictures and flash sales through pages and REST, as people with their roles. */
@HouseTest
@RequiredArgsConstructor
class CatalogDoorsTests {

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private final CatalogService catalog;

	private final ProductStock stock;

	private final ProductPictures pictures;

	private final MemberService members;

	private @Nullable Person boss;

	private @Nullable ProductId tea;

	@BeforeEach
	void aShop() {
		boss = staff.found();
		tea = staff.as(boss(), () -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, new Money(3000, "CNY"),
				null, new ProductTraits("T-1", new Money(1200, "CNY"), null, null, null, null, Eligibility.ALL))));
	}

	@Test
	void aProductIsKeptWithWhatBelongsToItsKind() {
		MvcTestResult made = post("/products", Map.of("name", "Camp", "kind", "CAMP", "price", "199", "startsOn",
				"2026-12-01", "endsOn", "2026-12-21", "perMember", "1", "tiers", "CORE", "cost", "80.50"));
		assertThat(made).hasStatus(HttpStatus.FOUND);
		String path = String.valueOf(made.getResponse().getRedirectedUrl()).substring(boss().path().length());
		assertThat(page(boss(), path)).hasStatusOk()
			.bodyText()
			.contains("value=\"2026-12-21\"", "value=\"80.50\"", "¥118.50 · 59.5%",
					"value=\"CORE\" checked=\"checked\"", "class=\"object edited\"", "class=\"card first\"")
			.doesNotContain("??");
		assertThat(post("/products", Map.of("name", "Cup", "kind", "GOODS", "price", "9", "sku", "T-1"))).hasStatusOk()
			.bodyText()
			.contains("There is a product with the SKU T-1 already");
		assertThat(post("/products", Map.of("name", "Cup", "kind", "GOODS", "price", "9", "groups", "nowhere")))
			.hasStatusOk()
			.bodyText()
			.contains("There is no tier, group or membership nowhere");
	}

	/** ★ The page without its script shows the fields of all kinds. */
	@Test
	void whatStandsInTheFieldsOfAnotherKindSaysNothing() {
		MvcTestResult made = post("/products", Map.of("name", "Talk", "kind", "CONSULTATION", "price", "499", "minutes",
				"50", "sku", "T-1", "startsOn", "2026-12-01", "endsOn", "never"));
		assertThat(made).hasStatus(HttpStatus.FOUND);
		String path = String.valueOf(made.getResponse().getRedirectedUrl()).substring(boss().path().length());
		assertThat(page(boss(), path)).bodyText()
			.contains("value=\"50\"", "data-when=\"kind=CONSULTATION\"", "data-when=\"kind=COURSE|CAMP\"")
			.doesNotContain("value=\"T-1\"", "2026-12-01");
		assertThat(post(path, Map.of("name", "Talk", "kind", "GOODS", "price", "499", "minutes", "50", "sku", "T-2")))
			.hasStatus(HttpStatus.FOUND);
		assertThat(page(boss(), path)).bodyText().contains("value=\"T-2\"").doesNotContain("value=\"50\"");
		assertThat(post(path,
				Map.of("name", "Talk", "kind", "CAMP", "price", "dear", "minutes", "50", "endsOn", "never", "sku",
						"T-2", "perMember", "3")))
			.hasStatusOk()
			.bodyText()
			.contains("is-invalid", "value=\"dear\"", "value=\"never\"", "value=\"50\"", "value=\"T-2\"",
					"value=\"3\"");
	}

	@Test
	void stockIsChangedWithAReasonAndShownInTheList() {
		String path = "/products/" + tea;
		assertThat(page(boss(), path)).bodyText().contains("unlimited", "Say how many there are");
		assertThat(post(path + "/stock", Map.of("number", "12", "reason", "delivered"))).hasStatus(HttpStatus.FOUND);
		assertThat(post(path + "/stock", Map.of("number", "-13", "reason", "lost"))).bodyText()
			.contains("so no fewer can remain");
		assertThat(post(path + "/stock", Map.of("number", "-2"))).bodyText().contains("Say why");
		assertThat(post(path + "/stock", Map.of("number", "-12", "reason", "all of it"))).hasStatus(HttpStatus.FOUND);
		assertThat(page(boss(), path)).bodyText().contains("Sold out", "delivered", "+12", "12 then", "all of it");
		assertThat(page(boss(), "/products?q=t-1")).bodyText().contains("Tea", "Sold out");
		assertThat(post(path + "/stock/release", Map.of("reason", "made to order"))).hasStatus(HttpStatus.FOUND);
		assertThat(page(boss(), path)).bodyText().contains("made to order").doesNotContain("Sold out");
	}

	@Test
	void whoOnlySellsSeesNoCostAndChangesNothing() {
		Person seller = staff.hired(boss(), Role.STAFF);
		assertThat(page(seller, "/products/" + tea)).hasStatusOk()
			.bodyText()
			.doesNotContain("12.00", "Margin", "Change the stock", "Add pictures");
		assertThat(send(seller, "/products/" + tea + "/stock", Map.of("number", "5", "reason", "mine")))
			.hasStatus(HttpStatus.FORBIDDEN);
		assertThat(send(seller, "/flash-sales", sale("19.90"))).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(page(seller, "/audit/of/product/" + tea)).hasStatusOk()
			.bodyText()
			.contains("Added the product")
			.doesNotContain("12.00", "Cost");
		assertThat(page(boss(), "/audit?type=product-cost")).bodyText().contains("Changed the cost", "12.00");
	}

	@Test
	void picturesAreDrawnAnewAndShownOnThePageAndInTheList() throws IOException {
		byte[] png = DrawnPictureTests.file(300, 200, "png");
		assertThat(mvc.post()
			.uri(boss().path() + "/products/" + tea + "/pictures")
			.multipart()
			.file(new MockMultipartFile("files", "a.png", "image/png", png))
			.with(staff.login(boss()))
			.with(csrf())).hasStatus3xxRedirection();
		String id = staff.as(boss(), () -> pictures.of(tea())).get(0).id().toString();
		assertThat(page(boss(), "/products/" + tea)).bodyText().contains("/pictures/" + id, "width=\"300\"");
		assertThat(page(boss(), "/products")).bodyText().contains("/pictures/" + id + "?small=true");
		assertThat(page(boss(), "/products/" + tea + "/pictures/" + id)).hasStatusOk()
			.hasContentType(MediaType.IMAGE_JPEG);
		String key = staff.apiKey(boss());
		assertThat(mvc.get()
			.uri("/api/v1/products/" + tea + "/pictures/" + id + "?small=true")
			.header("Authorization", "Bearer " + key)).hasStatusOk().hasContentType(MediaType.IMAGE_JPEG);
		assertRefused("catalog.picture", List.of(png, new byte[3]));
		assertThatExceptionOfType(CatalogRefused.class).isThrownBy(() -> staff.as(boss(), () -> {
			pictures.add(new ProductId(Ids.next()), List.of(new byte[3]));
			return 0;
		})).returns("catalog.unknown", CatalogRefused::getCode);
		assertRefused("catalog.picture.many", List.of(png, png, png, png, png));
		assertThat(staff.as(boss(), () -> pictures.of(tea()))).as("all or none").hasSize(1);
		assertThat(post("/products/" + tea + "/pictures/" + id + "/removal", Map.of())).hasStatus3xxRedirection();
		assertThat(staff.as(boss(), () -> pictures.of(tea()))).isEmpty();
	}

	@Test
	void aFlashSaleIsMadeOpenedAndSoldFromOnPages() {
		assertThat(page(boss(), "/flash-sales")).hasStatusOk().bodyText().contains("No flash sale yet");
		assertThat(page(boss(), "/flash-sales/new?product=" + tea)).hasStatusOk().bodyText().contains("selected");
		assertThat(post("/flash-sales", sale("30"))).hasStatusOk().bodyText().contains("must be below ¥30.00");
		assertThat(post("/flash-sales", Map.of("product", tea().toString()))).hasStatusOk()
			.bodyText()
			.contains("is-invalid");
		String path = String.valueOf(post("/flash-sales", sale("19.90")).getResponse().getRedirectedUrl())
			.substring(boss().path().length());
		assertThat(page(boss(), path)).bodyText()
			.contains("Once it is open", "¥19.90")
			.doesNotContain("hx-trigger=\"every");
		assertThat(page(boss(), path + "/edit")).hasStatusOk().bodyText().contains("value=\"19.90\"");
		assertThat(post(path, sale("18"))).hasStatus(HttpStatus.FOUND);
		assertThat(post(path + "/opening", Map.of())).hasStatus(HttpStatus.FOUND);
		MemberId ann = staff.as(boss(), () -> members.add(NewMember.named("Ann")));
		Map<String, String> order = Map.of("member", ann.toString(), "lines[0].product", tea().toString(),
				"lines[0].quantity", "2", "method", "CASH", "shown", "3600");
		assertThat(post("/orders/quote", order)).bodyText().contains("Flash sale", "¥36.00");
		String sold = String.valueOf(post("/orders", order).getResponse().getRedirectedUrl())
			.substring(boss().path().length());
		assertThat(page(boss(), sold)).bodyText().contains("Flash sale", "¥18.00");
		assertThat(page(boss(), sold + "/holds")).hasStatusOk()
			.bodyText()
			.contains("Tea", "Held")
			.as("goods leave with the delivery")
			.doesNotContain("Mark as handed over");
		assertThat(page(boss(), sold + "/delivery")).bodyText().containsOnlyOnce("Mark as handed over");
		assertThat(post(sold + "/given", Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(page(boss(), sold + "/holds")).bodyText().contains("Handed over").doesNotContain("Mark as");
		assertThat(page(boss(), path)).bodyText()
			.contains("3 of 5", "hx-trigger=\"every 2s\"", sold)
			.doesNotContain("??");
		assertThat(post(path + "/cancel", Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(page(boss(), "/flash-sales?lang=zh-CN")).bodyText().contains("已取消", "3 / 5").doesNotContain("??");
	}

	@Test
	void flashSalesAreSearchedAndTakenOutByThoseWhoMay() {
		String path = String.valueOf(post("/flash-sales", sale("19.90")).getResponse().getRedirectedUrl())
			.substring(boss().path().length());
		assertThat(page(boss(), "/flash-sales?q=TEA&state=DRAFT")).hasStatusOk()
			.bodyText()
			.contains(path, "/flash-sales/export?state=DRAFT&amp;q=TEA");
		assertThat(page(boss(), "/flash-sales?state=RUNNING")).hasStatusOk().bodyText().contains("Nothing matches");
		assertThat(page(boss(), "/flash-sales?q=coffee")).hasStatusOk().bodyText().contains("Nothing matches");
		assertThat(post(path + "/opening", Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(page(boss(), "/flash-sales?state=RUNNING")).hasStatusOk().bodyText().contains(path);
		assertThat(page(boss(), "/flash-sales/export?q=tea&state=RUNNING")).hasStatusOk()
			.bodyText()
			.contains("sale_id,product_id,product,state", ",Tea,RUNNING,19.90,30.00,CNY,", ",5,0,2");
		assertThat(page(boss(), "/products/export?q=t-1")).hasStatusOk()
			.bodyText()
			.contains("product_id,name,kind,price,currency,for_sale", ",Tea,GOODS,30.00,CNY,true,")
			.doesNotContain("12.00");
		String key = "Bearer " + staff.apiKey(boss());
		for (FlashSaleState state : FlashSaleState.values()) {
			assertThat(mvc.get().uri("/api/v1/flash-sales?q=Tea&state=" + state).header("Authorization", key))
				.as(state.name())
				.hasStatusOk()
				.bodyJson()
				.extractingPath("$.items.length()")
				.isEqualTo((state == FlashSaleState.RUNNING) ? 1 : 0);
		}
		Person seller = staff.hired(boss(), Role.STAFF);
		for (String file : List.of("/flash-sales/export", "/products/export")) {
			assertThat(page(seller, file)).as(file)
				.hasStatus(HttpStatus.FORBIDDEN)
				.doesNotContainHeader("Content-Disposition");
		}
	}

	@Test
	void programsDoTheSame() {
		String key = staff.apiKey(boss());
		String body = "{\"number\": 3, \"reason\": \"delivered\"}";
		String path = "/products/" + tea + "/stock/changes";
		for (int i = 0; i < 2; i++) {
			assertThat(rest(key, path, "once", body)).hasStatus(HttpStatus.CREATED)
				.bodyJson()
				.isLenientlyEqualTo("{\"onHand\": 3, \"held\": 0}");
		}
		assertThat(staff.as(boss(), () -> stock.history(tea(), null)).items()).hasSize(1);
		MvcTestResult made = rest(key, "/flash-sales", "sale", """
				{"product": "%s", "price": {"minor": 990, "currency": "CNY"}, "startsAt": "2026-01-01T00:00:00Z",
				 "endsAt": "2126-01-01T00:00:00Z", "stock": 2}
				""".formatted(tea));
		assertThat(made).hasStatus(HttpStatus.CREATED).bodyJson().isLenientlyEqualTo("{\"state\": \"DRAFT\"}");
		assertThat(rest(key, "/flash-sales", null, "{\"product\": \"%s\"}".formatted(tea)))
			.hasStatus(HttpStatus.BAD_REQUEST);
		MemberId ann = staff.as(boss(), () -> members.add(NewMember.named("Ann")));
		MvcTestResult refused = rest(key, "/orders", null,
				"{\"member\": \"%s\", \"lines\": [{\"product\": \"%s\", \"quantity\": 4}]}".formatted(ann, tea));
		assertThat(refused).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"catalog.sold-out\"}");
	}

	private Map<String, String> sale(String price) {
		return Map.of("product", tea().toString(), "price", price, "startsAt", "2026-01-01T08:00", "endsAt",
				"2126-01-01T08:00", "stock", "5", "perMember", "2");
	}

	private void assertRefused(String code, List<byte[]> files) {
		assertThatExceptionOfType(CatalogRefused.class).isThrownBy(() -> staff.as(boss(), () -> {
			pictures.add(tea(), files);
			return code;
		})).returns(code, CatalogRefused::getCode);
	}

	private Person boss() {
		return java.util.Objects.requireNonNull(boss);
	}

	private ProductId tea() {
		return java.util.Objects.requireNonNull(tea);
	}

	private MvcTestResult page(Person person, String path) {
		return mvc.get().uri(java.net.URI.create(person.path() + path)).with(staff.login(person)).exchange();
	}

	private MvcTestResult post(String path, Map<String, String> form) {
		return send(boss(), path, form);
	}

	private MvcTestResult send(Person person, String path, Map<String, String> form) {
		MockMvcTester.MockMvcRequestBuilder request = mvc.post()
			.uri(person.path() + path)
			.with(staff.login(person))
			.with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

	private MvcTestResult rest(String key, String path, @Nullable String once, String body) {
		MockMvcTester.MockMvcRequestBuilder request = mvc.post()
			.uri("/api/v1" + path)
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body);
		if (once != null) {
			request.header("Idempotency-Key", once);
		}
		return request.exchange();
	}

}
