package io.guildhall.order;

import static io.guildhall.Race.race;
import static io.guildhall.order.OrderFixtures.CASH;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.LadderRung;
import io.guildhall.catalog.NewPriceLadder;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.PriceLadderDetails;
import io.guildhall.catalog.PriceLadderId;
import io.guildhall.catalog.PriceLadders;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Actor;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What was paid for a trial is taken off the full product, and who climbs is counted. */
@HouseTest
@RequiredArgsConstructor
class OrderLadderTests {

	private static final Money TRIAL = new Money(990, "CNY");

	private static final Money FULL = new Money(19_900, "CNY");

	private static final int DAYS = 14;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final CatalogService catalog;

	private final PriceLadders ladders;

	private final MemberService members;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private UUID acme = Ids.next();

	private Instant begun = Instant.EPOCH;

	private ProductId free = ProductId.of(Ids.next().toString());

	private ProductId trial = ProductId.of(Ids.next().toString());

	private ProductId full = ProductId.of(Ids.next().toString());

	private PriceLadderId ladder = PriceLadderId.of(Ids.next().toString());

	@BeforeEach
	void aShopWithALadder() {
		acme = Ids.next();
		begun = clock.instant().minus(Duration.ofDays(100));
		after(0, () -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		free = product("Free lesson", new Money(0, "CNY"));
		trial = product("Three lessons", TRIAL);
		full = product("Camp", FULL);
		ladder = after(0, () -> ladders.create(new NewPriceLadder("Lessons", null,
				Map.of(LadderRung.FREE, free, LadderRung.TRIAL, trial, LadderRung.FULL, full), DAYS)));
	}

	@Test
	void takesWhatWasPaidForTheTrialOffTheFullProductOnce() {
		MemberId ann = member();
		assertThat(buy(ann, full, 1).total()).as("no trial yet").isEqualTo(FULL);
		OrderDetails paid = buy(ann, trial, 1);
		OrderDetails bought = buy(ann, full, 1 + DAYS);
		assertThat(bought.total()).isEqualTo(FULL.minus(TRIAL));
		assertThat(after(20, () -> orders.get(bought.id())).lines().get(0).credit()).isEqualTo(TRIAL);
		assertThat(buy(ann, full, 1 + DAYS).total()).as("once").isEqualTo(FULL);
		assertThat(paid.total()).isEqualTo(TRIAL);
	}

	@Test
	void takesNothingOffAfterItsDaysOrOfAnothersTrialOrOfOneThatWasPaidBack() {
		MemberId ann = member();
		OrderDetails paid = buy(ann, trial, 1);
		assertThat(buy(member(), full, 2).total()).isEqualTo(FULL);
		assertThat(buy(ann, full, 2 + DAYS).total()).isEqualTo(FULL);
		after(3, () -> refunds.refund(paid.id(), new RefundAsk(null, null, PaymentMethod.CASH, "not for me")));
		assertThat(buy(ann, full, 4).total()).isEqualTo(FULL);
	}

	@Test
	void theTrialCanBeTakenOffAgainWhenTheOrderIsClosed() {
		MemberId ann = member();
		buy(ann, trial, 1);
		OrderDetails waiting = after(2, () -> orders.place(order(ann, full)));
		assertThat(waiting.total()).isEqualTo(FULL.minus(TRIAL));
		assertThat(after(2, () -> orders.quote(order(ann, full))).total()).isEqualTo(FULL);
		after(3, () -> orders.cancel(waiting.id()));
		assertThat(buy(ann, full, 3).total()).isEqualTo(FULL.minus(TRIAL));
	}

	@Test
	void aTrialThatWasTakenOffIsPaidBackByWhoeverMayApproveOnly() {
		MemberId ann = member();
		OrderDetails paid = buy(ann, trial, 1);
		OrderDetails other = buy(ann, trial, 1);
		OrderDetails bought = buy(ann, full, 2);
		UUID used = after(3, () -> refunds.takenOff(paid.id())).isEmpty() ? other.lines().get(0).id()
				: paid.lines().get(0).id();
		OrderDetails taken = used.equals(paid.lines().get(0).id()) ? paid : other;
		assertThat(staffRefund(taken).isDone()).as("however small").isFalse();
		assertThat(staffRefund((taken == paid) ? other : paid).isDone()).isTrue();
		after(5, () -> refunds.refund(bought.id(), new RefundAsk(null, null, PaymentMethod.CASH, "moved away")));
		assertThat(after(5, () -> refunds.takenOff(taken.id()))).as("the other order let go of it").isEmpty();
	}

	private RefundOutcome staffRefund(OrderDetails order) {
		return clock.callAt(begun.plus(Duration.ofDays(4)), () -> Objects.requireNonNull(onBehalf.of(Actor.SYSTEM,
				EnumSet.complementOf(EnumSet.of(Permission.REFUND_APPROVE)), false, acme,
				() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "not for me")))));
	}

	@Test
	void takesATrialOffOneOfManyOrdersAtOnce() throws Exception {
		MemberId ann = member();
		buy(ann, trial, 1);
		List<String> answers = race(8, i -> () -> {
			try {
				return after(2, () -> orders.place(order(ann, full))).total().toString();
			}
			catch (DomainException refusal) {
				return refusal.getCode();
			}
		});
		assertThat(answers).containsOnlyOnce(FULL.minus(TRIAL).toString())
			.allMatch(answer -> List.of(FULL.minus(TRIAL).toString(), FULL.toString(), "catalog.ladder.credit.gone")
				.contains(answer));
	}

	@Test
	void countsWhoWentOnAtEachStep() {
		MemberId all = member();
		MemberId backwards = member();
		MemberId back = member();
		buy(all, free, 1);
		buy(all, trial, 2);
		buy(all, full, 3);
		buy(backwards, trial, 1);
		buy(backwards, free, 2);
		buy(back, free, 1);
		OrderDetails returned = buy(back, trial, 2);
		after(3, () -> refunds.refund(returned.id(), new RefundAsk(null, null, PaymentMethod.CASH, "not for me")));
		PriceLadderDetails climbed = after(4, () -> ladders.get(ladder));
		assertThat(climbed.steps()).extracting(PriceLadderDetails.Step::buyers).containsExactly(3L, 2L, 1L);
		assertThat(climbed.steps()).extracting(PriceLadderDetails.Step::onward).containsExactly(1L, 1L, 0L);
	}

	private ProductId product(String name, Money price) {
		return after(0, () -> catalog.create(new NewProduct(name, ProductKind.SERVICE, price, null)));
	}

	private MemberId member() {
		return after(0, () -> members.add(NewMember.named("Member " + Ids.next())));
	}

	private OrderDetails buy(MemberId member, ProductId product, int day) {
		return after(day, () -> orders.placePaid(order(member, product), CASH));
	}

	private static NewOrder order(MemberId member, ProductId product) {
		return new NewOrder(member, List.of(new NewOrder.Line(product, 1, null)), null, null, OrderSource.STAFF);
	}

	private <T> T after(int days, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(begun.plus(Duration.ofDays(days)), () -> onBehalf.ofSystem(acme, work));
	}

}
