package io.guildhall.merge;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.Rest;
import io.guildhall.TestDatabase;
import io.guildhall.journey.WholeApplication;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Two members become one and two again, with everything that hangs on them. */
@WholeApplication
class MergeModuleTests {

	private static final LocalDate DAY = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(20);

	/** What hangs on a member, as the owner of the tables sees it. */
	private static final Map<String, String> BELONGINGS = Map.of("orders", "orders", "payments", "payments", "coupons",
			"coupons", "touches", "touches", "identities", "member_identities", "notes", "member_notes", "days",
			"activity_days", "stays", "member_stays", "tags", "member_tags", "frozen", "segment_members");

	@LocalServerPort
	private int port;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	private final JdbcClient owner = JdbcClient
		.create(TestDatabase.asOwnerOf(TestDatabase.url(WholeApplication.DATABASE)));

	private Person boss;

	private Rest rest;

	private String group;

	private String otherGroup;

	private String product;

	private String older;

	private String newer;

	@BeforeEach
	void twoWhoAreOne() {
		boss = staff.found();
		rest = new Rest("http://localhost:" + port, staff.apiKey(boss));
		String community = id(rest.post("/communities", Map.of("name", "晨读圈", "types", List.of("KNOWLEDGE"))));
		group = id(rest.post("/groups", group(community, "一群")));
		otherGroup = id(rest.post("/groups", group(community, "二群")));
		product = id(rest.post("/products", Map.of("name", "岩茶", "kind", "GOODS", "price", cny(12_000))));
		older = id(rest.post("/members", Map.of("displayName", "林晓", "tags", List.of("茶友"))));
		newer = id(rest.post("/members",
				Map.of("displayName", "晓晓", "realName", "林晓", "city", "杭州", "tags", List.of("茶友", "老师"))));
		for (String member : List.of(older, newer)) {
			rest.post("/members/" + member + "/groups", Map.of("group", group)).ok();
			rest.post("/members/" + member + "/notes", Map.of("body", "说过一句")).ok();
		}
		rest.post("/members/" + newer + "/groups", Map.of("group", otherGroup)).ok();
		rest.post("/members/" + newer + "/identities", Map.of("kind", "EMAIL", "value", "xiao@example.org")).ok();
		speak(older, group, DAY, 3);
		speak(newer, group, DAY, 2);
		speak(newer, group, DAY.plusDays(1), 4);
		speak(newer, otherGroup, DAY, 1);
	}

	@Test
	void theOlderIdSurvivesAndTheOtherLeadsThere() {
		String merge = merge(newer, older).ok().text("id");
		Rest.Answer made = rest.get("/merges/" + merge).ok();
		assertThat(made.body().path("survivor").path("id").asString()).isEqualTo(older);
		assertThat(rest.get("/members/" + newer).ok().text("id")).isEqualTo(older);
		assertThat(rest.get("/members/" + older).ok().text("realName")).isEqualTo("林晓");
		assertThat(mvc.get().uri("/o/" + boss.slug() + "/members/" + newer).with(staff.login(boss)))
			.hasStatus(HttpStatus.TEMPORARY_REDIRECT)
			.hasHeader("Location", "/o/" + boss.slug() + "/members/" + older);
		assertThat(rest.post("/orders", order(newer)).code()).isEqualTo("member.moved");
		assertThat(found("晓晓")).as("by a name of the merged one").isEmpty();
		assertThat(found("xiao@example.org")).as("by an identity that came along").containsExactly(older);
		assertThat(ids("/members")).contains(older).doesNotContain(newer);
	}

