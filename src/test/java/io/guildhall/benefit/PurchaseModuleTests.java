package io.guildhall.benefit;

import static io.guildhall.Race.race;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.job.JobService;
import io.guildhall.liability.Liabilities;
import io.guildhall.liability.LiabilityPeriod;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergeService;
import io.guildhall.order.CourseResult;
import io.guildhall.order.CourseResults;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.OrderState;
import io.guildhall.order.RefundAsk;
import io.guildhall.order.RefundOutcome;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** What orders bought to be used, from the payment to the last session. */
@HouseTest
@RequiredArgsConstructor
class PurchaseModuleTests {

	/** The tenth of March at noon, in Shanghai. */
	private static final Instant NOON = Instant.parse("2026-03-10T04:00:00Z");

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

	private static final Instant NEXT_WEEK = NOON.plus(Duration.ofDays(7));

	private final CatalogService catalog;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final Purchases purchases;

	private final PurchaseGiving giving;

	private final CourseResults results;

	private final JobService jobs;

	private final MemberBenefits benefits;

	private final BenefitUses uses;

	private final Slots slots;

	private final Bookings bookings;

	private final BenefitNight night;

	private final Liabilities liabilities;

	private final MemberService members;

	private final MergeService merges;

	private final StaffFixtures staff;

	private final ScopedClock clock;

	private Person ann;

	private Instant now = NOON;

	private MemberId bea;

	private ProductId talk;

	@BeforeEach
	void aConsultationIsSold() {
		now = NOON;
		ann = staff.found("Acme", "Asia/Shanghai", "CNY");
		bea = member();
		talk = product("Talk", ProductKind.CONSULTATION, null, null);
	}

	@Test
	void whatIsPaidGivesItsSessionsAndWhatIsNotPaidNothing() {
		OrderDetails order = as(() -> orders.place(order(bea, talk, 3)));
		assertThat(bought(bea)).isEmpty();
		as(() -> orders.markPaid(order.id(), cash()));
		assertThat(left(bea)).isEqualTo(3);
		assertThat(as(() -> purchases.of(order.id()))).singleElement().returns(0, BoughtBenefit::used);
		assertThat(access(bea, talk).granted()).isTrue();
		assertThat(as(() -> benefits.access(bea, "Talk")).granted()).as("the same door as benefits").isTrue();
		OrderDetails unpaid = as(() -> orders.place(order(bea, talk, 1)));
		as(() -> orders.cancel(unpaid.id()));
		assertThat(bought(bea)).hasSize(1);
		buys(bea, product("Tea", ProductKind.GOODS, null, null), 1);
		buys(bea, product("Repair", ProductKind.SERVICE, null, null), 1);
		assertThat(bought(bea)).as("goods, and services that are not counted").hasSize(1);
	}

	@Test
	void aPackageGivesItsUsesAndTheyLapseWithItsValidity() {
		buys(bea, product("Massage", ProductKind.SERVICE, 10, 30), 2);
		assertThat(left(bea)).isEqualTo(20);
		use(line(bea), null, "one");
		assertThat(left(bea)).isEqualTo(19);
		assertThat(owed(TODAY)).isEqualTo(95_000);
		now = NOON.plus(Duration.ofDays(29));
		night(TODAY.plusDays(29));
		use(line(bea), null, "two");
		assertThat(owed(TODAY.plusDays(29))).isEqualTo(90_000);
		now = NOON.plus(Duration.ofDays(30));
		refused(() -> use(line(bea), null, "three"), "benefit.over");
		night(TODAY.plusDays(30));
		assertThat(owed(TODAY.plusDays(30))).as("what lapsed is owed no more").isZero();
		assertThat(owed(TODAY.plusDays(28))).as("the day before it was").isEqualTo(95_000);
	}

