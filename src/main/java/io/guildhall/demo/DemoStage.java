package io.guildhall.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupSummary;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.demo.DemoCast.Person;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberIdentities;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberRow;
import io.guildhall.member.MemberService;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.membership.Benefit;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/** Where the story plays: the community, its groups, what is sold, and who is there. */
@Component
@RequiredArgsConstructor
class DemoStage {

	static final String CAMP = "21 天写作训练营";

	static final String COURSE = "职场表达课";

	static final String CONSULTATION = "一对一职业咨询";

	static final String TEA = "提神花茶";

	static final String PLAN = "年度会员";

	static final String MONTHLY_PLAN = "月度会员";

	static final String TWENTY = "训练营满减券";

	static final String TEN = "回归礼券";

	private static final String CNY = "CNY";

	private static final List<String> GROUPS = List.of("职场干货交流群", "副业探索体验群", "跳槽互助群");

	private final CommunityService communities;

	private final GroupService groups;

	private final CatalogService catalog;

	private final PlanService plans;

	private final CouponBatches batches;

	private final MemberService members;

	private final MemberListing listing;

	private final MembersOfGroups stays;

	private final MemberIdentities identities;

	private final DemoWelcome welcome;

	private final Clock clock;

	/** What the story needs at hand. */
	record Props(List<GroupId> groups, Map<String, ProductId> products, Map<String, BatchId> batches) {

		GroupId group(int number) {
			return groups.get(number);
		}

		ProductId product(String name) {
			return java.util.Objects.requireNonNull(products.get(name));
		}

		BatchId batch(String name) {
			return java.util.Objects.requireNonNull(batches.get(name));
		}

	}

	void build(LocalDate date) {
		CommunityId community = communities
			.create(new CommunityCard("职场跃迁圈", EnumSet.of(CommunityType.KNOWLEDGE, CommunityType.RESOURCE),
					"十年 HR 出身的职业教练“阿岚”", "让每个想改变的职场人，身边都有同路人", "真实的岗位信息、可落地的方法、互相督促的伙伴", "25 到 35 岁、想转岗或发展副业的职场人",
					"训练营与年度会员的持续收入"))
			.id();
		Stage[] stages = { Stage.VALUE, Stage.CONVERSION, Stage.CONVERSION };
		Carrier[] carriers = { Carrier.WECHAT, Carrier.WECHAT, Carrier.QQ };
		for (int i = 0; i < GROUPS.size(); i++) {
			groups.create(community, new GroupTerms(GROUPS.get(i), carriers[i], stages[i], 200,
					"不发广告；讨论时间 19:00 到 21:00；首次违规提醒，再次移出", "欢迎！先改群名片：城市-行业-昵称，再做个自我介绍吧", null));
		}
		product(CAMP, ProductKind.CAMP, 19_900);
		product(COURSE, ProductKind.COURSE, 39_900);
		product(CONSULTATION, ProductKind.CONSULTATION, 49_900);
		product(TEA, ProductKind.GOODS, 3_000);
		plans.create(new NewPlan(PLAN, "会员", PlanTerm.YEARLY, new Money(29_900, CNY), 0,
				List.of(new Benefit("职场课", "每年 12 节"), new Benefit("线下沙龙", "每年 3 次"), new Benefit("简历修改", "每年 1 次"))));
		plans.create(new NewPlan(MONTHLY_PLAN, "月度", PlanTerm.MONTHLY, new Money(3_900, CNY), 3,
				List.of(new Benefit("职场课", "每月 1 节"))));
		batch(new NewBatch(TWENTY, "", CouponTerms.ofAmount(new Money(2_000, CNY), new Money(19_900, CNY)),
				CouponValidity.daysFromIssue(30), 200, 1));
		batch(new NewBatch(TEN, "", CouponTerms.ofAmount(new Money(1_000, CNY), new Money(2_000, CNY)),
				CouponValidity.daysFromIssue(14), 200, 1));
	}

	Props props() {
		Map<String, GroupId> byName = new HashMap<>();
		for (GroupSummary group : communities.groups()) {
			byName.put(group.name(), group.id());
		}
		Map<String, ProductId> products = new HashMap<>();
		for (ProductSummary product : catalog.active()) {
			products.put(product.name(), product.id());
		}
		Map<String, BatchId> coupons = new HashMap<>();
		for (BatchDetails batch : batches.list(null, null).items()) {
			coupons.put(batch.name(), batch.id());
		}
		return new Props(GROUPS.stream().map(byName::get).toList(), products, coupons);
	}

	/**
	 * Lets join who joins on a day, and leave who leaves.
	 * @return the members who have joined so far, by their number
	 */
	Map<Integer, MemberId> arrivals(int day, List<Person> people, Props props) {
		Map<Integer, MemberId> known = known(people);
		for (Person person : people) {
			if (person.joins() == day) {
				MemberId member = arrive(person, props.group(person.group()));
				known.put(person.number(), member);
				if (person.second() >= 0) {
					stays.joined(member, props.group(person.second()), clock.instant());
				}
			}
			MemberId member = known.get(person.number());
			if (member != null && person.leaves() == day) {
				stays.left(member, props.group(person.group()), clock.instant());
				if (person.second() >= 0) {
					stays.left(member, props.group(person.second()), clock.instant());
				}
			}
		}
		return known;
	}

	private MemberId arrive(Person person, GroupId group) {
		String account = "demo_%03d".formatted(person.number());
		NewIdentity identity = NewIdentity.handle(Carrier.WECHAT, account);
		if (!DemoWelcome.isByPoster(person)) {
			return members.add(NewMember.named(person.name()).with(identity).in(group, clock.instant()));
		}
		welcome.join(person, account);
		MemberId member = java.util.Objects.requireNonNull(identities.owners(List.of(identity)).get(identity));
		stays.joined(member, group, clock.instant());
		return member;
	}

	/** The members who have joined so far, by their number. */
	Map<Integer, MemberId> known(List<Person> people) {
		Map<String, MemberId> byName = new HashMap<>();
		String after = null;
		do {
			Slice<MemberRow> slice = listing.list(MemberFilter.ALL, MemberListing.Sort.NAME, after, 200);
			slice.items().forEach(row -> byName.put(row.displayName(), row.id()));
			after = slice.next();
		}
		while (after != null);
		Map<Integer, MemberId> known = new HashMap<>();
		people.stream()
			.filter(person -> byName.containsKey(person.name()))
			.sorted(Comparator.comparing(Person::number))
			.forEach(person -> known.put(person.number(), byName.get(person.name())));
		return known;
	}

	private void product(String name, ProductKind kind, long fen) {
		catalog.create(new NewProduct(name, kind, new Money(fen, CNY), null));
	}

	private void batch(NewBatch batch) {
		batches.activate(batches.create(batch));
	}

}
