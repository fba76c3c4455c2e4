package io.guildhall.benefit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.AtOneMoment;
import io.guildhall.HouseTest;
import io.guildhall.benefit.Bookings;
import io.guildhall.benefit.SlotId;
import io.guildhall.benefit.Slots;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberPages;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.ScopedClock;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/** What orders bought through all doors: the staff's pages, the member's own, REST. */
@AtOneMoment
@HouseTest
class PurchaseDoorsTests {

	private static final LocalDate TODAY = AtOneMoment.TODAY;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private CatalogService catalog;

	@Autowired
	private OrderService orders;

	@Autowired
	private Slots slots;

	@Autowired
	private Bookings bookings;

	@Autowired
	private ScopedClock clock;

	@Autowired
	private MemberPages pages;

	@Autowired
	private MemberService members;

	private Person ann;

	private String key = "";

	private MemberId member;

	private ProductId talk;

	private OrderDetails order;

	@BeforeEach
	void aConsultationIsBought() {
		ann = staff.found();
		key = "Bearer " + staff.apiKey(ann);
		staff.as(ann, () -> {
			talk = catalog.create(new NewProduct("一对一咨询", ProductKind.CONSULTATION, new Money(49_900, "CNY"), null,
					new ProductTraits(null, null, null, null, 50, null, Eligibility.ALL)));
			member = members.add(NewMember.named("王小明"));
			order = buy(talk, 2);
			return order;
		});
	}

	@Test
	void staffSeeWhatIsLeftAndCheckItOff() {
		assertThat(page("/orders/" + order.id() + "/purchases?lang=en")).hasStatusOk()
			.bodyText()
			.contains("一对一咨询", "2 of 2 left", "50 minutes each");
		assertThat(page("/members/" + member + "/benefits?lang=en")).hasStatusOk()
			.bodyText()
			.contains("2 of 2 left", "Check off");
		assertThat(page("/check-off?member=" + member + "&lang=en")).hasStatusOk()
			.bodyText()
			.contains("Check off one: 一对一咨询");
		Map<String, String> one = Map.of("member", member.toString(), "line", line(), "key", "one");
		assertThat(post("/check-off", one)).hasStatus3xxRedirection();
		assertThat(post("/check-off", one)).as("a double click").hasStatus3xxRedirection();
		assertThat(page("/check-off?member=" + member + "&lang=zh-CN")).hasStatusOk()
			.bodyText()
			.contains("剩 1 次，共 2 次");
		assertThat(page("/products/" + talk + "/attendance?lang=en")).hasStatusOk()
			.bodyText()
			.contains("Who bought 一对一咨询", "王小明", "1 of 2");
		assertThat(page("/benefit-uses")).hasStatusOk().bodyText().contains("一对一咨询");
		assertThat(page("/orders/" + order.id() + "?lang=en")).hasStatusOk()
			.bodyText()
			.contains("Also pay back what was used already");
		assertThat(post("/orders/" + order.id() + "/refunds?lang=en",
				Map.of("what", "REST", "method", "CASH", "reason", "ill")))
			.hasStatusOk()
			.bodyText()
			.contains("Something of “一对一咨询” was used already", "499.00");
		assertThat(post("/orders/" + order.id() + "/refunds",
				Map.of("what", "REST", "method", "CASH", "reason", "ill", "usedToo", "true")))
			.hasStatus3xxRedirection();
		assertThat(page("/orders/" + order.id() + "/purchases?lang=zh-CN")).hasStatusOk().bodyText().contains("已退款");
	}

	@Test
	void staffOfferATimeAndForgiveWhoDidNotCome() {
		assertThat(page("/products/" + talk + "/purchases?lang=en")).hasStatusOk()
			.bodyText()
			.contains("No time is offered", "/slots/new?product=" + talk);
		assertThat(page("/slots/new?product=" + talk)).hasStatusOk().bodyText().contains("一对一咨询", ann.name());
		assertThat(post("/slots",
				Map.of("title", "咨询", "startsAt", TODAY.plusDays(9) + "T14:00", "capacity", "1", "cancelHours", "24",
						"missedCounts", "true", "product", talk.toString(), "host", ann.accountId().toString())))
			.hasStatus3xxRedirection();
		SlotId slot = staff.as(ann, () -> slots.list(false, null)).items().get(0).id();
		assertThat(page("/slots?lang=en")).hasStatusOk().bodyText().contains("一对一咨询", ann.name());
		assertThat(page("/products/" + talk + "/purchases")).hasStatusOk().bodyText().contains("/slots/" + slot);
		assertThat(post("/slots/" + slot + "/bookings", Map.of("member", member.toString()))).hasStatus3xxRedirection();
		assertThat(page("/slots/" + slot + "?lang=en")).hasStatusOk().bodyText().contains("50 minutes", ann.name());
		String booking = "/benefit-bookings/" + staff.as(ann, () -> bookings.of(slot)).get(0).id();
		assertThat(post(booking + "/forgiveness", Map.of("reason", "ill"))).hasStatus(HttpStatus.CONFLICT);
		assertThat(page("/slots/" + slot + "/edit")).hasStatusOk().bodyText().contains("selected");
		assertThat(page("/check-off?member=" + member)).hasStatusOk().bodyText().doesNotContain(booking);
		clock.callAt(TODAY.plusDays(9).atTime(9, 0).atZone(ZoneId.of("Asia/Shanghai")).toInstant(), () -> {
			assertThat(page("/check-off?lang=en&member=" + member)).hasStatusOk()
				.bodyText()
				.contains("Booked for today", booking + "/check-in", "Mark as attended: 咨询");
			return booking;
		});
	}

