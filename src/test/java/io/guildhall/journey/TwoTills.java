package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import tools.jackson.databind.JsonNode;

import io.guildhall.Rest;

/**
 * ★ Two instances of the application sell out of one house at the same time: what there
 * is one of goes to one, and what may move once moves once, whichever of them is asked.
 */
final class TwoTills {

	private static final int ASKERS = 16;

	private static final int CREATED = 201;

	private static final int CONFLICT = 409;

	/** Of a refund of what nothing is left of. */
	private static final int INVALID = 422;

	private final List<Rest> instances;

	private final Rest rest;

	private final Furnished house;

	TwoTills(Rest here, Rest there) {
		this.instances = List.of(here, there);
		this.rest = here;
		this.house = new Furnished(here);
	}

	/** Asks one of the two. */
	private interface Asked {

		Rest.Answer of(Rest instance, int number);

	}

	/** Everything that many want at once, and then the books. */
	void open() throws Exception {
		rest.put("/payment-providers/chosen", Map.of("provider", "SANDBOX")).ok();
		house.product();
		aCouponGoesIntoOneOrder();
		noMoreIsSoldThanThereIs();
		noMoreIsSoldForLessThanThereIs();
		anEarlySeatIsOneBuyers();
		anOrderIsPaidOnce();
		moneyThatCameOnlineCountsOnce();
		twoRenewalsAreTwoTerms();
		anOrderIsPaidBackOnce();
		noMoreIsUsedThanTheQuota();
		noMoreSeatsAreGivenThanThereAre();
		assertThat(rest.get("/journal/trial-balance").ok().body().path("balanced").asBoolean()).isTrue();
	}

	private void aCouponGoesIntoOneOrder() throws Exception {
		String member = house.member("一张券");
		String coupon = rest.post("/coupon-batches/" + house.batch(1) + "/coupons", Map.of("member", member))
			.ok()
			.text("id");
		Map<String, Object> order = Map.of("member", member, "lines", List.of(line(house.id("products"))), "coupon",
				coupon);
		List<Rest.Answer> placed = onlyOne((instance, number) -> instance.post("/orders", order));
		assertThat(rest.get("/coupons/" + coupon).ok().text("order")).isEqualTo(placed.get(0).text("id"));
	}

	private void noMoreIsSoldThanThereIs() throws Exception {
		String cups = product("茶杯");
		rest.post("/products/" + cups + "/stock/changes", Map.of("number", 5, "reason", "到货")).ok();
		List<String> members = members("买杯子");
		created(5, (instance, number) -> instance.post("/orders",
				Map.of("member", members.get(number), "lines", List.of(line(cups)))));
		assertThat(rest.get("/products/" + cups + "/stock").ok().body().path("held").asLong()).isEqualTo(5);
	}

	/**
	 * Whoever comes too late pays the usual price, or is told that it went that moment.
	 */
	private void noMoreIsSoldForLessThanThereIs() throws Exception {
		String pots = product("茶壶");
		String sale = rest
			.post("/flash-sales",
					Map.of("product", pots, "price", Furnished.cny(1_000), "startsAt",
							Instant.now().minus(Duration.ofHours(1)).toString(), "endsAt",
							Instant.now().plus(Duration.ofHours(1)).toString(), "stock", 4, "perMember", 1))
			.ok()
			.text("id");
		rest.post("/flash-sales/" + sale + "/open", Map.of()).ok();
		List<String> members = members("秒杀");
		List<Rest.Answer> answers = atOnce((instance, number) -> instance.post("/orders",
				Map.of("member", members.get(number), "lines", List.of(line(pots)))));
		assertThat(answers).extracting(Rest.Answer::status).isSubsetOf(CREATED, CONFLICT);
		assertThat(
				answers.stream().filter(answer -> answer.body().path("total").path("minor").asLong(0) == 1_000).count())
			.isEqualTo(4);
		assertThat(rest.get("/flash-sales/" + sale).ok().body().path("taken").asLong()).isEqualTo(4);
	}

