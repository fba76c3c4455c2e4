package io.guildhall.benefit;

import static io.guildhall.Race.race;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberPages;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.MembershipPauses;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanConditions;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.membership.RefundPolicy;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.RefundAsk;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.task.TaskFilter;
import io.guildhall.task.TaskService;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class BookingModuleTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	/** The tenth of March at noon, in Shanghai. */
	private static final Instant NOON = Instant.parse("2026-03-10T04:00:00Z");

	/** In the next month of a membership that begins today. */
	private static final Instant NEXT_MONTH = Instant.parse("2026-04-18T06:00:00Z");

	/** From where members open their pages. */
	private static final String HOME = "192.0.2.1";

	private static final NewPayment CASH = new NewPayment(PaymentMethod.CASH, null, null, null);

	private final Slots slots;

	private final Bookings bookings;

	private final OwnBenefits own;

	private final MemberPages pages;

	private final SlotNight night;

	private final BookingNight bookingNight;

	private final PlanBenefits planBenefits;

	private final MemberBenefits benefits;

	private final BenefitUses uses;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final PlanService plans;

	private final MembershipService memberships;

	private final MembershipPauses pauses;

	private final MemberService members;

	private final TaskService tasks;

	private final StaffFixtures staff;

	private final ScopedClock clock;

	private final TransactionTemplate transaction;

	private Person ann;

	private Instant now = NOON;

	private PlanDetails plan;

	@BeforeEach
	void newOrganization() {
		now = NOON;
		ann = staff.found("Acme", ZONE.getId(), "CNY");
		plan = as(() -> {
			PlanDetails made = plans.get(plans.create(new NewPlan("Club", "", PlanTerm.YEARLY, new Money(29_900, "CNY"),
					0, List.of(), new PlanConditions(null, null, null, 30, RefundPolicy.OPEN, null, List.of()))));
			planBenefits.change(made.id(),
					List.of(new BenefitRule("Outings", null, 1, BenefitPeriod.MONTH, 0, new Money(5_000, "CNY"))), true,
					0);
			return made;
		});
	}

	@Test
	void thereAreNeverMoreThanTheSeatsHoweverManyBookAtOnce() throws Exception {
		SlotId slot = slot(5, "Outings", 24, true);
		List<MemberId> all = Stream.generate(this::member).limit(16).toList();
		List<BookingState> states = race(all.stream().map(one -> work(() -> book(slot, one).state())).toList());
		assertThat(states.stream().filter(BookingState.BOOKED::equals)).hasSize(5);
		assertThat(states.stream().filter(BookingState.WAITING::equals)).hasSize(11);
		assertThat(get(slot).taken()).isEqualTo(5);
		assertThat(as(() -> uses.list(null, "Outings", null)).items()).as("who waits has used nothing").hasSize(5);
		race(as(() -> bookings.of(slot)).stream()
			.filter(one -> one.state() == BookingState.BOOKED)
			.map(one -> work(() -> as(() -> bookings.cancel(one.id()))))
			.toList());
		assertThat(get(slot).taken()).isEqualTo(5);
		assertThat(get(slot).waiting()).isEqualTo(6);
	}

	@Test
	void whoBooksTwiceHasOneSeat() throws Exception {
		SlotId slot = slot(5, "Outings", 24, true);
		MemberId bea = member();
		List<Booking> booked = race(Stream.generate(() -> work(() -> book(slot, bea))).limit(8).toList());
		assertThat(booked.stream().map(Booking::id).distinct()).hasSize(1);
		assertThat(get(slot).taken()).isOne();
	}

	@Test
	void whoWaitsMovesUpInTurnWhereTheyStillMay() {
		SlotId slot = slot(1, "Outings", 24, true);
		MemberId first = member();
		MemberId second = member();
		MemberId third = member();
		Booking seat = book(slot, first);
		Booking waits = book(slot, second);
		book(slot, third);
		assertThat(waits.state()).isEqualTo(BookingState.WAITING);
		book(slot(9, "Outings", 24, true), second);
		as(() -> bookings.cancel(seat.id()));
		assertThat(state(waits)).as("their month is used up").isEqualTo(BookingState.CANCELLED);
		assertThat(book(slot, third).state()).isEqualTo(BookingState.BOOKED);
		assertThat(left(first)).isEqualTo(1);
	}

	@Test
	void aBookingIsOfTheQuotaOfItsDay() {
		SlotId slot = slot(9, "Outings", 24, true);
		MemberId bea = member();
		as(() -> uses.use(bea, "Outings", null, "today"));
		assertThat(book(slot, bea).state()).as("of the month after").isEqualTo(BookingState.BOOKED);
		refused(() -> book(slot(9, "Outings", 24, true), bea), "benefit.used-up-until");
		Instant nextYear = NOON.plus(Duration.ofDays(400));
		SlotId far = as(() -> slots.create(new SlotTerms("Walk", "", "", nextYear, 5, "Outings", 24, true)));
		refused(() -> book(far, bea), "benefit.ended");
		refused(() -> book(slot(9, "Sailing", 24, true), bea), "benefit.not-in-plan");
		assertThat(book(slot(9, null, 24, true), stranger()).state()).isEqualTo(BookingState.BOOKED);
	}

	@Test
	void beforeTheDeadlineASeatIsGivenBackForNothing() {
		SlotId slot = slot(9, "Outings", 24, true);
		MemberId bea = member();
		String token = token(bea);
		atNow(() -> own.book(ann.slug(), token, slot, HOME));
		assertThat(left(bea)).isZero();
		atNow(() -> own.cancel(ann.slug(), token, slot, HOME));
		assertThat(left(bea)).isEqualTo(1);
		atNow(() -> own.book(ann.slug(), token, slot, HOME));
		now = NEXT_MONTH.minus(Duration.ofHours(23));
		refused(() -> atNow(() -> own.cancel(ann.slug(), token, slot, HOME)), "benefit.booking.too-late");
		Booking booking = as(() -> bookings.of(slot)).get(0);
		as(() -> bookings.cancel(booking.id()));
		assertThat(left(bea)).as("it counts").isZero();
		assertThat(get(slot).taken()).isZero();
		refused(() -> as(() -> bookings.cancel(booking.id())), "benefit.booking.moved");
	}

	@Test
	void whetherItCountsWhereSomebodyDoesNotComeTheSlotSays() {
		for (boolean counts : List.of(true, false)) {
			now = NOON;
			MemberId bea = member();
			SlotId slot = slot(9, "Outings", 24, counts);
			Booking booking = book(slot, bea);
			refused(() -> as(() -> bookings.missed(booking.id())), "benefit.booking.not-begun");
			now = NEXT_MONTH.plusSeconds(60);
			assertThat(as(() -> bookings.missed(booking.id())).state()).isEqualTo(BookingState.MISSED);
			assertThat(left(bea)).isEqualTo(counts ? 0 : 1);
			assertThat(as(() -> bookings.attended(booking.id())).state()).isEqualTo(BookingState.ATTENDED);
			assertThat(left(bea)).as("they came after all").isZero();
			refused(() -> book(slot, member()), "benefit.booking.closed");
		}
	}

	@Test
	void whoCameAfterAllUsesItHoweverOftenItWasWrittenDownAnew() {
		MemberId bea = member();
		Booking booking = book(slot(9, "Outings", 24, false), bea);
		now = NEXT_MONTH.plusSeconds(60);
		for (int i = 0; i < 3; i++) {
			as(() -> bookings.missed(booking.id()));
			assertThat(left(bea)).isEqualTo(1);
			as(() -> bookings.attended(booking.id()));
			assertThat(left(bea)).isZero();
		}
	}

	@Test
	void whoGaveASeatBackTooLateAndHasOneAgainPaysOnce() {
		SlotId slot = slot(1, "Outings", 24, true);
		MemberId bea = member();
		now = NEXT_MONTH.minus(Duration.ofHours(20));
		Booking seat = book(slot, bea);
		as(() -> bookings.cancel(seat.id()));
		assertThat(left(bea)).isZero();
		Booking again = book(slot, bea);
		assertThat(again.use()).isEqualTo(seat.use());
		refused(() -> as(() -> bookings.forgive(seat.id(), "was ill")), "benefit.booking.nothing-to-forgive");
		as(() -> bookings.cancel(again.id()));
		Booking other = book(slot, member());
		Booking waits = book(slot, bea);
		assertThat(waits.state()).isEqualTo(BookingState.WAITING);
		as(() -> bookings.cancel(other.id()));
		assertThat(state(waits)).isEqualTo(BookingState.BOOKED);
		assertThat(left(bea)).isZero();
		as(() -> bookings.cancel(waits.id()));
		as(() -> slots.cancel(slot, "storm"));
		assertThat(left(bea)).as("it does not take place").isOne();
	}

	/** ★ Nobody pays for a seat that they could not know of in time. */
	@Test
	void whoMovesUpHasADayToGiveTheSeatBackForNothing() {
		movesUp(50, 30, true);
		movesUp(50, 23, false);
		movesUp(40, 20, true);
		movesUp(40, 15, false);
		movesUp(20, 1, true);
	}

	/** Who moves up so many hours before it begins, and cancels some before it. */
	private void movesUp(int hours, int cancelled, boolean free) {
		now = NOON;
		SlotId slot = slot(1, "Outings", 24, true);
		Booking seat = book(slot, member());
		MemberId bea = member();
		Booking waits = book(slot, bea);
		assertThat(waits.movedUpAt()).isNull();
		String token = token(bea);
		now = NEXT_MONTH.minus(Duration.ofHours(hours));
		as(() -> bookings.cancel(seat.id()));
		assertThat(as(() -> bookings.get(waits.id()))).returns(BookingState.BOOKED, Booking::state)
			.returns(now, Booking::movedUpAt);
		assertThat(left(bea)).isZero();
		now = NEXT_MONTH.minus(Duration.ofHours(cancelled));
		if (free) {
			atNow(() -> own.cancel(ann.slug(), token, slot, HOME));
		}
		else {
			refused(() -> atNow(() -> own.cancel(ann.slug(), token, slot, HOME)), "benefit.booking.too-late");
			as(() -> bookings.cancel(waits.id()));
		}
		assertThat(left(bea)).as("moved up %s hours before, cancelled %s", hours, cancelled).isEqualTo(free ? 1 : 0);
	}

	@Test
	void whoMovesUpWithinTheLastDayDoesNotPayForNotComing() {
		for (int hours : List.of(25, 5)) {
			now = NOON;
			SlotId slot = slot(1, "Outings", 24, true);
			Booking seat = book(slot, member());
			MemberId bea = member();
			Booking waits = book(slot, bea);
			now = NEXT_MONTH.minus(Duration.ofHours(hours));
			as(() -> bookings.cancel(seat.id()));
			now = NEXT_MONTH.plusSeconds(60);
			as(() -> bookings.missed(waits.id()));
			assertThat(left(bea)).isEqualTo((hours < 24) ? 1 : 0);
			as(() -> bookings.attended(waits.id()));
			as(() -> bookings.missed(waits.id()));
			assertThat(left(bea)).as("however often it is written down").isEqualTo((hours < 24) ? 1 : 0);
		}
	}

	@Test
	void whoMovesUpToASeatThatTheyGaveBackTooLateGetsNothingBackByThat() {
		SlotId slot = slot(1, "Outings", 24, true);
		MemberId bea = member();
		MemberId cleo = member();
		now = NEXT_MONTH.minus(Duration.ofHours(20));
		Booking seat = book(slot, bea);
		as(() -> bookings.cancel(seat.id()));
		Booking other = book(slot, cleo);
		Booking waits = book(slot, bea);
		as(() -> bookings.cancel(other.id()));
		assertThat(state(waits)).isEqualTo(BookingState.BOOKED);
		as(() -> bookings.cancel(waits.id()));
		assertThat(left(bea)).as("it counts, as it did").isZero();
	}

	@Test
	void theUseOfASeatGoesBackWithTheSeat() {
		MemberId bea = member();
		Booking booking = book(slot(9, "Outings", 24, true), bea);
		BenefitUseId use = Objects.requireNonNull(booking.use());
		refused(() -> as(() -> uses.undo(use, "the wrong one")), "benefit.booked");
		assertThat(left(bea)).isZero();
		now = NEXT_MONTH.plusSeconds(60);
		as(() -> bookings.attended(booking.id()));
		assertThat(as(() -> uses.undo(use, "it rained")).counts()).isFalse();
		assertThat(left(bea)).isOne();
	}

	@Test
	void whatCostsNoBenefitIsForThoseWithAMembership() {
		SlotId slot = slot(9, null, 24, true);
		String stranger = token(stranger());
		refused(() -> atNow(() -> own.book(ann.slug(), stranger, slot, HOME)), "benefit.booking.members-only");
		assertThat(get(slot).taken()).isZero();
		String bea = token(member());
		atNow(() -> own.book(ann.slug(), bea, slot, HOME));
		assertThat(get(slot).taken()).isOne();
	}

	/**
	 * ★ The money went back: the seat does as well, and whoever waits need not be told.
	 */
	@Test
	void whatIsBookedOfAMembershipThatIsPaidBackGoesToWhoWaits() {
		for (boolean whole : List.of(true, false)) {
			SlotId slot = slot(1, "Outings", 24, true);
			MemberId bea = stranger();
			OrderDetails order = as(() -> orders.placePaid(new NewOrder(bea,
					List.of(new NewOrder.Line(plan.product(), 1, null)), null, null, OrderSource.STAFF), CASH));
			Booking seat = book(slot, bea);
			Booking waits = book(slot, member());
			UUID line = order.lines().get(0).id();
			refund(order, new RefundAsk(line, new Money(100, "CNY"), PaymentMethod.CASH, "it rained"));
			assertThat(state(seat)).as("a little back leaves the membership as it is").isEqualTo(BookingState.BOOKED);
			refund(order, whole ? new RefundAsk(null, null, PaymentMethod.CASH, "moved away")
					: new RefundAsk(line, new Money(100, "CNY"), PaymentMethod.CASH, "moved away", true));
			assertThat(state(seat)).isEqualTo(BookingState.CANCELLED);
			assertThat(state(waits)).isEqualTo(BookingState.BOOKED);
			assertThat(get(slot).taken()).isOne();
			assertThat(as(() -> uses.list(bea, null, null)).items()).singleElement().returns(false, BenefitUse::counts);
		}
	}

	/** Of two terms one is paid back: what is booked for the other one stays. */
	@Test
	void whatIsBookedOfATermThatStaysIsKept() {
		MemberId bea = member();
		OrderDetails more = as(() -> orders.placePaid(
				new NewOrder(bea, List.of(new NewOrder.Line(plan.product(), 1, null)), null, null, OrderSource.STAFF),
				CASH));
		Booking seat = book(slot(1, "Outings", 24, true), bea);
		SlotId far = as(() -> slots
			.create(new SlotTerms("Walk", "Park", "", NEXT_MONTH.plus(Duration.ofDays(365)), 1, "Outings", 24, true)));
		Booking late = book(far, bea);
		refund(more, new RefundAsk(null, null, PaymentMethod.CASH, "one year is enough"));
		assertThat(state(seat)).isEqualTo(BookingState.BOOKED);
		assertThat(state(late)).isEqualTo(BookingState.CANCELLED);
	}

	@Test
	void whoStandsStillLeavesTheSeatToWhoWaitsOnTheDayBefore() {
		SlotId slot = slot(1, "Outings", 24, true);
		MemberId bea = member();
		Booking seat = book(slot, bea);
		Booking waits = book(slot, member());
		now = NEXT_MONTH.minus(Duration.ofDays(10));
		as(() -> pauses.pause(memberships.of(bea).get(0).id(), "away"));
		bookingNight(LocalDate.of(2026, 4, 16));
		assertThat(state(seat)).as("they may go on until then").isEqualTo(BookingState.BOOKED);
		bookingNight(LocalDate.of(2026, 4, 17));
		assertThat(state(seat)).isEqualTo(BookingState.CANCELLED);
		assertThat(state(waits)).isEqualTo(BookingState.BOOKED);
		as(() -> pauses.resume(memberships.of(bea).get(0).id()));
		bookingNight(LocalDate.of(2026, 4, 17));
		assertThat(state(waits)).isEqualTo(BookingState.BOOKED);
		assertThat(left(bea)).isOne();
	}

	private void bookingNight(LocalDate day) {
		as(() -> {
			bookingNight.run(day);
			return day;
		});
	}

	private void refund(OrderDetails order, RefundAsk ask) {
		assertThat(as(() -> refunds.refund(order.id(), ask)).isDone()).isTrue();
	}

	@Test
	void whatDoesNotTakePlaceCostsNobodyAnything() {
		SlotId slot = slot(1, "Outings", 24, true);
		MemberId bea = member();
		book(slot, bea);
		book(slot, member());
		refused(() -> as(() -> slots.cancel(slot, " ")), "benefit.booking.reason");
		Slot cancelled = as(() -> slots.cancel(slot, "storm"));
		assertThat(cancelled.isOn()).isFalse();
		assertThat(cancelled.taken()).isZero();
		assertThat(cancelled.waiting()).isZero();
		now = NEXT_MONTH;
		assertThat(left(bea)).isEqualTo(1);
	}

	@Test
	void whatWasBookedStaysAndMoreSeatsGoToWhoWaits() {
		SlotId slot = slot(1, "Outings", 24, true);
		MemberId bea = member();
		book(slot, bea);
		Booking waits = book(slot, member());
		SlotTerms terms = get(slot).terms();
		refused(() -> change(slot, terms, NEXT_MONTH.plus(Duration.ofDays(1)), 1), "benefit.booking.fixed");
		change(slot, terms, NEXT_MONTH.plusSeconds(3_600), 2);
		assertThat(state(waits)).isEqualTo(BookingState.BOOKED);
		refused(() -> change(slot, terms, NEXT_MONTH, 1), "benefit.booking.taken");
		as(() -> {
			members.erase(bea);
			return null;
		});
		assertThat(get(slot).taken()).as("nobody keeps a seat who is not there").isOne();
	}

	@Test
	void whoMadeItIsAskedOnTheDayBeforeToRemindThem() {
		SlotId slot = slot(5, "Outings", 24, true);
		book(slot, member());
		for (int i = 0; i < 2; i++) {
			as(() -> {
				night.run(LocalDate.of(2026, 4, 16));
				night.run(LocalDate.of(2026, 4, 17));
				return null;
			});
		}
		assertThat(as(() -> tasks.list(new TaskFilter(TaskFilter.Shown.OPEN, null, null), null)).items()).hasSize(1)
			.allSatisfy(task -> assertThat(task.title()).contains("Walk"));
	}

	private SlotId slot(int seats, @Nullable String benefit, int hours, boolean missedCounts) {
		return as(
				() -> slots.create(new SlotTerms("Walk", "Park", "", NEXT_MONTH, seats, benefit, hours, missedCounts)));
	}

	private Slot change(SlotId slot, SlotTerms terms, Instant at, int seats) {
		return as(() -> slots.change(slot, new SlotTerms(terms.title(), terms.place(), terms.note(), at, seats,
				terms.benefit(), terms.cancelHours(), terms.missedCounts()), null));
	}

	private Slot get(SlotId slot) {
		return as(() -> slots.get(slot));
	}

	private Booking book(SlotId slot, MemberId member) {
		return as(() -> bookings.book(slot, member));
	}

	private BookingState state(Booking booking) {
		return as(() -> bookings.get(booking.id())).state();
	}

	/** What is left of the month in which it takes place. */
	private Integer left(MemberId member) {
		return as(() -> transaction.execute(status -> Objects
			.requireNonNull(benefits.of(member, LocalDate.of(2026, 4, 18)).get(0).benefits().get(0).left())));
	}

	private MemberId member() {
		MemberId member = stranger();
		as(() -> transaction
			.execute(status -> memberships.grant(member, plan.product(), Ids.next(), plan.price(), NOON)));
		return member;
	}

	private String token(MemberId member) {
		String link = as(() -> pages.make(member));
		return link.substring(link.lastIndexOf('/') + 1);
	}

	private MemberId stranger() {
		return as(() -> members.add(NewMember.named("Bea")));
	}

	private static <T> Callable<T> work(Callable<T> work) {
		return work;
	}

	private static void refused(ThrowingCallable work, String code) {
		assertThatExceptionOfType(DomainException.class).isThrownBy(work).returns(code, DomainException::getCode);
	}

	private <T extends @Nullable Object> T as(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(now, () -> staff.as(ann, work));
	}

	private void atNow(Runnable work) {
		clock.callAt(now, () -> {
			work.run();
			return now;
		});
	}

}
