package io.guildhall.rfm;

import static io.guildhall.Race.race;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.AtOneMoment;
import io.guildhall.Facts;
import io.guildhall.HouseTest;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.OrderImporting;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Buyers are scored as one would score them by hand. */
@AtOneMoment
@HouseTest
@RequiredArgsConstructor
class RfmModuleTests {

	private final RfmService rfm;

	private final RfmNight night;

	private final MemberService members;

	private final OrderImporting orders;

	private final OrganizationService organizations;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final List<MemberId> all = new ArrayList<>();

	private Facts facts = new Facts();

	private Person ann;

	private LocalDate today = LocalDate.EPOCH;

	/** What somebody bought in a window. */
	private record Bought(LocalDate last, long orders, long spend) {
	}

	/** As in shops: most buy once, few often, some give it back. */
	@BeforeEach
	void fortyOfWhomMostBuyOnce() {
		ann = staff.found("Acme", "UTC", "CNY");
		today = as(organizations::today);
		facts = new Facts();
		all.clear();
		Random random = new Random(11);
		for (int i = 0; i < 40; i++) {
			MemberId member = as(() -> members.add(NewMember.named("Member " + all.size())));
			all.add(member);
			for (int bought = (i % 8 == 0) ? 0 : 1 + random.nextInt(1 + random.nextInt(9)); bought > 0; bought--) {
				long paid = 100 + random.nextInt(20_000);
				facts.payment(member, today.minusDays(random.nextInt(120)), paid,
						(random.nextInt(6) == 0) ? paid / (1 + random.nextInt(2)) : 0);
			}
		}
		long refused = as(() -> transaction.execute(status -> facts.storePayments(jdbc, orders)));
		assertThat(refused).isZero();
	}

	@Test
	void scoresWhatOneWouldScoreByHand() {
		as(() -> {
			rfm.choose(60);
			return true;
		});
		LocalDate asOf = today.minusDays(10);
		Map<MemberId, Bought> expected = bought(asOf.minusDays(59), asOf);
		assertThat(expected.size()).isBetween(10, 35);
		assertThat(as(() -> rfm.compute(asOf))).isEqualTo(expected.size());
		Map<Integer, Long> cells = new HashMap<>();
		for (MemberId member : all) {
			MemberRfm one = as(() -> rfm.of(member));
			Bought bought = expected.get(member);
			assertThat(one.asOf()).isEqualTo(asOf);
			assertThat(one.windowDays()).isEqualTo(60);
			if (bought == null) {
				assertThat(one.scores()).isNull();
				continue;
			}
			MemberRfm.Scores scores = one.scores();
			assertThat(scores).isNotNull();
			assertThat(scores.lastPaid()).isEqualTo(bought.last());
			assertThat(scores.orders()).isEqualTo(bought.orders());
			assertThat(scores.spend().minor()).isEqualTo(bought.spend());
			assertThat(scores.recency())
				.isEqualTo(fifth(expected.values(), other -> other.last().isBefore(bought.last())));
			assertThat(scores.frequency())
				.isEqualTo(fifth(expected.values(), other -> other.orders() < bought.orders()));
			assertThat(scores.money()).isEqualTo(fifth(expected.values(), other -> other.spend() < bought.spend()));
			cells.merge(10 * scores.recency() + scores.frequency(), 1L, Long::sum);
		}
		RfmGrid grid = as(rfm::grid);
		assertThat(grid.members()).isEqualTo(expected.size());
		assertThat(grid.cells()).allSatisfy(
				cell -> assertThat(cell.members()).isEqualTo(cells.get(10 * cell.recency() + cell.frequency())));
		assertThat(grid.cells().stream().mapToLong(cell -> cell.spend().minor()).sum())
			.isEqualTo(expected.values().stream().mapToLong(Bought::spend).sum());
	}

	@Test
	void whoIsErasedOrBoughtLongAgoHasNoScoresAfterTheNextRun() {
		long before = as(() -> rfm.compute(today));
		MemberId erased = bought(today.minusDays(364), today).keySet().iterator().next();
		as(() -> {
			members.erase(erased);
			return true;
		});
		assertThat(as(rfm::grid).members()).as("at once").isEqualTo(before - 1);
		assertThat(as(() -> rfm.compute(today))).isEqualTo(before - 1);
		assertThat(as(rfm::grid).members()).isEqualTo(before - 1);
		assertThat(as(() -> rfm.compute(today.plusYears(2)))).isZero();
		assertThat(as(rfm::grid).cells()).isEmpty();
	}

	@Test
	void severalRunsAtOnceAgree() throws Exception {
		List<Callable<Long>> runs = Collections.nCopies(8, () -> as(() -> rfm.compute(today)));
		for (Long one : race(runs)) {
			assertThat(one).isEqualTo(as(rfm::grid).members());
		}
	}

