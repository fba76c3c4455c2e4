package io.guildhall.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.guildhall.House;

/**
 * The benchmark runs, small, against the packaged application, which is processed ahead
 * of time and thus not quite what the other tests see. What its figures are says
 * {@code bench/run}.
 */
@TestMethodOrder(OrderAnnotation.class)
class BenchIT {

	private static House house;

	@BeforeAll
	static void open() throws Exception {
		assertThat(System.getProperty("bench.jar")).as("the packaged application").isNotNull();
		house = House.brief("bench", Map.of());
	}

	@AfterAll
	static void close() throws Exception {
		house.close();
	}

	@Test
	void measuresEveryLineOfTheLoop() throws Exception {
		List<Line> lines = new LoopBench(house, 0.01, 1).run();
		assertThat(lines).extracting(Line::name)
			.containsExactly("import", "tiering", "coupon claim, c=16", "coupon issue to many");
		assertThat(lines).allSatisfy(line -> {
			assertThat(line.product()).isPositive();
			assertThat(line.limit()).isPositive();
		});
	}

	/** The last one: it kills the application of the house. */
	@Test
	@Order(Integer.MAX_VALUE)
	void measuresEveryLineOfPeople() throws Exception {
		List<Line> lines = new PeopleBench(house, 0.002, 1).run();
		assertThat(lines).extracting(Line::name)
			.containsExactly("tiering, first time", "tiering, nothing new", "groups: health", "groups: who sits in two",
					"segment count", "member list", "member search", "create member, c=16", "events by API, c=8",
					"chat file", "members from CSV", "merge, killed half-way");
		assertThat(lines.subList(0, lines.size() - 1)).allSatisfy(line -> {
			assertThat(line.product()).isPositive();
			assertThat(line.limit()).isPositive();
		});
		assertThat(lines.get(lines.size() - 1).ok()).as("nothing lost, nothing doubled").isTrue();
	}

	@Test
	void measuresEveryLineOfMoney() throws Exception {
		List<Line> lines = new MoneyBench(house, 0.001, 1).run();
		assertThat(lines).extracting(Line::name)
			.containsExactly("flash claim, c=64", "flash claim, c=64, p99", "order and payment, c=16",
					"coupons to everybody", "expiry of coupons", "expiry of memberships",
					"claims beside expiry, longest wait", "claims beside expiry, p99",
					"claims beside expiry, longest in all", "locks beside expiry, longest wait",
					"renewals beside expiry, longest wait", "renewals beside expiry, p99",
					"renewals beside expiry, longest in all");
		assertThat(lines.subList(0, 6)).allSatisfy(line -> assertThat(line.product()).isPositive());
	}

	@Test
	void judgesByTheBar() {
		assertThat(Line.of("a", "rows/s", 50, 100.0, ">=0.5").ok()).isTrue();
		assertThat(Line.of("a", "rows/s", 49, 100.0, ">=0.5").ok()).isFalse();
		assertThat(Line.of("a", "s", 1.6, 1.0, "<=1.5").ok()).isFalse();
		assertThat(Line.of("a", "ms", 1.6, null, "<=2").ok()).isTrue();
	}

}
