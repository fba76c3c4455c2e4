package io.guildhall.occasion;

import static io.guildhall.Race.race;
import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.HouseTest;
import io.guildhall.TestDatabase;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponDebts;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponState;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.field.FieldId;
import io.guildhall.field.FieldKind;
import io.guildhall.field.FieldService;
import io.guildhall.field.FieldValues;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.RefundAsk;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.tiering.Tier;
import lombok.RequiredArgsConstructor;

/**
 * ★ Coupons that are given by themselves: once for each occasion, and back with what gave
 * them.
 */
@HouseTest
@RequiredArgsConstructor
class OccasionModuleTests {

	private static final Instant NOON = Instant.parse("2026-03-01T04:00:00Z");

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private final OccasionRules rules;

	private final OccasionPass pass;

	private final CouponBatches batches;

	private final CouponService coupons;

	private final CouponDebts debts;

	private final FieldService fields;

	private final FieldValues values;

	private final CatalogService catalog;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final MemberService members;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	/** As the owner: what judges tiers writes elsewhere, and takes a whole community. */
	private final JdbcClient owner = JdbcClient.create(TestDatabase.asOwner());

	private UUID acme = Ids.next();

	@BeforeEach
	void newOrganization() {
		acme = Ids.next();
		as(() -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
	}

	@Test
	void whoJoinsFromNowOnGetsOneHoweverManyLookAtOnce() throws Exception {
		MemberId before = member("Before");
		BatchId batch = open(100, 5);
		OccasionRule rule = at(NOON.plusSeconds(1), () -> rules.create(rule(batch, Occasion.JOINED)));
		List<MemberId> joined = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			int number = i;
			joined.add(at(NOON.plusSeconds(5), () -> members.add(NewMember.named("Member " + number))));
		}
		race(6, i -> () -> passAt(NOON.plusSeconds(10)));
		passAt(NOON.plusSeconds(20));
		assertThat(as(() -> batches.get(batch)).issued()).isEqualTo(5);
		assertThat(joined).allSatisfy(member -> assertThat(as(() -> coupons.of(member))).hasSize(1));
		assertThat(as(() -> coupons.of(before))).isEmpty();
		assertThat(as(() -> rules.get(rule.id())).given()).isEqualTo(5);
		CouponId given = Objects.requireNonNull(as(() -> rules.givings(rule.id(), true, null)).items().get(0).coupon());
		assertThat(as(() -> rules.by(given)).orElseThrow().id()).isEqualTo(rule.id());
	}

	@Test
	void whoGetsNoneIsListedWithTheReasonAndTriedAgainWhereSomebodyWantsIt() {
		BatchId batch = open(1, 5);
		OccasionRule rule = as(() -> rules.create(rule(batch, Occasion.JOINED)));
		member("Ann");
		member("Ben");
		assertThat(passAt(NOON)).isOne();
		assertThat(passAt(NOON)).as("not again by itself").isZero();
		assertThat(as(() -> rules.givings(rule.id(), false, null)).items()).extracting(OccasionGiving::refusal)
			.containsExactly("coupon.sold-out");
		as(() -> batches.change(batch, batch(2, 5), null));
		assertThat(as(() -> rules.tryAgain(rule.id()))).isOne();
		assertThat(passAt(NOON)).isOne();
		assertThat(as(() -> rules.get(rule.id()))).satisfies(now -> {
			assertThat(now.given()).isEqualTo(2);
			assertThat(now.refused()).isZero();
		});
	}

	@Test
	void whatAPausedBatchMissedIsGivenWhenItGoesOnAndNothingAfterTheRuleIsStopped() {
		BatchId batch = open(100, 5);
		OccasionRule rule = as(() -> rules.create(rule(batch, Occasion.JOINED)));
		assertRefused("occasion.refused.twice", () -> as(() -> rules.create(rule(batch, Occasion.JOINED))));
		as(() -> batches.pause(batch));
		member("Ann");
		assertThat(passAt(NOON)).isZero();
		as(() -> batches.activate(batch));
		assertThat(passAt(NOON)).isOne();
		as(() -> rules.stop(rule.id()));
		member("Ben");
		assertThat(passAt(NOON)).isZero();
		assertRefused("occasion.refused.stopped", () -> as(() -> rules.tryAgain(rule.id())));
		as(() -> rules.create(rule(batch, Occasion.JOINED)));
	}