	private void anEarlySeatIsOneBuyers() throws Exception {
		Rest.Answer plan = plan("早鸟会员", 29_900);
		String seats = "/plans/" + plan.text("id") + "/early-bird";
		rest.put(seats, Map.of("seats", 3, "until", Instant.now().plus(Duration.ofDays(9)).toString(), "price",
				Furnished.cny(19_900)))
			.ok();
		List<String> members = members("早鸟");
		List<Rest.Answer> early = created(3, (instance, number) -> instance.post("/orders", Map.of("member",
				members.get(number), "lines",
				List.of(Map.of("product", plan.text("product"), "quantity", 1, "shownPrice", Furnished.cny(19_900))))));
		assertThat(early)
			.allSatisfy(order -> assertThat(order.body().path("total").path("minor").asLong()).isEqualTo(19_900));
		assertThat(rest.get(seats + "/seats").ok().body().path("items").size()).isEqualTo(3);
	}

	private void anOrderIsPaidOnce() throws Exception {
		String order = order("付一次", house.id("products"), null);
		onlyOne((instance, number) -> instance.post("/orders/" + order + "/payments", Map.of("method", "CASH")));
		assertThat(payments(order)).hasSize(1);
	}

	/** The news is lost, and all ask the provider at once. */
	private void moneyThatCameOnlineCountsOnce() throws Exception {
		String order = order("扫码", house.id("products"), null);
		List<Rest.Answer> opened = atOnce(
				(instance, number) -> instance.post("/orders/" + order + "/online-payments", Map.of()));
		List<String> ids = opened.stream()
			.filter(answer -> answer.status() == CREATED)
			.map(answer -> answer.text("id"))
			.distinct()
			.toList();
		assertThat(ids).as("one at a time, whoever opens it").hasSize(1);
		String online = "/online-payments/" + ids.get(0);
		rest.post(online + "/sandbox", Map.of("act", "PAY_UNHEARD")).ok();
		atOnce((instance, number) -> instance.post(online + "/ask", Map.of()));
		assertThat(rest.get("/orders/" + order).ok().text("state")).isEqualTo("PAID");
		assertThat(payments(order)).hasSize(1);
		assertThat(rest.get("/money-to-return").ok().body().path("items").size()).isZero();
	}

	private void twoRenewalsAreTwoTerms() throws Exception {
		Rest.Answer plan = plan("年度会员", 29_900);
		String member = house.member("续两年");
		Map<String, Object> sold = Map.of("member", member, "lines", List.of(line(plan.text("product"))), "payment",
				Map.of("method", "CASH"));
		rest.post("/orders", sold).ok();
		List<Rest.Answer> renewed = ask(2, (instance, number) -> instance.post("/orders", sold));
		assertThat(renewed).extracting(Rest.Answer::status).containsOnly(CREATED);
		List<String> memberships = new ArrayList<>();
		rest.get("/memberships?state=ACTIVE").ok().body().path("items").forEach(one -> {
			if (member.equals(one.path("member").asString())) {
				memberships.add(one.path("id").asString());
			}
		});
		assertThat(memberships).as("one lives at a time").hasSize(1);
		JsonNode terms = rest.get("/memberships/" + memberships.get(0) + "/terms").ok().body().path("items");
		assertThat(terms.size()).isEqualTo(3);
		for (int i = 1; i < terms.size(); i++) {
			assertThat(terms.path(i).path("from").asString()).as("behind the one before")
				.isEqualTo(terms.path(i - 1).path("to").asString());
		}
	}

	private void anOrderIsPaidBackOnce() throws Exception {
		String order = order("退一次", house.id("products"), "CASH");
		onlyOne((instance, number) -> instance.post("/orders/" + order + "/refunds",
				Map.of("method", "CASH", "reason", "不喜欢")));
		JsonNode after = rest.get("/orders/" + order).ok().body();
		assertThat(after.path("state").asString()).isEqualTo("REFUNDED");
		assertThat(after.path("refunded")).as("exactly nothing is left").isEqualTo(after.path("total"));
	}

