package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

import io.guildhall.Rest;
import io.guildhall.shared.Permission;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/**
 * An operator sees and moves what is of members of the groups that they host, and nothing
 * of anybody else: in lists, by id, on pages and through REST.
 */
@WholeApplication
class OwnGroupsTests {

	private static final String MINE = "甲一";

	private static final String OTHER = "乙二";

	@LocalServerPort
	private int port;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	private Person bob;

	private Rest rest;

	private Rest ofBob;

	private String batch;

	private String issue;

	private String slot;

	private String tea;

	/** What one member has: ids by their collections. */
	private Map<String, String> mine;

	private Map<String, String> other;

	@BeforeEach
	void aHouseOfTwoHosts() {
		Person ann = staff.found();
		Person asOwner = staff.hired(ann, Role.OWNER);
		String key = staff.apiKey(asOwner, EnumSet.copyOf(Role.OPERATOR.permissions()));
		bob = staff.become(ann, asOwner, Role.OPERATOR);
		rest = new Rest("http://localhost:" + port, staff.apiKey(ann));
		ofBob = new Rest("http://localhost:" + port, key);
		String community = rest.post("/communities", Map.of("name", "晨读圈", "types", List.of("KNOWLEDGE")))
			.ok()
			.text("id");
		tea = rest.post("/products", Map.of("name", "岩茶", "kind", "GOODS", "price", Furnished.cny(80_000)))
			.ok()
			.text("id");
		String plan = rest.post("/plans", Map.of("name", "晨读会员", "term", "YEARLY", "price", Furnished.cny(29_900),
				"benefits", List.of(Map.of("name", "精读课"))))
			.ok()
			.text("product");
		batch = rest
			.post("/coupon-batches", Map.of("name", "唤醒券", "kind", "AMOUNT", "amount", Furnished.cny(2_000), "days", 1,
					"stock", 50, "perMember", 9))
			.ok()
			.text("id");
		rest.post("/coupon-batches/" + batch + "/activate", Map.of()).ok();
		String programme = rest
			.post("/rebate-programmes", Map.of("name", "先买后返", "amount", Furnished.cny(500), "firstDay",
					Furnished.yesterday(), "lastDay", "2099-12-31"))
			.ok()
			.text("id");
		rest.post("/rebate-programmes/" + programme + "/activate", Map.of()).ok();
		Rest seller = new Rest("http://localhost:" + port,
				staff.apiKey(ann, EnumSet.complementOf(EnumSet.of(Permission.REFUND_APPROVE))));
		mine = has(MINE, group(community, bob), tea, plan, seller);
		other = has(OTHER, group(community, ann), tea, plan, seller);
		slot = rest.post("/slots", Map.of("title", "周末精读", "startsAt", "2099-01-01T06:00:00Z", "capacity", 9))
			.ok()
			.text("id");
		for (Map<String, String> one : List.of(mine, other)) {
			one.put("bookings",
					rest.post("/slots/" + slot + "/bookings", Map.of("member", one.get("members"))).ok().text("id"));
		}
		issue = issued(rest, List.of(mine.get("members"), other.get("members")));
	}

	private String group(String community, Person host) {
		return rest
			.post("/groups", Map.of("community", community, "name", "Group of " + host.name(), "carrier", "IRC",
					"stage", "CONVERSION", "capacity", 500, "host", host.accountId()))
			.ok()
			.text("id");
	}

	private Map<String, String> has(String name, String group, String tea, String plan, Rest seller) {
		Map<String, String> ids = new LinkedHashMap<>();
		String member = rest.post("/members", Map.of("displayName", name, "group", group)).ok().text("id");
		ids.put("members", member);
		ids.put("orders", order(member, tea));
		ids.put("rebates", only(rest.get("/rebates?order=" + ids.get("orders")).ok().body(), member));
		ids.put("violations",
				rest.post("/violations", Map.of("member", member, "group", group, "kind", "SPAM", "note", "刷屏"))
					.ok()
					.text("id"));
		ids.put("unpaid",
				rest.post("/orders", Map.of("member", member, "lines", List.of(Map.of("product", tea, "quantity", 1))))
					.ok()
					.text("id"));
		order(member, plan);
		ids.put("memberships", only(rest.get("/memberships").ok().body(), member));
		ids.put("benefit-uses", rest.post("/benefit-uses", Map.of("member", member, "benefit", "精读课")).ok().text("id"));
		ids.put("coupons",
				rest.post("/coupon-batches/" + batch + "/coupons", Map.of("member", member)).ok().text("id"));
		seller.post("/orders/" + ids.get("orders") + "/refunds", Map.of("method", "CASH", "reason", "gone")).ok();
		ids.put("refund-requests", only(rest.get("/refund-requests").ok().body(), member));
		return ids;
	}

