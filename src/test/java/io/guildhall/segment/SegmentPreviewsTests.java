package io.guildhall.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.AtOneMoment;
import io.guildhall.Facts;
import io.guildhall.HouseTest;
import io.guildhall.activity.ActivityImporting;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberListing.Sort;
import io.guildhall.member.MemberRefused;
import io.guildhall.member.MemberRow;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSource;
import io.guildhall.member.NewMember;
import io.guildhall.order.OrderImporting;
import io.guildhall.organization.OrganizationService;
import io.guildhall.segment.SegmentRule.Is;
import io.guildhall.segment.SegmentRule.Match;
import io.guildhall.segment.SegmentRule.Part;
import io.guildhall.segment.SegmentRule.Term;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Whom rules mean, over the facts of all modules. */
@AtOneMoment
@HouseTest
@RequiredArgsConstructor
class SegmentPreviewsTests {

	private static final int PEOPLE = 80;

	private static final List<String> TAGS = List.of("vip", "press", "old");

	private final SegmentPreviews previews;

	private final SegmentStarts starts;

	private final SegmentService segments;

	private final MemberService members;

	private final MemberListing listing;

	private final CommunityService communities;

	private final GroupService groups;

	private final ActivityImporting activities;

	private final OrderImporting orders;

	private final CatalogService catalog;

	private final OrganizationService organizations;

	private final StaffFixtures staff;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final Map<MemberId, Known> people = new HashMap<>();

	private Facts facts = new Facts();

	private Person ann;

	private LocalDate today = LocalDate.EPOCH;

	/** What a test knows of somebody beside their facts. */
	private record Known(LocalDate joined, Set<String> tags, @Nullable GroupId group) {
	}

	@BeforeEach
	void aHouse() {
		ann = staff.found("Acme", "UTC", "CNY");
		today = staff.as(ann, organizations::today);
		people.clear();
		facts = new Facts();
	}

	@Test
	void citiesAreAskedForAsTheyStandInProfiles() {
		as(() -> members.add(new NewMember("甲", null, "上海", List.of(), List.of(), null, null, MemberSource.HAND)));
		as(() -> members.add(new NewMember("乙", null, "杭州", List.of(), List.of(), null, null, MemberSource.HAND)));
		as(() -> members.add(new NewMember("丙", null, "上海", List.of(), List.of(), null, null, MemberSource.HAND)));
		as(() -> members.add(NewMember.named("丁")));
		assertThat(as(() -> segments.field("city").orElseThrow().choices())).extracting(MemberField.Choice::value)
			.containsExactlyInAnyOrder("上海", "杭州", ":none");
		assertThat(as(() -> previews.count(SegmentRule.all(Term.anyOf("city", "上海"))))).isEqualTo(2);
		assertThat(as(() -> previews.count(SegmentRule.all(Term.anyOf("city", "杭州", ":none"))))).isEqualTo(2);
		assertThat(as(() -> previews.count(SegmentRule.all(Term.noneOf("city", "上海", ":none"))))).isEqualTo(1);
		Person host = staff.hired(ann, Role.OPERATOR);
		assertThat(staff.as(host, () -> segments.field("city").orElseThrow().choices())).as("of members nobody may see")
			.isEmpty();
	}

	@Test
	void productsAreAskedForWithinTheLastDays() {
		MemberId lately = member(today.minusDays(90), Set.of(), null);
		MemberId before = member(today.minusDays(90), Set.of(), null);
		member(today.minusDays(90), Set.of(), null);
		facts.payment(lately, today.minusDays(29), 100, 0);
		facts.payment(before, today.minusDays(30), 100, 100);
		store();
		String tea = as(() -> segments.field("product").orElseThrow().choices().get(0).value());
		for (Term bought : List.of(Term.anyOf("product", tea), Term.anyOf("product_kind", "GOODS", "COURSE"))) {
			Term in30 = new Term(bought.field(), Is.ANY_OF, bought.values(), null, 30);
			Term notIn30 = new Term(bought.field(), Is.NONE_OF, bought.values(), null, 30);
			assertThat(as(() -> previews.count(SegmentRule.all(bought)))).isEqualTo(2);
			assertThat(as(() -> previews.count(SegmentRule.all(in30)))).isEqualTo(1);
			assertThat(as(() -> previews.count(SegmentRule.all(notIn30)))).isEqualTo(2);
			assertThat(as(() -> previews.count(SegmentRule.all(bought, notIn30)))).as("once, and not any more")
				.isEqualTo(1);
		}
		assertRefused("no-window", () -> previews.count(SegmentRule.all(new Term("tag", Is.ANY_OF, TAGS, null, 30))));
		assertRefused("no-window", () -> previews.count(SegmentRule.all(Term.atLeast("joined", 3, 30))));
	}

