package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.guildhall.House;
import io.guildhall.House.Organization;
import io.guildhall.Instance;
import io.guildhall.Rest;
import io.guildhall.SharedData;

/**
 * Instances of the packaged application on one database: what is scarce is not sold
 * twice, and kill -9 in the middle of work and another start are as if nothing had been.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstancesIT {

	private static final Duration LONG = Duration.ofMinutes(2);

	private static final int MEMBERS = 200;

	private static final int STOCK = 50;

	private static final int GROUPS = 20;

	/** Rows of the roll-up of each of two who turn out to be one. */
	private static final int LIVED = 10_000;

	private static House house;

	@BeforeAll
	static void open() throws Exception {
		// So that a crash is noticed in seconds, and that a payment provider can be
		// chosen.
		house = House.brief("instances", Map.of("db-scheduler.heartbeat-interval", "1s", "guildhall.master-key",
				"a-master-key-of-the-tests-0123456789"));
	}

	@AfterAll
	static void close() throws Exception {
		house.close();
	}

	@Test
	@Order(1)
	void issueTheLastFiftyCouponsToFiftyOfTwoHundredMembersWhoAskAtOnceAndMoveMoneyOnce() throws Exception {
		CompletableFuture<Instance> starting = CompletableFuture.supplyAsync(() -> house.another("second"));
		Rest here = house.found().rest();
		Furnished furnished = new Furnished(here);
		String batch = furnished.batch(STOCK);
		List<String> members = new ArrayList<>();
		for (int i = 0; i < MEMBERS; i++) {
			members.add(furnished.member("Member " + i));
		}
		try (Instance second = starting.join()) {
			Rest there = here.at(second.url());
			// The first request of an instance is a slow one.
			there.get("/coupon-batches/" + batch).ok();
			Map<String, Long> answers = atOnce(members, (member, i) -> {
				Rest.Answer answer = ((i % 2 == 0) ? here : there).post("/coupon-batches/" + batch + "/coupons",
						Map.of("member", member), "claim-" + member);
				return (answer.status() == 201) ? "issued" : answer.status() + " " + answer.code();
			});
			assertThat(answers).containsOnlyKeys("issued", "409 coupon.sold-out")
				.containsEntry("issued", (long) STOCK)
				.containsEntry("409 coupon.sold-out", (long) MEMBERS - STOCK);
			Rest.Answer after = there.get("/coupon-batches/" + batch).ok();
			assertThat(after.body().path("issued").asLong()).isEqualTo(STOCK);
			giveOneMemberOneOfManyAskedForAtOnce(furnished, List.of(here, there), members.get(0));
			Rest till = house.found().rest();
			new TwoTills(till, till.at(second.url())).open();
			giveExactlyTheStockAlsoWhereAnInstanceIsKilledMeanwhile(second);
		}
	}

	private static void giveOneMemberOneOfManyAskedForAtOnce(Furnished furnished, List<Rest> instances, String member)
			throws Exception {
		String batch = furnished.batch(STOCK);
		Map<String, Long> answers = atOnce(Collections.nCopies(64, member), (same, i) -> {
			Rest.Answer answer = instances.get(i % 2)
				.post("/coupon-batches/" + batch + "/coupons", Map.of("member", same), "again-" + i);
			return (answer.status() == 201) ? "issued" : answer.status() + " " + answer.code();
		});
		assertThat(answers).containsExactlyInAnyOrderEntriesOf(Map.of("issued", 1L, "409 coupon.limit-reached", 63L));
	}

	private static void giveExactlyTheStockAlsoWhereAnInstanceIsKilledMeanwhile(Instance second) {
		Organization organization = house.found();
		Rest here = organization.rest();
		Claimers claimers = new Claimers(organization, List.of(here, here.at(second.url())), STOCK);
		claimers.start();
		claimers.awaitAnswers(STOCK / 5);
		second.kill();
		claimers.assertThatWhatWasAnsweredIsThere();
		claimers.askAgain(here);
		claimers.assertThatWhatWasAnsweredIsThere();
		assertThat(claimers.issued()).isEqualTo(STOCK);
	}

	/** The last one: it kills the application of the house. */
	@Test
	@Order(2)
	void anImportGoesOnWhereAKillBrokeItOffNoMergeIsHalfDoneAndNoCouponThatWasPromisedIsMissing() {
		Organization together = house.found();
		Rest merging = together.rest();
		Furnished furnished = new Furnished(merging);
		List<String> two = List.of(furnished.member("林晓"), furnished.member("晓晓"));
		live(together, furnished, two);
		Organization claiming = house.found();
		Claimers claimers = new Claimers(claiming, List.of(claiming.rest()), MEMBERS);
		// Half of them take seconds, of which the kill hits the first.
		List<Path> logs = SharedData.files("data/ubuntu-irc", ".raw.txt").subList(0, 10);
		Organization undisturbed = house.found();
		Organization killed = house.found();
		String broken = begin(killed.rest(), logs);
		Rest.Answer middle = killed.rest()
			.await("/imports/" + broken, LONG, answer -> answer.body().path("records").asLong() > 0);
		Thread merge = new Thread(() -> {
			try {
				merging.post("/merges", Map.of("one", two.get(0), "other", two.get(1)));
			}
			catch (IllegalStateException | java.io.UncheckedIOException gone) {
				// As it should be.
			}
		});
		merge.start();
		claimers.start();
		pause();
		house.killApplication();
		assertThat(middle.text("state")).as("killed in the middle").isEqualTo("RUNNING");
		claimers.assertThatWhatWasAnsweredIsThere();
		try (Instance next = house.another("after-kill")) {
			Rest rest = undisturbed.rest().at(next.url());
			String whole = begin(rest, logs);
			await(rest, whole);
			await(killed.rest().at(next.url()), broken);
			Rest after = merging.at(next.url());
			Map<String, Long> days = days(two);
			assertThat(days.values()).as("of both or of one, and no other").containsOnly((long) LIVED);
			if (days.size() == 2) {
				after.post("/merges", Map.of("one", two.get(0), "other", two.get(1))).ok();
			}
			assertThat(days(two)).as("both lived the same days").containsExactly(Map.entry(two.get(0), (long) LIVED));
			assertThat(messages(two)).isEqualTo(2L * LIVED);
			String id = after.get("/merges").ok().body().path("items").path(0).path("id").asString();
			after.post("/merges/" + id + "/undo", Map.of()).ok();
			assertThat(days(two)).hasSize(2);
			assertThat(messages(two)).isEqualTo(2L * LIVED);
		}
		assertThat(state(killed.id())).isEqualTo(state(undisturbed.id()))
			.allSatisfy((what, rows) -> assertThat(rows).as(what).isPositive());
	}

	/**
	 * A message of each of the two in every group on every day, as they are rolled up: it
	 * is that which a merge moves.
	 */
	private static void live(Organization merging, Furnished furnished, List<String> two) {
		furnished.community();
		List<String> groups = new ArrayList<>();
		for (int place = 0; place < GROUPS; place++) {
			groups.add(merging.rest()
				.post("/groups",
						Map.of("community", furnished.id("communities"), "name", "群" + place, "carrier", "IRC", "stage",
								"VALUE", "capacity", 500))
				.ok()
				.text("id"));
		}
		house.owner()
			.sql("""
					insert into activity_days (organization_id, day, group_id, member_id, messages, characters, others, met)
					select :organization, cast(:today as date) - n, places.id, people.id, 1, 0, 0, true
					from unnest(cast(string_to_array(:groups, ',') as uuid[])) as places (id)
					cross join unnest(cast(string_to_array(:members, ',') as uuid[])) as people (id)
					cross join generate_series(1, :days) n
					""")
			.param("organization", merging.id())
			.param("today", LocalDate.now(ZoneOffset.UTC).toString())
			.param("groups", String.join(",", groups))
			.param("members", String.join(",", two))
			.param("days", LIVED / GROUPS)
			.update();
		for (String counted : List.of("""
				insert into activity_members (organization_id, member_id, first_day, last_day, spoke_day)
				select organization_id, member_id, min(day), max(day), max(day)
				from activity_days where organization_id = :organization group by organization_id, member_id
				""",
				"""
						insert into activity_group_days (organization_id, day, group_id, messages, speakers, others, changed_at, met_at)
						select organization_id, day, group_id, sum(messages), count(*), 0, now(), now() + interval '1 hour'
						from activity_days where organization_id = :organization group by organization_id, day, group_id
						""")) {
			house.owner().sql(counted).param("organization", merging.id()).update();
		}
	}

	/** How many rows of the roll-up each has who has any. */
	private static Map<String, Long> days(List<String> members) {
		Map<String, Long> days = new HashMap<>();
		for (String member : members) {
			long rows = house.owner()
				.sql("select count(*) from activity_day_facts where member_id = ?")
				.param(UUID.fromString(member))
				.query(Long.class)
				.single();
			if (rows > 0) {
				days.put(member, rows);
			}
		}
		return days;
	}

	private static long messages(List<String> members) {
		return house.owner()
			.sql("select sum(messages) from activity_day_facts where member_id in (?, ?)")
			.params(UUID.fromString(members.get(0)), UUID.fromString(members.get(1)))
			.query(Long.class)
			.single();
	}

	/** Into the middle of a merge. */
	private static void pause() {
		try {
			TimeUnit.MILLISECONDS.sleep(250);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static String begin(Rest rest, List<Path> logs) {
		String id = rest.upload("/imports", logs).ok().text("id");
		rest.put("/imports/" + id + "/choice", Map.of("zone", "UTC", "newCommunity", "Ubuntu")).ok();
		rest.post("/imports/" + id + "/check", Map.of()).ok();
		rest.await("/imports/" + id, LONG, answer -> answer.text("state").equals("CHECKED"));
		rest.post("/imports/" + id + "/start", Map.of()).ok();
		return id;
	}

	private static void await(Rest rest, String id) {
		Rest.Answer end = rest.await("/imports/" + id, LONG,
				answer -> List.of("DONE", "FAILED", "CANCELLED").contains(answer.text("state")));
		assertThat(end.text("state")).isEqualTo("DONE");
	}

	/** What there is of everything that a chat brings. */
	private static Map<String, Long> state(UUID organization) {
		Map<String, Long> state = new HashMap<>();
		Map.of("events", "activity_events", "members", "member_facts", "stays", "member_group_facts", "days",
				"activity_day_facts", "groups", "community_group_facts")
			.forEach((what, table) -> state.put(what, count("count(*)", table, organization)));
		state.put("messages", count("sum(messages)", "activity_day_facts", organization));
		state.put("characters", count("sum(characters)", "activity_day_facts", organization));
		return state;
	}

	private static Long count(String what, String table, UUID organization) {
		return house.owner()
			.sql("select %s from %s where organization_id = ?".formatted(what, table))
			.param(organization)
			.query(Long.class)
			.single();
	}

	/** Many who take coupons of one batch until nobody answers any more. */
	private static final class Claimers {

		private final Organization organization;

		private final String batch;

		private final List<String> members = new ArrayList<>();

		/** What each was told to have: one coupon, however often they ask. */
		private final Map<String, String> answered = new ConcurrentHashMap<>();

		private final List<Thread> threads = new ArrayList<>();

		Claimers(Organization organization, List<Rest> instances, int stock) {
			this.organization = organization;
			Furnished furnished = new Furnished(organization.rest());
			this.batch = furnished.batch(stock);
			for (int i = 0; i < MEMBERS; i++) {
				String member = furnished.member("Member " + i);
				Rest instance = instances.get(i % instances.size());
				this.members.add(member);
				this.threads.add(new Thread(() -> claim(instance, member)));
			}
		}

		void start() {
			this.threads.forEach(Thread::start);
		}

		/** Until so many have been told that they have one. */
		void awaitAnswers(int atLeast) {
			long until = System.nanoTime() + LONG.toNanos();
			while (this.answered.size() < atLeast && System.nanoTime() < until) {
				Thread.yield();
			}
		}

		/** All, one after the other, under the keys of before. */
		void askAgain(Rest instance) {
			this.members.forEach(member -> claim(instance, member));
		}

		private void claim(Rest instance, String member) {
			try {
				Rest.Answer answer = instance.post("/coupon-batches/" + this.batch + "/coupons",
						Map.of("member", member), "killed-" + member);
				if (answer.status() == 201) {
					assertThat(this.answered.put(member, answer.text("id"))).isIn(null, answer.text("id"));
				}
			}
			catch (IllegalStateException | java.io.UncheckedIOException gone) {
				// As it should be.
			}
		}

		void assertThatWhatWasAnsweredIsThere() {
			for (Thread thread : this.threads) {
				try {
					thread.join();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
			List<String> there = house.owner()
				.sql("select cast(coupon_id as text) from coupon_facts where organization_id = ?")
				.param(this.organization.id())
				.query(String.class)
				.list();
			assertThat(there).containsAll(this.answered.values());
			assertThat(issued()).isEqualTo(there.size());
		}

		long issued() {
			return house.owner()
				.sql("select issued from coupon_batch_facts where organization_id = ?")
				.param(this.organization.id())
				.query(Long.class)
				.single();
		}

	}

	private interface Claim {

		String of(String member, int number);

	}

	private static Map<String, Long> atOnce(List<String> members, Claim claim) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(members.size());
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < members.size(); i++) {
				int number = i;
				answers.add(threads.submit(() -> {
					start.await();
					return claim.of(members.get(number), number);
				}));
			}
			start.countDown();
			List<String> all = new ArrayList<>();
			for (Future<String> answer : answers) {
				all.add(answer.get());
			}
			return all.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
		}
		finally {
			threads.shutdownNow();
		}
	}

}
