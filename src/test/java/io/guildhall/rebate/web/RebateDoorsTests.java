package io.guildhall.rebate.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.AtOneMoment;
import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.RefundAsk;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.rebate.RebateFilter;
import io.guildhall.rebate.RebateProgramme;
import io.guildhall.rebate.RebateProgrammes;
import io.guildhall.rebate.Rebates;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/**
 * Rebates, what is owed and the journal through pages and REST, as people with their
 * roles.
 */
@AtOneMoment
@HouseTest
@RequiredArgsConstructor
class RebateDoorsTests {

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private final RebateProgrammes programmes;

	private final Rebates rebates;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final CatalogService catalog;

	private final MemberService members;

	private Person owner;

	private MemberId ann = new MemberId(Ids.next());

	private ProductId tea = ProductId.of(Ids.next().toString());

	@BeforeEach
	void aShop() {
		owner = staff.found();
		ann = staff.as(owner, () -> members.add(NewMember.named("林晓 Ann")));
		tea = staff.as(owner,
				() -> catalog.create(new NewProduct("Tea", ProductKind.COURSE, new Money(3000, "CNY"), null)));
	}

	@Test
	void aProgrammeIsWrittenBegunAndEndedThroughThePages() {
		assertThat(page("/rebate-programmes")).hasStatusOk().bodyText().contains("No programme yet");
		assertThat(page("/rebate-programmes/new")).hasStatusOk().bodyText().contains("Share in per cent", ">Tea<");
		Map<String, String> form = form("SHARE");
		assertThat(post("/rebate-programmes", form)).hasStatusOk().bodyText().contains("A share needs the most");
		form.put("cap", "4.001");
		assertThat(post("/rebate-programmes", form)).hasStatusOk().bodyText().contains("no more decimals");
		form.put("cap", "4");
		form.put("percent", "10.005");
		assertThat(post("/rebate-programmes", form)).hasStatusOk().bodyText().contains("at most two decimals");
		form.put("percent", "12.5");
		form.put("name", "");
		assertThat(post("/rebate-programmes", form)).hasStatusOk().bodyText().contains("is-invalid");
		form.put("name", "Cash back");
		form.put("products", tea.toString());
		assertThat(post("/rebate-programmes", form)).hasStatus(HttpStatus.FOUND);
		RebateProgramme draft = staff.as(owner, () -> programmes.list(null)).items().get(0);
		assertThat(draft.terms().share()).isEqualTo(1_250);
		assertThat(draft.terms().cap()).isEqualTo(new Money(400, "CNY"));
		assertThat(draft.terms().products()).containsExactly(tea);
		String path = "/rebate-programmes/" + draft.id();
		assertThat(page(path + "/edit")).hasStatusOk()
			.bodyText()
			.contains("value=\"12.5\"", "selected=\"selected\">Tea");
		assertThat(page(path)).hasStatusOk()
			.bodyText()
			.contains("12.5%", "¥4.00", "Begin", "7 days after the order is paid and received");
		assertThat(post(path + "/activate", Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(post(path + "/activate", Map.of())).hasStatus(HttpStatus.CONFLICT);
		assertThat(page(path + "?lang=zh-CN")).hasStatusOk().bodyText().contains("进行中", "付款并收货后 7 天");
		assertThat(post(path + "/end", Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(page("/rebate-programmes?lang=en")).hasStatusOk().bodyText().contains("Ended");
	}

	@Test
	void rebatesAreApprovedPaidOutAndSettledThroughThePages() {
		UUID programme = running();
		OrderId order = paid();
		UUID id = only(order);
		assertThat(page("/orders/" + order + "/rebates")).hasStatusOk().bodyText().contains("Cash back", "¥5.00");
		assertThat(page("/members/" + ann + "/rebates")).hasStatusOk().bodyText().contains("Promised");
		assertThat(post("/rebates/approval", Map.of())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(post("/rebates/approval", Map.of("chosen", id.toString()))).hasStatus(HttpStatus.FOUND);
		assertThat(page("/rebates?state=APPROVED")).hasStatusOk().bodyText().contains("林晓 Ann", "Pay out all");
		assertThat(post("/rebate-payouts", Map.of("note", "March"))).hasStatus(HttpStatus.FOUND);
		String payouts = body(page("/rebate-payouts"));
		assertThat(payouts).contains("March", "1 open");
		String payout = payouts.replaceFirst("(?s).*/rebate-payouts/([0-9a-f-]{36}).*", "$1");
		assertThat(page("/rebate-payouts/" + payout)).hasStatusOk().bodyText().contains("林晓 Ann", "Mark all 1 as paid");
		assertThat(post("/rebate-payouts/" + payout + "/file", Map.of("format", "XLSX"))).hasStatusOk()
			.hasHeader("Content-Disposition", "attachment; filename=payout.xlsx");
		assertThat(post("/rebate-payouts/" + payout + "/failed", Map.of())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(post("/rebate-payouts/" + payout + "/paid", Map.of("reference", "T-1"))).hasStatus(HttpStatus.FOUND);
		staff.as(owner, () -> refunds.refund(order, new RefundAsk(null, null, PaymentMethod.CASH, "late")));
		assertThat(page("/rebates?debts=true")).hasStatusOk().bodyText().contains("¥5.00");
		assertThat(page("/rebates/" + id)).hasStatusOk().bodyText().contains("Settle what is owed back");
		assertThat(post("/rebates/" + id + "/settlements", Map.of("way", "PAID_BACK", "amount", "9")))
			.hasStatus(HttpStatus.CONFLICT);
		assertThat(post("/rebates/" + id + "/settlements", Map.of("way", "PAID_BACK"))).hasStatus(HttpStatus.FOUND);
		assertThat(page("/rebates/" + id)).hasStatusOk().bodyText().contains("Paid back").doesNotContain("Settle what");
		assertThat(page("/rebate-programmes/" + programme + "?state=PAID")).hasStatusOk().bodyText().contains("¥5.00");
		assertThat(page("/liabilities")).hasStatusOk().bodyText().contains("Unused coupons", "Rebates promised");
		assertThat(page("/liabilities?to=2999-01-01")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(post("/liabilities/recount", Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(page("/journal?lang=zh-CN")).hasStatusOk().bodyText().contains("借贷平衡", "应付返现");
		assertThat(body(page("/journal/export"))).contains("posting_id,line,day", ",REBATE,", ",5.00,,CNY," + ann)
			.doesNotContain("林晓");
	}

	@Test
	void aListThatIsFilteredAndEmptySaysThatNothingMatches() {
		assertThat(page("/rebates")).hasStatusOk().bodyText().contains("No rebates here", "/rebate-programmes/new");
		assertThat(page("/rebates?state=FAILED")).hasStatusOk()
			.bodyText()
			.contains("Nothing matches", "Clear the filter")
			.doesNotContain("/rebate-programmes/new");
		assertThat(page("/rebates?debts=true")).hasStatusOk().bodyText().contains("Nothing matches");
	}

	@Test
	void whoMayNotIsRefused() {
		running();
		UUID id = only(paid());
		Person seller = staff.hired(owner, Role.STAFF);
		for (String path : List.of("/liabilities", "/journal", "/journal/export")) {
			assertThat(get(path, seller)).as(path).hasStatus(HttpStatus.FORBIDDEN);
			assertThat(get(path, staff.hired(owner, Role.MANAGER))).as(path).hasStatusOk();
		}
		assertThat(get("/rebates", seller)).hasStatusOk();
		assertThat(post("/rebate-payouts", Map.of(), seller)).hasStatus(HttpStatus.FORBIDDEN);
		Map<String, String> form = form("AMOUNT");
		form.put("amount", "5");
		assertThat(post("/rebate-programmes", form, seller)).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(post("/rebates/approval", Map.of("chosen", id.toString()), seller)).as("below the limit")
			.hasStatus(HttpStatus.FOUND);
		String reader = staff.apiKey(owner, EnumSet.of(Permission.SALES_READ));
		assertThat(rest(reader, "/rebates/approvals", "{\"rebates\": [\"" + id + "\"]}"))
			.hasStatus(HttpStatus.FORBIDDEN);
		for (String path : List.of("/liabilities", "/journal/trial-balance", "/journal/lines", "/journal/balance")) {
			assertThat(mvc.get().uri("/api/v1" + path).header("Authorization", "Bearer " + reader)).as(path)
				.hasStatus(HttpStatus.FORBIDDEN);
		}
	}

	@Test
	void programsDoTheSame() {
		String key = staff.apiKey(owner);
		assertThat(rest(key, "/rebate-programmes", """
				{"name": "Cash back", "share": 1000, "firstDay": "2026-01-01", "lastDay": "2099-12-31"}
				""")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("rebate.cap");
		assertThat(rest(key, "/rebate-programmes", "{\"name\": \"Cash back\"}")).hasStatus(HttpStatus.BAD_REQUEST);
		running();
		UUID id = only(paid());
		assertThat(rest(key, "/rebates/approvals", "{\"rebates\": [\"" + id + "\"]}")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"amount\": {\"minor\": 500, \"currency\": \"CNY\"}}");
		assertThat(rest(key, "/rebates/approvals", "{\"rebates\": [\"" + id + "\"]}")).hasStatus(HttpStatus.CONFLICT);
		assertThat(rest(key, "/rebate-payouts", "{}")).hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.isLenientlyEqualTo("{\"items\": 1, \"open\": 1}");
		assertThat(mvc.get().uri("/api/v1/journal/trial-balance").header("Authorization", "Bearer " + key))
			.hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"balanced\": true, \"unbalanced\": 0}");
		assertThat(mvc.get().uri("/api/v1/liabilities").header("Authorization", "Bearer " + key)).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"total\": {\"minor\": 500, \"currency\": \"CNY\"}}");
	}

	@Test
	void saysWhatItWaitsFor() {
		running();
		String key = staff.apiKey(owner);
		ProductId cup = staff.as(owner,
				() -> catalog.create(new NewProduct("Cup", ProductKind.GOODS, new Money(3000, "CNY"), null)));
		OrderId order = paid(cup);
		UUID id = only(order);
		for (String path : List.of("/rebates", "/rebates/" + id, "/orders/" + order + "/rebates")) {
			assertThat(page(path + "?lang=en")).as(path).hasStatusOk().bodyText().contains("waits for the goods");
		}
		assertThat(page("/rebates/" + id + "?lang=zh-CN")).hasStatusOk().bodyText().contains("等待交货");
		assertThat(read(key, "/rebates/" + id)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.waitsFor")
			.isEqualTo("GOODS");
		assertThat(rest(key, "/rebates/approvals", "{\"rebates\": [\"" + id + "\"]}")).hasStatus(HttpStatus.CONFLICT);
		assertThat(rest(key, "/orders/" + order + "/given", "{}")).hasStatusOk();
		assertThat(page("/rebates/" + id + "?lang=en")).hasStatusOk().bodyText().contains("earned with the next night");
		assertThat(read(key, "/rebates/" + id)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{"waitsFor": "DAYS", "earnedOn": "%s", "daysLeft": 0}
				""".formatted(AtOneMoment.TODAY));
		assertThat(rest(key, "/rebates/approvals", "{\"rebates\": [\"" + id + "\"]}")).hasStatusOk();
		assertThat(page("/rebates/" + id + "?lang=en")).hasStatusOk().bodyText().doesNotContain("earned with");
	}

	private static Map<String, String> form(String reward) {
		LocalDate today = AtOneMoment.TODAY;
		return new HashMap<>(Map.of("name", "Cash back", "reward", reward, "percent", "10", "firstDay",
				today.toString(), "lastDay", today.plusDays(9).toString(), "waitDays", "7"));
	}

	@Test
	void rebatesAndProgrammesAreSearchedAndTakenOutByThoseWhoMay() {
		UUID programme = running();
		paid();
		String number = "＃"
				+ staff.as(owner, () -> rebates.list(RebateFilter.of(null, false), null)).items().get(0).orderNumber();
		assertThat(page("/rebates?q=lin")).hasStatusOk()
			.bodyText()
			.contains("林晓 Ann", "/rebates/export?", "q=lin\"><i")
			.doesNotContain("??");
		assertThat(page("/rebates?q=" + number)).hasStatusOk().bodyText().contains("林晓 Ann");
		assertThat(page("/rebates?q=" + number + "9")).hasStatusOk().bodyText().contains("Nothing matches");
		assertThat(page("/rebates?q=nobody&debts=false")).hasStatusOk().bodyText().contains("Nothing matches");
		assertThat(page("/rebate-programmes/" + programme + "?q=nobody")).hasStatusOk()
			.bodyText()
			.contains("Nothing matches", "/rebates/export?programme=" + programme);
		assertThat(body(page("/rebates/export?q=lin&programme=" + programme))).contains(
				"rebate_id,member_id,name,order_no,source,state", "林晓 Ann,", ",Cash back,",
				",5.00,5.00,0.00,0.00,CNY,");
		assertThat(body(page("/rebates/export?state=PAID"))).contains("rebate_id").doesNotContain("Cash back");
		assertThat(body(page("/rebate-programmes?q=CASH&state=ACTIVE"))).contains("Cash back", "q=CASH");
		assertThat(body(page("/rebate-programmes?q=cash&state=DRAFT"))).contains("Nothing matches");
		assertThat(body(page("/rebate-programmes/export?q=cash"))).contains("programme_id,name,state",
				",Cash back,ACTIVE,5.00,,,CNY,,");
		String key = staff.apiKey(owner);
		assertThat(read(key, "/rebates?q=lin")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items.length()")
			.isEqualTo(1);
		assertThat(read(key, "/rebates?q=nobody")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items.length()")
			.isEqualTo(0);
		assertThat(read(key, "/rebate-programmes?q=nothing")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items.length()")
			.isEqualTo(0);
		Person bob = staff.hired(owner, Role.STAFF);
		assertThat(get("/rebates", bob)).hasStatusOk().bodyText().doesNotContain("/rebates/export");
		for (String path : List.of("/rebates/export", "/rebate-programmes/export")) {
			assertThat(get(path, bob)).as(path)
				.hasStatus(HttpStatus.FORBIDDEN)
				.doesNotContainHeader("Content-Disposition");
		}
	}

	private UUID running() {
		LocalDate today = AtOneMoment.TODAY;
		return staff.as(owner,
				() -> programmes
					.activate(programmes
						.create(new io.guildhall.rebate.RebateTerms("Cash back", List.of(), new Money(500, "CNY"), null,
								null, today.minusDays(1), today.plusDays(9), 0, null, null, null))
						.id())
					.id());
	}

	private OrderId paid() {
		return paid(tea);
	}

	private OrderId paid(ProductId product) {
		return staff.as(owner,
				() -> orders.placePaid(
						new NewOrder(ann, List.of(new NewOrder.Line(product, 1, null)), null, null, OrderSource.STAFF),
						new NewPayment(PaymentMethod.CASH, null, null, null)))
			.id();
	}

	private UUID only(OrderId order) {
		return staff.as(owner, () -> rebates.list(RebateFilter.of(order), null)).items().get(0).id();
	}

	private MvcTestResult page(String path) {
		return get(path, owner);
	}

	private MvcTestResult get(String path, Person person) {
		return mvc.get().uri(owner.path() + path).with(staff.login(person)).exchange();
	}

	private MvcTestResult post(String path, Map<String, String> form) {
		return post(path, form, owner);
	}

	private MvcTestResult post(String path, Map<String, String> form, Person person) {
		var request = mvc.post().uri(owner.path() + path).with(staff.login(person)).with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

	private MvcTestResult read(String key, String path) {
		return mvc.get().uri("/api/v1" + path).header("Authorization", "Bearer " + key).exchange();
	}

	private MvcTestResult rest(String key, String path, String body) {
		return mvc.post()
			.uri("/api/v1" + path)
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body)
			.exchange();
	}

	private static String body(MvcTestResult result) {
		assertThat(result).hasStatusOk();
		return new String(result.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
	}

}