	@Test
	void whatOrdersOfBeforeBoughtIsGivenOnceWhereSomebodySaysSo() {
		ProductId repair = product("Repair", ProductKind.SERVICE, null, null);
		OrderDetails first = buys(bea, repair, 2);
		OrderDetails back = buys(bea, repair, 1);
		as(() -> refunds.refund(back.id(), ask(null, false)));
		MemberId other = member();
		buys(other, repair, 1);
		assertThat(as(() -> giving.missing(repair))).as("it is not counted").isZero();
		refused(() -> as(() -> giving.giveAll(repair)), "benefit.giving.not-counted");
		as(() -> {
			catalog.change(repair, new NewProduct("Repair", ProductKind.SERVICE, price(), null, traits(5, 30)), null);
			return repair;
		});
		assertThat(as(() -> giving.missing(repair))).isEqualTo(2);
		assertThat(as(() -> giving.missing(first.id()))).singleElement().returns(2, MissingPurchase::quantity);
		assertThat(bought(bea)).as("nothing by itself").isEmpty();
		as(() -> giving.give(first.id()));
		assertThat(left(bea)).isEqualTo(10);
		assertThat(bought(bea).get(0).purchase().lastDay()).isEqualTo(TODAY.plusDays(29));
		assertThat(owed(TODAY)).isEqualTo(20_000);
		use(line(bea), null, "one");
		for (int i = 0; i < 2; i++) {
			UUID job = as(() -> giving.giveAll(repair));
			as(() -> {
				jobs.runNow(job);
				return job;
			});
			assertThat(as(() -> jobs.get(job)).result()).containsEntry("given", 1 - i);
		}
		assertThat(left(bea)).as("once").isEqualTo(9);
		assertThat(left(other)).isEqualTo(5);
		assertThat(as(() -> giving.missing(repair))).isZero();
	}

	@Test
	void whatWasSoldStaysAsItWasSold() {
		ProductId massage = product("Massage", ProductKind.SERVICE, 10, 30);
		buys(bea, massage, 1);
		as(() -> {
			catalog.change(massage, new NewProduct("Rub", ProductKind.SERVICE, price(), null, traits(5, 10)), null);
			return massage;
		});
		assertThat(bought(bea)).singleElement()
			.satisfies(one -> assertThat(one.purchase().name()).isEqualTo("Massage"))
			.satisfies(one -> assertThat(one.purchase().bought()).isEqualTo(10))
			.satisfies(one -> assertThat(one.purchase().lastDay()).isEqualTo(TODAY.plusDays(29)));
		assertThat(access(bea, massage).granted()).isTrue();
	}

	@Test
	void aSessionIsUsedOnceForItsKeyHoweverManyClickAtOnce() throws Exception {
		buys(bea, talk, 3);
		UUID line = line(bea);
		List<String> answers = race(IntStream.range(0, 16)
			.<Callable<String>>mapToObj(i -> () -> answer(() -> use(line, null, "race/" + i)))
			.toList());
		assertThat(answers.stream().filter("done"::equals)).hasSize(3);
		assertThat(answers.stream().filter("benefit.used-up"::equals)).hasSize(13);
		assertThat(left(bea)).isZero();
		assertThat(owed(TODAY)).isZero();
	}

	@Test
	void theLastSeatIsGivenOnceAndWhoWaitsGetsItWhenItIsFree() throws Exception {
		List<MemberId> all = Stream.generate(this::member).limit(8).toList();
		all.forEach(one -> buys(one, talk, 1));
		SlotId slot = slot(1);
		List<BookingState> states = race(
				all.stream().<Callable<BookingState>>map(one -> () -> book(slot, one).state()).toList());
		assertThat(states).containsOnlyOnce(BookingState.BOOKED);
		assertThat(all.stream().filter(one -> left(one) == 0)).as("who waits has used nothing").hasSize(1);
		Booking seat = as(() -> bookings.of(slot)).get(0);
		as(() -> bookings.cancel(seat.id()));
		assertThat(as(() -> slots.get(slot)).taken()).isOne();
		assertThat(left(seat.member())).isOne();
		assertThat(all.stream().filter(one -> left(one) == 0)).as("one who waited").hasSize(1);
	}

