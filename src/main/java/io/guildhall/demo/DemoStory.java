package io.guildhall.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.campaign.CampaignGoal;
import io.guildhall.campaign.CampaignId;
import io.guildhall.campaign.CampaignService;
import io.guildhall.campaign.CampaignBoard;
import io.guildhall.campaign.CampaignState;
import io.guildhall.campaign.NewCampaign;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.demo.DemoCast.Manner;
import io.guildhall.demo.DemoCast.Person;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;
import lombok.RequiredArgsConstructor;

/** What happens on each day. */
@Component
@RequiredArgsConstructor
class DemoStory {

	private static final int COUPON_DAY = 30;

	private static final int WAKE_UP_DAY = 80;

	private static final int WRITTEN_DAY = 81;

	/** A little before the month is over. */
	private static final int RENEWAL_DAYS = 28;

	private static final int LIVE_DAY = DemoCast.DAYS - 1;

	private final DemoStage stage;

	private final DemoChatter chatter;

	private final DemoSales sales;

	private final CouponIssuing issuing;

	private final CouponService coupons;

	private final CampaignService campaigns;

	private final CampaignBoard board;

	private final DemoWelcome welcome;

	private final DemoGames games;

	private final DemoOffers offers;

	private final DemoPromises promises;

	private final DemoPlaybook playbook;

	private final DemoHouse house;

	/** Lives one day of the people. */
	void live(int day, LocalDate date, ZoneId zone, List<Person> people) {
		if (day == 0) {
			stage.build(date);
		}
		welcome.prepare(day, people);
		DemoStage.Props props = stage.props();
		Map<Integer, MemberId> members = stage.arrivals(day, people, props);
		chatter.talk(day, date, zone, people, members, props);
		for (Person person : people) {
			MemberId member = members.get(person.number());
			if (member != null && person.presentOn(day)) {
				buy(day, person, member, props);
			}
		}
		campaigns(day, people, members, props);
		games.play(day, date, people, members, props);
		offers.sell(day, people, members, props);
		promises.keep(day, date, zone, people, members, props);
		playbook.setUp(day, props);
		house.note(day, people, members, props);
	}

	private void buy(int day, Person person, MemberId member, DemoStage.Props props) {
		int age = day - person.joins();
		int number = person.number();
		if (day == COUPON_DAY && person.manner() == Manner.TALKER && number % 2 == 0) {
			issuing.issue(props.batch(DemoStage.TWENTY), member, null);
		}
		if (person.manner() == Manner.PILLAR) {
			if (age == 8) {
				sales.sell(member, props.product(DemoStage.CAMP), null);
			}
			if (age == 30) {
				sales.sell(member, props.product(DemoStage.COURSE), null);
			}
			if (age == 38 && number % 3 == 0) {
				sales.sell(member, props.product(DemoStage.PLAN), null);
			}
		}
		if (subscribes(person) && age >= 10 && (age - 10) % RENEWAL_DAYS == 0 && !lapses(number, age)) {
			sales.sell(member, props.product(DemoStage.MONTHLY_PLAN), null);
		}
		if (person.manner() == Manner.TALKER && age == 45 && number % 3 == 1) {
			sales.sell(member, props.product(DemoStage.TEA), null);
		}
		if (person.manner() == Manner.NEWCOMER && age == 1 && number % 4 == 0) {
			sales.sell(member, props.product(DemoStage.TEA), null);
		}
		if (person.manner() == Manner.QUIET_BUYER && age == 4) {
			OrderId order = sales.sell(member, props.product(DemoStage.CAMP), null);
			if (number % 9 == 0) {
				sales.refund(order);
			}
		}
		if (person.manner() == Manner.QUIET_BUYER && age == 14) {
			sales.sell(member, props.product(DemoStage.COURSE), null);
		}
		if (person.manner() == Manner.TALKER && age == 12 && number % 3 == 0) {
			sales.sell(member, props.product(DemoStage.TEA), null);
		}
		if (person.manner() == Manner.TALKER && day == COUPON_DAY + 6 && number % 6 == 0) {
			sales.sell(member, props.product(DemoStage.CAMP), held(member, props.batch(DemoStage.TWENTY)));
		}
		if (day > WRITTEN_DAY && day <= WRITTEN_DAY + 3 && person.manner() == Manner.FADED
				&& number % 15 == day - WRITTEN_DAY) {
			CouponSummary coupon = held(member, props.batch(DemoStage.TEN));
			if (coupon != null) {
				sales.sell(member, props.product(DemoStage.TEA), coupon);
			}
		}
	}

	private static boolean subscribes(Person person) {
		return switch (person.manner()) {
			case PILLAR -> person.number() % 3 == 1;
			case TALKER -> person.number() % 4 == 1;
			default -> false;
		};
	}

	/** One in five lets it end after a month, another one after two. */
	private static boolean lapses(int number, int age) {
		return (number % 5 == 0 && age > 10) || (number % 5 == 1 && age > 10 + RENEWAL_DAYS);
	}

	private void campaigns(int day, List<Person> people, Map<Integer, MemberId> members, DemoStage.Props props) {
		if (day == WAKE_UP_DAY) {
			CampaignId wakeUp = campaigns.create(new NewCampaign("老朋友回来坐坐", CampaignGoal.WAKE_UP,
					Audience.ofTier("SILENT"), props.batch(DemoStage.TEN), """
							{name}，好久不见！群里这周在聊转岗和简历，想听听你的近况。
							送你一张 10 元券：{code}，{until} 前都能用。
							""", 7));
			campaigns.launch(wakeUp);
		}
		if (day == WRITTEN_DAY) {
			board.list(CampaignState.RUNNING, null).items().forEach(campaign -> campaigns.contactedAll(campaign.id()));
		}
		if (day == LIVE_DAY) {
			board.list(CampaignState.RUNNING, null).items().forEach(campaign -> campaigns.end(campaign.id()));
			CampaignId live = campaigns.create(new NewCampaign("周末直播：如何谈薪", CampaignGoal.LIVE,
					Audience.ofTier("POTENTIAL"), null, "{name}，周六晚八点群里直播聊谈薪，给你留了位置，来吗？", 7));
			campaigns.launch(live);
			people.stream()
				.filter(person -> person.manner() == Manner.NEWCOMER)
				.findFirst()
				.map(person -> members.get(person.number()))
				.ifPresent(member -> sales.place(member, props.product(DemoStage.CAMP)));
		}
	}

	private @Nullable CouponSummary held(MemberId member, BatchId batch) {
		return coupons.held(member).stream().filter(coupon -> coupon.batch().equals(batch)).findFirst().orElse(null);
	}

}
