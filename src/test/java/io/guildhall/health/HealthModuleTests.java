package io.guildhall.health;

import static io.guildhall.Race.notRefused;
import static io.guildhall.Race.race;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.Facts;
import io.guildhall.HouseTest;
import io.guildhall.activity.ActivityImporting;
import io.guildhall.activity.ActivityKind;
import io.guildhall.activity.ActivityService;
import io.guildhall.activity.NewActivity;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupFigures;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupRooms;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberTagging;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewMember;
import io.guildhall.member.StayMoves;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Groups are counted as one would count them by hand. */
@HouseTest
@RequiredArgsConstructor
class HealthModuleTests {

	private final ScopedClock clock;

	private final HealthService health;

	private final HealthCounting counting;

	private final GroupOverlaps overlaps;

	private final GroupMerges merges;

	private final GroupRooms rooms;

	private final ActivityService activity;

	private final MemberTagging tagging;

	private final MemberListing listing;

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

	private final JsonMapper json;

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
		as(() -> counting.count(today));
		List<GroupHealth> list = as(health::list);
		assertThat(list).hasSize(3);
		for (GroupHealth one : list) {
			GroupVitals vitals = one.vitals();
			GroupId group = one.group().id();
			assertThat(one.stage()).isEqualTo(vitals.stage());
			assertThat(vitals.members()).isEqualTo(in.values().stream().filter(mine -> mine.contains(group)).count());
			Map<MemberId, Long> week = said(group, 6, 0);
			assertThat(vitals.speakers()).isEqualTo(week.size());
			Set<MemberId> present = new HashSet<>(week.keySet());
			in.forEach((member, mine) -> {
				if (mine.contains(group)) {
					present.add(member);
				}
			});
			assertThat(vitals.present()).as("whoever wrote was there").isEqualTo(present.size());
			assertThat(vitals.messages()).isEqualTo(sum(week));
			assertThat(vitals.messagesBefore()).isEqualTo(sum(said(group, 13, 7)));
			Map<MemberId, Long> month = said(group, 29, 0);
			assertThat(vitals.messagesMonth()).isEqualTo(sum(month));
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
		as(() -> counting.count(today));
		List<GroupOverlap> pairs = as(() -> overlaps.list(10));
		assertThat(pairs).hasSize(3).isSortedAccordingTo((one, other) -> other.percent() - one.percent());
		for (GroupOverlap pair : pairs) {
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
		assertThat(as(() -> overlaps.list(all.get(0), 10))).as("of one group")
			.hasSize(2)
			.allMatch(pair -> pair.group().id().equals(all.get(0)) || pair.other().id().equals(all.get(0)));
		assertThat(page("/overlaps?group=" + all.get(0))).hasStatusOk()
			.bodyText()
			.contains("Who is in both", "All groups")
			.doesNotContain("data-chart=\"matrix\"", "??");
		assertThat(page("/overlaps?group=" + new GroupId(new java.util.UUID(0, 7)))).hasStatus(404);
		MemberId gone = in.entrySet()
			.stream()
			.filter(entry -> entry.getValue().size() == 3)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElseThrow();
		long before = pairs.stream().mapToLong(GroupOverlap::shared).sum();
		as(() -> {
			stays.left(gone, all.get(0), clock.instant());
			return counting.count(today);
		});
		assertThat(as(() -> overlaps.list(10)).stream().mapToLong(GroupOverlap::shared).sum()).isEqualTo(before - 2);
	}

	@Test
	void tellsStrangersFromThoseWhoSpokeWithEachOther() {
		GroupId group = group("four");
		List<MemberId> four = newcomers(group, 4);
		LocalDate day = today.minusDays(1);
		say(message(four.get(0), group, day, 10, 0, "a", null, "早"),
				message(four.get(1), group, day, 10, 20, "b", null, "早"));
		assertThat(counted(group, today).strangers()).isEqualTo(2);
		say(message(four.get(2), group, day, 15, 0, "c", null, "有人吗"));
		assertThat(counted(group, today).strangers()).as("nobody was there").isEqualTo(2);
		say(message(four.get(0), group, day.plusDays(1), 9, 0, "d", "c", "有的"));
		assertThat(counted(group, today).strangers()).as("answered the day after").isOne();
		assertThat(counted(group, day.minusDays(1)).strangers()).as("not yet").isEqualTo(4);
	}

	@Test
	void countsAdvertisementsOnTheirDayHoweverLateTheyCome() {
		GroupId group = group("four");
		List<MemberId> four = newcomers(group, 4);
		LocalDate past = today.minusDays(3);
		say(message(four.get(0), group, past, 10, 0, "a", null, "看看 https://blog.example.cn"));
		as(() -> counting.count(past));
		as(() -> counting.count(today));
		assertThat(as(() -> health.days(group, past, past)).get(0).vitals()).returns(1L, GroupVitals::messagesLinked)
			.returns(0L, GroupVitals::messagesAds);
		say(IntStream.range(0, 20)
			.mapToObj(i -> message(four.get(3), group, past, 11, i, "ad" + i, null, "想赚钱的加我微信"))
			.toArray(NewActivity[]::new));
		as(() -> counting.count(today));
		List<GroupHealth> days = as(() -> health.days(group, past, today));
		assertThat(days).hasSize(2).allSatisfy(one -> {
			assertThat(one.vitals().messagesAds()).isEqualTo(20);
			assertThat(one.stage()).isEqualTo(GroupStage.AD_RIDDEN);
			assertThat(one.reasons()).containsExactly(StageReason.ADS);
		});
		assertThat(as(() -> health.posters(group))).extracting(HealthService.Poster::member, HealthService.Poster::ads)
			.containsExactly(tuple(four.get(3).id(), 20L), tuple(four.get(0).id(), 0L));
		assertThat(page("/groups/" + group + "/health/days")).hasStatusOk()
			.bodyText()
			.contains("Who advertised", four.get(3).toString(), "data-chart=\"lines\"")
			.doesNotContain("??");
		assertThat(page("/health")).hasStatusOk()
			.bodyText()
			.contains("20 of 21 messages of the month advertise", "/violations/new?group=" + group)
			.doesNotContain("??");
	}

	@Test
	void forgetsWhatAnImportBroughtThatIsTakenBack() {
		LocalDate past = today.minusDays(3);
		as(() -> counting.count(past));
		long before = as(() -> health.days(all.get(2), past, past)).get(0).vitals().messagesMonth();
		facts = new Facts();
		facts.event(in.keySet().iterator().next(), all.get(2), past.minusDays(1), true);
		UUID run = as(() -> transaction.execute(status -> facts.storeEvents(jdbc, activities)));
		as(() -> counting.count(today));
		assertThat(as(() -> health.days(all.get(2), past, past)).get(0).vitals().messagesMonth()).isEqualTo(before + 1);
		as(() -> activities.undo(run));
		as(() -> counting.count(today));
		assertThat(as(() -> health.days(all.get(2), past, past)).get(0).vitals().messagesMonth()).isEqualTo(before);
	}

	@Test
	void doesNotTakeStaffForLife() {
		GroupId group = group("four");
		List<MemberId> four = newcomers(group, 2);
		say(message(four.get(0), group, today.minusDays(20), 10, 0, "a", null, "在吗"),
				message(four.get(1), group, today, 0, 0, "b", null, "欢迎"));
		as(() -> tagging.tag(MemberFilter.of(List.of(four.get(1))), "工作人员"));
		assertThat(counted(group, today).quietDays()).isZero();
		assertThat(mvc.post()
			.uri(ann.path() + "/health/staff")
			.param("tag", "工作人员")
			.with(staff.login(ann))
			.with(csrf())
			.exchange()).hasStatus3xxRedirection();
		assertThat(counted(group, today)).returns(20L, GroupVitals::quietDays).returns(today, GroupVitals::lastSpoke);
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> as(() -> {
			health.staffTag("x".repeat(41));
			return true;
		})).returns("health.tag", DomainException::getCode);
	}