	@Test
	void onlyWhoBoughtItBooksIt() {
		SlotId slot = slot(5);
		refused(() -> book(slot, bea), "benefit.not-bought");
		buys(bea, talk, 1);
		assertThat(book(slot, bea).state()).isEqualTo(BookingState.BOOKED);
		refused(() -> book(slot(5), bea), "benefit.used-up");
		ProductId tea = product("Tea", ProductKind.GOODS, null, null);
		refused(() -> slot(tea, null), "benefit.booking.not-bookable");
		ProductId repair = product("Repair", ProductKind.SERVICE, null, null);
		refused(() -> slot(repair, null), "benefit.booking.not-bookable");
		assertThat(as(slots::products)).extracting(ProductSummary::id).containsExactly(talk);
		refused(() -> slot(talk, Ids.next()), "benefit.booking.host");
		Person colleague = staff.hired(ann, Role.STAFF);
		SlotId held = slot(talk, colleague.accountId());
		assertThat(as(() -> slots.get(held)).terms().host()).isEqualTo(colleague.accountId());
		assertThat(as(() -> slots.list(false, tea, null)).items()).isEmpty();
		assertThat(as(() -> slots.list(false, talk, null)).items()).hasSize(3);
	}

	/** ★ Whoever gives a seat back hands it to the other, both ways. */
	@Test
	void twoWhoWaitForEachOthersSeatsDoNotWaitInACircle() throws Exception {
		for (int round = 0; round < 6; round++) {
			MemberId one = member();
			MemberId other = member();
			buys(one, talk, 2);
			buys(other, talk, 2);
			SlotId first = slot(1);
			SlotId second = slot(1);
			Booking seat = book(first, one);
			Booking otherSeat = book(second, other);
			book(first, other);
			book(second, one);
			race(List.of(() -> as(() -> bookings.cancel(seat.id())), () -> as(() -> bookings.cancel(otherSeat.id()))));
			assertThat(seated(first)).containsExactly(other);
			assertThat(seated(second)).containsExactly(one);
			assertThat(left(one)).isOne();
			assertThat(left(other)).isOne();
		}
	}

	@Test
	void nobodyHoldsTwoThingsAtOnceHoweverManyOfferThem() throws Exception {
		ProductId hour = as(() -> catalog.create(new NewProduct("Hour", ProductKind.CONSULTATION, price(), null,
				new ProductTraits(null, null, null, null, 60, null, Eligibility.ALL, null, null))));
		UUID host = ann.accountId();
		List<String> answers = race(
				Stream.<Callable<String>>generate(() -> () -> answer(() -> offer(hour, host, NEXT_WEEK)))
					.limit(4)
					.toList());
		assertThat(answers).containsOnlyOnce("done").filteredOn("benefit.booking.host-busy"::equals).hasSize(3);
		refused(() -> offer(hour, host, NEXT_WEEK.minusSeconds(59 * 60)), "benefit.booking.host-busy");
		refused(() -> offer(talk, host, NEXT_WEEK.plusSeconds(59 * 60)), "benefit.booking.host-busy");
		refused(() -> offer(hour, host, NEXT_WEEK.minusSeconds(1)), "benefit.booking.host-busy");
		SlotId before = offer(hour, host, NEXT_WEEK.minusSeconds(60 * 60));
		SlotId after = offer(hour, host, NEXT_WEEK.plusSeconds(60 * 60));
		offer(hour, null, NEXT_WEEK);
		offer(hour, staff.hired(ann, Role.STAFF).accountId(), NEXT_WEEK);
		Slot there = as(() -> slots.get(after));
		refused(() -> as(() -> slots.change(after, terms(hour, host, NEXT_WEEK), null)), "benefit.booking.host-busy");
		as(() -> slots.change(after, there.terms(), null));
		as(() -> slots.cancel(before, "ill"));
		as(() -> slots.change(after, terms(hour, host, NEXT_WEEK.minusSeconds(60 * 60)), null));
	}

