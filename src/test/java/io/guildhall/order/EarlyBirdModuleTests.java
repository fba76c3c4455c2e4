package io.guildhall.order;

import static io.guildhall.order.OrderFixtures.CASH;
import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.journal.JournalService;
import io.guildhall.liability.Liabilities;
import io.guildhall.liability.LiabilityPeriod;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.EarlyBird;
import io.guildhall.membership.EarlyBirdService;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.NewEarlyBird;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanRefused;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * ★ A seat of an early bird is a counter and a deadline, and nobody is charged more
 * unasked.
 */
@HouseTest
@RequiredArgsConstructor
class EarlyBirdModuleTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final Instant NOON = Instant.parse("2026-03-10T04:00:00Z");

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final OrderClosing closing;

	private final PlanService plans;

	private final EarlyBirdService earlyBirds;

	private final MembershipService memberships;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final Liabilities liabilities;

	private final List<NightlyWork> nights;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private UUID acme = Ids.next();

	private Instant now = NOON;

	@BeforeEach
	void newOrganization() {
		acme = Ids.next();
		now = NOON;
		inAcme(() -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
	}

	@Test
	void aSeatIsHeldWithTheOrderAndTakenWithTheMoneyAndTheGiftIsOwedUntilItIsHandedOver() {
		PlanDetails plan = plan(2);
		OrderDetails order = inAcme(() -> orders.place(order(plan, member(), true)));
		assertThat(order.total()).isEqualTo(yuan(199));
		assertThat(early(plan).left()).isOne();
		assertThat(owed()).isZero();
		inAcme(() -> orders.markPaid(order.id(), CASH));
		assertThat(owed()).isEqualTo(2_000);
		EarlyBirdService.Seat seat = inAcme(() -> earlyBirds.seats(plan.id())).get(0);
		assertThat(seat.giftWaits()).isTrue();
		inAcme(() -> {
			earlyBirds.handOver(seat.id());
			return seat;
		});
		assertThat(owed()).isZero();
		assertThatExceptionOfType(PlanRefused.class).isThrownBy(() -> inAcme(() -> {
			earlyBirds.handOver(seat.id());
			return seat;
		})).returns("plan.nothing-to-hand-over", PlanRefused::getCode);
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void aSeatIsFreeAgainWhenTheOrderIsCalledOffOrNotPaidInTimeOrItsMoneyGoesBackAndOnce() {
		PlanDetails plan = plan(3);
		OrderDetails called = inAcme(() -> orders.place(order(plan, member(), true)));
		OrderDetails late = inAcme(() -> orders.place(order(plan, member(), true)));
		OrderDetails paid = inAcme(() -> orders.placePaid(order(plan, member(), true), CASH));
		assertThat(early(plan).left()).isZero();
		inAcme(() -> orders.cancel(called.id()));
		assertThat(early(plan).left()).isOne();
		assertThat(owed()).isEqualTo(2_000);
		inAcme(() -> refunds.refund(paid.id(), new RefundAsk(null, null, PaymentMethod.CASH, "sorry")));
		assertThat(early(plan).left()).isEqualTo(2);
		assertThat(owed()).isZero();
		now = NOON.plus(Duration.ofHours(49));
		inAcme(closing::closeDue);
		inAcme(closing::closeDue);
		assertThat(early(plan).left()).isEqualTo(3);
		assertThat(inAcme(() -> orders.get(late.id())).state()).isEqualTo(OrderState.EXPIRED);
	}

	@Test
	void whoMissesItIsToldThePriceOfNowAndPaysItOnlyWhenTheyAskForIt() {
		PlanDetails plan = plan(1);
		MemberId ann = member();
		OrderDetails quote = inAcme(() -> orders.quote(order(plan, ann, false)));
		assertThat(quote.total()).isEqualTo(yuan(199));
		inAcme(() -> orders.place(order(plan, member(), true)));
		assertThatExceptionOfType(PlanRefused.class)
			.isThrownBy(() -> inAcme(() -> orders.place(order(plan, ann, true))))
			.returns("plan.early-bird-over", PlanRefused::getCode)
			.satisfies(refused -> assertThat(refused.getArgs()).containsExactly(yuan(299)));
		assertThat(inAcme(() -> orders.place(order(plan, ann, false))).total()).isEqualTo(yuan(299));
	}

	@Test
	void anEarlyPriceThatRisesIsAskedForAnewAsWell() {
		PlanDetails plan = plan(5);
		inAcme(() -> earlyBirds.set(plan.id(), new NewEarlyBird(5, NOON.plusSeconds(3600), yuan(249), null, yuan(0))));
		assertThatExceptionOfType(PlanRefused.class)
			.isThrownBy(() -> inAcme(() -> orders.place(order(plan, member(), true))))
			.satisfies(refused -> assertThat(refused.getArgs()).containsExactly(yuan(249)));
		assertThat(early(plan).taken()).isZero();
	}

	@Test
	void theDeadlineEndsItWhateverIsLeftAndItsLastMinuteCounts() {
		PlanDetails plan = plan(5);
		now = NOON.plus(Duration.ofHours(72)).plusSeconds(59);
		assertThat(inAcme(() -> orders.place(order(plan, member(), true))).total()).isEqualTo(yuan(199));
		now = now.plusSeconds(1);
		assertThatExceptionOfType(PlanRefused.class)
			.isThrownBy(() -> inAcme(() -> orders.place(order(plan, member(), true))))
			.returns("plan.early-bird-over", PlanRefused::getCode);
		assertThat(early(plan).taken()).isOne();
	}

	@Test
	void endingItKeepsWhatIsTakenAndNoFewerSeatsThanThatCanBe() {
		PlanDetails plan = plan(5);
		inAcme(() -> orders.place(order(plan, member(), true)));
		inAcme(() -> orders.place(order(plan, member(), true)));
		assertThatExceptionOfType(PlanRefused.class).isThrownBy(() -> inAcme(() -> earlyBirds.set(plan.id(), terms(1))))
			.returns("plan.seats-taken", PlanRefused::getCode);
		assertThat(inAcme(() -> earlyBirds.set(plan.id(), terms(2))).open()).isFalse();
		assertThat(inAcme(() -> earlyBirds.set(plan.id(), terms(3))).open()).isTrue();
		assertThat(inAcme(() -> earlyBirds.close(plan.id())).open()).isFalse();
		assertThat(early(plan).taken()).isEqualTo(2);
	}

	/** Two pools stand for two instances: what they share is the database alone. */
	@Test
	void fiftyBuyersRaceForTenSeatsAndTenGetOneAndNobodyPaysMoreUnasked() throws Exception {
		PlanDetails plan = plan(10);
		List<MemberId> buyers = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			buyers.add(member());
		}
		List<String> answers = race(buyers,
				buyer -> inAcme(() -> orders.place(order(plan, buyer, true))).total().toString());
		assertThat(Collections.frequency(answers, "199.00 CNY")).isEqualTo(10);
		assertThat(Collections.frequency(answers, "plan.early-bird-over")).isEqualTo(40);
		assertThat(early(plan).taken()).isEqualTo(10);
		assertThat(inAcme(() -> earlyBirds.seats(plan.id()))).hasSize(10);
	}

	@Test
	void aMemberHasOneSeatUnlessThePlanSaysOtherwiseAndPaysTheUsualPriceForMoreOnlyWhenTheyAskForIt() {
		PlanDetails plan = plan(5);
		MemberId ann = member();
		OrderDetails first = inAcme(() -> orders.place(order(plan, ann, true)));
		assertThatExceptionOfType(PlanRefused.class)
			.isThrownBy(() -> inAcme(() -> orders.place(order(plan, ann, true))))
			.returns("plan.early-bird-once", PlanRefused::getCode)
			.satisfies(refused -> assertThat(refused.getArgs()).containsExactly(yuan(299)));
		assertThat(inAcme(() -> orders.place(order(plan, ann, false))).total()).isEqualTo(yuan(299));
		assertThat(early(plan).taken()).isOne();
		inAcme(() -> orders.cancel(first.id()));
		assertThat(inAcme(() -> orders.place(order(plan, ann, false))).total()).as("theirs is free again")
			.isEqualTo(yuan(199));
		inAcme(() -> earlyBirds.set(plan.id(), terms(5, 2)));
		assertThat(inAcme(() -> orders.place(order(plan, ann, true))).total()).isEqualTo(yuan(199));
		assertThatExceptionOfType(PlanRefused.class)
			.isThrownBy(() -> inAcme(() -> orders.place(order(plan, ann, true))))
			.returns("plan.early-bird-once", PlanRefused::getCode);
		assertThat(early(plan).taken()).isEqualTo(2);
	}

	/** Whoever asks twenty times at once has one, and the others of the ten are free. */
	@Test
	void aMemberWhoOrdersManyTimesAtOnceHasOneSeat() throws Exception {
		PlanDetails plan = plan(10);
		List<String> answers = race(Collections.nCopies(20, member()),
				buyer -> inAcme(() -> orders.place(order(plan, buyer, true))).total().toString());
		assertThat(Collections.frequency(answers, "199.00 CNY")).isOne();
		assertThat(Collections.frequency(answers, "plan.early-bird-once")).isEqualTo(19);
		assertThat(early(plan).taken()).isOne();
		assertThat(inAcme(() -> earlyBirds.seats(plan.id()))).hasSize(1);
	}

	@Test
	void aDayThatIsOverIsCountedAgainAsItsNightCountedIt() {
		PlanDetails plan = plan(5);
		OrderDetails kept = paid(plan);
		OrderDetails handed = paid(plan);
		OrderDetails back = paid(plan);
		inAcme(() -> orders.place(order(plan, member(), true)));
		night(1);
		inAcme(() -> {
			earlyBirds.handOver(seat(plan, handed).id());
			return handed;
		});
		night(2);
		inAcme(() -> refunds.refund(back.id(), new RefundAsk(null, null, PaymentMethod.CASH, "no")));
		inAcme(() -> refunds.refund(handed.id(), new RefundAsk(null, null, PaymentMethod.CASH, "no")));
		night(3);
		inAcme(() -> {
			earlyBirds.handOver(seat(plan, kept).id());
			return kept;
		});
		night(4);
		LocalDate day = NOON.atZone(ZONE).toLocalDate();
		assertThat(List.of(owed(day.minusDays(1)), owed(day), owed(day.plusDays(1)), owed(day.plusDays(2)),
				owed(day.plusDays(3))))
			.containsExactly(0L, 6_000L, 4_000L, 2_000L, 0L);
		assertThat(inAcme(() -> liabilities.recount(new LiabilityPeriod(day, day.plusDays(3)))))
			.as("figures that differ")
			.isZero();
	}

	/**
	 * The other way round: orders are called off twice at once, and each seat goes back
	 * once.
	 */
	@Test
	void aSeatThatIsReleasedTwiceAtOnceIsFreeOnce() throws Exception {
		PlanDetails plan = plan(4);
		List<OrderId> placed = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			OrderId order = inAcme(() -> orders.place(order(plan, member(), true))).id();
			placed.add(order);
			placed.add(order);
		}
		List<String> answers = race(placed, order -> inAcme(() -> orders.cancel(order)).state().name());
		assertThat(Collections.frequency(answers, "CANCELLED")).isEqualTo(4);
		assertThat(early(plan).taken()).isZero();
	}

	private <T> List<String> race(List<T> all, java.util.function.Function<T, String> work) throws Exception {
		ExecutorService one = Executors.newFixedThreadPool(5);
		ExecutorService other = Executors.newFixedThreadPool(5);
		CyclicBarrier start = new CyclicBarrier(2);
		try {
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < all.size(); i++) {
				T what = all.get(i);
				boolean first = i < 2;
				Callable<String> call = () -> {
					if (first) {
						start.await();
					}
					try {
						return work.apply(what);
					}
					catch (DomainException refused) {
						return refused.getCode();
					}
				};
				answers.add(((i % 2 == 0) ? one : other).submit(call));
			}
			List<String> said = new ArrayList<>();
			for (Future<String> answer : answers) {
				said.add(answer.get());
			}
			return said;
		}
		finally {
			one.shutdownNow();
			other.shutdownNow();
		}
	}

	private PlanDetails plan(int seats) {
		return inAcme(() -> {
			PlanDetails plan = plans
				.get(plans.create(new NewPlan("Club", "", PlanTerm.YEARLY, yuan(299), 0, List.of())));
			earlyBirds.set(plan.id(), terms(seats));
			return plans.get(plan.id());
		});
	}

	private static NewEarlyBird terms(int seats) {
		return terms(seats, 1);
	}

	private static NewEarlyBird terms(int seats, int perMember) {
		return new NewEarlyBird(seats, NOON.plus(Duration.ofHours(72)), yuan(199), "A printed book", yuan(20),
				perMember);
	}

	private OrderDetails paid(PlanDetails plan) {
		return inAcme(() -> orders.placePaid(order(plan, member(), true), CASH));
	}

	private EarlyBirdService.Seat seat(PlanDetails plan, OrderDetails order) {
		return inAcme(() -> earlyBirds.seats(plan.id())).stream()
			.filter(seat -> seat.order().equals(order.id().id()))
			.findFirst()
			.orElseThrow();
	}

	/** What is owed is written down in the night before the day, at whose noon it is. */
	private void night(int days) {
		now = NOON.plus(Duration.ofDays(days));
		inAcme(() -> {
			nights.stream()
				.filter(night -> night.getClass().getName().contains("LiabilityNight"))
				.forEach(night -> night.run(now.atZone(ZONE).toLocalDate()));
			return days;
		});
	}

	private static NewOrder order(PlanDetails plan, MemberId member, boolean early) {
		return new NewOrder(member, List.of(new NewOrder.Line(plan.product(), 1, null, early ? yuan(199) : null)), null,
				null, OrderSource.STAFF);
	}

	private EarlyBird early(PlanDetails plan) {
		return inAcme(() -> earlyBirds.get(plan.id()));
	}

	/** What the gifts that wait to be handed over cost. */
	private long owed() {
		LocalDate today = now.atZone(ZONE).toLocalDate();
		return owed(today);
	}

	private long owed(LocalDate day) {
		return inAcme(() -> liabilities.of(new LiabilityPeriod(day, day))).lines()
			.stream()
			.filter(line -> line.kind().equals("early-bird-gifts"))
			.findFirst()
			.orElseThrow()
			.amount()
			.minor();
	}

	private MemberId member() {
		return inAcme(() -> members.add(NewMember.named("Ann")));
	}

	private <T> T inAcme(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(now, () -> Objects.requireNonNull(onBehalf.ofSystem(acme, work)));
	}

}