	@Test
	void aBirthdayIsOneADayOfTheOrganizationAndOnceAYear() {
		BatchId batch = open(100, 5);
		FieldId born = as(() -> fields.add("Birthday", FieldKind.DATE, List.of()));
		FieldId city = as(() -> fields.add("Street", FieldKind.TEXT, List.of()));
		assertRefused("occasion.refused.no-day",
				() -> as(() -> rules.create(new NewOccasionRule(batch, Occasion.BIRTHDAY, null, null, city, null))));
		as(() -> rules.create(new NewOccasionRule(batch, Occasion.BIRTHDAY, null, null, born, null)));
		MemberId ann = member("Ann");
		String key = as(() -> fields.get(born)).key();
		as(() -> values.set(ann, Map.of(key, "1990-03-05"), null));
		Instant begin = LocalDate.of(2026, 3, 5).atStartOfDay(ZONE).toInstant();
		assertThat(passAt(begin.minusSeconds(1))).isZero();
		assertThat(passAt(begin)).isOne();
		assertThat(passAt(begin.plus(Duration.ofDays(3)))).isZero();
		Instant next = LocalDate.of(2027, 3, 5).atStartOfDay(ZONE).toInstant();
		assertThat(passAt(next.plus(Duration.ofDays(8)))).as("too late to congratulate").isZero();
		assertThat(passAt(next.plus(Duration.ofDays(2)))).as("caught up").isOne();
	}

	@Test
	void whoComesIntoATierGetsOneForEachTimeTheyDo() {
		BatchId batch = open(100, 5);
		as(() -> rules.create(new NewOccasionRule(batch, Occasion.TIER, null, Tier.CORE, null, null)));
		MemberId ann = member("Ann");
		changed(ann, LocalDate.of(2026, 2, 20), "SILENT", "CORE");
		changed(ann, LocalDate.of(2026, 3, 2), "CORE", "SILENT");
		assertThat(passAt(NOON.plus(Duration.ofDays(1)))).as("before the rule, or out of it").isZero();
		changed(ann, LocalDate.of(2026, 3, 5), "SILENT", "CORE");
		assertThat(passAt(NOON.plus(Duration.ofDays(4)))).isOne();
		assertThat(passAt(NOON.plus(Duration.ofDays(5)))).isZero();
	}