	@Test
	void comparesWhatIsLeftAfterASpikeOrAChallenge() {
		GroupId group = group("four");
		MemberId member = newcomers(group, 1).get(0);
		LocalDate spike = today.minusDays(10);
		List<NewActivity> said = new ArrayList<>();
		for (int i = 1; i <= 28; i++) {
			said.add(message(member, group, spike.minusDays(i), 12, 0, "daily" + i, null, "早"));
		}
		for (int i = 0; i < 30; i++) {
			said.add(message(member, group, spike, 12, i, "spike" + i, null, "哇"));
		}
		said.add(message(member, group, spike.plusDays(2), 12, 0, "after", null, "嗯"));
		say(said.toArray(NewActivity[]::new));
		assertThat(counted(group, today).event())
			.isEqualTo(new GroupEvent(GroupEvent.Kind.SPIKE, null, spike, spike, 7, 1));
		as(() -> transaction.execute(status -> jdbc
			.sql("""
					insert into challenges (organization_id, id, version, group_id, name, text, starts_on, ends_on,
						cut_off_minutes, proof_kind, cards, counting, created_at)
					values (:organization, gen_random_uuid(), 0, :group, '晨读', '', :first, :last, 0, 'NONE', 0, 'DAYS', now())
					""")
			.param("organization", ann.organizationId())
			.param("group", group.id())
			.param("first", spike.minusDays(1))
			.param("last", spike)
			.update()));
		assertThat(counted(group, today).event())
			.isEqualTo(new GroupEvent(GroupEvent.Kind.CHALLENGE, "晨读", spike.minusDays(1), spike, 7, 1));
		assertThat(page("/groups/" + group + "/health")).bodyText()
			.contains("After the challenge 晨读", "86% less")
			.doesNotContain("??");
	}

