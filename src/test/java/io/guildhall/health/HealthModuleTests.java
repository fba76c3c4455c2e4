package io.guildhall.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.Facts;
import io.guildhall.HouseTest;
import io.guildhall.activity.ActivityImporting;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewMember;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Groups are counted as one would count them by hand. */
@HouseTest
@RequiredArgsConstructor
class HealthModuleTests {

	private final HealthService health;

	private final HealthNight night;

	private final CommunityService communities;

	private final GroupService groups;

	private final MemberService members;

	private final MembersOfGroups stays;

	private final ActivityImporting activities;

	private final OrganizationService organizations;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final List<GroupId> all = new ArrayList<>();

	private final Map<MemberId, Set<GroupId>> in = new HashMap<>();

	private Facts facts = new Facts();

	private Person ann;

	private LocalDate today = LocalDate.EPOCH;

	@BeforeEach
	void threeGroupsOfThirty() {
		ann = staff.found("Acme", "UTC", "CNY");
		today = as(organizations::today);
		facts = new Facts();
		all.clear();
		in.clear();
		CommunityId community = as(() -> communities
			.create(new CommunityCard("A", Set.of(CommunityType.INTEREST), null, null, null, null, null))
			.id());
		for (String name : List.of("one", "two", "three")) {
			all.add(as(() -> groups
				.create(community, new GroupTerms(name, Carrier.WECHAT, Stage.VALUE, 500, null, null, null))
				.id()));
		}
		Random random = new Random(5);
		for (int i = 0; i < 30; i++) {
			MemberId member = as(() -> members.add(NewMember.named("Member " + in.size())));
			Set<GroupId> mine = new TreeSet<>((one, other) -> one.id().compareTo(other.id()));
			for (GroupId group : all) {
				if (random.nextBoolean()) {
					mine.add(group);
					join(member, group, today.minusDays(random.nextInt(50)));
				}
			}
			in.put(member, mine);
			for (int said = random.nextInt(20); said > 0; said--) {
				facts.event(member, all.get(random.nextInt(2)), today.minusDays(random.nextInt(40)),
						random.nextInt(3) > 0);
			}
		}
		as(() -> transaction.execute(status -> {
			facts.storeEvents(jdbc, activities);
			return true;
		}));
	}

	@Test
	void countsWhatOneWouldCountByHand() {
		as(() -> health.count(today));
		List<GroupHealth> list = as(health::list);
		assertThat(list).hasSize(3);
		for (GroupHealth one : list) {
			GroupVitals vitals = one.vitals();
			GroupId group = one.group().id();
			assertThat(one.stage()).isEqualTo(vitals.stage());
			assertThat(vitals.members()).isEqualTo(in.values().stream().filter(mine -> mine.contains(group)).count());
			Map<MemberId, Long> week = said(group, 6, 0);
			assertThat(vitals.speakers()).isEqualTo(week.size());
			assertThat(vitals.messages()).isEqualTo(sum(week));
			assertThat(vitals.messagesBefore()).isEqualTo(sum(said(group, 13, 7)));
			Map<MemberId, Long> month = said(group, 29, 0);
			assertThat(vitals.messagesMonth()).isEqualTo(sum(month)).isEqualTo(vitals.messagesKnown());
			assertThat(vitals.messagesTop()).isEqualTo(month.values()
				.stream()
				.sorted(Collections.reverseOrder())
				.limit(3)
				.mapToLong(Long::longValue)
				.sum());
		}
		assertThat(list.get(0).group().name()).as("nobody speaks in the third").isEqualTo("three");
	}

