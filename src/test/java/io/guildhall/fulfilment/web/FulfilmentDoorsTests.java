package io.guildhall.fulfilment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.fulfilment.FulfilmentDetails;
import io.guildhall.fulfilment.CourierTableSummary;
import io.guildhall.fulfilment.CourierTables;
import io.guildhall.fulfilment.FulfilmentListing;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderFilter;
import io.guildhall.order.OrderListing;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** The way of an order to its member, as the staff and programs write it down. */
@HouseTest
@RequiredArgsConstructor
class FulfilmentDoorsTests {

	private static final Map<String, String> HOME = Map.of("recipient", "安然", "phone", "13800008000", "city", "杭州",
			"street", "龙井路 1 号");

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private final OrderService orders;

	private final OrderListing list;

	private final FulfilmentListing listing;

	private final CourierTables tables;

	private final CatalogService catalog;

	private final MemberService members;

	private final CommunityService communities;

	private final GroupService groups;

	private Person owner;

	private MemberId ann;

	private ProductId tea;

	@BeforeEach
	void aShop() {
		owner = staff.found();
		ann = staff.as(owner, () -> members.add(NewMember.named("安然")));
		tea = staff.as(owner,
				() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, new Money(3000, "CNY"), null)));
	}

	@Test
	void anAddressIsTypedWithTheOrderOrLaterAndTheLastOneIsOfferedAgain() {
		Map<String, String> form = new HashMap<>(Map.of("member", ann.toString(), "lines[0].product", tea.toString(),
				"method", "CASH", "key", Ids.next().toString(), "address.recipient", "安然", "address.phone", "none",
				"address.city", "杭州", "address.street", "龙井路 1 号"));
		form.put("shown", "3000");
		assertThat(post(owner, "/orders", form)).hasStatusOk().bodyText().contains("phone number", "龙井路 1 号");
		form.put("address.phone", "13800008000");
		assertThat(post(owner, "/orders", form)).hasStatus(HttpStatus.FOUND);
		assertThat(post(owner, "/orders/quote", Map.of("member", ann.toString(), "lines[0].product", tea.toString())))
			.bodyText()
			.contains("To the address of last time: 安然, 13800008000");
		assertThat(post(owner, "/orders", Map.of("member", ann.toString(), "lines[0].product", tea.toString(), "method",
				"CASH", "again", "true", "shown", "3000")))
			.hasStatus(HttpStatus.FOUND);
		staff.as(owner, () -> list.list(OrderFilter.ALL, null))
			.items()
			.forEach(order -> assertThat(staff.as(owner, () -> listing.get(order.id().id())).address())
				.isEqualTo(new ShippingAddress("安然", "13800008000", "", "杭州", "", "龙井路 1 号", "", "")));
	}

	@Test
	void aRefusalKeepsWhatWasTyped() {
		OrderDetails order = paid();
		String path = "/orders/" + order.id();
		assertThat(page(owner, path + "/delivery")).hasStatusOk()
			.bodyText()
			.contains("No address yet", "Mark as handed over in person")
			.doesNotContain("Ship</button>");
		assertThat(post(owner, path + "/parcels", Map.of("carrier", "SF", "trackingNo", "SF1")))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("Say first where it goes");
		Map<String, String> wrong = new HashMap<>(HOME);
		wrong.put("city", "");
		assertThat(post(owner, path + "/shipping-address", wrong)).hasStatus(422)
			.bodyText()
			.contains("Name the town", "龙井路 1 号");
		assertThat(post(owner, path + "/shipping-address", Map.of("again", "true"))).hasStatus(422);
		assertThat(post(owner, path + "/shipping-address", HOME)).hasStatus(HttpStatus.FOUND);
		assertThat(post(owner, path + "/parcels", Map.of("carrier", "", "trackingNo", "SF1"))).hasStatus(422)
			.bodyText()
			.contains("Name the courier", "SF1");
		assertThat(post(owner, path + "/parcels", Map.of("carrier", "SF", "trackingNo", "SF1")))
			.hasStatus(HttpStatus.FOUND);
		FulfilmentDetails its = staff.as(owner, () -> listing.get(order.id().id()));
		String parcel = "/parcels/" + its.parcels().get(0).id();
		assertThat(post(owner, parcel, Map.of("carrier", "SF", "trackingNo", "SF2"))).hasStatus(HttpStatus.FOUND);
		assertThat(page(owner, path + "/delivery")).bodyText().contains("On its way", "SF2");
		assertThat(post(owner, parcel + "/delivered", Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(post(owner, parcel + "/delivered", Map.of())).hasStatus(HttpStatus.CONFLICT);
		assertThat(post(owner, path + "/given", Map.of())).hasStatus(HttpStatus.CONFLICT);
		assertThat(page(owner, "/audit/of/order/" + order.id())).bodyText()
			.contains("Sent a parcel", "Changed the shipping address")
			.doesNotContain("龙井路");
	}

	@Test
	void whoMayNotSeeNumbersSeesThemMaskedAndTakesNothingOut() {
		Person bob = staff.hired(owner, Role.STAFF);
		OrderDetails order = paid();
		String path = "/orders/" + order.id();
		post(owner, path + "/shipping-address", HOME);
		assertThat(page(bob, path + "/delivery")).bodyText().contains("138••••8000").doesNotContain("13800008000");
		assertThat(page(bob, "/to-ship")).bodyText().contains("138••••8000").doesNotContain("13800008000");
		assertThat(page(bob, "/to-ship/export")).hasStatus(HttpStatus.FORBIDDEN);
		Map<String, String> moved = new HashMap<>(HOME);
		moved.put("phone", "138••••8000");
		moved.put("city", "宁波");
		assertThat(post(bob, path + "/shipping-address", moved)).hasStatus(HttpStatus.FOUND);
		assertThat(staff.as(owner, () -> listing.get(order.id().id())).address())
			.returns("13800008000", ShippingAddress::phone)
			.returns("宁波", ShippingAddress::city);
	}

	@Test
	void theListIsFilteredTakenOutAndComesBackWithNumbers() {
		OrderDetails order = paid();
		assertThat(page(owner, "/to-ship")).hasStatusOk()
			.bodyText()
			.contains("Nothing is to be shipped", "No order in this list to put into it")
			.doesNotContain("/to-ship/export");
		assertThat(page(owner, "/to-ship?stage=NO_ADDRESS")).bodyText().contains("#" + order.number());
		post(owner, "/orders/" + order.id() + "/shipping-address", HOME);
		assertThat(page(owner, "/to-ship?product=" + tea)).bodyText().contains("Tea × 1", "安然", "13800008000");
		assertThat(page(owner, "/to-ship?number=999")).bodyText().contains("Nothing matches", "Clear the filter");
		assertThat(page(owner, "/to-ship?stage=NOWHERE")).hasStatusOk();
		assertThat(page(owner, "/to-ship/today")).bodyText().contains("Tea × 1");
		assertThat(page(owner, "/to-ship/export")).hasStatusOk().bodyText().contains("order_no,recipient", "安然");
		assertThat(numbers("nothing")).hasStatus(422).bodyText().contains("role=\"alert\"");
		assertThat(numbers("order_no,carrier,tracking_no\n" + order.number() + ",SF,SF9\n77,SF,SF8\n")).hasStatusOk()
			.bodyText()
			.contains("1 order went out", "1 was refused", "Nothing of this order is to be delivered");
		assertThat(page(owner, "/to-ship?stage=UNDER_WAY")).bodyText().contains("SF9");
	}

	@Test
	void aWrongParcelAndAWrongTableAreTakenBackOnTheirPages() {
		OrderDetails order = paid();
		String path = "/orders/" + order.id();
		post(owner, path + "/shipping-address", HOME);
		post(owner, path + "/parcels", Map.of("carrier", "SF", "trackingNo", "SF1"));
		String parcel = "/parcels/" + staff.as(owner, () -> listing.get(order.id().id())).parcels().get(0).id();
		assertThat(page(owner, path + "/delivery")).bodyText().contains("It never went out: take it back");
		assertThat(post(owner, parcel + "/taking-back", Map.of("reason", "wrong order"))).hasStatus(HttpStatus.FOUND);
		assertThat(page(owner, path + "/delivery")).hasStatusOk()
			.bodyText()
			.contains("taken back", "wrong order", "Tea × 1", "Ship</button>");
		assertThat(page(owner, "/audit/of/order/" + order.id())).bodyText().contains("Took a parcel back", "Courier");
		assertThat(page(owner, "/audit/of/order/" + order.id() + "?lang=zh-CN")).bodyText()
			.contains("快递公司")
			.doesNotContain("载体");
		assertThat(page(owner, "/members/" + ann + "/timeline")).bodyText().contains("Parcel taken back");
		assertThat(numbers("order_no,carrier,tracking_no\n" + order.number() + ",SF,SF9\n")).bodyText()
			.contains("This table was wrong");
		assertThat(page(owner, "/to-ship/tables")).hasStatusOk().bodyText().contains("numbers.csv");
		String table = "/to-ship/tables/" + staff.as(owner, () -> tables.list(null)).items().get(0).id();
		assertThat(page(owner, table)).hasStatusOk().bodyText().contains("SF9", "Take the table back");
		assertThat(post(owner, table + "/taking-back", Map.of("reason", "of yesterday"))).hasStatusOk()
			.bodyText()
			.contains("1 parcel was taken back, none stays.", "of yesterday")
			.doesNotContain("Take the table back", "??");
	}

	@Test
	void whatWasNotHandedOverIsTakenBackOnTheOrdersPageAndByPrograms() {
		OrderDetails order = paid();
		String path = "/orders/" + order.id();
		post(owner, path + "/given", Map.of());
		assertThat(page(owner, path + "/delivery")).bodyText()
			.contains("It was not handed over: take it back", "data-confirm=\"Take it back");
		assertThat(post(owner, path + "/given/taking-back", Map.of("reason", "")))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(post(owner, path + "/given/taking-back", Map.of("reason", "wrong order")))
			.hasStatus(HttpStatus.FOUND);
		for (String language : List.of("en", "zh-CN")) {
			assertThat(page(owner, path + "/delivery?lang=" + language)).hasStatusOk()
				.bodyText()
				.contains("wrong order", "Tea × 1")
				.doesNotContain("??");
		}
		assertThat(page(owner, "/audit/of/order/" + order.id())).bodyText()
			.contains("Took back that something was handed over");
		assertThat(page(owner, "/members/" + ann + "/timeline")).bodyText()
			.contains("Got in person", "it was not handed over");
		String key = staff.apiKey(owner);
		assertThat(rest(key, path + "/given/taking-back", "{\"reason\": \"again\"}")).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("fulfilment.refused.nothing-given");
		rest(key, path + "/given", "{}");
		assertThat(rest(key, path + "/given/taking-back", "{}")).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(rest(key, path + "/given/taking-back", "{\"reason\": \"again\"}")).hasStatusOk()
			.bodyText()
			.contains("\"wrongHandings\":[{");
	}

	@Test
	void whereNothingIsTickedNothingMoves() {
		ProductId cup = staff.as(owner,
				() -> catalog.create(new NewProduct("Cup", ProductKind.GOODS, new Money(500, "CNY"), null)));
		OrderDetails order = staff
			.as(owner,
					() -> orders.placePaid(
							new NewOrder(ann, List.of(new NewOrder.Line(tea, 1, null), new NewOrder.Line(cup, 1, null)),
									null, null, OrderSource.STAFF),
							new NewPayment(PaymentMethod.CASH, null, null, null)));
		String path = "/orders/" + order.id();
		String key = staff.apiKey(owner);
		post(owner, path + "/shipping-address", HOME);
		assertThat(page(owner, path + "/delivery")).bodyText().contains("name=\"choice\" value=\"true\"");
		for (String language : List.of("en", "zh-CN")) {
			for (String move : List.of("/parcels", "/given")) {
				assertThat(post(owner, path + move + "?lang=" + language, Map.of("choice", "true", "carrier", "SF")))
					.as(move)
					.hasStatus(422)
					.bodyText()
					.contains(language.equals("en") ? "Nothing is ticked" : "没有勾选任何商品");
			}
		}
		assertThat(rest(key, path + "/parcels", "{\"carrier\": \"SF\", \"lines\": []}")).hasStatus(422)
			.bodyText()
			.contains("fulfilment.refused.no-lines");
		assertThat(rest(key, path + "/given", "{\"lines\": []}")).hasStatus(422);
		assertThat(staff.as(owner, () -> listing.get(order.id().id())).here()).hasSize(2);
		assertThat(rest(key, path + "/given", "{}")).hasStatusOk();
		assertThat(post(owner, path + "/given/taking-back", Map.of("choice", "true", "reason", "wrong order")))
			.hasStatus(422)
			.bodyText()
			.contains("Nothing is ticked");
		assertThat(rest(key, path + "/given/taking-back", "{\"lines\": [], \"reason\": \"wrong order\"}"))
			.hasStatus(422);
		FulfilmentDetails its = staff.as(owner, () -> listing.get(order.id().id()));
		assertThat(its.given()).hasSize(2);
		assertThat(its.wrongHandings()).isEmpty();
		assertThat(post(owner, path + "/given/taking-back",
				Map.of("choice", "true", "reason", "wrong order", "lines", its.given().get(0).id().toString())))
			.hasStatus(HttpStatus.FOUND);
		assertThat(staff.as(owner, () -> listing.get(order.id().id())).given()).hasSize(1);
	}

	@Test
	void whoHostsSomeGroupsTakesTheirPartOfATableBackAndTheRestStands() {
		Person host = staff.hired(owner, Role.OPERATOR);
		GroupId group = staff.as(owner, () -> groups.create(communities.create(CommunityFixtures.card("Readers")).id(),
				CommunityFixtures.terms("One", host.accountId())))
			.id();
		MemberId theirs = staff.as(owner, () -> members.add(NewMember.named("Bea").in(group, null)));
		OrderDetails one = paid();
		OrderDetails two = paid(theirs);
		for (OrderDetails order : List.of(one, two)) {
			post(owner, "/orders/" + order.id() + "/shipping-address", HOME);
		}
		numbers("order_no,carrier,tracking_no\n" + one.number() + ",SF,SF1\n" + two.number() + ",SF,SF2\n");
		CourierTableSummary table = staff.as(owner, () -> tables.list(null)).items().get(0);
		String path = "/to-ship/tables/" + table.id();
		assertThat(post(host, path + "/taking-back", Map.of("reason", "theirs"))).hasStatusOk()
			.bodyText()
			.contains("1 parcel was taken back, none stays.")
			.doesNotContain("SF1");
		assertThat(staff.as(owner, () -> tables.get(table.id())).table().takenBackAt()).isNull();
		assertThat(page(owner, path)).bodyText().contains("SF1", "Take the table back");
		assertThat(post(owner, path + "/taking-back", Map.of("reason", "the rest"))).bodyText()
			.contains("1 parcel was taken back");
		assertThat(staff.as(owner, () -> tables.get(table.id())).table().takenBackReason()).isEqualTo("the rest");
	}

	@Test
	void whoChangesTheLanguageWhereAnAnswerIsShownInPlaceGetsThePageAboveIt() {
		OrderDetails order = paid();
		for (Map.Entry<String, String> above : Map
			.of("/to-ship/numbers", "/to-ship", "/to-ship/tables/" + order.id() + "/taking-back",
					"/to-ship/tables/" + order.id(), "/orders/" + order.id() + "/parcels", "/orders/" + order.id(),
					"/orders/" + order.id() + "/payments", "/orders/" + order.id())
			.entrySet()) {
			assertThat(page(owner, above.getKey() + "?lang=zh-CN")).as(above.getKey())
				.hasStatus(HttpStatus.SEE_OTHER)
				.hasRedirectedUrl(owner.path() + above.getValue() + "?lang=zh-CN");
		}
		Person stranger = staff.found();
		assertThat(mvc.get().uri(owner.path() + "/to-ship/numbers").with(staff.login(stranger)))
			.hasStatus(HttpStatus.NOT_FOUND);
		assertThat(mvc.get()
			.uri("/api/v1/orders/" + order.id() + "/parcels")
			.header("Authorization", "Bearer " + staff.apiKey(owner))).hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
	}

	@Test
	void programsTakeBackToo() {
		String key = staff.apiKey(owner);
		OrderDetails order = paid();
		post(owner, "/orders/" + order.id() + "/shipping-address", HOME);
		numbers("order_no,carrier,tracking_no\n" + order.number() + ",SF,SF9\n");
		CourierTableSummary table = staff.as(owner, () -> tables.list(null)).items().get(0);
		String parcel = "/parcels/" + staff.as(owner, () -> listing.get(order.id().id())).parcels().get(0).id();
		assertThat(rest(key, parcel + "/taking-back", "{}")).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(rest(key, parcel + "/taking-back", "{\"reason\": \"wrong\"}")).hasStatusOk()
			.bodyText()
			.contains("\"takenBack\":{");
		assertThat(rest(key, parcel + "/taking-back", "{\"reason\": \"wrong\"}")).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("fulfilment.refused.taken-back-already");
		assertThat(rest(key, "/deliveries/tables/" + table.id() + "/taking-back", "{\"reason\": \"wrong\"}"))
			.hasStatusOk();
		assertThat(mvc.get()
			.uri("/api/v1/deliveries/tables/" + table.id())
			.header("Authorization", "Bearer " + key)
			.exchange()).hasStatusOk().bodyText().contains("TAKEN_BACK", "numbers.csv");
	}

	@Test
	void programsDoTheSame() {
		String key = staff.apiKey(owner);
		String order = "{\"member\": \"" + ann + "\", \"lines\": [{\"product\": \"" + tea
				+ "\", \"quantity\": 1}], \"payment\": {\"method\": \"CASH\"}, \"address\": {\"recipient\": \"安然\"}}";
		assertThat(rest(key, "/orders", order)).hasStatus(422).bodyText().contains("fulfilment.refused.address.phone");
		OrderDetails paid = paid();
		String path = "/orders/" + paid.id();
		assertThat(rest(key, path + "/parcels", "{\"carrier\": \"SF\"}")).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("fulfilment.refused.no-address");
		assertThat(mvc.put()
			.uri("/api/v1" + path + "/shipping-address")
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"recipient\": \"安然\", \"phone\": \"13800008000\", \"city\": \"杭州\", \"street\": \"龙井路 1 号\"}"))
			.hasStatusOk();
		for (int i = 0; i < 2; i++) {
			assertThat(mvc.post()
				.uri("/api/v1" + path + "/parcels")
				.header("Authorization", "Bearer " + key)
				.header("Idempotency-Key", "parcel-1")
				.contentType(MediaType.APPLICATION_JSON)
				.content("{\"carrier\": \"SF\", \"trackingNo\": \"SF1\"}")).as("sent again")
				.hasStatus(HttpStatus.CREATED);
		}
		assertThat(staff.as(owner, () -> listing.get(paid.id().id())).parcels()).hasSize(1);
	}

	private OrderDetails paid() {
		return paid(ann);
	}

	private OrderDetails paid(MemberId member) {
		return staff.as(owner,
				() -> orders.placePaid(
						new NewOrder(member, List.of(new NewOrder.Line(tea, 1, null)), null, null, OrderSource.STAFF),
						new NewPayment(PaymentMethod.CASH, null, null, null)));
	}

	private MvcTestResult numbers(String csv) {
		return mvc.post()
			.uri(owner.path() + "/to-ship/numbers")
			.multipart()
			.file(new MockMultipartFile("files", "numbers.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)))
			.locale(Locale.ENGLISH)
			.with(staff.login(owner))
			.with(csrf())
			.exchange();
	}

	private MvcTestResult rest(String key, String path, String body) {
		return mvc.post()
			.uri("/api/v1" + path)
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body)
			.exchange();
	}

	private MvcTestResult page(Person person, String path) {
		return mvc.get().uri(person.path() + path).locale(Locale.ENGLISH).with(staff.login(person)).exchange();
	}

	private MvcTestResult post(Person person, String path, Map<String, String> fields) {
		var request = mvc.post()
			.uri(person.path() + path)
			.locale(Locale.ENGLISH)
			.with(staff.login(person))
			.with(csrf());
		fields.forEach(request::param);
		return request.exchange();
	}

}