	private String order(String member, String product) {
		return rest
			.post("/orders", Map.of("member", member, "lines", List.of(Map.of("product", product, "quantity", 1)),
					"payment", Map.of("method", "CASH")))
			.ok()
			.text("id");
	}

	private static String only(JsonNode list, String member) {
		for (JsonNode item : list.path("items")) {
			if (item.path("member").asString("").equals(member)) {
				return item.path("id").asString();
			}
		}
		throw new IllegalStateException("Nothing of " + member + " in " + list);
	}

	private String issued(Rest as, List<String> list) {
		Rest.Answer started = as.post("/coupon-batches/" + batch + "/issues", Map.of("list", list)).ok();
		rest.await("/jobs/" + started.text("job"), Duration.ofMinutes(1), job -> job.text("state").equals("DONE"));
		return started.text("issue");
	}

	@Test
	void readsByIdOnlyWhatIsOfOwnMembers() {
		List<String> pages = List.of("/members/{members}", "/orders/{orders}", "/orders/{orders}/online-payments",
				"/coupons/codes/{coupons}", "/coupons/of/{members}", "/memberships/{memberships}",
				"/memberships/of/{members}", "/members/{members}/benefits", "/memberships/{memberships}/benefits",
				"/check-off?member={members}", "/audit/of/member/{members}", "/audit/of/order/{orders}",
				"/audit/of/coupon/{coupons}", "/audit/of/membership/{memberships}", "/violations/{violations}",
				"/members/{members}/violations", "/rebates/{rebates}", "/members/{members}/rebates",
				"/orders/{orders}/rebates", "/audit/of/rebate/{rebates}", "/audit/of/violation/{violations}",
				"/memberships/{memberships}/upgrades", "/orders/{orders}/delivery");
		List<String> calls = List.of("/members/{members}", "/orders/{orders}", "/orders/{orders}/online-payments",
				"/coupons/{coupons}", "/coupons/{coupons}/moves", "/coupons?member={members}", "/rebates/{rebates}",
				"/rebates/{rebates}/settlements", "/memberships/{memberships}", "/memberships/{memberships}/terms",
				"/members/{members}/access", "/members/{members}/benefits", "/benefit-uses/{benefit-uses}",
				"/violations/{violations}", "/members/{members}/standing", "/members/{members}/inviter",
				"/members/{members}/invited", "/memberships/{memberships}/pauses", "/memberships/{memberships}/change",
				"/memberships/{memberships}/upgrades", "/orders/{orders}/refund-proposals",
				"/orders/{orders}/delivery");
		List<String> wrong = new ArrayList<>();
		for (String page : pages) {
			check(page, 200, open(filled(page, mine)), wrong);
			check(page, 404, open(filled(page, other)), wrong);
		}
		for (String call : calls) {
			check("REST " + call, 200, ofBob.get(filled(call, mine)).status(), wrong);
			check("REST " + call, 404, ofBob.get(filled(call, other)).status(), wrong);
		}
		assertThat(wrong).isEmpty();
	}