	@Test
	void saysWhoIsInBoth() {
		as(() -> health.count(today));
		List<GroupOverlap> overlaps = as(() -> health.overlaps(10));
		assertThat(overlaps).hasSize(3).isSortedAccordingTo((one, other) -> other.percent() - one.percent());
		for (GroupOverlap pair : overlaps) {
			assertThat(pair.shared()).isEqualTo(in.values()
				.stream()
				.filter(mine -> mine.contains(pair.group().id()) && mine.contains(pair.other().id()))
				.count());
			MvcTestResult both = page("/segments/new?match=ALL&p0.match=ALL&p0.t0.field=group&p0.t0.is=ANY_OF&p0.t0.v="
					+ pair.group().id() + "&p0.t1.field=group&p0.t1.is=ANY_OF&p0.t1.v=" + pair.other().id());
			assertThat(both).hasStatusOk().bodyText().contains("Save with " + pair.shared() + " member");
		}
		assertThat(page("/overlaps")).hasStatusOk()
			.bodyText()
			.contains("data-chart=\"matrix\"", "Who is in both")
			.doesNotContain("??");
		MemberId gone = in.entrySet()
			.stream()
			.filter(entry -> entry.getValue().size() == 3)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElseThrow();
		long before = overlaps.stream().mapToLong(GroupOverlap::shared).sum();
		as(() -> {
			stays.left(gone, all.get(0), Facts.at(today).minusSeconds(1));
			return health.count(today);
		});
		assertThat(as(() -> health.overlaps(10)).stream().mapToLong(GroupOverlap::shared).sum()).isEqualTo(before - 2);
	}

	@Test
	void severalWhoCountAtOnceAgree() throws Exception {
		ExecutorService several = Executors.newFixedThreadPool(4);
		try {
			List<Callable<Integer>> counts = Collections.nCopies(8,
					() -> as(() -> transaction.execute(status -> health.count(today))));
			for (Future<Integer> one : several.invokeAll(counts)) {
				assertThat(one.get()).isEqualTo(3);
			}
		}
		finally {
			several.shutdown();
		}
		assertThat(as(() -> health.overlaps(10))).hasSize(3);
	}

	@Test
	void countsByNightAndShowsWhereItIsLookedFor() {
		assertThat(page("/health")).hasStatusOk().bodyText().contains("No group has been counted yet");
		assertThat(page("/overlaps")).hasStatusOk().bodyText().contains("No two groups share a member");
		assertThat(page("/groups/" + all.get(0) + "/health")).hasStatusOk().bodyText().contains("Not counted yet");
		as(() -> {
			night.run(today.plusDays(1));
			night.run(today.plusDays(1));
			return true;
		});
		assertThat(page("/health")).hasStatusOk().bodyText().contains("three", "dead").doesNotContain("??");
		assertThat(page("/health?lang=zh-CN")).hasStatusOk().bodyText().contains("群健康").doesNotContain("??");
		assertThat(page("/groups/" + all.get(0) + "/health")).hasStatusOk()
			.bodyText()
			.contains("Top three")
			.doesNotContain("??");
		assertThat(mvc.post().uri(ann.path() + "/health/counts").with(staff.login(ann)).with(csrf()).exchange())
			.hasStatus3xxRedirection();
		String key = staff.apiKey(ann);
		for (String path : List.of("/group-health", "/group-overlaps")) {
			assertThat(mvc.get().uri("/api/v1" + path).header("Authorization", "Bearer " + key)).hasStatusOk()
				.bodyJson()
				.extractingPath("items.length()")
				.isEqualTo(3);
		}
	}

	@Test
	void othersSeeNothingAndOperatorsTheirOwn() {
		as(() -> health.count(today));
		Person operator = staff.hired(ann, Role.OPERATOR);
		assertThat(staff.as(operator, health::list)).isEmpty();
		assertThatExceptionOfType(DomainException.class)
			.isThrownBy(() -> staff.as(operator, () -> health.of(all.get(0))));
		assertThat(staff.as(operator, () -> health.overlaps(10))).isEmpty();
		ann = staff.found("Other", "UTC", "CNY");
		assertThat(as(health::list)).isEmpty();
		assertThat(as(() -> health.overlaps(10))).isEmpty();
	}

	private Map<MemberId, Long> said(GroupId group, int from, int to) {
		return in.keySet()
			.stream()
			.flatMap(member -> facts.eventsOf(member).stream())
			.filter(event -> event.message() && event.group().equals(group)
					&& !event.day().isBefore(today.minusDays(from)) && !event.day().isAfter(today.minusDays(to)))
			.collect(Collectors.groupingBy(Facts.Event::member, Collectors.counting()));
	}

	private static long sum(Map<MemberId, Long> counts) {
		return counts.values().stream().mapToLong(Long::longValue).sum();
	}

	private void join(MemberId member, GroupId group, LocalDate day) {
		as(() -> {
			stays.joined(member, group, Facts.at(day).minusSeconds(86_400));
			return true;
		});
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(ann.path() + path).with(staff.login(ann)).exchange();
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return staff.as(ann, work);
	}

}
