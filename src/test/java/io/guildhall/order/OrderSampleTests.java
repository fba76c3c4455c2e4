package io.guildhall.order;

import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.order.OrderFixtures.CASH;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.SampleProgramme;
import io.guildhall.catalog.SampleProgrammes;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Samples are had once, and what was bought after them is counted. */
@HouseTest
@RequiredArgsConstructor
class OrderSampleTests {

	private static final int DAYS = 30;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final CatalogService catalog;

	private final SampleProgrammes samples;

	private final MemberService members;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private UUID acme = Ids.next();

	private Instant begun = Instant.EPOCH;

	private ProductId sample = ProductId.of(Ids.next().toString());

	private ProductId full = ProductId.of(Ids.next().toString());

	@BeforeEach
	void aShopWithASample() {
		acme = Ids.next();
		begun = clock.instant().minus(Duration.ofDays(100));
		after(0, () -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		sample = after(0, () -> catalog.create(new NewProduct("Small", ProductKind.SAMPLE, new Money(0, "CNY"), null)));
		full = after(0, () -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, new Money(3000, "CNY"), null)));
		run(0, full, DAYS);
	}

	@Test
	void isHadOncePerMember() {
		MemberId ann = member();
		buy(ann, sample, 1);
		assertRefused("catalog.limit-reached", () -> buy(ann, sample, 2));
		assertRefused("catalog.limit-reached", () -> after(1, () -> orders.place(order(member(), sample, 2))));
		after(2, () -> {
			samples.end(sample);
			return sample;
		});
		assertRefused("catalog.limit-reached", () -> buy(ann, sample, 3));
	}

	@Test
	void canBeHadAgainByWhoseOrderWasCalledOff() {
		MemberId ann = member();
		OrderDetails first = buy(ann, sample, 1);
		after(2, () -> orders.cancel(first.id()));
		assertThat(after(2, () -> samples.require(sample)).took()).isZero();
		assertThat(buy(ann, sample, 3).state()).isEqualTo(OrderState.PAID);
		assertRefused("catalog.limit-reached", () -> buy(ann, sample, 4));
	}

	@Test
	void countsWhoBoughtAfterItAndInTime() {
		MemberId soon = member();
		MemberId late = member();
		MemberId before = member();
		MemberId back = member();
		MemberId open = member();
		buy(before, full, 1);
		for (MemberId one : List.of(soon, late, before, back)) {
			buy(one, sample, 2);
		}
		buy(soon, full, 2 + DAYS - 1);
		buy(soon, full, 2 + DAYS - 1);
		buy(late, full, 2 + DAYS + 1);
		OrderDetails bought = buy(back, full, 5);
		after(6, () -> refunds.refund(bought.id(), new RefundAsk(null, null, PaymentMethod.CASH, "not for me")));
		buy(open, sample, 40);
		SampleProgramme programme = after(50, () -> samples.require(sample));
		assertThat(programme.took()).isEqualTo(5);
		assertThat(programme.bought()).as("in time, after the sample, and kept").isOne();
		assertThat(programme.waiting()).isOne();
		assertThat(programme.lost()).isEqualTo(3);
	}

	@Test
	void countsFromItsBeginningAndStaysWhereItIsWhenItIsChanged() {
		buy(member(), sample, 1);
		run(2, full, 7);
		assertThat(after(2, () -> samples.require(sample)).took()).isOne();
		after(3, () -> {
			samples.end(sample);
			return sample;
		});
		assertRefused("catalog.sample.none", () -> after(3, () -> {
			samples.end(sample);
			return sample;
		}));
		run(4, full, 7);
		assertThat(after(5, () -> samples.require(sample)).took()).isZero();
	}

	@Test
	void staysASampleWithItsLimitAsLongAsItRuns() {
		NewProduct changed = new NewProduct("Small", ProductKind.SAMPLE, new Money(100, "CNY"), null);
		assertRefused("catalog.sample.once.refused", () -> after(1, () -> {
			catalog.change(sample, changed, null);
			return sample;
		}));
		assertThat(after(1, () -> catalog.get(sample)).perMember()).isOne();
		assertRefused("catalog.sample.kind", () -> run(1, sample, DAYS));
		assertRefused("catalog.sample.days.range", () -> run(1, full, 0));
		after(2, () -> {
			samples.end(sample);
			catalog.change(sample, changed, null);
			return sample;
		});
		assertThat(after(2, () -> catalog.get(sample)).perMember()).isNull();
	}

	private void run(int day, ProductId sells, int days) {
		after(day, () -> {
			samples.run(sample, sells, days);
			return sells;
		});
	}

	private MemberId member() {
		return after(0, () -> members.add(NewMember.named("Member " + Ids.next())));
	}

	private OrderDetails buy(MemberId member, ProductId product, int day) {
		return after(day, () -> orders.placePaid(order(member, product, 1), CASH));
	}

	private static NewOrder order(MemberId member, ProductId product, int quantity) {
		return new NewOrder(member, List.of(new NewOrder.Line(product, quantity, null)), null, null, OrderSource.STAFF);
	}

	private <T> T after(int days, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(begun.plus(Duration.ofDays(days)), () -> onBehalf.ofSystem(acme, work));
	}

}