	private void noMoreIsUsedThanTheQuota() throws Exception {
		Rest.Answer plan = plan("三次会员", 9_900);
		rest.put("/plans/" + plan.text("id") + "/benefits", Map.of("everybody", true, "benefits",
				List.of(Map.of("name", "两地精读", "quota", 3, "period", "YEAR", "unitValue", Furnished.cny(1_000)))))
			.ok();
		String member = house.member("用三次");
		rest.post("/orders", Map.of("member", member, "lines", List.of(line(plan.text("product"))), "payment",
				Map.of("method", "CASH")))
			.ok();
		created(3, (instance, number) -> instance.post("/benefit-uses", Map.of("member", member, "benefit", "两地精读")));
	}

	/** Whoever comes too late waits in turn. */
	private void noMoreSeatsAreGivenThanThereAre() throws Exception {
		String slot = rest
			.post("/slots",
					Map.of("title", "周末郊游", "startsAt", Instant.now().plus(Duration.ofDays(2)).toString(), "capacity",
							2))
			.ok()
			.text("id");
		List<String> members = members("郊游");
		List<Rest.Answer> answers = atOnce((instance, number) -> instance.post("/slots/" + slot + "/bookings",
				Map.of("member", members.get(number))));
		assertThat(answers).extracting(Rest.Answer::status).containsOnly(CREATED);
		assertThat(answers.stream().filter(answer -> answer.text("state").equals("BOOKED"))).hasSize(2);
		assertThat(rest.get("/slots/" + slot).ok().body().path("taken").asLong()).isEqualTo(2);
	}

	/** So many get it, and the others are told that they do not. */
	private List<Rest.Answer> created(int wanted, Asked asked) throws Exception {
		List<Rest.Answer> answers = atOnce(asked);
		assertThat(answers).extracting(Rest.Answer::status).isSubsetOf(CREATED, CONFLICT, INVALID);
		List<Rest.Answer> got = answers.stream().filter(answer -> answer.status() == CREATED).toList();
		assertThat(got).hasSize(wanted);
		return got;
	}

	private List<Rest.Answer> onlyOne(Asked asked) throws Exception {
		return created(1, asked);
	}

	private List<Rest.Answer> atOnce(Asked asked) throws Exception {
		return ask(ASKERS, asked);
	}

	/** In turn the one and the other, all at the same time. */
	private List<Rest.Answer> ask(int askers, Asked asked) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(askers);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<Rest.Answer>> answers = new ArrayList<>();
			for (int i = 0; i < askers; i++) {
				int number = i;
				answers.add(threads.submit(() -> {
					start.await();
					return asked.of(instances.get(number % instances.size()), number);
				}));
			}
			start.countDown();
			List<Rest.Answer> all = new ArrayList<>();
			for (Future<Rest.Answer> answer : answers) {
				all.add(answer.get());
			}
			return all;
		}
		finally {
			threads.shutdownNow();
		}
	}

	private List<String> members(String name) {
		return IntStream.range(0, ASKERS).mapToObj(i -> house.member(name + " " + i)).toList();
	}

	private String product(String name) {
		return rest.post("/products", Map.of("name", name, "kind", "GOODS", "price", Furnished.cny(4_500)))
			.ok()
			.text("id");
	}

	private Rest.Answer plan(String name, long price) {
		return rest.post("/plans", Map.of("name", name, "term", "YEARLY", "price", Furnished.cny(price))).ok();
	}

	/** An order of one; it waits for its money where nobody says how it was paid. */
	private String order(String member, String product, @org.jspecify.annotations.Nullable String method) {
		String id = house.member(member);
		Map<String, Object> order = (method != null)
				? Map.of("member", id, "lines", List.of(line(product)), "payment", Map.of("method", method))
				: Map.of("member", id, "lines", List.of(line(product)));
		return rest.post("/orders", order).ok().text("id");
	}

	private List<JsonNode> payments(String order) {
		List<JsonNode> payments = new ArrayList<>();
		rest.get("/orders/" + order).ok().body().path("payments").forEach(payments::add);
		return payments;
	}

	private static Map<String, Object> line(String product) {
		return Map.of("product", product, "quantity", 1);
	}

}