	/**
	 * What is planned stays as long as it was; what is planned from then on is longer.
	 */
	@Test
	void aSlotKeepsItsLengthWhereItsProductTakesLongerLater() {
		ProductId hour = as(() -> catalog.create(new NewProduct("Hour", ProductKind.CONSULTATION, price(), null,
				new ProductTraits(null, null, null, null, 60, null, Eligibility.ALL, null, null))));
		UUID host = ann.accountId();
		SlotId first = offer(hour, host, NEXT_WEEK);
		SlotId second = offer(hour, host, NEXT_WEEK.plusSeconds(60 * 60));
		as(() -> {
			catalog.change(hour, new NewProduct("Hour", ProductKind.CONSULTATION, price(), null,
					new ProductTraits(null, null, null, null, 90, null, Eligibility.ALL, null, null)), null);
			return hour;
		});
		assertThat(as(() -> slots.get(first)).minutes()).isEqualTo(60);
		as(() -> slots.change(first, terms(hour, host, NEXT_WEEK.minusSeconds(60)), null));
		assertThat(as(() -> slots.get(first)).minutes()).as("of the same product").isEqualTo(60);
		refused(() -> offer(hour, host, NEXT_WEEK.minusSeconds(61 * 60)), "benefit.booking.host-busy");
		assertThat(as(() -> slots.get(offer(hour, host, NEXT_WEEK.minusSeconds(91 * 60)))).minutes()).isEqualTo(90);
		as(() -> slots.change(second, terms(talk, host, NEXT_WEEK.plusSeconds(60 * 60)), null));
		assertThat(as(() -> slots.get(second)).minutes()).as("of another one, which does not say").isNull();
	}

	@Test
	void whoDoesNotComeHasUsedItUnlessItIsForgiven() {
		buys(bea, talk, 1);
		Booking booking = book(slot(1), bea);
		refused(() -> as(() -> bookings.forgive(booking.id(), "ill")), "benefit.booking.nothing-to-forgive");
		now = NEXT_WEEK.plusSeconds(60);
		assertThat(as(() -> bookings.today(bea))).singleElement().returns(booking.id(), one -> one.booking().id());
		as(() -> bookings.missed(booking.id()));
		assertThat(left(bea)).isZero();
		refused(() -> as(() -> bookings.forgive(booking.id(), " ")), "benefit.booking.reason");
		as(() -> bookings.forgive(booking.id(), "ill"));
		assertThat(left(bea)).isOne();
		refused(() -> as(() -> bookings.forgive(booking.id(), "ill")), "benefit.booking.nothing-to-forgive");
	}

	@Test
	void aRefundTakesBackWhatIsUnusedAndWhatIsBookedAhead() {
		OrderDetails order = buys(bea, talk, 3);
		MemberId waits = member();
		buys(waits, talk, 1);
		SlotId slot = slot(1);
		book(slot, bea);
		book(slot, waits);
		refund(order, 20_000, false);
		assertThat(left(bea)).as("of those that nothing was booked for").isZero();
		assertThat(as(() -> slots.get(slot)).waiting()).isOne();
		refund(order, 10_000, false);
		assertThat(as(() -> bookings.of(slot)).stream().filter(one -> one.state() == BookingState.BOOKED))
			.singleElement()
			.returns(waits, Booking::member);
		assertThat(bought(bea)).singleElement().returns(Purchase.State.TAKEN_BACK, BoughtBenefit::state);
		assertThat(access(bea, talk).reason()).isEqualTo(BenefitAccess.Reason.ENDED);
		assertThat(owed(TODAY)).as("one of the other is booked").isZero();
	}

	@Test
	void whatWasUsedIsPaidBackOnlyWhereSomebodySaysSo() {
		OrderDetails order = buys(bea, talk, 3);
		use(line(bea), null, "one");
		refused(() -> as(() -> refunds.refund(order.id(), ask(null, false))), "order.used");
		refused(() -> refund(order, 20_001, false), "order.used");
		Person clerk = staff.hired(ann, Role.STAFF);
		RefundOutcome asked = clock.callAt(now,
				() -> staff.as(clerk, () -> refunds.refund(order.id(), ask(new Money(20_001, "CNY"), true))));
		assertThat(asked.isDone()).as("waits for somebody who may").isFalse();
		as(() -> refunds.approve(Objects.requireNonNull(asked.request())));
		assertThat(left(bea)).isZero();
		assertThat(as(() -> orders.get(order.id())).left()).isEqualTo(new Money(9_999, "CNY"));
		as(() -> refunds.refund(order.id(), ask(null, true)));
		assertThat(as(() -> orders.get(order.id())).state()).isEqualTo(OrderState.REFUNDED);
		assertThat(as(() -> uses.list(bea, null, null)).items()).as("it was used all the same").hasSize(1);
	}