	@Test
	void everythingComesAlongAndGoesBack() {
		String frozen = furnish();
		Map<String, Long> ofOlder = counts(older);
		Map<String, Long> ofNewer = counts(newer);
		JsonNode yearOfOlder = rest.get("/members/" + older + "/activity").ok().body();
		JsonNode yearOfNewer = rest.get("/members/" + newer + "/activity").ok().body();
		long money = spent(older) + spent(newer);
		assertThat(ofNewer.values()).allSatisfy(count -> assertThat(count).isPositive());

		String merge = merge(older, newer).ok().text("id");
		assertThat(counts(newer).values()).containsOnly(0L);
		Map<String, Long> both = counts(older);
		assertThat(both).containsEntry("orders", 2L)
			.containsEntry("payments", 2L)
			.containsEntry("coupons", 2L)
			.containsEntry("notes", 2L)
			.containsEntry("identities", 1L)
			.containsEntry("tags", 2L)
			.containsEntry("stays", 2L)
			.containsEntry("days", 3L)
			.containsEntry("frozen", 1L);
		assertThat(spent(older)).isEqualTo(money);
		assertThat(messages(older)).isEqualTo(10);
		assertThat(speakers(DAY, group)).isEqualTo(1);
		assertThat(balancesOf(newer)).as("ledgers move by entries").isEmpty();
		assertThat(rest.get("/members?segment=" + frozen).ok().body().path("items").size()).isEqualTo(1);

		rest.post("/merges/" + merge + "/undo", Map.of()).ok();
		assertThat(counts(older)).isEqualTo(ofOlder);
		assertThat(counts(newer)).isEqualTo(ofNewer);
		assertThat(rest.get("/members/" + older + "/activity").ok().body()).isEqualTo(yearOfOlder);
		assertThat(rest.get("/members/" + newer + "/activity").ok().body()).isEqualTo(yearOfNewer);
		assertThat(speakers(DAY, group)).isEqualTo(2);
		assertThat(rest.get("/members/" + newer).ok().text("id")).isEqualTo(newer);
		assertThat(rest.get("/members/" + older).ok().text("realName")).isEmpty();
		assertThat(found("晓晓")).containsExactly(newer);
		assertThat(rest.post("/merges/" + merge + "/undo", Map.of()).code()).isEqualTo("merge.undone.already");
	}

	@Test
	void consentIsTheStricterOfBothAndComesBack() {
		consent(older, "GIVEN", false);
		consent(newer, "WITHDRAWN", true);
		String merge = merge(older, newer).ok().text("id");
		JsonNode one = rest.get("/members/" + older).ok().body();
		assertThat(one.path("consent").asString()).isEqualTo("WITHDRAWN");
		assertThat(one.path("doNotContact").asBoolean()).isTrue();
		rest.post("/merges/" + merge + "/undo", Map.of()).ok();
		assertThat(rest.get("/members/" + older).ok().text("consent")).isEqualTo("GIVEN");
		assertThat(rest.get("/members/" + newer).ok().text("consent")).isEqualTo("WITHDRAWN");

		merge = merge(older, newer).ok().text("id");
		consent(older, "UNKNOWN", true);
		rest.post("/merges/" + merge + "/undo", Map.of()).ok();
		assertThat(rest.get("/members/" + older).ok().text("consent")).as("what was said since stays")
			.isEqualTo("UNKNOWN");
	}

	@Test
	void ofEachChannelTheStricterWordCountsAndTheOthersComeBack() {
		rest.post("/members/" + older + "/consents", Map.of("channel", "EMAIL", "consent", "GIVEN")).ok();
		rest.post("/members/" + older + "/consents", Map.of("channel", "CHAT", "consent", "GIVEN")).ok();
		rest.post("/members/" + newer + "/consents", Map.of("channel", "EMAIL", "consent", "GIVEN")).ok();
		rest.post("/members/" + newer + "/consents", Map.of("channel", "SMS", "consent", "WITHDRAWN")).ok();
		String merge = merge(older, newer).ok().text("id");
		assertThat(rest.get("/members/" + older).ok().body().path("consents").toString())
			.isEqualTo("{\"CHAT\":\"UNKNOWN\",\"CALL\":\"UNKNOWN\",\"SMS\":\"WITHDRAWN\",\"EMAIL\":\"GIVEN\"}");
		rest.post("/members/" + older + "/consents", Map.of("channel", "EMAIL", "consent", "WITHDRAWN")).ok();
		rest.post("/merges/" + merge + "/undo", Map.of()).ok();
		assertThat(rest.get("/members/" + older).ok().body().path("consents").toString())
			.as("what was said since stays")
			.isEqualTo("{\"CHAT\":\"GIVEN\",\"CALL\":\"UNKNOWN\",\"SMS\":\"UNKNOWN\",\"EMAIL\":\"WITHDRAWN\"}");
		assertThat(rest.get("/members/" + newer + "/consents").ok().body().path("items").size()).isEqualTo(2);
	}

