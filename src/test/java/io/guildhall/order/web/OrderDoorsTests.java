package io.guildhall.order.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.TestDatabase;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.file.DrawnPictureTests;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderFilter;
import io.guildhall.order.OrderListing;
import io.guildhall.order.OrderProofs;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.OrderState;
import io.guildhall.order.OrderSummary;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.payment.PaymentProof;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.staff.Role;
import io.guildhall.journey.WholeApplication;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/**
 * Products, orders and refunds through pages and REST, as real people with real roles.
 */
@WholeApplication
class OrderDoorsTests {

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private OrderService orders;

	@Autowired
	private OrderListing listing;

	@Autowired
	private OrderRefunds refunds;

	@Autowired
	private OrderProofs proofs;

	@Autowired
	private CatalogService catalog;

	@Autowired
	private MemberService members;

	private Person owner;

	private MemberId ann;

	private ProductId tea;

	@BeforeEach
	void aShop() {
		owner = staff.found();
		ann = staff.as(owner, () -> members.add(NewMember.named("林晓 Ann")));
		tea = staff.as(owner,
				() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, new Money(3000, "CNY"), null)));
	}

	@Test
	void aCursorThatNoListGaveIsRefused() {
		String forged = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString("x\u001fy".getBytes(StandardCharsets.UTF_8));
		String key = staff.apiKey(owner);
		for (String list : List.of("/orders?", "/refund-requests?", "/coupon-batches?", "/coupons/debts?",
				"/memberships?", "/memberships?dueWithin=30&")) {
			assertThat(mvc.get().uri("/api/v1" + list + "after=" + forged).header("Authorization", "Bearer " + key))
				.as(list)
				.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
				.bodyJson()
				.isLenientlyEqualTo("{\"code\": \"shared.cursor\"}");
		}
	}

	@Test
	void keepsProductsThroughThePage() {
		assertThat(page("/products")).hasStatusOk().bodyText().contains("Tea", "¥30.00");
		assertThat(page("/products/new")).hasStatusOk().bodyText().contains("Price in CNY");
		assertThat(post("/products", Map.of("name", "Camp", "kind", "CAMP", "price", "199.00")))
			.hasStatus(HttpStatus.FOUND);
		assertThat(post("/products", Map.of("name", "Camp", "kind", "CAMP", "price", "199"))).hasStatusOk()
			.bodyText()
			.contains("There is a product called Camp already");
		assertThat(post("/products", Map.of("name", "Fine", "kind", "CAMP", "price", "1.999"))).hasStatusOk()
			.bodyText()
			.contains("too many decimals");
		assertThat(post("/products", Map.of("name", "", "kind", "CAMP", "price", "-1"))).hasStatusOk()
			.bodyText()
			.contains("is-invalid");
		assertThat(page("/products/" + tea)).hasStatusOk().bodyText().contains("Save product");
		assertThat(post("/products/" + tea + "/archive", Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(page("/products?archived=true")).bodyText().contains("Tea");
	}

	@Test
	void sellsThroughThePageOnceHoweverOftenTheFormIsSent() {
		assertThat(page("/orders")).hasStatusOk().bodyText().contains("No orders yet");
		assertThat(page("/orders/new?member=" + ann + "&product=" + tea)).hasStatusOk()
			.bodyText()
			.contains("林晓 Ann", "selected=\"selected\">Tea · ¥30.00", "¥30.00</dd>");
		Map<String, String> form = Map.of("member", ann.toString(), "lines[0].product", tea.toString(),
				"lines[0].quantity", "2", "method", "CASH", "key", Ids.next().toString(), "shown", "6000");
		assertThat(post("/orders/quote", form)).hasStatusOk()
			.bodyText()
			.contains("To pay", "¥60.00", "name=\"shown\" value=\"6000\"");
		MvcTestResult sold = post("/orders", form);
		assertThat(sold).hasStatus(HttpStatus.FOUND);
		assertThat(post("/orders", form)).hasStatus(HttpStatus.FOUND)
			.hasRedirectedUrl(sold.getResponse().getRedirectedUrl());
		assertThat(staff.as(owner, () -> listing.list(OrderFilter.ALL, null)).items()).hasSize(1);
		assertThat(page("/orders?state=PAID")).bodyText().contains("#1", "林晓 Ann");
		assertThat(page("/orders/parts/member/" + ann)).hasStatusOk().bodyText().contains("¥60.00", "#1");
		assertThat(page("/orders/parts/search?q=＃1")).hasStatusOk().bodyText().contains("#1");
		assertThat(page("/orders/parts/today")).hasStatusOk().bodyText().contains("No order is waiting");
		assertThat(page("/orders/export")).hasStatusOk().bodyText().contains("order_no,state", "1,PAID");
	}

	@Test
	void theSumThatWasShownIsTheSumOrNothingIsPlaced() {
		Map<String, String> form = new HashMap<>(Map.of("member", ann.toString(), "lines[0].product", tea.toString(),
				"lines[0].quantity", "2", "method", "CASH", "key", Ids.next().toString()));
		assertThat(post("/orders", form)).as("nobody saw a sum yet")
			.hasStatusOk()
			.bodyText()
			.contains("Look at the sum first", "name=\"shown\" value=\"6000\"");
		form.put("shown", "6000");
		staff.as(owner, () -> {
			catalog.change(tea, new NewProduct("Tea", ProductKind.GOODS, new Money(3500, "CNY"), null), null);
			return tea;
		});
		assertThat(post("/orders", form)).hasStatusOk()
			.bodyText()
			.contains("The order comes to ¥70.00", "name=\"shown\" value=\"7000\"");
		assertThat(post("/orders?lang=zh-CN", form)).hasStatusOk()
			.bodyText()
			.contains("应付金额为 ¥70.00", "订单未提交")
			.doesNotContain("??");
		assertThat(staff.as(owner, () -> listing.list(OrderFilter.ALL, null)).items()).isEmpty();
		form.put("shown", "7000");
		assertThat(post("/orders?lang=en", form)).hasStatus(HttpStatus.FOUND);
		assertThat(staff.as(owner, () -> listing.list(OrderFilter.ALL, null)).items()).hasSize(1);
	}

	@Test
	void aProgramSaysWhatItExpectsAndNothingIsPlacedForAnotherSum() {
		String key = staff.apiKey(owner);
		String body = """
				{"member": "%s", "lines": [{"product": "%s", "quantity": 2}],
				 "expected": {"minor": 5900, "currency": "CNY"}}
				""".formatted(ann, tea);
		assertThat(rest(key, "/orders", "expected", body)).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"order.price-changed\"}");
		assertThat(rest(key, "/orders", null, body.replace("CNY", "EUR"))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"order.other-currency\"}");
		assertThat(rest(key, "/orders/quotes", null, body)).as("a quote is what tells the sum").hasStatusOk();
		assertThat(staff.as(owner, () -> listing.list(OrderFilter.ALL, null)).items()).isEmpty();
		assertThat(rest(key, "/orders", "expected", body.replace("5900", "6000"))).as("what is refused keeps no key")
			.hasStatus(HttpStatus.CREATED);
	}

	@Test
	void theListAndItsTableSayWhatWasOrdered() {
		ProductId cup = staff.as(owner,
				() -> catalog.create(new NewProduct("=1+1", ProductKind.GOODS, new Money(500, "CNY"), null)));
		MemberId bea = staff.as(owner, () -> members.add(NewMember.named("@Bea")));
		staff.as(owner,
				() -> orders
					.place(new NewOrder(bea, List.of(new NewOrder.Line(cup, 1, null), new NewOrder.Line(tea, 2, null)),
							null, null, OrderSource.STAFF)));
		OrderSummary listed = staff.as(owner, () -> listing.list(OrderFilter.ALL, null)).items().get(0);
		assertThat(listed.products()).containsExactly(new OrderSummary.Bought("=1+1", 1),
				new OrderSummary.Bought("Tea", 2));
		assertThat(listed.things()).isEqualTo("=1+1, Tea × 2");
		for (String path : List.of("/orders", "/orders/parts/member/" + bea, "/orders/parts/today",
				"/orders/parts/search?q=1")) {
			assertThat(page(path)).as(path).hasStatusOk().bodyText().contains("=1+1</span>", "and 1 more", "Tea × 2");
		}
		assertThat(page("/orders")).bodyText().contains("data-label=\"Products\"");
		assertThat(page("/orders?lang=zh-CN")).hasStatusOk()
			.bodyText()
			.contains("另有 1 项", "data-label=\"商品\"")
			.doesNotContain("??");
		assertThat(page("/orders/export")).hasStatusOk()
			.bodyText()
			.contains(",products", ",'@Bea,", ",\"'=1+1, Tea × 2\"");
		assertThat(mvc.get().uri("/api/v1/orders").header("Authorization", "Bearer " + staff.apiKey(owner)))
			.hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].products[1].quantity")
			.isEqualTo(2);
	}

	@Test
	void aNameThatLeadsNowhereIsLeftOut() {
		Map<String, String> form = Map.of("member", ann.toString(), "lines[0].product", tea.toString(), "rows[0].x",
				"1", "rows[0]", "2", "key[a].b", "3");
		assertThat(post("/orders/quote", form)).hasStatusOk().bodyText().contains("To pay", "¥30.00");
		assertThat(post("/orders/quote", Map.of("rows", "2", "rows[0].x", "1"))).hasStatusOk();
		assertThat(page("/orders/new?rows[0].x=1")).hasStatusOk();
	}

	@Test
	void whoMayNotTakeOrdersOutIsRefusedAndGetsNoFile() {
		Person bob = staff.hired(owner, Role.STAFF);
		for (String path : List.of("/orders/export", "/members/export", "/refund-requests/export")) {
			assertThat(mvc.get().uri(owner.path() + path).with(staff.login(bob))).as(path)
				.hasStatus(HttpStatus.FORBIDDEN)
				.doesNotContainHeader("Content-Disposition")
				.hasContentTypeCompatibleWith("text/html");
		}
	}

	@Test
	void asksAgainForWhatIsMissing() {
		assertThat(post("/orders", Map.of("lines[0].product", tea.toString()))).hasStatusOk()
			.bodyText()
			.contains("Choose a member first");
		assertThat(post("/orders", Map.of("member", ann.toString()))).hasStatusOk()
			.bodyText()
			.contains("at least one product");
		assertThat(post("/orders",
				Map.of("member", ann.toString(), "lines[0].product", tea.toString(), "lines[0].price", "-5")))
			.hasStatusOk()
			.bodyText()
			.contains("A price cannot be negative");
		assertThat(post("/orders",
				Map.of("member", ann.toString(), "lines[0].product", tea.toString(), "lines[0].quantity", "many")))
			.hasStatusOk()
			.bodyText()
			.contains("role=\"alert\"");
		assertThat(page("/orders/members?who=lin")).hasStatusOk().bodyText().contains("林晓 Ann");
		assertThat(page("/orders/members?who=nobody")).hasStatusOk().bodyText().contains("Nobody fits");
	}

	@Test
	void paysAndRefundsOnThePageAboveTheLimitOnlyWithApproval() {
		OrderDetails order = staff.as(owner, () -> orders.place(new NewOrder(ann,
				List.of(new NewOrder.Line(tea, 1, new Money(10_000_000, "CNY"))), null, null, OrderSource.STAFF)));
		Person bob = staff.hired(owner, Role.STAFF);
		String path = "/orders/" + order.id();
		assertThat(page(path)).hasStatusOk().bodyText().contains("Order #1", "as paid", "Cancel order");
		assertThat(send(bob, path + "/payments", Map.of("method", "TRANSFER", "reference", "T1", "at", "yesterday")))
			.hasStatusOk()
			.bodyText()
			.contains("value=\"T1\"", "Give a date and time", "as paid");
		assertThat(send(bob, path + "/payments", Map.of("method", "TRANSFER", "reference", "T1")))
			.hasStatus(HttpStatus.FOUND);
		Map<String, String> all = Map.of("what", "REST", "method", "TRANSFER", "reason", "damaged", "key",
				Ids.next().toString());
		assertThat(send(bob, path + "/refunds", all)).hasStatus(HttpStatus.FOUND);
		assertThat(send(bob, path + "/refunds", all)).hasStatus(HttpStatus.FOUND);
		assertThat(page("/refund-requests")).hasStatusOk().bodyText().contains("damaged", "Approve and refund");
		assertThat(page("/orders/parts/requests")).hasStatusOk().bodyText().contains("damaged");
		assertThat(page("/refund-requests?q=lin")).hasStatusOk().bodyText().contains("damaged", "q=lin");
		assertThat(page("/refund-requests?q=%231")).hasStatusOk().bodyText().contains("damaged");
		assertThat(page("/refund-requests?q=＃12")).hasStatusOk().bodyText().contains("Nothing matches");
		assertThat(page("/refund-requests?q=nobody")).hasStatusOk().bodyText().doesNotContain("damaged");
		assertThat(page("/refund-requests/export?q=lin")).hasStatusOk()
			.bodyText()
			.contains("request_id,order_no,member_id", "林晓 Ann,100000.00,CNY,damaged,false,PENDING");
		assertThat(page("/refund-requests/export?q=nobody")).hasStatusOk().bodyText().doesNotContain("damaged");
		UUID request = staff.as(owner, () -> refunds.requests(true, null)).items().get(0).id();
		assertThat(send(bob, "/refund-requests/" + request + "/approve", Map.of())).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(post("/refund-requests/" + request + "/approve", Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(staff.as(owner, () -> orders.get(order.id())).state()).isEqualTo(OrderState.REFUNDED);
		assertThat(page(path)).hasStatusOk().bodyText().contains("Refunded", "damaged", "-¥100,000.00");
		assertThat(page("/refund-requests?pending=false")).hasStatusOk().bodyText().contains("Approved");
	}

	@Test
	void doesTheSameForPrograms() {
		String key = staff.apiKey(owner);
		String body = """
				{"member": "%s", "lines": [{"product": "%s", "quantity": 2}],
				 "payment": {"method": "CASH", "amount": {"minor": 6000, "currency": "CNY"}}}
				""".formatted(ann, tea);
		MvcTestResult placed = rest(key, "/orders", "once", body);
		assertThat(placed).hasStatus(HttpStatus.CREATED).bodyJson().isLenientlyEqualTo("""
				{"number": 1, "state": "PAID", "total": {"minor": 6000, "currency": "CNY"}}
				""");
		assertThat(rest(key, "/orders", "once", body)).hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.isLenientlyEqualTo("{\"number\": 1}");
		assertThat(rest(key, "/orders", "once", body.replace("2}", "3}"))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		String id = staff.as(owner, () -> listing.list(OrderFilter.ALL, null)).items().get(0).id().toString();
		assertThat(rest(key, "/orders/" + id + "/payments", null, "{\"method\": \"CASH\"}"))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"order.paid-already\"}");
		assertThat(rest(key, "/orders/" + id + "/refunds", "back",
				"{\"amount\": {\"minor\": 1000, \"currency\": \"CNY\"}, \"reason\": \"late\"}"))
			.hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.isLenientlyEqualTo("{\"done\": true, \"amount\": {\"minor\": 1000, \"currency\": \"CNY\"}}")
			.extractingPath("$.amount")
			.asMap()
			.containsOnlyKeys("minor", "currency");
		assertThat(rest(key, "/orders/" + id + "/refunds", null, "{\"reason\": \" \"}"))
			.hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(rest(key, "/orders/" + id + "/payments", null,
				"{\"method\": \"CASH\", \"amount\": {\"minor\": 1, \"currency\": \"ZZZ\"}}"))
			.as("no such currency")
			.hasStatus(HttpStatus.BAD_REQUEST)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"shared.invalid\"}");
		assertThat(rest(key, "/orders", null, "{\"member\": \"%s\", \"lines\": []}".formatted(ann)))
			.hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(rest(key, "/products", null,
				"{\"name\": \"Cheap\", \"kind\": \"GOODS\", \"price\": {\"minor\": -1, \"currency\": \"CNY\"}}"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(mvc.get().uri("/api/v1/journal/balance").header("Authorization", "Bearer " + key)).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo(
					"{\"balances\": true, \"accounts\": {\"CASH\": {\"minor\": 5000, \"currency\": \"CNY\"}}}");
		String reader = staff.apiKey(owner, EnumSet.of(Permission.SALES_READ));
		assertThat(rest(reader, "/orders", null, body)).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(mvc.get().uri("/api/v1/orders").header("Authorization", "Bearer " + reader)).hasStatusOk();
	}

	@Test
	void aPaymentByHandIsShownByPicturesAndANoteIsWrittenAtAnyTime() throws IOException {
		byte[] png = DrawnPictureTests.file(300, 200, "png");
		OrderDetails order = staff.as(owner, () -> orders
			.place(new NewOrder(ann, List.of(new NewOrder.Line(tea, 1, null)), null, null, OrderSource.STAFF)));
		String path = "/orders/" + order.id();
		assertThat(pictured(path + "/payments", "proof", new byte[3]).param("method", "TRANSFER").exchange())
			.hasStatusOk()
			.bodyText()
			.contains("This is no PNG or JPEG");
		assertThat(staff.as(owner, () -> orders.get(order.id())).state()).as("both or neither")
			.isEqualTo(OrderState.UNPAID);
		assertThat(pictured(path + "/payments", "proof", png).param("method", "TRANSFER").exchange())
			.hasStatus(HttpStatus.FOUND);
		assertThat(staff.as(owner, () -> orders.get(order.id())).state()).isEqualTo(OrderState.PAID);
		PaymentProof first = staff.as(owner, () -> proofs.of(order.id())).get(0);
		assertThat(page(path)).bodyText()
			.contains("/payment-proofs/" + first.id() + "?small=true", "Picture 1, added by", "Add a picture");
		assertThat(page(path + "/payment-proofs/" + first.id())).hasStatusOk().hasContentType(MediaType.IMAGE_JPEG);
		String more = path + "/payments/" + first.payment() + "/proofs";
		assertThat(pictured(more, "files", png, png).exchange()).hasStatus(HttpStatus.FOUND);
		assertThat(pictured(more, "files", png).exchange()).as("a fourth one").hasStatus(HttpStatus.CONFLICT);
		assertThat(staff.as(owner, () -> proofs.of(order.id()))).hasSize(3);
		assertThat(post(path + "/payment-proofs/" + first.id() + "/removal", Map.of())).hasStatus(HttpStatus.FOUND);
		String key = staff.apiKey(owner);
		assertThat(mvc.post()
			.uri("/api/v1" + more)
			.multipart()
			.file(new MockMultipartFile("files", "a.png", "image/png", png))
			.header("Authorization", "Bearer " + key)).hasStatus(HttpStatus.CREATED);
		assertThat(mvc.get()
			.uri("/api/v1" + path + "/payment-proofs/" + first.id())
			.header("Authorization", "Bearer " + key)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(rest(staff.apiKey(owner, EnumSet.of(Permission.SALES_READ)), path + "/cancel", null, "{}"))
			.hasStatus(HttpStatus.FORBIDDEN);
		assertThat(post(path + "/note", Map.of("note", " Ring twice "))).hasStatus(HttpStatus.FOUND);
		assertThat(page(path)).bodyText().contains("Ring twice", "Change the note");
		assertThat(post(path + "/note", Map.of("note", "x".repeat(2001)))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(mvc.put()
			.uri("/api/v1" + path + "/note")
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"note\": \"\"}")).hasStatusOk().bodyJson().extractingPath("$.note").isEqualTo("");
		assertThat(mvc.get()
			.uri("/api/v1" + path + "/history")
			.header("Authorization", "Bearer " + staff.apiKey(owner, EnumSet.of(Permission.SALES_READ)))).hasStatusOk()
			.bodyText()
			.contains("order.noted", "order.proof-added", "order.paid")
			.doesNotContain("Ring twice");
		assertThat(pictured("/orders", "proof", png).param("member", ann.toString())
			.param("lines[0].product", tea.toString())
			.param("lines[0].quantity", "1")
			.param("method", "TRANSFER")
			.param("shown", "3000")
			.param("key", Ids.next().toString())
			.exchange()).hasStatus(HttpStatus.FOUND);
		OrderSummary sold = staff.as(owner, () -> listing.list(OrderFilter.ALL, null)).items().get(0);
		assertThat(sold.state()).isEqualTo(OrderState.PAID);
		assertThat(staff.as(owner, () -> proofs.of(sold.id()))).hasSize(1);
		staff.as(owner, () -> {
			members.erase(ann);
			return ann;
		});
		assertThat(staff.as(owner, () -> proofs.of(order.id()))).as("the person was erased").isEmpty();
		assertThat(staff.as(owner, () -> orders.get(order.id())).payments()).hasSize(1);
	}

	@Test
	void whatWasNotHandedOverIsTakenBackOnThePageAndByPrograms() {
		String key = staff.apiKey(owner);
		ProductId course = seats(key, "Course", ProductKind.COURSE);
		ProductId camp = seats(key, "Camp", ProductKind.CAMP);
		OrderDetails order = staff
			.as(owner,
					() -> orders.placePaid(new NewOrder(ann,
							List.of(new NewOrder.Line(course, 1, null), new NewOrder.Line(camp, 1, null)), null, null,
							OrderSource.STAFF), new NewPayment(PaymentMethod.CASH, null, null, null)));
		String path = "/orders/" + order.id();
		String back = path + "/handing-over/taking-back";
		assertThat(page(path + "/holds")).bodyText().doesNotContain("It was not handed over");
		assertThat(post(path + "/handing-over", Map.of())).hasStatus(HttpStatus.FOUND);
		for (String language : List.of("en", "zh-CN")) {
			assertThat(page(path + "/holds?lang=" + language)).hasStatusOk()
				.bodyText()
				.contains(language.equals("en") ? "It was not handed over: take it back" : "其实没有交付", "name=\"choice\"",
						order.lines().get(1).id().toString())
				.doesNotContain("??");
		}
		assertThat(post(back, Map.of("choice", "true", "reason", "wrong"))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("Nothing is ticked");
		assertThat(post(back, Map.of())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(post(back,
				Map.of("choice", "true", "lines", order.lines().get(0).id().toString(), "reason", "the other Ann")))
			.hasStatus(HttpStatus.FOUND);
		assertThat(page("/audit/of/order/" + order.id())).bodyText()
			.contains("Took back that something was handed over");
		assertThat(page(path + "/holds")).bodyText().contains("the other Ann", "Course × 1");
		assertThat(
				mvc.get().uri("/api/v1" + path + "/handing-over/taken-back").header("Authorization", "Bearer " + key))
			.hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].reason")
			.isEqualTo("the other Ann");
		assertThat(rest(key, back, null, "{\"lines\": [], \"reason\": \"wrong\"}"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("order.nothing-chosen");
		assertThat(rest(key, back, null, "{\"lines\": null}")).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(rest(key, back, null, "{\"reason\": \"wrong\"}")).hasStatusOk()
			.bodyText()
			.doesNotContain("HANDED_OVER");
		assertThat(rest(key, back, null, "{\"reason\": \"wrong\"}")).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("order.nothing-handed");
	}

	/** Five of something that has no delivery. */
	private ProductId seats(String key, String name, ProductKind kind) {
		ProductId product = staff.as(owner,
				() -> catalog.create(new NewProduct(name, kind, new Money(9000, "CNY"), null)));
		assertThat(rest(key, "/products/" + product + "/stock/changes", null, "{\"number\": 5, \"reason\": \"seats\"}"))
			.hasStatus2xxSuccessful();
		return product;
	}

	@Test
	void nothingIsDrawnForAnOrderOrAPaymentThatIsNotThere() {
		byte[] none = new byte[3];
		String key = "Bearer " + staff.apiKey(owner);
		UUID nobody = Ids.next();
		OrderDetails order = staff.as(owner,
				() -> orders.placePaid(
						new NewOrder(ann, List.of(new NewOrder.Line(tea, 1, null)), null, null, OrderSource.STAFF),
						new NewPayment(PaymentMethod.CASH, null, null, null)));
		UUID payment = staff.as(owner, () -> orders.get(order.id())).payments().get(0).id();
		assertThat(pictured("/orders/" + nobody + "/payments", "proof", none).param("method", "CASH").exchange())
			.hasStatus(HttpStatus.NOT_FOUND);
		assertThat(pictured("/orders/" + nobody + "/payments/" + payment + "/proofs", "files", none).exchange())
			.hasStatus(HttpStatus.NOT_FOUND);
		for (String path : List.of("/orders/" + nobody + "/payments/" + payment,
				"/orders/" + order.id() + "/payments/" + nobody)) {
			assertThat(mvc.post()
				.uri("/api/v1" + path + "/proofs")
				.multipart()
				.file(new MockMultipartFile("files", "a.png", "image/png", none))
				.header("Authorization", key)
				.exchange()).as(path).hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(pictured("/orders/" + order.id() + "/payments/" + payment + "/proofs", "files", none).exchange())
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
	}

	private MockMvcTester.MockMultipartMvcRequestBuilder pictured(String path, String field, byte[]... files) {
		MockMvcTester.MockMultipartMvcRequestBuilder request = mvc.post()
			.uri(owner.path() + path)
			.multipart()
			.with(staff.login(owner))
			.with(csrf());
		for (byte[] file : files) {
			request.file(new MockMultipartFile(field, "a.png", "image/png", file));
		}
		return request;
	}

	/** An instance of before kept it, and the program asks the one of now. */
	@Test
	void givesAnAnswerAgainThatWasKeptBeforeItSaidAllThatItSaysNow() {
		String key = staff.apiKey(owner);
		String body = "{\"member\": \"%s\", \"lines\": [{\"product\": \"%s\", \"quantity\": 1}]}".formatted(ann, tea);
		assertThat(rest(key, "/orders", "before", body)).hasStatus(HttpStatus.CREATED);
		JdbcClient.create(TestDatabase.asOwner())
			.sql("update idempotency_keys set answer = answer - 'gift' - 'promises' where organization_id = ?")
			.param(owner.organizationId())
			.update();
		MvcTestResult again = rest(key, "/orders", "before", body);
		assertThat(again).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.gift").isEqualTo(false);
		assertThat(again).bodyJson().extractingPath("$.promises").isEqualTo(List.of());
	}

	@Test
	void findsNothingOfAnotherOrganization() {
		OrderDetails order = staff.as(owner,
				() -> orders.placePaid(
						new NewOrder(ann, List.of(new NewOrder.Line(tea, 1, null)), null, null, OrderSource.STAFF),
						new NewPayment(PaymentMethod.CASH, null, null, null)));
		Person stranger = staff.found();
		String key = staff.apiKey(stranger);
		for (String path : List.of("/products/" + tea, "/orders/" + order.id(), "/orders/parts/member/" + ann)) {
			assertThat(mvc.get().uri(stranger.path() + path).with(staff.login(stranger)).exchange())
				.hasStatus(HttpStatus.NOT_FOUND);
		}
		for (String path : List.of("/orders/" + order.id(), "/products/" + tea)) {
			assertThat(mvc.get().uri("/api/v1" + path).header("Authorization", "Bearer " + key))
				.hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(rest(key, "/orders/" + order.id() + "/refunds", null, "{\"reason\": \"mine\"}"))
			.hasStatus(HttpStatus.NOT_FOUND);
		assertThat(rest(key, "/orders", null,
				"{\"member\": \"%s\", \"lines\": [{\"product\": \"%s\", \"quantity\": 1}]}".formatted(ann, tea)))
			.hasStatus(HttpStatus.NOT_FOUND);
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(java.net.URI.create(owner.path() + path)).with(staff.login(owner)).exchange();
	}

	private MvcTestResult post(String path, Map<String, String> form) {
		return send(owner, path, form);
	}

	private MvcTestResult send(Person person, String path, Map<String, String> form) {
		MockMvcTester.MockMvcRequestBuilder request = mvc.post()
			.uri(person.path() + path)
			.with(staff.login(person))
			.with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

	private MvcTestResult rest(String key, String path, @org.jspecify.annotations.Nullable String once, String body) {
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