	@Test
	void comparesWhatIsLeftAfterACampaignThatReachedATenthOfTheGroup() {
		GroupId group = group("four");
		List<MemberId> many = newcomers(group, 20);
		LocalDate sent = today.minusDays(12);
		List<NewActivity> said = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			said.add(message(many.get(i), group, sent.minusDays(1 + i % 7), 12, i, "before" + i, null, "早"));
		}
		for (int i = 0; i < 5; i++) {
			said.add(message(many.get(i), group, sent, 12, i, "while" + i, null, "好"));
		}
		for (int i = 0; i < 2; i++) {
			said.add(message(many.get(i), group, sent.plusDays(2 + i), 12, i, "after" + i, null, "嗯"));
		}
		said.add(message(many.get(0), group, sent.plusDays(9), 12, 0, "late", null, "嗯"));
		say(said.toArray(NewActivity[]::new));
		UUID campaign = campaign("春茶");
		touch(campaign, many.get(0), sent);
		assertThat(counted(group, today).event()).as("one of twenty").isNull();
		as(() -> {
			many.subList(10, 20).forEach(member -> stays.left(member, group, Facts.at(today.minusDays(1))));
			return true;
		});
		assertThat(counted(group, today).event()).as("of twenty who were there then").isNull();
		touch(campaign, many.get(19), sent.plusDays(1));
		GroupEvent event = new GroupEvent(GroupEvent.Kind.CAMPAIGN, "春茶", sent, sent.plusDays(1), 8, 2);
		assertThat(counted(group, today).event()).as("also whoever left since").isEqualTo(event);
		assertThat(counted(all.get(2), today).event()).as("in another group nobody was reached").isNull();
		touch(campaign("别的"), many.get(1), today.minusDays(3));
		assertThat(counted(group, today).event()).as("one that is not a week ago").isEqualTo(event);
		assertThat(counted(group, sent.plusDays(7)).event()).as("the week after is not over").isNull();
		assertThat(page("/groups/" + group + "/health")).bodyText()
			.contains("After the campaign 春茶", "75% less")
			.doesNotContain("??");
	}

	@Test
	void theOnlyGroupHasNoneToGoInto() {
		ann = staff.found("Other", "UTC", "CNY");
		GroupId alone = as(() -> groups
			.create(communities
				.create(new CommunityCard("B", Set.of(CommunityType.INTEREST), null, null, null, null, null))
				.id(), new GroupTerms("one", Carrier.WECHAT, Stage.VALUE, 500, null, null, null))
			.id());
		assertThat(page("/groups/" + alone + "/merge")).hasStatusOk()
			.bodyText()
			.contains("There is no other group")
			.doesNotContain("<select", "??");
	}

	@Test
	void showsAPairAndActsOnIt() {
		as(() -> counting.count(today));
		GroupOverlap pair = as(() -> overlaps.list(1)).get(0);
		String path = "/overlaps/pair?one=" + pair.group().id() + "&other=" + pair.other().id();
		assertThat(page("/overlaps")).bodyText().contains(path.replace("&", "&amp;"));
		assertThat(page(path)).hasStatusOk()
			.bodyText()
			.contains("Tag " + pair.shared() + " members", "Stop duplicate sends")
			.doesNotContain("??");
		assertThat(page(path + "&lang=zh-CN")).hasStatusOk().bodyText().contains("避免重复触达").doesNotContain("??");
		assertThat(act("/overlaps/pair/tag", pair, "tag", "两群")).hasStatus3xxRedirection();
		assertThat(as(() -> listing.count(new MemberFilter(null, Map.of("tag", "两群"), List.of()), 100)))
			.isEqualTo(pair.shared());
		assertThat(act("/overlaps/pair/contacts", pair, "days", "7")).hasStatus3xxRedirection();
		assertThat(page(path)).bodyText().contains("is sold to once within 7 days");
		assertThat(page("/overlaps/pair?one=" + pair.group().id() + "&other=" + pair.group().id()))
			.hasStatus4xxClientError();
		Map<String, Object> both = Map.of("one", pair.group().id(), "other", pair.other().id());
		String key = staff.apiKey(ann);
		assertThat(mvc.get().uri("/api/v1/group-" + path.substring(1)).header("Authorization", "Bearer " + key))
			.hasStatusOk()
			.bodyJson()
			.extractingPath("days")
			.isEqualTo(7);
		assertThat(rest("/group-overlaps/pair/tags", with(both, "tag", "再来"))).hasStatusOk()
			.bodyJson()
			.extractingPath("tagged")
			.isEqualTo((int) pair.shared());
		ann = staff.found("Other", "UTC", "CNY");
		assertThat(page(path)).hasStatus4xxClientError();
	}

	@Test
	void mergesGroupsAndTakesItBack() {
		GroupId one = all.get(0);
		GroupId two = all.get(1);
		long inOne = members(one);
		long inTwo = members(two);
		long both = in.values().stream().filter(mine -> mine.contains(one) && mine.contains(two)).count();
		GroupMergePreview preview = as(() -> merges.preview(one, two));
		assertThat(preview.effect()).isEqualTo(new StayMoves.Effect(inOne, both, 0, inTwo + inOne - both));
		assertThat(preview.refusal()).isNull();
		assertThat(page("/groups/" + one + "/merge?into=" + two)).hasStatusOk()
			.bodyText()
			.contains("Merge one into two")
			.doesNotContain("??");
		assertThat(mvc.post()
			.uri(ann.path() + "/groups/" + one + "/merge")
			.param("into", two.toString())
			.with(staff.login(ann))
			.with(csrf())
			.exchange()).hasStatus3xxRedirection();
		assertThat(members(one)).isZero();
		assertThat(members(two)).isEqualTo(inTwo + inOne - both);
		assertThat(page("/groups/" + one)).hasStatusOk().bodyText().contains("its members are in two now");
		assertThat(as(() -> rooms.following(List.of(one)))).containsExactly(two);
		GroupMerge merge = as(() -> merges.of(one)).orElseThrow();
		assertThat(merge.moved()).isEqualTo(inOne - both);
		assertThat(page("/groups/" + one + "/merges")).bodyText().contains("Undo the merge").doesNotContain("??");
		MemberId leaver = in.entrySet()
			.stream()
			.filter(entry -> entry.getValue().contains(one) && !entry.getValue().contains(two))
			.map(Map.Entry::getKey)
			.findFirst()
			.orElseThrow();
		as(() -> {
			stays.left(leaver, two, clock.instant());
			return true;
		});
		assertThat(rest("/group-merges/" + merge.id() + "/undo", Map.of())).hasStatusOk();
		assertThat(members(one)).as("who left since stays away").isEqualTo(inOne - 1);
		assertThat(members(two)).isEqualTo(inTwo);
		assertThat(page("/groups/" + one)).bodyText().doesNotContain("its members are in two now");
		assertThat(rest("/group-merges/" + merge.id() + "/undo", Map.of())).hasStatus(409);
	}

	@Test
	void refusesMergesThatCannotBe() {
		GroupId one = all.get(0);
		GroupId small = as(() -> groups
			.create(as(() -> groups.get(one)).community(),
					new GroupTerms("small", Carrier.WECHAT, Stage.VALUE, 1, null, null, null))
			.id());
		assertThat(rest("/group-merges/preview", Map.of("group", one, "into", small))).hasStatusOk()
			.bodyJson()
			.extractingPath("refusal")
			.isEqualTo("health.merge.full");
		assertThat(rest("/group-merges", Map.of("group", one, "into", small))).hasStatus(409);
		assertThat(rest("/group-merges", Map.of("group", one, "into", one))).hasStatus4xxClientError();
		assertThat(members(one)).isPositive();
		Person operator = staff.hired(ann, Role.OPERATOR);
		assertThatExceptionOfType(DomainException.class)
			.isThrownBy(() -> staff.as(operator, () -> merges.merge(one, all.get(1))));
		as(() -> merges.merge(one, all.get(1)));
		assertThat(rest("/group-merges", Map.of("group", all.get(2), "into", one))).hasStatus(409)
			.bodyText()
			.contains("health.merge.archived");
		assertThat(rest("/groups/" + one + "/restore", Map.of())).hasStatus(409)
			.bodyText()
			.contains("community.merged");
	}

	@Test
	void groupsThatAreMergedCrosswiseAtOnceAreNotBothClosed() throws Exception {
		GroupId one = all.get(0);
		GroupId two = all.get(1);
		List<Callable<GroupMergeId>> merging = List.of(() -> as(() -> merges.merge(one, two)),
				() -> as(() -> merges.merge(two, one)));
		assertThat(notRefused(merging)).isEqualTo(1);
		assertThat(members(one) * members(two)).isZero();
		assertThat(members(one) + members(two)).isPositive();
	}

	@Test
	void severalWhoCountAtOnceAgree() throws Exception {
		List<Callable<Integer>> counts = Collections.nCopies(8,
				() -> as(() -> transaction.execute(status -> counting.count(today))));
		assertThat(race(counts)).containsOnly(3);
		assertThat(as(() -> overlaps.list(10))).hasSize(3);
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
	void aPlaceInTheListOfMergesThatIsMadeByHandIsRefused() {
		String forged = java.util.Base64.getUrlEncoder()
			.encodeToString("now\u001fhere".getBytes(java.nio.charset.StandardCharsets.UTF_8));
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> as(() -> merges.list(forged)))
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo("shared.cursor"));
	}

	@Test
	void othersSeeNothingAndOperatorsTheirOwn() {
		as(() -> counting.count(today));
		Person operator = staff.hired(ann, Role.OPERATOR);
		assertThat(staff.as(operator, health::list)).isEmpty();
		assertThatExceptionOfType(DomainException.class)
			.isThrownBy(() -> staff.as(operator, () -> health.of(all.get(0))));
		assertThat(staff.as(operator, () -> overlaps.list(10))).isEmpty();
		ann = staff.found("Other", "UTC", "CNY");
		assertThat(as(health::list)).isEmpty();
		assertThat(as(() -> overlaps.list(10))).isEmpty();
	}

	private GroupId group(String name) {
		return as(() -> groups
			.create(groups.get(all.get(0)).community(),
					new GroupTerms(name, Carrier.WECHAT, Stage.VALUE, 500, null, null, null))
			.id());
	}

	private List<MemberId> newcomers(GroupId group, int count) {
		return IntStream.range(0, count).mapToObj(i -> {
			MemberId member = as(() -> members.add(NewMember.named("New " + i)));
			join(member, group, today.minusDays(60));
			return member;
		}).toList();
	}

	private UUID campaign(String name) {
		UUID campaign = UUID.randomUUID();
		as(() -> transaction.execute(status -> jdbc.sql("""
				insert into campaigns (organization_id, id, version, name, goal, audience, text, window_days, state,
					created_at, launched_at)
				values (:organization, :campaign, 0, :name, 'WAKE_UP', '{}', '', 7, 'RUNNING', now(), now())
				""")
			.param("organization", ann.organizationId())
			.param("campaign", campaign)
			.param("name", name)
			.update()));
		return campaign;
	}

	private void touch(UUID campaign, MemberId member, LocalDate day) {
		as(() -> transaction.execute(status -> jdbc
			.sql("""
					insert into touches (organization_id, id, campaign_id, step, member_id, channel, goal, state, planned_at,
						moved_at, sent_at, sent_day)
					values (:organization, gen_random_uuid(), :campaign, 1, :member, 'HUMAN', 'SELLING', 'SENT', now(), now(),
						:day, :day)
					""")
			.param("organization", ann.organizationId())
			.param("campaign", campaign)
			.param("member", member.id())
			.param("day", day)
			.update()));
	}

	private static NewActivity message(MemberId member, GroupId group, LocalDate day, int hour, int minute, String id,
			@Nullable String replyTo, String text) {
		return new NewActivity(member, null, group, day.atTime(hour, minute).toInstant(ZoneOffset.UTC),
				ActivityKind.MESSAGE, text.length(), null, id, text.contains("https://"), null, replyTo, text);
	}

	private void say(NewActivity... said) {
		assertThat(as(() -> activity.record(List.of(said))).fresh()).isEqualTo(said.length);
	}

	private GroupVitals counted(GroupId group, LocalDate day) {
		as(() -> counting.count(day));
		return as(() -> health.days(group, day, day)).get(0).vitals();
	}

	private long members(GroupId group) {
		return as(() -> stays.of(List.of(group))).getOrDefault(group, GroupFigures.Figures.NONE).members();
	}

	private MvcTestResult act(String path, GroupOverlap pair, String name, String value) {
		return mvc.post()
			.uri(ann.path() + path)
			.param("one", pair.group().id().toString())
			.param("other", pair.other().id().toString())
			.param(name, value)
			.with(staff.login(ann))
			.with(csrf())
			.exchange();
	}

	private MvcTestResult rest(String path, Map<String, ?> body) {
		return mvc.post()
			.uri("/api/v1" + path)
			.header("Authorization", "Bearer " + staff.apiKey(ann))
			.contentType(MediaType.APPLICATION_JSON)
			.content(json.writeValueAsString(body))
			.exchange();
	}

	private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
		Map<String, Object> more = new HashMap<>(body);
		more.put(name, value);
		return more;
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
