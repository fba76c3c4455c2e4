package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.guildhall.House;
import io.guildhall.Instance;
import io.guildhall.Rest;

/**
 * Instances of the packaged application on one database: what is scarce is not sold
 * twice.
 */
class InstancesIT {

	private static final int MEMBERS = 200;

	private static final int STOCK = 50;

	private static House house;

	@BeforeAll
	static void open() throws Exception {
		house = House.brief("instances", Map.of());
	}

	@AfterAll
	static void close() throws Exception {
		house.close();
	}

	@Test
	void issueTheLastFiftyCouponsToFiftyOfTwoHundredMembersWhoAskAtOnce() throws Exception {
		Rest here = house.found().rest();
		Furnished furnished = new Furnished(here);
		String batch = furnished.batch(STOCK);
		List<String> members = new ArrayList<>();
		for (int i = 0; i < MEMBERS; i++) {
			members.add(furnished.member("Member " + i));
		}
		try (Instance second = house.another("second")) {
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