	@Test
	void whatIsLeftOfWhatIsFinishedLapsesWhereThatIsMeant() {
		OrderDetails order = buys(bea, talk, 4);
		UUID line = line(bea);
		MemberId waits = member();
		buys(waits, talk, 1);
		SlotId slot = slot(1);
		book(slot, bea);
		book(slot, waits);
		use(line, null, "one");
		assertThat(as(() -> results.of(order.id()))).singleElement().returns(3L, CourseResult::left);
		refused(() -> finish(line, false), "order.left-to-use");
		assertThat(left(bea)).as("and nothing happened").isEqualTo(2);
		assertThat(owed(TODAY)).isEqualTo(30_000);

		assertThat(finish(line, true)).isOne();
		assertThat(bought(bea)).singleElement()
			.returns(Purchase.State.FINISHED, BoughtBenefit::state)
			.returns(1, BoughtBenefit::used);
		assertThat(access(bea, talk).reason()).isEqualTo(BenefitAccess.Reason.ENDED);
		assertThat(seated(slot)).as("who waits has the seat").containsExactly(waits);
		assertThat(owed(TODAY)).as("the other has booked theirs").isZero();
		assertThat(as(() -> results.of(order.id()))).singleElement().returns(0L, CourseResult::left);
		refused(() -> use(line, null, "two"), "benefit.over");
		SlotId another = as(() -> slots.create(terms(talk, null, NEXT_WEEK.plus(Duration.ofDays(1)))));
		refused(() -> book(another, bea), "benefit.over");
		refused(() -> as(() -> refunds.refund(order.id(), ask(null, false))), "order.used");
		night(TODAY);
		assertThat(owed(TODAY)).isZero();

		assertThat(as(() -> results.takeBack(line, "a mistake"))).returns(3L, CourseResult::left);
		assertThat(left(bea)).as("what was booked has to be booked anew").isEqualTo(3);
		assertThat(owed(TODAY)).isEqualTo(30_000);
		use(line, null, "two");
	}

	@Test
	void whatIsUsedUpIsFinishedWithoutAQuestion() {
		buys(bea, talk, 1);
		UUID line = line(bea);
		use(line, null, "one");
		assertThat(as(() -> results.open(bea))).singleElement().returns(0L, CourseResult::left);
		assertThat(finish(line, false)).isOne();
	}

	@Test
	void aCheckOffAndAnEndNeverBothHaveTheSameSession() throws Exception {
		for (int round = 0; round < 4; round++) {
			MemberId one = member();
			buys(one, talk, 1);
			UUID line = line(one);
			List<String> answers = race(List.of(() -> answer(() -> finish(line, true)),
					() -> answer(() -> use(line, null, "check/" + line))));
			assertThat(answers.get(0)).isEqualTo("done");
			assertThat(answers.get(1)).isIn("done", "benefit.over");
			assertThat(as(() -> uses.list(one, null, null)).items()).hasSize(answers.get(1).equals("done") ? 1 : 0);
			assertThat(owed(TODAY)).isZero();
		}
	}

	@Test
	void whatWasFreeIsCalledOffOnlyUnused() {
		ProductId gift = as(() -> catalog
			.create(new NewProduct("Gift", ProductKind.CONSULTATION, Money.zero("CNY"), null, traits(null, null))));
		OrderDetails order = as(() -> orders.place(order(bea, gift, 1)));
		BenefitUse use = use(line(bea), null, "one");
		refused(() -> as(() -> orders.cancel(order.id())), "order.used-for-nothing");
		as(() -> uses.undo(use.id(), "wrong member"));
		as(() -> orders.cancel(order.id()));
		assertThat(bought(bea)).singleElement().returns(Purchase.State.TAKEN_BACK, BoughtBenefit::state);
	}