	@Test
	void whoWasInvitedByTheOneWasInvitedByTheOtherUntilTheyAreTwoAgain() {
		String ann = invited("Ann", null);
		String bob = invited("Bob", newer);
		String cat = invited("Cat", newer);
		rest.put("/members/" + newer + "/inviter", Map.of("inviter", ann)).ok();
		String merge = merge(older, newer).ok().text("id");
		assertThat(inviter(older)).isEqualTo(ann);
		assertThat(inviter(bob)).isEqualTo(older);
		rest.put("/members/" + cat + "/inviter", Map.of("inviter", ann)).ok();
		rest.post("/merges/" + merge + "/undo", Map.of()).ok();
		assertThat(inviter(older)).isEmpty();
		assertThat(inviter(newer)).isEqualTo(ann);
		assertThat(inviter(bob)).isEqualTo(newer);
		assertThat(inviter(cat)).as("what was said since stays").isEqualTo(ann);
	}

	@Test
	void whoTurnsOutToHaveInvitedThemselvesWasInvitedByNobody() {
		String bob = invited("Bob", older);
		rest.put("/members/" + newer + "/inviter", Map.of("inviter", bob)).ok();
		String merge = merge(older, newer).ok().text("id");
		assertThat(inviter(older)).isEmpty();
		assertThat(inviter(bob)).isEqualTo(older);
		rest.post("/merges/" + merge + "/undo", Map.of()).ok();
		assertThat(inviter(newer)).isEqualTo(bob);
		assertThat(inviter(older)).isEmpty();
	}

	private String invited(String name, @Nullable String by) {
		return id(rest.post("/members",
				(by != null) ? Map.of("displayName", name, "invitedBy", by) : Map.of("displayName", name)));
	}

	private String inviter(String member) {
		return rest.get("/members/" + member + "/inviter")
			.ok()
			.body()
			.path("items")
			.path(0)
			.path("inviter")
			.path("id")
			.asString("");
	}

	@Test
	void oneWhoWasTwoGetsNoMoreOfABatchThanItsLimit() {
		String batch = batch(1);
		rest.post("/coupon-batches/" + batch + "/coupons", Map.of("member", older)).ok();
		String held = id(rest.post("/coupon-batches/" + batch + "/coupons", Map.of("member", newer)));
		merge(older, newer).ok();
		assertThat(rest.post("/coupon-batches/" + batch + "/coupons", Map.of("member", older)).code())
			.isEqualTo("coupon.limit-reached");
		rest.post("/coupons/" + firstCoupon(older, held) + "/revoke", Map.of("reason", "一张就够")).ok();
		assertThat(rest.post("/coupon-batches/" + batch + "/coupons", Map.of("member", older)).code())
			.as("one is held still")
			.isEqualTo("coupon.limit-reached");
	}

	@Test
	void twoMembershipsThatRunAreLeftToPeople() {
		Rest.Answer plan = rest.post("/plans", Map.of("name", "晨读会员", "term", "YEARLY", "price", cny(29_900))).ok();
		for (String member : List.of(older, newer)) {
			rest.post("/orders",
					Map.of("member", member, "lines", List.of(Map.of("product", plan.text("product"), "quantity", 1)),
							"payment", Map.of("method", "CASH")))
				.ok();
		}
		Map<String, Long> before = counts(newer);
		assertThat(rest.post("/merges/preview", pair(older, newer)).ok().text("refusal"))
			.isEqualTo("membership.both-live");
		assertThat(merge(older, newer).code()).isEqualTo("membership.both-live");
		assertThat(counts(newer)).as("nothing is half done").isEqualTo(before);
		assertThat(rest.get("/members/" + newer).ok().text("id")).isEqualTo(newer);
	}

