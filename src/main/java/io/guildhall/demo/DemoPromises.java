package io.guildhall.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.benefit.BenefitPeriod;
import io.guildhall.benefit.BenefitRule;
import io.guildhall.benefit.BenefitUses;
import io.guildhall.benefit.Booking;
import io.guildhall.benefit.Bookings;
import io.guildhall.benefit.PlanBenefits;
import io.guildhall.benefit.Slot;
import io.guildhall.benefit.SlotId;
import io.guildhall.benefit.SlotTerms;
import io.guildhall.benefit.Slots;
import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.demo.DemoCast.Manner;
import io.guildhall.demo.DemoCast.Person;
import io.guildhall.member.MemberId;
import io.guildhall.membership.PlanService;
import io.guildhall.order.CourseResult;
import io.guildhall.order.CourseResultFilter;
import io.guildhall.order.CourseResults;
import io.guildhall.rebate.Rebate;
import io.guildhall.rebate.RebateFilter;
import io.guildhall.rebate.RebatePayout;
import io.guildhall.rebate.RebatePayouts;
import io.guildhall.rebate.RebateProgrammes;
import io.guildhall.rebate.RebateState;
import io.guildhall.rebate.RebateTerms;
import io.guildhall.rebate.Rebates;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/**
 * What the demo promises and keeps: rebates on the course in every state, coupons that
 * promise money back, and benefits with their quotas, uses and booked evenings.
 */
@Component
@RequiredArgsConstructor
class DemoPromises {

	static final String CASHBACK = "训练营返现券";

	private static final String SALON = "线下沙龙";

	private static final String LESSON = "职场课";

	private static final int PROGRAMME_DAY = 50;

	private static final int CASHBACK_DAY = DemoCast.DAYS - 14;

	private static final int PAYOUT_DAY = DemoCast.DAYS - 10;

	/** Somebody wants the money back of what a rebate was paid for. */
	private static final int DEBT_DAY = DemoCast.DAYS - 7;

	/** Late, since what is owed for benefits is added up every night. */
	private static final int BENEFIT_DAY = DemoCast.DAYS - 6;

	private static final int SALON_DAY = BENEFIT_DAY + 2;

	/** Their rebates are not earned by today. */
	private static final int LATE_DAY = DemoCast.DAYS - 5;

	private static final int NEXT_PAYOUT_DAY = DemoCast.DAYS - 2;

	/** The course is over for nobody before so many days. */
	private static final int COURSE_DAYS = 14;

	private static final int FINISHED = 9;

	private static final LocalTime EVENING = LocalTime.of(19, 0);

	private static final String CNY = "CNY";

	private final RebateProgrammes programmes;

	private final Rebates rebates;

	private final RebatePayouts payouts;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final PlanService plans;

	private final PlanBenefits benefits;

	private final BenefitUses uses;

	private final Slots slots;

	private final Bookings bookings;

	private final CourseResults results;

	private final DemoSales sales;

	void keep(int day, LocalDate date, ZoneId zone, List<Person> people, Map<Integer, MemberId> members,
			DemoStage.Props props) {
		switch (day) {
			case PROGRAMME_DAY ->
				programmes.activate(programmes
					.create(new RebateTerms("职场表达课返现", List.of(props.product(DemoStage.COURSE)), null, 500, yuan(20),
							date, date.plusDays(60), 7, yuan(40), yuan(2_000), null))
					.id());
			case CASHBACK_DAY -> cashback(DemoOffers.some(Manner.TALKER, 3, day, people, members), props);
			case PAYOUT_DAY -> payouts.paid(payout(12, "首批返现").id(), List.of(), "银行转账");
			case DEBT_DAY -> sales.refund(of(RebateState.PAID).get(0).order());
			case LATE_DAY -> DemoOffers.some(Manner.TALKER, 11, day, people, members)
				.forEach(member -> sales.sell(member, props.product(DemoStage.COURSE), null));
			case LATE_DAY + 1 -> sales.refund(of(RebateState.PROMISED).get(0).order());
			case BENEFIT_DAY -> giveBenefits(date, zone, yearly(day, people, members));
			case SALON_DAY + 1 -> writeDownWhoCame();
			case NEXT_PAYOUT_DAY -> {
				payout(5, "第二批返现");
				finish(props.product(DemoStage.COURSE), date);
			}
			default -> {
			}
		}
	}