	@Test
	void aRefundAndACheckOffNeverBothHaveTheSameSession() throws Exception {
		for (int round = 0; round < 4; round++) {
			MemberId one = member();
			OrderDetails order = buys(one, talk, 1);
			UUID line = line(one);
			SlotId slot = slot(1);
			List<String> answers = race(
					List.of(() -> answer(() -> as(() -> refunds.refund(order.id(), ask(null, false)))),
							() -> answer(() -> use(line, null, "check/" + line)), () -> answer(() -> book(slot, one))));
			boolean back = as(() -> orders.get(order.id())).state() == OrderState.REFUNDED;
			boolean used = as(() -> uses.list(one, null, null)).items()
				.stream()
				.anyMatch(use -> use.counts() && use.usedOn().equals(TODAY));
			boolean booked = as(() -> slots.get(slot)).taken() > 0;
			assertThat(Stream.of(back, used, booked).filter(is -> is)).as(answers.toString()).hasSize(1);
		}
	}

	@Test
	void whoCameToACampIsWrittenDownForEachOfItsDays() {
		ProductId camp = as(() -> catalog.create(new NewProduct("Camp", ProductKind.CAMP, price(), null,
				new ProductTraits(null, null, TODAY.plusDays(1), TODAY.plusDays(4), null, null, Eligibility.ALL))));
		OrderDetails order = buys(bea, camp, 1);
		UUID line = line(bea);
		refused(() -> use(line, null, "early"), "benefit.not-begun");
		refused(() -> use(line, TODAY.plusDays(1), "early"), "benefit.future");
		assertThat(owed(TODAY)).isEqualTo(10_000);
		now = NOON.plus(Duration.ofDays(2));
		use(line, TODAY.plusDays(1), "yesterday");
		use(line, null, "today");
		refused(() -> use(line, null, "again"), "benefit.used-up-until");
		assertThat(as(() -> purchases.of(camp, TODAY.plusDays(1), null)).items()).singleElement()
			.returns(Purchase.State.USED_UP, BoughtBenefit::state)
			.returns(2, BoughtBenefit::used);
		assertThat(owed(TODAY.plusDays(2))).as("two of four days are to come").isEqualTo(5_000);
		refused(() -> as(() -> refunds.refund(order.id(), ask(null, false))), "order.used");
		refund(order, 5_000, false);
		assertThat(bought(bea).get(0).purchase().pieces()).as("a part of a seat takes none").isOne();
		now = NOON.plus(Duration.ofDays(5));
		refused(() -> use(line, null, "late"), "benefit.over");
		use(line, TODAY.plusDays(4), "the last day");
	}

	@Test
	void whatWasBoughtGoesAlongWithWhoTurnsOutToBeOne() {
		MemberId other = member();
		buys(other, talk, 2);
		buys(bea, talk, 1);
		MergeId merge = as(() -> merges.merge(bea, other));
		assertThat(bought(bea)).hasSize(2);
		as(() -> {
			merges.undo(merge);
			return merge;
		});
		assertThat(bought(bea)).hasSize(1);
		assertThat(bought(other)).hasSize(1);
	}

	@Test
	void whatOneOrganizationSoldIsNothingToAnother() {
		OrderDetails order = buys(bea, talk, 1);
		UUID line = line(bea);
		SlotId slot = slot(1);
		Person eve = staff.found("Globex", "Asia/Shanghai", "CNY");
		refused(() -> staff.as(eve, () -> purchases.of(order.id())), "order.unknown");
		refused(() -> staff.as(eve, () -> purchases.of(talk, TODAY, null)), "catalog.unknown");
		refused(() -> staff.as(eve, () -> uses.useBought(line, null, "mine")), "benefit.unknown-purchase");
		refused(() -> staff.as(eve, () -> slots.list(false, talk, null).items().size() + slots.get(slot).taken()),
				"benefit.booking.unknown-slot");
	}

	private List<BoughtBenefit> bought(MemberId member) {
		return as(() -> benefits.bought(member));
	}