	@Test
	void movesOnlyWhatIsOfOwnMembers() {
		Map<String, Map<String, String>> pages = new LinkedHashMap<>();
		pages.put("/orders/{unpaid}/payments", Map.of("method", "CASH"));
		pages.put("/orders/{unpaid}/cancel", Map.of());
		pages.put("/orders/{orders}/refunds", Map.of("what", "REST", "method", "CASH", "reason", "gone"));
		pages.put("/orders/{orders}/shipping-address",
				Map.of("recipient", "x", "phone", "13800008000", "city", "x", "street", "x"));
		pages.put("/orders/{orders}/parcels", Map.of("carrier", "SF"));
		pages.put("/orders/{orders}/given", Map.of());
		pages.put("/orders/{orders}/handing-over/taking-back", Map.of("reason", "gone"));
		pages.put("/coupons/codes/{coupons}/revocation", Map.of("reason", "gone"));
		pages.put("/coupons/of/{members}", Map.of("batch", batch));
		pages.put("/memberships/{memberships}/cancellation", Map.of());
		pages.put("/memberships/{memberships}/continuation", Map.of());
		pages.put("/check-off", Map.of("member", other.get("members"), "membership", other.get("memberships"),
				"benefit", "精读课", "key", "x"));
		pages.put("/benefit-uses/{benefit-uses}/undo", Map.of("reason", "gone"));
		pages.put("/benefit-bookings/{bookings}/check-in", Map.of());
		pages.put("/benefit-bookings/{bookings}/cancellation", Map.of());
		pages.put("/memberships/{memberships}/pause", Map.of("reason", "gone"));
		pages.put("/memberships/{memberships}/resumption", Map.of());
		pages.put("/memberships/{memberships}/change/withdrawal", Map.of());
		pages.put("/violations/{violations}/decision", Map.of("step", "WARN"));
		pages.put("/violations/{violations}/take-back", Map.of("reason", "gone"));
		Map<String, Map<String, ?>> calls = new LinkedHashMap<>();
		calls.put("/orders/{unpaid}/payments", Map.of("method", "CASH"));
		calls.put("/orders/{unpaid}/cancel", Map.of());
		calls.put("/orders/{orders}/refunds", Map.of("method", "CASH", "reason", "gone"));
		calls.put("/orders/{orders}/parcels", Map.of("carrier", "SF"));
		calls.put("/orders/{orders}/given", Map.of());
		calls.put("/orders/{orders}/handing-over/taking-back", Map.of("reason", "gone"));
		calls.put("/coupons/{coupons}/revoke", Map.of("reason", "gone"));
		calls.put("/memberships/{memberships}/cancellation", Map.of());
		calls.put("/benefit-uses/{benefit-uses}/undo", Map.of("reason", "gone"));
		calls.put("/benefit-bookings/{bookings}/cancellation", Map.of());
		calls.put("/memberships/{memberships}/pause", Map.of("reason", "gone"));
		calls.put("/violations/{violations}/decision", Map.of("step", "WARN"));
		List<String> wrong = new ArrayList<>();
		pages.forEach((page, form) -> check(page, 404, send(filled(page, other), form), wrong));
		calls.forEach((call, body) -> {
			check("REST " + call, 404, ofBob.post(filled(call, other), body).status(), wrong);
			int own = ofBob.post(filled(call, mine), body).status();
			if (own == 404 || own >= 500) {
				wrong.add("REST " + call + " answers " + own + " for an own member");
			}
		});
		assertThat(wrong).isEmpty();
		assertThat(rest.get("/orders/" + other.get("unpaid")).text("state")).isEqualTo("UNPAID");
		assertThat(rest.get("/coupons/" + other.get("coupons")).text("state")).isEqualTo("ISSUED");
	}

	@Test
	void listsOnlyWhatIsOfOwnMembers() {
		for (String page : List.of("/orders", "/to-ship?stage=NO_ADDRESS", "/rebates", "/refund-requests?pending=true",
				"/coupons/" + batch, "/memberships", "/benefit-uses", "/coupons/today", "/violations",
				"/violations/today", "/coupons/" + batch + "/issues/" + issue,
				"/coupons/" + batch + "/issues/" + issue + "/results.csv")) {
			assertThat(mvc.get().uri(URI.create(bob.path() + page)).with(staff.login(bob))).as(page)
				.bodyText()
				.contains(MINE)
				.doesNotContain(OTHER);
		}
		for (String call : List.of("/orders", "/deliveries?stage=NO_ADDRESS", "/rebates", "/refund-requests",
				"/coupon-batches/" + batch + "/coupons", "/memberships", "/benefit-uses", "/violations",
				"/coupon-batches/" + batch + "/issues/" + issue + "/results")) {
			String answer = ofBob.get(call).ok().body().toString();
			assertThat(answer).as(call).contains(mine.get("members")).doesNotContain(other.get("members"));
			assertThat(rest.get(call).ok().body().toString()).as(call).contains(other.get("members"));
		}
	}

