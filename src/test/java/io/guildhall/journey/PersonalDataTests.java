package io.guildhall.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.Rest;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Permission;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/** Whoever asks what is kept about them gets what each module keeps. */
@WholeApplication
class PersonalDataTests {

	/** Of what the member of this test has nothing. */
	private static final Set<String> EMPTY = Set.of("answers", "blocks", "bulk_actions", "cards", "challenge_rewards",
			"import_changes", "imports", "joins", "messages", "onboarding_steps", "order_discounts", "order_gifts",
			"order_price_cuts", "order_wrong_handings", "payment_differences", "refund_requests", "rfm", "suggestions",
			"titles", "wrong_handings");

	@LocalServerPort
	private int port;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private MockMvcTester mvc;

	@Test
	void everythingOfOnePersonIsOneFile() {
		Person ann = staff.found();
		Rest rest = new Rest("http://localhost:" + port, staff.apiKey(ann));
		Furnished furnished = new Furnished(rest).all();
		furnished.awaitJob(furnished.id("jobs"));
		String member = furnished.id("members");
		haveTheRest(rest, furnished, ann, member);

		JsonNode records = rest.post("/members/" + member + "/personal-data", Map.of()).ok().body().path("records");
		Set<String> empty = new TreeSet<>();
		records.propertyNames().forEach(kind -> {
			if (records.path(kind).isEmpty()) {
				empty.add(kind);
			}
		});
		assertThat(records.propertyNames()).contains("profile", "identities", "consents", "tags", "notes", "groups",
				"changes", "tasks", "fields", "segments", "merges", "activity", "messages", "touches", "coupons",
				"ledger", "memberships", "membership_terms", "benefit_uses", "benefits_left", "benefit_codes",
				"benefit_bookings", "payments", "orders", "order_lines", "order_refunds", "coupon_moves",
				"membership_moves", "deliveries", "parcels", "tiers", "tier_changes", "imports");
		assertThat(empty).isEqualTo(EMPTY);
		everythingThatHappenedIsTold(rest, ann, member);
		assertThat(records.path("identities").toString()).contains("an@example.org");
		assertThat(records.path("notes").toString()).contains("likes tea");
		assertThat(records.path("deliveries").toString()).contains("龙井路 1 号");
		assertThat(records.path("fields").toString()).contains("会员等级", "金");
		assertThat(records.path("profile")).as("under both ids").hasSize(2);
		assertThat(records.toString()).doesNotContain(ann.organizationId().toString());
		assertThat(rest.get("/members/" + member + "/consents").ok().body().toString()).contains("GIVEN");
		assertThat(mvc.post()
			.uri(ann.path() + "/members/" + member + "/personal-data")
			.with(staff.login(ann))
			.with(csrf())).hasStatusOk()
			.hasHeader("Content-Disposition", "attachment; filename=personal-data-" + member + ".json")
			.bodyText()
			.contains("an@example.org");
		assertThat(mvc.get().uri(ann.path() + "/audit/of/member/" + member).with(staff.login(ann))).bodyText()
			.contains("Took out all data");

		refusedToOthers(ann, member);
	}

	/**
	 * Something is written wherever something can be, of everybody; they are all erased,
	 * and nothing of it is left.
	 */
	@Test
	void nothingThatWasSaidOfAPersonOutlivesTheirErasure() {
		Person ann = staff.found();
		Rest rest = new Rest("http://localhost:" + port, staff.apiKey(ann));
		Furnished furnished = new Furnished(rest).all();
		furnished.awaitJob(furnished.id("jobs"));
		String member = furnished.id("members");
		haveTheRest(rest, furnished, ann, member);
		furnished.staff(staff, ann, port);
		SaidOfMembers said = new SaidOfMembers(ann.organizationId());
		assertThat(said.unknown()).as("named, but no column").isEmpty();
		said.keepWords();
		said.say();
		assertThat(said.tried()).contains("activity_texts.body", "check_ins.proof", "coupon_moves.note",
				"fulfilments.street", "members.real_name", "membership_moves.reason", "order_refunds.reason",
				"orders.note", "personal_changes.after", "point_entries.note", "refund_requests.decision_note",
				"refund_requests.reason", "tasks.note", "violations.note");
		assertThat(said.untried()).as("make a row of these, or say why not").isEmpty();

		said.members().forEach(one -> rest.send("DELETE", "/members/" + one).ok());

		assertThat(said.left()).as("still says something of who was erased").isEmpty();
	}

	private void refusedToOthers(Person ann, String member) {
		String path = "/members/" + member + "/personal-data";
		Rest masked = new Rest("http://localhost:" + port,
				staff.apiKey(ann, EnumSet.of(Permission.MEMBER_READ, Permission.MEMBER_ERASE)));
		assertThat(masked.post(path, Map.of()).code()).isEqualTo("member.contacts-hidden");
		Rest reader = new Rest("http://localhost:" + port,
				staff.apiKey(ann, EnumSet.of(Permission.MEMBER_READ, Permission.CONTACT_READ)));
		assertThat(reader.post(path, Map.of()).status()).isEqualTo(403);
		Rest stranger = new Rest("http://localhost:" + port, staff.apiKey(staff.found()));
		assertThat(stranger.post(path, Map.of()).status()).isEqualTo(404);
	}