	@Test
	void aMemberSeesAndBooksOnTheirOwnPage() {
		SlotId slot = SlotId.of(slot());
		String own = staff.as(ann, () -> pages.make(member));
		assertThat(mvc.get().uri(own + "?lang=en")).hasStatusOk().bodyText().contains("/benefits");
		assertThat(mvc.get().uri(own + "/benefits?lang=en")).hasStatusOk()
			.bodyText()
			.contains("2 of 2 left", "Uses one of “一对一咨询”", "50 minutes", "With " + ann.name());
		assertThat(mvc.post().uri(own + "/benefits/bookings/" + slot)).hasStatus3xxRedirection();
		assertThat(mvc.get().uri(own + "/benefits?lang=zh-CN")).hasStatusOk()
			.bodyText()
			.contains("剩 1 次，共 2 次", "由 " + ann.name() + " 接待");
		assertThat(mvc.post().uri(own + "/benefits/bookings/" + slot + "/cancellation")).hasStatus3xxRedirection();
		assertThat(mvc.get().uri(own + "/benefits?lang=en")).hasStatusOk().bodyText().contains("2 of 2 left");
	}

	@Test
	void aProgramAsksUsesAndBooks() {
		assertThat(api("/members/" + member + "/access?product=" + talk)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.line")
			.isEqualTo(line());
		assertThat(api("/members/" + member + "/purchases")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].benefit.left")
			.isEqualTo(2);
		assertThat(api("/orders/" + order.id() + "/purchases")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].name")
			.isEqualTo("一对一咨询");
		String use = "{\"line\": \"" + line() + "\"}";
		for (int i = 0; i < 2; i++) {
			assertThat(send("/benefit-uses", use, "u1")).hasStatus(HttpStatus.CREATED)
				.bodyJson()
				.extractingPath("$.line")
				.isEqualTo(line());
		}
		assertThat(send("/benefit-uses", "{\"line\": \"" + line() + "\", \"day\": \"2099-01-01\"}", null))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("benefit.future");
		assertThat(send("/benefit-uses", "{\"benefit\": \"Talk\"}", null)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("benefit.of-one");
		assertThat(send("/slots/" + slot() + "/bookings", "{\"member\": \"" + member + "\"}", null))
			.hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.extractingPath("$.state")
			.isEqualTo("BOOKED");
		assertThat(api("/slots?product=" + talk)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].productName")
			.isEqualTo("一对一咨询");
		assertThat(api("/members/" + member + "/access?product=" + talk)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.reason")
			.isEqualTo("used-up");
		assertThat(api("/products/" + talk + "/purchases?day=" + TODAY)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].state")
			.isEqualTo("USED_UP");
		assertThat(send("/orders/" + order.id() + "/refunds", "{\"reason\": \"ill\", \"method\": \"CASH\"}", null))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("order.used");
		assertThat(api("/members/" + member + "/access?product=" + Ids.next())).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void whatAnEarlierOrderBoughtIsGivenOnItsPageOrByAProgram() {
		ProductId massage = staff.as(ann, () -> catalog
			.create(new NewProduct("肩颈", ProductKind.SERVICE, new Money(50_000, "CNY"), null, ProductTraits.NONE)));
		OrderDetails first = staff.as(ann, () -> buy(massage, 1));
		OrderDetails second = staff.as(ann, () -> buy(massage, 1));
		staff.as(ann, () -> {
			catalog.change(massage, new NewProduct("肩颈", ProductKind.SERVICE, new Money(50_000, "CNY"), null,
					new ProductTraits(null, null, null, null, null, null, Eligibility.ALL, 5, null)), null);
			return massage;
		});
		assertThat(page("/orders/" + first.id() + "/purchases?lang=en")).hasStatusOk()
			.bodyText()
			.contains("Bought and never given:", "肩颈 × 1", "Give what this order bought")
			.doesNotContain("??");
		assertThat(page("/products/" + massage + "/giving?lang=en")).hasStatusOk()
			.bodyText()
			.contains("2 lines of orders", "Give what they bought");
		assertThat(post("/orders/" + first.id() + "/purchases/giving", Map.of())).hasStatus3xxRedirection();
		assertThat(page("/orders/" + first.id() + "/purchases?lang=en")).hasStatusOk()
			.bodyText()
			.contains("5 of 5 left")
			.doesNotContain("never given");
		assertThat(api("/orders/" + second.id() + "/purchases/missing")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].name")
			.isEqualTo("肩颈");
		assertThat(send("/orders/" + second.id() + "/purchases/giving", "{}", null)).hasStatusOk();
		assertThat(page("/products/" + massage + "/giving?lang=en")).hasStatusOk()
			.bodyText()
			.contains("All orders gave what they bought");
	}

	@Test
	void whoCameToACampIsCheckedOffDayByDay() {
		ProductId camp = staff.as(ann, () -> catalog.create(new NewProduct("21天训练营", ProductKind.CAMP,
				new Money(19_900, "CNY"), null,
				new ProductTraits(null, null, TODAY.minusDays(1), TODAY.plusDays(19), null, null, Eligibility.ALL))));
		OrderDetails seat = staff.as(ann, () -> buy(camp, 1));
		String path = "/products/" + camp + "/attendance";
		assertThat(page("/products/" + camp + "/purchases?lang=en")).hasStatusOk().bodyText().contains("Attendance");
		assertThat(page(path + "?lang=en")).hasStatusOk()
			.bodyText()
			.contains("Attendance: 21天训练营", "0 of 1 came", "Mark as attended: 王小明");
		Map<String, String> came = Map.of("line", seat.lines().get(0).id().toString(), "day",
				TODAY.minusDays(1).toString(), "key", "came");
		assertThat(post(path, came)).hasStatus3xxRedirection();
		assertThat(page(path + "?lang=zh-CN&day=" + TODAY.minusDays(1))).hasStatusOk()
			.bodyText()
			.contains("到场 1 / 1", "1 / 21");
		assertThat(page(path + "?lang=en&day=" + TODAY.plusDays(3))).hasStatusOk()
			.bodyText()
			.contains("still to come")
			.doesNotContain("Mark as attended: 王小明");
		assertThat(page(path + "?lang=en&day=" + TODAY.plusDays(90))).hasStatusOk()
			.bodyText()
			.contains("does not take place");
		assertThat(page("/orders/" + seat.id() + "/purchases?lang=en")).hasStatusOk()
			.bodyText()
			.contains("Came 1 of 21", "Not there yet today");
	}

	@Test
	void aProductSaysHowOftenAndHowLongItIsUsed() {
		Map<String, String> form = Map.of("name", "肩颈套餐", "kind", "SERVICE", "price", "500", "uses", "10", "validDays",
				"90");
		assertThat(post("/products", form)).hasStatus3xxRedirection();
		ProductId massage = staff.as(ann, catalog::active)
			.stream()
			.filter(product -> product.name().equals("肩颈套餐"))
			.findFirst()
			.orElseThrow()
			.id();
		assertThat(api("/products/" + massage)).hasStatusOk().bodyJson().extractingPath("$.validDays").isEqualTo(90);
		assertThat(send("/products",
				"{\"name\": \"茶\", \"kind\": \"GOODS\", \"price\": {\"minor\": 1, \"currency\": \"CNY\"}, \"uses\": 10}",
				null))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("catalog.uses-of-services");
		assertThat(send("/products",
				"{\"name\": \"x\", \"kind\": \"SERVICE\", \"price\": {\"minor\": 1, \"currency\": \"CNY\"}, \"validDays\": 9}",
				null))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("catalog.validity-of-sessions");
	}

	private OrderDetails buy(ProductId product, int quantity) {
		return orders.placePaid(new NewOrder(member, List.of(new NewOrder.Line(product, quantity, null)), null, null,
				OrderSource.STAFF), new NewPayment(PaymentMethod.CASH, null, null, null));
	}

	private String line() {
		return order.lines().get(0).id().toString();
	}

	private String slot() {
		String body = "{\"title\": \"咨询\", \"startsAt\": \"2099-01-01T06:00:00Z\", \"capacity\": 1, \"product\": \""
				+ talk + "\", \"host\": \"" + ann.accountId() + "\"}";
		assertThat(send("/slots", body, null)).hasStatus(HttpStatus.CREATED);
		return staff.as(ann, () -> slots.list(false, null)).items().get(0).id().toString();
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(ann.path() + path).with(staff.login(ann)).exchange();
	}

	private MvcTestResult post(String path, Map<String, String> form) {
		var request = mvc.post().uri(ann.path() + path).with(staff.login(ann)).with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

	private MvcTestResult api(String path) {
		return mvc.get().uri("/api/v1" + path).header("Authorization", key).exchange();
	}

	private MvcTestResult send(String path, String body, @org.jspecify.annotations.Nullable String once) {
		var request = mvc.post()
			.uri("/api/v1" + path)
			.header("Authorization", key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body);
		return ((once != null) ? request.header("Idempotency-Key", once) : request).exchange();
	}

}