	@Test
	void whoIsMergedOnIsReleasedInTurn() {
		String third = id(rest.post("/members", Map.of("displayName", "小林")));
		String first = merge(newer, third).ok().text("id");
		String second = merge(older, newer).ok().text("id");
		assertThat(rest.get("/members/" + third).ok().text("id")).as("in one step").isEqualTo(older);
		assertThat(rest.post("/merges/" + first + "/undo", Map.of()).code()).isEqualTo("member.merged-on");
		rest.post("/merges/" + second + "/undo", Map.of()).ok();
		assertThat(rest.get("/members/" + third).ok().text("id")).isEqualTo(newer);
		rest.post("/merges/" + first + "/undo", Map.of()).ok();
		assertThat(rest.get("/members/" + third).ok().text("id")).isEqualTo(third);
		assertThat(merge(older, older).code()).isEqualTo("member.same");
	}

	@Test
	void whoIsErasedIsErasedUnderAllIds() {
		String merge = merge(older, newer).ok().text("id");
		rest.send("DELETE", "/members/" + newer).ok();
		for (String id : List.of(older, newer)) {
			assertThat(owner.sql("select display_name || real_name || city from members where id = ?")
				.param(UUID.fromString(id))
				.query(String.class)
				.single()).doesNotContain("晓", "林", "杭州");
		}
		assertThat(rest.post("/merges/" + merge + "/undo", Map.of()).code()).isEqualTo("merge.final.refused");
		assertThat(owner.sql("select count(*) from merge_belongings where merge_id = ?")
			.param(UUID.fromString(merge))
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void oneOfManyAtOnceMerges() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<Rest.Answer>> answers = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				answers.add(threads.submit(() -> merge(older, newer)));
			}
			List<Integer> statuses = new ArrayList<>();
			for (Future<Rest.Answer> answer : answers) {
				statuses.add(answer.get().status());
			}
			assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 409);
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(messages(older)).isEqualTo(10);
		assertThat(rest.post("/merges", pair(older, newer), "again").status()).isEqualTo(409);
	}

	@Test
	void suggestsByNamesHandlesAndSoundsAndWhatIsDismissedStaysDismissed() {
		String pinyin = member("linxiao", "TELEGRAM", "LinXiao");
		String there = member("别人", "WECHAT", "linxiao");
		String stranger = member("路人甲", "WECHAT", "passerby");
		search();
		assertThat(suggestions()).contains(pairOf(pinyin, there), pairOf(older, pinyin), pairOf(older, there))
			.doesNotContain(pairOf(stranger, older), pairOf(stranger, pinyin));
		JsonNode best = rest.get("/merge-suggestions").ok().body().path("items").path(0);
		assertThat(pairOf(best.path("one").path("id").asString(), best.path("other").path("id").asString()))
			.isEqualTo(pairOf(pinyin, there));
		assertThat(best.path("confidence").asString()).isEqualTo("HIGH");

		rest.post("/merge-suggestions/" + best.path("id").asString() + "/dismissal", Map.of()).ok();
		assertThat(rest.post("/merge-suggestions/" + best.path("id").asString() + "/dismissal", Map.of()).code())
			.isEqualTo("merge.decided");
		search();
		assertThat(suggestions()).doesNotContain(pairOf(pinyin, there)).contains(pairOf(older, pinyin));
		String merge = merge(older, pinyin).ok().text("id");
		assertThat(suggestions()).doesNotContain(pairOf(older, pinyin));
		rest.post("/merges/" + merge + "/undo", Map.of()).ok();
		search();
		assertThat(suggestions()).as("who takes it back says that they are two").doesNotContain(pairOf(older, pinyin));
	}

	@Test
	void suggestsNamesakes() {
		String one = id(rest.post("/members", Map.of("displayName", "林小满")));
		String other = id(rest.post("/members", Map.of("displayName", "林小满")));
		search();
		assertThat(suggestions()).contains(pairOf(one, other));
		assertThat(rest.get("/merge-suggestions?member=" + other).ok().body().path("items")).hasSize(1);
		String alone = id(rest.post("/members", Map.of("displayName", "王明")));
		assertThat(rest.get("/merge-suggestions?member=" + alone).ok().body().path("items")).isEmpty();
		assertThat(rest.get("/merge-suggestions?member=" + UUID.randomUUID()).status()).isEqualTo(404);
		assertThat(mvc.get().uri("/o/" + boss.slug() + "/merges").with(staff.login(boss))).hasStatusOk()
			.bodyText()
			.contains("林小满", "/merges/preview");
	}

	@Test
	void whoWasCalledSomebodyElseIsNotSuggestedUnderTheIdByWhichTheyGoNow() {
		String one = id(rest.post("/members", Map.of("displayName", "林小满")));
		String same = id(rest.post("/members", Map.of("displayName", "林小满")));
		String another = id(rest.post("/members", Map.of("displayName", "林小满")));
		search();
		assertThat(suggestions()).contains(pairOf(one, same), pairOf(one, another), pairOf(same, another));
		rest.post("/merge-suggestions/" + suggestion(same, another) + "/dismissal", Map.of()).ok();
		String merge = merge(one, same).ok().text("id");
		assertThat(suggestions()).as("one of them is nobody any more")
			.doesNotContain(pairOf(one, same), pairOf(same, another));
		search();
		assertThat(suggestions()).doesNotContain(pairOf(one, another), pairOf(same, another));
		rest.post("/merges/" + merge + "/undo", Map.of()).ok();
		search();
		assertThat(suggestions()).as("of this one nobody said so").contains(pairOf(one, another));
	}

	@Test
	void whoeverTakesBackAMergeThatNobodySuggestedSaysThatTheyAreTwo() {
		String one = id(rest.post("/members", Map.of("displayName", "林小满")));
		String other = id(rest.post("/members", Map.of("displayName", "林小满")));
		String merge = merge(one, other).ok().text("id");
		rest.post("/merges/" + merge + "/undo", Map.of()).ok();
		search();
		assertThat(suggestions()).doesNotContain(pairOf(one, other));
	}

	/** The suggestion of a pair. */
	private String suggestion(String one, String other) {
		String found = "";
		for (JsonNode item : rest.get("/merge-suggestions").ok().body().path("items")) {
			if (pairOf(item.path("one").path("id").asString(), item.path("other").path("id").asString())
				.equals(pairOf(one, other))) {
				found = item.path("id").asString();
			}
		}
		return found;
	}

	/** Something of everything for both; the id of a frozen segment. */
	private String furnish() {
		String batch = batch(2);
		for (String member : List.of(older, newer)) {
			rest.post("/coupon-batches/" + batch + "/coupons", Map.of("member", member)).ok();
			rest.post("/orders", paid(member)).ok();
		}
		String campaign = id(rest.post("/campaigns", Map.of("name", "唤醒", "goal", "SERVICE", "audience",
				Map.of("fields", Map.of(), "members", List.of(newer)), "text", "{name} 好久不见", "windowDays", 7)));
		rest.post("/campaigns/" + campaign + "/launch", Map.of()).ok();
		String segment = id(rest.post("/segments", Map.of("name", "茶友", "rule", Map.of("parts",
				List.of(Map.of("terms", List.of(Map.of("field", "tag", "is", "ANY_OF", "values", List.of("茶友")))))))));
		return id(rest.post("/segments/" + segment + "/frozen-copies", Map.of("name", "茶友 冻结")));
	}

	private String firstCoupon(String member, String not) {
		return owner.sql("select id from coupons where member_id = ? and id <> ?")
			.params(UUID.fromString(member), UUID.fromString(not))
			.query(UUID.class)
			.single()
			.toString();
	}

	private void search() {
		String job = rest.post("/merge-suggestions/searches", Map.of()).ok().text("job");
		rest.await("/jobs/" + job, Duration.ofSeconds(30), answer -> answer.text("state").equals("DONE"));
	}

	private List<String> suggestions() {
		List<String> pairs = new ArrayList<>();
		rest.get("/merge-suggestions")
			.ok()
			.body()
			.path("items")
			.forEach(item -> pairs
				.add(pairOf(item.path("one").path("id").asString(), item.path("other").path("id").asString())));
		return pairs;
	}

	private static String pairOf(String one, String other) {
		return (one.compareTo(other) < 0) ? one + "+" + other : other + "+" + one;
	}

	private String member(String name, String carrier, String handle) {
		String id = id(rest.post("/members", Map.of("displayName", name)));
		rest.post("/members/" + id + "/identities", Map.of("kind", "HANDLE", "carrier", carrier, "value", handle)).ok();
		return id;
	}

	private Rest.Answer merge(String one, String other) {
		return rest.post("/merges", pair(one, other));
	}

	private static Map<String, Object> pair(String one, String other) {
		return Map.of("one", one, "other", other);
	}

	private void consent(String member, String consent, boolean leaveAlone) {
		rest.post("/members/" + member + "/consents",
				Map.of("consent", consent, "doNotContact", leaveAlone, "reason", ""))
			.ok();
	}

	private void speak(String member, String in, LocalDate day, int times) {
		List<Map<String, Object>> events = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			events.add(Map.of("source", "test", "externalId", member + in + day + i, "member", member, "group", in,
					"kind", "MESSAGE", "at", day + "T04:00:0" + i + "Z", "characters", 5));
		}
		rest.post("/activity-events", Map.of("events", events)).ok();
	}

	private String batch(int perMember) {
		String batch = id(rest.post("/coupon-batches", Map.of("name", "券", "kind", "AMOUNT", "amount", cny(1_000),
				"days", 30, "stock", 10, "perMember", perMember)));
		rest.post("/coupon-batches/" + batch + "/activate", Map.of()).ok();
		return batch;
	}

	private Map<String, Object> order(String member) {
		return Map.of("member", member, "lines", List.of(Map.of("product", product, "quantity", 1)));
	}

	private Map<String, Object> paid(String member) {
		Map<String, Object> order = new LinkedHashMap<>(order(member));
		order.put("payment", Map.of("method", "CASH"));
		return order;
	}

	private Map<String, Long> counts(String member) {
		Map<String, Long> counts = new TreeMap<>();
		BELONGINGS.forEach((what, table) -> counts.put(what,
				owner.sql("select count(*) from %s where member_id = ?".formatted(table))
					.param(UUID.fromString(member))
					.query(Long.class)
					.single()));
		return counts;
	}

	private long spent(String member) {
		return owner
			.sql("select coalesce(sum(paid_minor - refunded_minor), 0) from order_spend_facts where member_id = ?")
			.param(UUID.fromString(member))
			.query(Long.class)
			.single();
	}

	private long messages(String member) {
		return owner.sql("select sum(messages) from activity_days where member_id = ?")
			.param(UUID.fromString(member))
			.query(Long.class)
			.single();
	}

	private long speakers(LocalDate day, String in) {
		return owner.sql("select speakers from activity_group_days where day = ? and group_id = ?")
			.params(day, UUID.fromString(in))
			.query(Long.class)
			.single();
	}

	private List<Long> balancesOf(String member) {
		return owner
			.sql("select sum(minor) from journal_lines where member_id = ? group by account having sum(minor) <> 0")
			.param(UUID.fromString(member))
			.query(Long.class)
			.list();
	}

	private List<String> found(String q) {
		return ids("/members?q=" + java.net.URLEncoder.encode(q, java.nio.charset.StandardCharsets.UTF_8));
	}

	private List<String> ids(String path) {
		List<String> ids = new ArrayList<>();
		rest.get(path).ok().body().path("items").forEach(item -> ids.add(item.path("id").asString()));
		return ids;
	}

	private static Map<String, Object> group(String community, String name) {
		return Map.of("community", community, "name", name, "carrier", "WECHAT", "stage", "CONVERSION", "capacity",
				500);
	}

	private static Map<String, Object> cny(long minor) {
		return Map.of("minor", minor, "currency", "CNY");
	}

	private static String id(Rest.Answer made) {
		return made.ok().text("id");
	}

}