	/** Of the first that they bought. */
	private int left(MemberId member) {
		BenefitStanding standing = bought(member).get(0).benefit();
		return (standing != null && standing.left() != null) ? standing.left() : 0;
	}

	private UUID line(MemberId member) {
		return bought(member).get(0).purchase().line();
	}

	private BenefitAccess access(MemberId member, ProductId product) {
		return as(() -> benefits.access(member, null, product));
	}

	private BenefitUse use(UUID line, @Nullable LocalDate day, String key) {
		return as(() -> uses.useBought(line, day, key));
	}

	private int finish(UUID line, boolean restLapses) {
		return as(() -> results.finish(List.of(line), null, null, restLapses));
	}

	private OrderDetails buys(MemberId member, ProductId product, int quantity) {
		return as(() -> orders.placePaid(order(member, product, quantity), cash()));
	}

	private RefundOutcome refund(OrderDetails order, long minor, boolean usedToo) {
		OrderId id = order.id();
		return as(() -> refunds.refund(id, ask(new Money(minor, "CNY"), usedToo)));
	}

	private static RefundAsk ask(@Nullable Money amount, boolean usedToo) {
		return new RefundAsk(null, amount, PaymentMethod.CASH, "changed their mind", false, usedToo);
	}

	private SlotId slot(int seats) {
		return as(() -> slots.create(new SlotTerms("Talk", "", "", NEXT_WEEK, seats, null, 24, true, talk, null)));
	}

	private SlotId slot(ProductId product, @Nullable UUID host) {
		return as(() -> slots.create(new SlotTerms("Talk", "", "", NEXT_WEEK, 1, null, 24, true, product, host)));
	}

	private SlotId offer(ProductId product, @Nullable UUID host, Instant at) {
		return as(() -> slots.create(terms(product, host, at)));
	}

	private static SlotTerms terms(ProductId product, @Nullable UUID host, Instant at) {
		return new SlotTerms("Talk", "", "", at, 1, null, 24, true, product, host);
	}

	private List<MemberId> seated(SlotId slot) {
		return as(() -> bookings.of(slot)).stream()
			.filter(one -> one.state() == BookingState.BOOKED)
			.map(Booking::member)
			.toList();
	}

	private Booking book(SlotId slot, MemberId member) {
		return as(() -> bookings.book(slot, member));
	}

	private long owed(LocalDate day) {
		return as(() -> liabilities.of(new LiabilityPeriod(day, day))).lines()
			.stream()
			.filter(line -> line.kind().equals("bought"))
			.findFirst()
			.orElseThrow()
			.amount()
			.minor();
	}

	private void night(LocalDate day) {
		as(() -> {
			night.run(day);
			return day;
		});
	}

	private MemberId member() {
		return as(() -> members.add(NewMember.named("Bea")));
	}

	private ProductId product(String name, ProductKind kind, @Nullable Integer uses, @Nullable Integer validDays) {
		return as(() -> catalog.create(new NewProduct(name, kind, (uses != null) ? new Money(50_000, "CNY") : price(),
				null, traits(uses, validDays))));
	}

	private static ProductTraits traits(@Nullable Integer uses, @Nullable Integer validDays) {
		return new ProductTraits(null, null, null, null, null, null, Eligibility.ALL, uses, validDays);
	}

	private static Money price() {
		return new Money(10_000, "CNY");
	}

	private static NewOrder order(MemberId member, ProductId product, int quantity) {
		return new NewOrder(member, List.of(new NewOrder.Line(product, quantity, null)), null, null, OrderSource.STAFF);
	}

	private static NewPayment cash() {
		return new NewPayment(PaymentMethod.CASH, null, null, null);
	}

	private static String answer(Callable<?> work) throws Exception {
		try {
			work.call();
			return "done";
		}
		catch (DomainException refusal) {
			return refusal.getCode();
		}
	}

	private static void refused(ThrowingCallable work, String code) {
		assertThatExceptionOfType(DomainException.class).isThrownBy(work).returns(code, DomainException::getCode);
	}

	private <T extends @Nullable Object> T as(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(now, () -> staff.as(ann, work));
	}

}