	@Test
	void showsBuyersAndEachNumberLeadsToItsMembers() {
		MemberId buyer = bought(today.minusDays(364), today).keySet().iterator().next();
		assertThat(page("/tiers/rfm")).hasStatusOk().bodyText().contains("No buyers to show yet").doesNotContain("??");
		assertThat(page("/members/" + buyer + "/rfm")).hasStatusOk().bodyText().contains("Not computed yet");
		as(() -> {
			night.run(today.plusDays(1));
			return true;
		});
		RfmGrid grid = as(rfm::grid);
		assertThat(page("/tiers/rfm")).hasStatusOk()
			.bodyText()
			.contains("heat-5", "/members?rfm=CHAMPIONS", "name=\"windowDays\"")
			.doesNotContain("??");
		assertThat(page("/tiers/rfm?lang=zh-CN")).hasStatusOk().bodyText().contains("冠军客户").doesNotContain("??");
		assertThat(page("/members/" + buyer + "/rfm")).hasStatusOk().bodyText().contains("F", "R").doesNotContain("??");
		assertThat(page("/members/" + all.get(0) + "/rfm")).hasStatusOk().bodyText().contains("Bought nothing");
		RfmCell cell = grid.cells().get(0);
		assertThat(page("/members?rfm=" + cell.recency() + cell.frequency())).hasStatusOk()
			.bodyText()
			.contains("R" + cell.recency() + " F" + cell.frequency());
		assertThat(count("ANY_OF", Integer.toString(10 * cell.recency() + cell.frequency()))).isEqualTo(cell.members());
		for (RfmSegment segment : RfmSegment.values()) {
			assertThat(count("ANY_OF", segment.name())).isEqualTo(
					grid.cells().stream().filter(one -> one.segment() == segment).mapToLong(RfmCell::members).sum());
		}
		assertThat(count("NONE_OF", "CHAMPIONS")).isEqualTo(40 - count("ANY_OF", "CHAMPIONS"));
		assertThat(page("/members?rfm=60").getResponse().getStatus()).isBetween(400, 499);
	}

	@Test
	void theWindowIsChosenByThoseWhoMayAndHoldsFromTheNextRunOn() {
		String key = staff.apiKey(ann);
		as(() -> rfm.compute(today));
		assertThat(put(key, "{\"days\": 90}")).hasStatusOk().bodyJson().extractingPath("days").isEqualTo(90);
		assertThat(put(key, "{\"days\": 29}")).hasStatus4xxClientError()
			.bodyJson()
			.extractingPath("code")
			.isEqualTo("rfm.window-refused");
		assertThat(put(key, "{}")).hasStatus4xxClientError();
		assertThat(rest(key, "/rfm")).hasStatusOk().bodyJson().extractingPath("windowDays").isEqualTo(365);
		assertThat(mvc.post().uri("/api/v1/rfm/scores").header("Authorization", "Bearer " + key).exchange())
			.hasStatus(202);
		assertThat(rest(key, "/members/" + all.get(0) + "/rfm")).hasStatusOk();
		as(() -> rfm.compute(today));
		assertThat(rest(key, "/rfm")).hasStatusOk().bodyJson().extractingPath("windowDays").isEqualTo(90);
		assertThat(post("/tiers/rfm/window", "5000")).hasStatusOk().bodyText().contains("30 to 3,650 days");
		assertThat(post("/tiers/rfm/window", "100")).hasStatus3xxRedirection();
		assertThat(as(rfm::windowDays)).isEqualTo(100);
		Person operator = staff.hired(ann, Role.OPERATOR);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> staff.as(operator, () -> {
			rfm.choose(100);
			return true;
		}));
	}

	@Test
	void othersSeeNothingAndOperatorsTheirOwn() {
		as(() -> rfm.compute(today));
		Person operator = staff.hired(ann, Role.OPERATOR);
		assertThat(staff.as(operator, rfm::grid).cells()).isEmpty();
		MemberId member = all.get(1);
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> staff.as(operator, () -> rfm.of(member)));
		ann = staff.found("Other", "UTC", "CNY");
		assertThat(as(rfm::grid).cells()).isEmpty();
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> as(() -> rfm.of(member)));
	}

	private Map<MemberId, Bought> bought(LocalDate from, LocalDate to) {
		Map<MemberId, Bought> bought = new HashMap<>();
		for (MemberId member : all) {
			List<Facts.Payment> payments = facts.paymentsOf(member)
				.stream()
				.filter(payment -> !payment.day().isBefore(from) && !payment.day().isAfter(to))
				.toList();
			if (!payments.isEmpty()) {
				bought.put(member,
						new Bought(payments.stream().map(Facts.Payment::day).max(LocalDate::compareTo).orElseThrow(),
								payments.size(),
								payments.stream().mapToLong(payment -> payment.paid() - payment.refunded()).sum()));
			}
		}
		return bought;
	}

	private static int fifth(Collection<Bought> all, Predicate<Bought> worse) {
		return (int) (1 + all.stream().filter(worse).count() * 5 / all.size());
	}

	private long count(String is, String value) {
		String key = staff.apiKey(ann);
		String rule = """
				{"match": "ALL", "parts": [{"match": "ALL", "terms": [
				{"field": "rfm", "is": "%s", "values": ["%s"]}]}]}""".formatted(is, value);
		MvcTestResult result = mvc.post()
			.uri("/api/v1/segments/count")
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(rule)
			.exchange();
		assertThat(result).hasStatusOk();
		String body = new String(result.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
		return Long.parseLong(body.replaceAll("\\D+(\\d+).*", "$1"));
	}

	private MvcTestResult put(String key, String body) {
		return mvc.put()
			.uri("/api/v1/rfm/window")
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body)
			.exchange();
	}

	private MvcTestResult rest(String key, String path) {
		return mvc.get().uri("/api/v1" + path).header("Authorization", "Bearer " + key).exchange();
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(ann.path() + path).with(staff.login(ann)).exchange();
	}

	private MvcTestResult post(String path, String windowDays) {
		return mvc.post()
			.uri(ann.path() + path)
			.param("windowDays", windowDays)
			.with(staff.login(ann))
			.with(csrf())
			.exchange();
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return staff.as(ann, work);
	}

}