	/** What a furnished organization does not have of its member. */
	/** Each kind of each module, a stretch at a time, with a text in both languages. */
	private void everythingThatHappenedIsTold(Rest rest, Person ann, String member) {
		List<JsonNode> told = new ArrayList<>();
		String next = "";
		do {
			JsonNode stretch = rest.get("/members/" + member + "/timeline?after=" + next).ok().body();
			stretch.path("items").forEach(told::add);
			next = stretch.path("next").asString("");
		}
		while (!next.isEmpty());
		assertThat(told).extracting(one -> Instant.parse(one.path("at").asString()))
			.isSortedAccordingTo(Comparator.reverseOrder());
		Set<String> kinds = new TreeSet<>();
		told.forEach(one -> kinds.add(one.path("kind").asString()));
		assertThat(kinds).contains("groups", "messages", "orders", "coupons", "points", "tiers", "memberships",
				"challenges", "tasks", "consent", "tags", "notes", "invitations", "merges", "violations", "benefits",
				"bookings", "deliveries");
		kinds.addAll(List.of("cards", "touches", "channels"));
		for (String kind : kinds) {
			long of = told.stream().filter(one -> one.path("kind").asString().equals(kind)).count();
			JsonNode only = rest.get("/members/" + member + "/timeline?kind=" + kind).ok().body().path("items");
			assertThat(only.size()).as(kind).isEqualTo((int) Math.min(of, 50));
			for (String language : List.of("en", "zh-CN")) {
				assertThat(mvc.get()
					.uri(ann.path() + "/members/" + member + "/timeline?kind=" + kind + "&lang=" + language)
					.with(staff.login(ann))).as(kind).hasStatusOk().bodyText().doesNotContain("??");
			}
		}
		assertThat(rest.get("/members/" + member + "/timeline?kind=weather").status()).isEqualTo(422);
	}

	private void haveTheRest(Rest rest, Furnished furnished, Person ann, String member) {
		rest.post("/members/" + member + "/consents", Map.of("consent", "GIVEN", "doNotContact", false)).ok();
		rest.put("/members/" + member + "/tags/vip", Map.of()).ok();
		rest.post("/members/" + member + "/own-page", Map.of()).ok();
		String friend = rest.post("/members", Map.of("displayName", "小友")).ok().text("id");
		rest.put("/members/" + member + "/inviter", Map.of("inviter", friend)).ok();
		rest.post("/members", Map.of("displayName", "小周", "invitedBy", member)).ok();
		rest.put("/members/" + member, Map.of("displayName", "安然", "city", "杭州")).ok();
		rest.post("/tasks",
				Map.of("title", "给安然打电话", "member", member, "assignee", ann.accountId(), "due", Furnished.yesterday()))
			.ok();
		String key = rest.get("/fields/" + furnished.id("fields")).ok().text("key");
		rest.patch("/members/" + member + "/fields", Map.of("values", Map.of(key, "金"))).ok();
		String product = furnished.id("products");
		rest.post("/orders", Map.of("member", member, "lines", List.of(Map.of("product", product, "quantity", 1)),
				"payment", Map.of("method", "CASH")))
			.ok();
		rest.post("/activity-events",
				Map.of("events",
						List.of(Map.of("source", "test", "externalId", member, "member", member, "group",
								furnished.id("groups"), "kind", "MESSAGE", "at", Furnished.yesterday() + "T04:00:00Z",
								"characters", 5))))
			.ok();
		rest.post("/segments/" + furnished.id("segments") + "/frozen-copies", Map.of("name", "老友一次")).ok();
		furnished.awaitJob(rest.post("/tier-policies/" + furnished.id("tier-policies") + "/evaluations", Map.of())
			.ok()
			.text("job"));
		given(furnished, ann, member);
		String other = rest.post("/members", Map.of("displayName", "小安")).ok().text("id");
		rest.post("/merges", Map.of("one", member, "other", other)).ok();
	}

	/**
	 * What a pass over the occasions would give in a while, and what is owed after a
	 * refund.
	 */
	private void given(Furnished furnished, Person ann, String member) {
		UUID coupon = UUID.fromString(furnished.id("coupons"));
		staff.as(ann, () -> transaction.execute(status -> {
			jdbc.sql(
					"""
							insert into occasion_givings (organization_id, id, rule_id, member_id, occasion, outcome, coupon_id, at)
							values (?, ?, ?, ?, 'joined', 'GIVEN', ?, now())
							""")
				.params(ann.organizationId(), Ids.next(), UUID.fromString(furnished.id("occasion-rules")),
						UUID.fromString(member), coupon)
				.update();
			return jdbc
				.sql("""
						insert into coupon_debts (organization_id, coupon_id, order_id, amount_minor, currency, reason, booked_at)
						values (?, ?, ?, 500, 'CNY', 'was refunded', now())
						""")
				.params(ann.organizationId(), coupon, Ids.next())
				.update();
		}));
	}

}