	@Test
	void whatAnOrderGaveGoesBackWithItOrIsOwed() {
		ProductId tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, yuan(30), null)));
		BatchId batch = open(100, 5);
		as(() -> rules.create(new NewOccasionRule(batch, Occasion.PAYMENT, null, null, null, tea)));
		MemberId ann = member("Ann");
		OrderDetails first = buy(ann, tea, List.of());
		OrderDetails second = buy(ann, tea, List.of());
		assertThat(passAt(NOON)).isEqualTo(2);
		List<CouponId> given = as(() -> coupons.of(ann)).stream().map(coupon -> coupon.id()).toList();
		OrderDetails using = buy(ann, tea, List.of(given.get(0)));
		assertThat(passAt(NOON)).as("paid with the coupon, and an occasion too").isOne();
		for (OrderDetails order : List.of(first, second)) {
			as(() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "broken")));
		}
		await(() -> state(given.get(1)) == CouponState.REVOKED && !as(() -> debts.list(true, null)).items().isEmpty());
		assertThat(state(given.get(0))).isEqualTo(CouponState.USED);
		assertThat(as(() -> debts.list(true, null)).items()).singleElement()
			.satisfies(debt -> assertThat(debt.order()).isEqualTo(using.id().id()));
		assertThat(passAt(NOON)).as("a refunded order is no occasion").isZero();
	}

	@Test
	void whatAProductGaveGoesBackWithItsLine() {
		ProductId tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, yuan(30), null)));
		ProductId cup = as(() -> catalog.create(new NewProduct("Cup", ProductKind.GOODS, yuan(1), null)));
		BatchId batch = open(100, 5);
		as(() -> rules.create(new NewOccasionRule(batch, Occasion.PAYMENT, null, null, null, tea)));
		MemberId ann = member("Ann");
		OrderDetails order = buy(ann, List.of(tea, cup), List.of());
		assertThat(passAt(NOON)).isOne();
		CouponId given = as(() -> coupons.of(ann)).get(0).id();
		as(() -> refunds.refund(order.id(), new RefundAsk(line(order, cup), null, PaymentMethod.CASH, "broken")));
		as(() -> refunds.refund(order.id(), new RefundAsk(line(order, tea), yuan(29), PaymentMethod.CASH, "late")));
		OrderDetails other = buy(ann, List.of(tea, cup), List.of());
		as(() -> refunds.refund(other.id(), new RefundAsk(line(other, tea), null, PaymentMethod.CASH, "no tea")));
		assertThat(passAt(NOON)).as("its tea is no occasion any more").isZero();
		assertThat(state(given)).isEqualTo(CouponState.ISSUED);
		OrderDetails third = buy(ann, List.of(tea, cup), List.of());
		assertThat(passAt(NOON)).isOne();
		CouponId last = as(() -> coupons.of(ann)).stream()
			.map(coupon -> coupon.id())
			.filter(id -> !id.equals(given))
			.findFirst()
			.orElseThrow();
		as(() -> refunds.refund(third.id(), new RefundAsk(line(third, tea), null, PaymentMethod.CASH, "no tea")));
		await(() -> state(last) == CouponState.REVOKED);
		assertThat(state(given)).isEqualTo(CouponState.ISSUED);
	}

	private static UUID line(OrderDetails order, ProductId product) {
		return order.lines().stream().filter(one -> one.product().equals(product)).findFirst().orElseThrow().id();
	}

	private OrderDetails buy(MemberId member, ProductId product, List<CouponId> held) {
		return buy(member, List.of(product), held);
	}

	private OrderDetails buy(MemberId member, List<ProductId> products, List<CouponId> held) {
		return as(() -> orders
			.placePaid(
					new NewOrder(member, products.stream().map(product -> new NewOrder.Line(product, 1, null)).toList(),
							held, null, OrderSource.STAFF, null),
					new NewPayment(PaymentMethod.CASH, null, null, null)));
	}

	private void changed(MemberId member, LocalDate day, String from, String to) {
		// The policy comes by an event, a moment after the organization.
		await(() -> policy().isPresent());
		UUID policy = policy().orElseThrow();
		owner
			.sql("""
					insert into tier_changes (organization_id, policy_id, member_id, day, from_tier, to_tier, activity, spend,
					    policy_number, evaluated_at)
					values (?, ?, ?, ?, ?, ?, 0, 0, 1, now())
					""")
			.params(acme, policy, member.id(), day, from, to)
			.update();
	}

	private Optional<UUID> policy() {
		return owner.sql("select id from tier_policies where organization_id = ? and scope_id = ?")
			.params(acme, new UUID(0, 0))
			.query(UUID.class)
			.optional();
	}

	private int passAt(Instant now) {
		return at(now, pass::run);
	}

	private static NewOccasionRule rule(BatchId batch, Occasion occasion) {
		return new NewOccasionRule(batch, occasion, null, null, null, null);
	}

	/** They count on the day of the events' clock, too. */
	private static NewBatch batch(long stock, int perMember) {
		return new NewBatch("Welcome", "", CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(3650),
				stock, perMember);
	}

	private BatchId open(long stock, int perMember) {
		BatchId batch = as(() -> batches.create(batch(stock, perMember)));
		as(() -> batches.activate(batch));
		return batch;
	}

	private CouponState state(CouponId coupon) {
		return as(() -> coupons.get(coupon)).state();
	}

	private MemberId member(String name) {
		return as(() -> members.add(NewMember.named(name)));
	}

	private <T> T as(Tenancy.Work<@Nullable T, RuntimeException> work) {
		return at(NOON, work);
	}

	private <T> T at(Instant now, Tenancy.Work<@Nullable T, RuntimeException> work) {
		return Objects.requireNonNull(clock.callAt(now, () -> onBehalf.ofSystem(acme, work)));
	}

	/** What follows a refund comes by an event, a moment later. */
	private static void await(BooleanSupplier done) {
		Instant until = Instant.now().plusSeconds(20);
		while (!done.getAsBoolean()) {
			assertThat(Instant.now()).as("in time").isBefore(until);
		}
	}

	private static Money yuan(long amount) {
		return new Money(amount * 100, "CNY");
	}

}