	/** Some of those who have had the course for long enough have finished it. */
	private void finish(ProductId course, LocalDate date) {
		List<UUID> over = results.of(course, CourseResultFilter.ALL, null)
			.items()
			.stream()
			.filter(one -> one.paidOn().isBefore(date.minusDays(COURSE_DAYS)))
			.limit(FINISHED)
			.map(CourseResult::line)
			.toList();
		if (!over.isEmpty()) {
			results.finish(over, date, "能在部门例会上脱稿发言");
		}
	}

	/** Half of them use it at once; the others hold it still. */
	private void cashback(List<MemberId> talkers, DemoStage.Props props) {
		CouponTerms tenth = CouponTerms.ofCashback(1_000, yuan(30), yuan(100), 7);
		BatchId batch = batches.create(new NewBatch(CASHBACK, "", tenth, CouponValidity.daysFromIssue(30), 50, 1,
				yuan(900), CouponConditions.of(List.of(props.product(DemoStage.CAMP)))));
		batches.activate(batch);
		for (int i = 0; i < talkers.size(); i++) {
			CouponSummary coupon = issuing.issue(batch, talkers.get(i), null);
			if (i % 2 == 0) {
				sales.sell(talkers.get(i), props.product(DemoStage.CAMP), coupon);
			}
		}
	}

	/** Approves so many, the oldest first, and puts all that are approved on a payout. */
	private RebatePayout payout(int most, String note) {
		List<Rebate> pending = of(RebateState.PENDING);
		List<UUID> oldest = pending.subList(Math.max(pending.size() - most, 0), pending.size())
			.stream()
			.map(Rebate::id)
			.toList();
		rebates.approve(oldest);
		return payouts.create(oldest, note);
	}

	private List<Rebate> of(RebateState state) {
		return rebates.list(RebateFilter.of(state, false), null).items();
	}

	private static List<MemberId> yearly(int day, List<Person> people, Map<Integer, MemberId> members) {
		return people.stream()
			.filter(person -> person.manner() == Manner.PILLAR && person.number() % 3 == 0 && day - person.joins() > 38)
			.map(person -> members.get(person.number()))
			.toList();
	}

	private void giveBenefits(LocalDate date, ZoneId zone, List<MemberId> holders) {
		plans.sold()
			.stream()
			.filter(plan -> plan.name().equals(DemoStage.PLAN))
			.forEach(plan -> benefits.change(plan.id(),
					List.of(rule(LESSON, 12, 20), rule(SALON, 3, 50), rule("简历修改", 1, 199)), true, null));
		for (int i = 0; i < holders.size(); i++) {
			for (int n = 0; n <= i % 3; n++) {
				uses.use(holders.get(i), LESSON, null, "demo-" + i + "-" + n);
			}
		}
		SlotId past = slot("线下沙龙：谈薪实战", date.plusDays(SALON_DAY - BENEFIT_DAY), zone, 12);
		holders.stream().limit(9).forEach(member -> bookings.book(past, member));
		SlotId ahead = slot("线下沙龙：副业起步", date.plusDays(9), zone, 6);
		holders.stream().skip(2).limit(8).forEach(member -> bookings.book(ahead, member));
	}

	private SlotId slot(String title, LocalDate date, ZoneId zone, int seats) {
		return slots.create(new SlotTerms(title, "静安区 · 阿岚工作室", "请提前十分钟到场",
				date.atTime(EVENING).atZone(zone).toInstant(), seats, SALON, 24, true));
	}

	/** All came but two. */
	private void writeDownWhoCame() {
		Slot past = slots.list(true, null).items().get(0);
		List<Booking> booked = bookings.of(past.id());
		for (int i = 0; i < booked.size(); i++) {
			if (i % 5 == 3) {
				bookings.missed(booked.get(i).id());
			}
			else {
				bookings.attended(booked.get(i).id());
			}
		}
	}

	private static BenefitRule rule(String name, int quota, long yuan) {
		return new BenefitRule(name, null, quota, BenefitPeriod.YEAR, 0, yuan(yuan));
	}

	private static Money yuan(long amount) {
		return new Money(amount * 100, CNY);
	}

}