	@Test
	void aPayoutComesToWhatIsOfOwnMembersAndIsNotThereWithoutAny() {
		List<String> payouts = new ArrayList<>();
		for (List<Map<String, String>> some : List.of(List.of(mine, other), List.of(other))) {
			List<String> ids = new ArrayList<>();
			for (Map<String, String> one : some) {
				String order = order(one.get("members"), tea);
				rest.post("/orders/" + order + "/given", Map.of()).ok();
				ids.add(only(rest.get("/rebates?order=" + order).ok().body(), one.get("members")));
			}
			rest.post("/rebates/approvals", Map.of("rebates", ids)).ok();
			payouts.add(rest.post("/rebate-payouts", Map.of("rebates", ids)).ok().text("id"));
		}
		JsonNode seen = ofBob.get("/rebate-payouts").ok().body().path("items");
		assertThat(seen.findValuesAsString("id")).containsExactly(payouts.get(0));
		assertThat(seen.path(0).path("items").asLong()).isOne();
		assertThat(seen.path(0).path("amount").path("minor").asLong()).isEqualTo(500);
		assertThat(ofBob.get("/rebate-payouts/" + payouts.get(0)).status()).isEqualTo(200);
		assertThat(ofBob.get("/rebate-payouts/" + payouts.get(1)).status()).isEqualTo(404);
		assertThat(ofBob.get("/rebate-payouts/" + payouts.get(1) + "/items").status()).isEqualTo(404);
		assertThat(open("/rebate-payouts/" + payouts.get(1))).isEqualTo(404);
		assertThat(rest.get("/rebate-payouts").ok().body().path("items")).hasSize(2);
	}

	@Test
	void aPastedListNamesOwnMembersOnly() {
		String own = issued(ofBob, List.of(MINE, OTHER, other.get("members")));
		JsonNode rows = ofBob.get("/coupon-batches/" + batch + "/issues/" + own + "/results").ok().body();
		assertThat(rows.path("items").findValuesAsString("outcome")).containsExactly("ISSUED", "UNKNOWN", "UNKNOWN");
		int before = rest.get("/coupons?member=" + other.get("members")).ok().body().path("items").size();
		assertThat(send("/coupons/" + batch + "/issues", Map.of("to", "LIST", "list", OTHER + "\n" + MINE)))
			.isEqualTo(302);
		assertThat(rest.get("/coupons?member=" + other.get("members")).ok().body().path("items")).hasSize(before);
	}

	@Test
	void takesBackOfAnIssueOnlyWhatIsOfOwnMembers() {
		Rest.Answer revoked = ofBob.post("/coupon-batches/" + batch + "/issues/" + issue + "/revoke",
				Map.of("reason", "gone"));
		assertThat(revoked.ok().body().path("revoked").asLong()).isEqualTo(1);
		assertThat(rest.post("/coupon-batches/" + batch + "/issues/" + issue + "/revoke", Map.of("reason", "gone"))
			.ok()
			.body()
			.path("revoked")
			.asLong()).isEqualTo(1);
	}

	private static void check(String what, int expected, int status, List<String> wrong) {
		if (status != expected) {
			wrong.add(what + " answers " + status + ", not " + expected);
		}
	}

	private static String filled(String path, Map<String, String> ids) {
		String filled = path;
		for (Map.Entry<String, String> id : ids.entrySet()) {
			filled = filled.replace("{" + id.getKey() + "}", id.getValue());
		}
		return filled;
	}

	private int open(String path) {
		return mvc.get().uri(URI.create(bob.path() + path)).with(staff.login(bob)).exchange().getResponse().getStatus();
	}

	private int send(String path, Map<String, String> form) {
		var request = mvc.post().uri(URI.create(bob.path() + path)).with(staff.login(bob)).with(csrf());
		form.forEach(request::param);
		return request.exchange().getResponse().getStatus();
	}

}