	@Test
	void whatWasBoughtIsMeasuredOfSomeProductsAndKinds() {
		ProductId talk = as(
				() -> catalog.create(new NewProduct("Talk", ProductKind.COURSE, new Money(50_000, "CNY"), null)));
		MemberId both = member(today.minusDays(90), Set.of(), null);
		MemberId drinker = member(today.minusDays(90), Set.of(), null);
		member(today.minusDays(90), Set.of(), null);
		facts.payment(both, today.minusDays(30), 100, 0);
		facts.payment(both, today.minusDays(10), 500, 200, "Talk");
		facts.payment(drinker, today.minusDays(40), 400, 0);
		store();
		String tea = as(() -> segments.field("product").orElseThrow().choices()).stream()
			.filter(choice -> "Tea".equals(choice.label()))
			.map(MemberField.Choice::value)
			.findFirst()
			.orElseThrow();
		assertThat(count("spend", Is.AT_LEAST, 300L, null, "COURSE")).isOne();
		assertThat(count("spend", Is.AT_LEAST, 301L, null, talk.toString())).isZero();
		assertThat(count("spend", Is.AT_LEAST, 100L, null, tea)).isEqualTo(2);
		assertThat(count("spend", Is.AT_LEAST, 400L, null, tea, "COURSE")).as("together").isEqualTo(2);
		assertThat(count("spend", Is.AT_MOST, 0L, 20, "GOODS")).isEqualTo(3);
		assertThat(count("orders", Is.AT_LEAST, 1L, 20, "GOODS", "COURSE")).isOne();
		assertThat(count("orders", Is.AT_LEAST, 2L, null, "GOODS", "COURSE")).isOne();
		assertThat(count("bought", Is.AT_LEAST, 30L, null, tea)).isEqualTo(2);
		assertThat(count("bought", Is.NEVER, null, null, "COURSE", "CAMP")).isEqualTo(2);
		Term onTea = new Term("spend", Is.AT_LEAST, List.of(tea), 100L, null);
		Term onTalk = new Term("spend", Is.AT_LEAST, List.of("COURSE"), 100L, null);
		assertThat(as(() -> previews.count(SegmentRule.all(onTea, onTalk)))).as("each by itself").isOne();
		assertRefused("no-limit", () -> count("messages", Is.AT_LEAST, 1L, null, "GOODS"));
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> count("spend", Is.AT_LEAST, 1L, null, "TOYS"));
	}

	private long count(String measure, Is is, @Nullable Long number, @Nullable Integer days, String... of) {
		return as(() -> previews.count(SegmentRule.all(new Term(measure, is, List.of(of), number, days))));
	}

	/**
	 * Random rules mean whom a plain reading of them means, one member after the other.
	 */
	@Test
	void meansWhomItsRuleMeansReadOneByOne() {
		Random random = new Random(11);
		List<GroupId> in = manyPeople(random);
		int some = 0;
		for (int round = 0; round < 120; round++) {
			SegmentRule rule = rule(random, in);
			Set<MemberId> expected = people.keySet()
				.stream()
				.filter(member -> fits(rule, member))
				.collect(Collectors.toSet());
			assertThat(as(() -> previews.count(rule))).as("%s", rule).isEqualTo(expected.size());
			if (round % 10 == 0) {
				int number = round;
				SegmentId id = as(() -> segments.create("Round " + number, rule));
				assertThat(membersOf(id)).as("%s", rule).isEqualTo(expected);
			}
			some += (expected.isEmpty() || expected.size() == people.size()) ? 0 : 1;
		}
		assertThat(some).as("rules that mean some and not all").isGreaterThan(60);
	}

	@Test
	void beginsWithThresholdsFromWhatMembersDo() {
		for (int i = 1; i <= 10; i++) {
			MemberId member = member(today, Set.of(), null);
			facts.payment(member, today.minusDays(40), i * 12_345L, 0);
		}
		store();
		assertThat(as(() -> starts.rule(SegmentStart.FADING_SPENDERS)))
			.isEqualTo(SegmentRule.all(Term.atLeast("spend", 98_000, null), Term.atLeast("spoke", 14, null)));
		for (SegmentStart start : SegmentStart.values()) {
			as(() -> previews.of(starts.rule(start)));
		}
		ann = staff.found("Nobody yet", "UTC", "CNY");
		assertThat(as(() -> starts.rule(SegmentStart.FADING_SPENDERS)).parts().get(0).terms())
			.contains(Term.atLeast("spend", 10_000, null));
	}

	@Test
	void refusesWhatNobodyKnows() {
		SegmentRule vips = SegmentRule.all(Term.anyOf("tag", "vip"));
		SegmentId id = as(() -> segments.create("Vips", vips));
		assertRefused("unknown-field", () -> previews.count(SegmentRule.all(Term.anyOf("shoe", "9"))));
		assertRefused("unknown-field", () -> previews.count(SegmentRule.all(Term.anyOf("segment", id.toString()))));
		assertRefused("comparison", () -> previews.count(SegmentRule.all(Term.atLeast("tag", 1, null))));
		assertRefused("comparison", () -> previews.count(SegmentRule.all(Term.never("spend"))));
		assertRefused("no-window", () -> previews.count(SegmentRule.all(Term.atLeast("spoke", 3, 10))));
		assertRefused("comparison", () -> previews.count(SegmentRule.all(Term.anyOf("messages", "3"))));
		assertThatExceptionOfType(MemberRefused.class)
			.isThrownBy(() -> as(() -> previews.count(SegmentRule.all(Term.anyOf("tier", "GOLD")))));
	}

	private List<GroupId> manyPeople(Random random) {
		CommunityId community = community();
		List<GroupId> in = new ArrayList<>();
		for (String name : List.of("one", "two", "three")) {
			in.add(as(() -> groups
				.create(community, new GroupTerms(name, Carrier.WECHAT, Stage.VALUE, 500, null, null, null))
				.id()));
		}
		for (int i = 0; i < PEOPLE; i++) {
			Set<String> tags = new HashSet<>();
			TAGS.stream().filter(tag -> random.nextInt(3) == 0).forEach(tags::add);
			MemberId member = member(today.minusDays(random.nextInt(120)), tags,
					random.nextBoolean() ? in.get(random.nextInt(in.size())) : null);
			for (int done = random.nextInt(9); done > 0; done--) {
				facts.event(member, in.get(random.nextInt(in.size())), today.minusDays(random.nextInt(90)),
						random.nextInt(4) > 0);
			}
			for (int bought = random.nextInt(4); bought > 0; bought--) {
				facts.payment(member, today.minusDays(random.nextInt(200)), 100 * (1 + random.nextInt(50)),
						(random.nextInt(3) == 0) ? 100 : 0);
			}
		}
		store();
		return in;
	}

	private CommunityId community() {
		return as(() -> communities
			.create(new CommunityCard("A", Set.of(CommunityType.INTEREST), null, null, null, null, null))
			.id());
	}

	private SegmentRule rule(Random random, List<GroupId> in) {
		List<Part> parts = new ArrayList<>();
		for (int part = 1 + random.nextInt(3); part > 0; part--) {
			List<Term> terms = new ArrayList<>();
			for (int term = 1 + random.nextInt(3); term > 0; term--) {
				terms.add(term(random, in));
			}
			parts.add(new Part(match(random), terms));
		}
		return new SegmentRule(match(random), parts);
	}

	private static Match match(Random random) {
		return random.nextBoolean() ? Match.ALL : Match.ANY;
	}

	private static Term term(Random random, List<GroupId> in) {
		Integer days = random.nextBoolean() ? 1 + random.nextInt(120) : null;
		Is compared = random.nextBoolean() ? Is.AT_LEAST : Is.AT_MOST;
		Is chosen = random.nextBoolean() ? Is.ANY_OF : Is.NONE_OF;
		return switch (random.nextInt(10)) {
			case 0 -> new Term("tag", chosen, some(random, TAGS), null, null);
			case 1 -> new Term("group", chosen, some(random, in.stream().map(GroupId::toString).toList()), null, null);
			case 2 -> new Term("messages", compared, null, (long) random.nextInt(7), days);
			case 3 -> new Term("active_days", compared, null, (long) random.nextInt(7), days);
			case 4 -> new Term("spend", compared, of(random), 100L * random.nextInt(80), days);
			case 5 -> new Term("orders", compared, of(random), (long) random.nextInt(4), days);
			case 7 -> new Term("product_kind", chosen, some(random, List.of("COURSE", "GOODS")), null, days);
			case 6 -> new Term("joined", compared, null, (long) random.nextInt(120), null);
			default -> {
				String field = random.nextBoolean() ? "spoke" : "bought";
				yield (random.nextInt(3) == 0) ? Term.never(field)
						: new Term(field, compared, null, (long) random.nextInt(100), null);
			}
		};
	}

	/** What is bought here is goods. */
	private static @Nullable List<String> of(Random random) {
		return random.nextBoolean() ? null : some(random, List.of("COURSE", "GOODS"));
	}

	private static List<String> some(Random random, List<String> of) {
		List<String> some = of.stream().filter(value -> random.nextBoolean()).toList();
		return some.isEmpty() ? List.of(of.get(0)) : some;
	}

	private boolean fits(SegmentRule rule, MemberId member) {
		List<Boolean> parts = rule.parts()
			.stream()
			.map(part -> holds(part.match(), part.terms().stream().map(term -> fits(term, member)).toList()))
			.toList();
		return holds(rule.match(), parts);
	}

	private static boolean holds(Match match, List<Boolean> of) {
		return (match == Match.ALL) ? !of.contains(false) : of.contains(true);
	}

	private boolean fits(Term term, MemberId member) {
		Known known = Objects.requireNonNull(people.get(member));
		LocalDate from = (term.days() != null) ? today.minusDays(term.days() - 1L) : LocalDate.MIN;
		return switch (term.field()) {
			case "tag" -> (term.is() == Is.ANY_OF) == term.values().stream().anyMatch(known.tags()::contains);
			case "group" ->
				(term.is() == Is.ANY_OF) == (known.group() != null && term.values().contains(known.group().toString()));
			case "messages" -> compare(term,
					facts.eventsOf(member)
						.stream()
						.filter(event -> event.message() && !event.day().isBefore(from))
						.count());
			case "active_days" -> compare(term,
					facts.eventsOf(member)
						.stream()
						.map(Facts.Event::day)
						.filter(day -> !day.isBefore(from))
						.distinct()
						.count());
			case "spend" ->
				compare(term, ofGoods(term) * paid(member, from, payment -> payment.paid() - payment.refunded()));
			case "orders" -> compare(term, ofGoods(term) * paid(member, from, payment -> 1));
			case "joined" -> day(term, known.joined());
			case "product_kind" ->
				(term.is() == Is.ANY_OF) == (term.values().contains("GOODS") && paid(member, from, payment -> 1) > 0);
			case "spoke" -> day(term,
					facts.eventsOf(member)
						.stream()
						.filter(Facts.Event::message)
						.map(Facts.Event::day)
						.max(LocalDate::compareTo)
						.orElse(null));
			case "bought" -> day(term,
					facts.paymentsOf(member).stream().map(Facts.Payment::day).max(LocalDate::compareTo).orElse(null));
			default -> throw new IllegalArgumentException(term.field());
		};
	}

	private static long ofGoods(Term term) {
		return (term.values().isEmpty() || term.values().contains("GOODS")) ? 1 : 0;
	}

	private long paid(MemberId member, LocalDate from, ToLongFunction<Facts.Payment> what) {
		return facts.paymentsOf(member).stream().filter(payment -> !payment.day().isBefore(from)).mapToLong(what).sum();
	}

	private static boolean compare(Term term, long value) {
		long number = Objects.requireNonNull(term.number());
		return (term.is() == Is.AT_LEAST) ? value >= number : value <= number;
	}

	private boolean day(Term term, @Nullable LocalDate day) {
		if (term.is() == Is.NEVER || day == null) {
			return term.is() == Is.NEVER && day == null;
		}
		LocalDate limit = today.minusDays(Objects.requireNonNull(term.number()));
		return (term.is() == Is.AT_LEAST) ? !day.isAfter(limit) : !day.isBefore(limit);
	}

	private Set<MemberId> membersOf(SegmentId id) {
		return as(() -> listing.list(new MemberFilter(null, Map.of("segment", id.toString()), List.of()), Sort.NAME,
				null, PEOPLE + 1))
			.items()
			.stream()
			.map(MemberRow::id)
			.collect(Collectors.toSet());
	}

	private MemberId member(LocalDate joined, Set<String> tags, @Nullable GroupId group) {
		MemberId id = as(() -> members.add(new NewMember("Member " + people.size(), null, null, List.of(),
				List.copyOf(tags), group, Facts.at(joined), MemberSource.HAND)));
		people.put(id, new Known(joined, tags, group));
		return id;
	}

	private void store() {
		as(() -> transaction.execute(status -> {
			facts.storeEvents(jdbc, activities);
			return true;
		}));
		Long refused = as(() -> transaction.execute(status -> facts.storePayments(jdbc, orders)));
		assertThat(refused).isZero();
	}

	private void assertRefused(String code, Tenancy.Work<?, RuntimeException> work) {
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> as(work))
			.extracting(DomainException::getCode)
			.isEqualTo("segment." + code);
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return staff.as(ann, work);
	}

}
