package io.guildhall.onboarding;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.AtOneMoment;
import io.guildhall.Facts;
import io.guildhall.HouseTest;
import io.guildhall.challenge.ChallengeId;
import io.guildhall.challenge.ChallengeService;
import io.guildhall.challenge.ChallengeTerms;
import io.guildhall.challenge.CheckIns;
import io.guildhall.challenge.Counting;
import io.guildhall.challenge.Participants;
import io.guildhall.challenge.ProofKind;
import io.guildhall.challenge.Rewards;
import io.guildhall.challenge.Stage;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.field.FieldId;
import io.guildhall.field.FieldKind;
import io.guildhall.field.FieldOfMember;
import io.guildhall.field.FieldOption;
import io.guildhall.field.FieldService;
import io.guildhall.field.FieldValues;
import io.guildhall.member.Consent;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergeService;
import io.guildhall.onboarding.Question.Option;
import io.guildhall.order.OrderImporting;
import io.guildhall.segment.SegmentPreviews;
import io.guildhall.segment.SegmentRule;
import io.guildhall.segment.SegmentRule.Term;
import io.guildhall.segment.SegmentService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.task.TaskDetails;
import io.guildhall.task.TaskFilter;
import io.guildhall.task.TaskService;
import lombok.RequiredArgsConstructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How far those come who joined, and what becomes of what they answered. */
@AtOneMoment
@HouseTest
@RequiredArgsConstructor
class OnboardingLadderTests {

	private static final LocalDate TODAY = AtOneMoment.TODAY;

	private static final Question LEVEL = Question.of(QuestionKind.SEVERAL, "读什么？", false, Option.of("小说"),
			Option.of("诗"));

	private final MockMvcTester mvc;

	private final ChannelService channels;

	private final ChannelFunnels funnels;

	private final ChannelLadders ladders;

	private final OnboardingNight night;

	private final JoinDoor door;

	private final MemberAnswers answers;

	private final ChallengeService challenges;

	private final Participants participants;

	private final CheckIns checkIns;

	private final Rewards rewards;

	private final TaskService tasks;

	private final MergeService merges;

	private final MembersOfGroups stays;

	private final MemberConsents consents;

	private final MemberListing listing;

	private final FieldService fields;

	private final FieldValues values;

	private final SegmentService segments;

	private final SegmentPreviews previews;

	private final CommunityService communities;

	private final GroupService groups;

	private final OrderImporting orders;

	private final StaffFixtures staff;

	private final OnBehalf onBehalf;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final ScopedClock clock;

	private Person boss;

	private Person host;

	private GroupId group;

	private ChannelId channel;

	@BeforeEach
	void aChannelToAHostedGroup() {
		boss = staff.found("晨读社", "Asia/Shanghai", "CNY");
		host = staff.hired(boss, Role.OPERATOR);
		group = as(() -> groups.create(communities.create(CommunityFixtures.card("晨读圈")).id(),
				CommunityFixtures.terms("一群", host.accountId())))
			.id();
		channel = as(() -> channels.create(terms(LEVEL)));
	}

	@Test
	void stepsFollowFromWhatOthersKnow() {
		MemberId reader = join("打卡的", 10, "0");
		MemberId buyer = join("先买的", 10, "0", "1");
		join("没答的", 10);
		checkedIn(reader, 8, 7, 5);
		Facts facts = new Facts();
		facts.payment(buyer, TODAY.minusDays(6), 9_900, 9_900);
		facts.payment(reader, TODAY.minusDays(20), 9_900, 0);
		store(facts);
		count(TODAY);
		assertThat(steps()).extracting(FunnelStep::step).containsExactly(LadderStep.values());
		assertThat(steps()).extracting(FunnelStep::reached).containsExactly(3L, 2L, 2L, 2L, 1L);
		assertThat(steps()).extracting(FunnelStep::lost).containsExactly(0L, 1L, 0L, 0L, 1L);
		assertThat(steps()).extracting(FunnelStep::medianDays).containsExactly(null, 0, 5, 0, null);
		assertThat(steps()).extracting(FunnelStep::timed).containsExactly(0L, 2L, 1L, 1L, 0L);
		assertThat(as(() -> funnels.of(reader))).singleElement().satisfies(standing -> {
			assertThat(standing.step()).isEqualTo(LadderStep.REWARD);
			assertThat(standing.since()).isEqualTo(TODAY.minusDays(5));
			assertThat(standing.next()).isEqualTo(LadderStep.PURCHASE);
			assertThat(standing.stuck()).isFalse();
		});
		assertThat(standing(buyer).step()).as("what was refunded was bought").isEqualTo(LadderStep.PURCHASE);
		assertThat(standing(buyer).next()).isNull();
		assertThat(page("/channels/" + channel)).hasStatusOk()
			.bodyText()
			.contains("data-percent=\"66\"", "n = 2", "打卡满 3 天", "1 / 3")
			.doesNotContain("??");
		assertThat(page("/members/" + reader + "/channels")).hasStatusOk()
			.bodyText()
			.contains("<strong>首次奖励</strong>", TODAY.minusDays(5) + " 起", "下一步：首单")
			.doesNotContain("??");
	}

	@Test
	void nobodyGoesBackWhenTheLadderChanges() {
		MemberId reader = join("打卡的", 10, "0");
		checkedIn(reader, 8, 7, 5);
		count(TODAY);
		as(() -> ladders.change(new LadderTerms(List.of(LadderStep.CHECK_IN, LadderStep.PURCHASE), 7, 0), 0L));
		count(TODAY);
		assertThat(steps()).extracting(FunnelStep::step)
			.containsExactly(LadderStep.JOIN, LadderStep.CHECK_IN, LadderStep.PURCHASE);
		assertThat(standing(reader).step()).isEqualTo(LadderStep.CHECK_IN);
		assertThatExceptionOfType(ObjectOptimisticLockingFailureException.class)
			.isThrownBy(() -> as(() -> ladders.change(LadderTerms.USUAL, 0L)));
		LadderDetails own = as(() -> ladders.change(channel, LadderTerms.USUAL, 0L));
		assertThat(own).isEqualTo(new LadderDetails(LadderTerms.USUAL, true, 1));
		assertThat(steps()).hasSize(5);
		assertThat(as(() -> ladders.follow(channel)).terms().checkIns()).isEqualTo(7);
		as(() -> channels.change(channel, terms(), null));
		as(() -> ladders.change(LadderTerms.USUAL, null));
		assertThat(steps()).extracting(FunnelStep::step)
			.as("a channel that asks nothing")
			.doesNotContain(LadderStep.FORM);
	}

	@Test
	void whoIsStuckIsATaskOnceUntilTheyMoveOn() {
		MemberId lin = join("林晓", 9, "0");
		MemberId quiet = join("别联系", 9, "0");
		join("才来的", 3, "0");
		join("早走了", 40, "0");
		as(() -> {
			consents.say(quiet, Consent.WITHDRAWN, true, "said so");
			return null;
		});
		count(TODAY);
		count(TODAY);
		assertThat(open()).singleElement().satisfies(task -> {
			assertThat(task.member().id()).isEqualTo(lin);
			assertThat(task.assignee()).as("the host of the group").isEqualTo(host.accountId());
			assertThat(task.title()).contains("海报").doesNotContain("林晓");
			assertThat(task.note()).contains("7");
		});
		assertThat(steps().get(1).stuck()).as("shown also where nobody is asked").isEqualTo(3);
		assertThat(page("/channels/" + channel)).bodyText().contains("channel=" + channel + "&amp;ladder=STUCK");
		assertThat(page("/members?channel=" + channel + "&ladder=STUCK")).hasStatusOk().bodyText().contains("林晓");
		assertThat(page("/members/" + lin + "/channels")).bodyText().contains("卡住");
		assertThat(counted(Term.anyOf("ladder", "STUCK"))).isEqualTo(3);
		assertThat(counted(Term.anyOf("ladder", "FORM", "REWARD"))).isEqualTo(4);
		assertRefused("member.field-value", () -> previews.count(SegmentRule.all(Term.anyOf("ladder", "LEAP"))));
		as(() -> {
			tasks.done(open().get(0).id());
			return null;
		});
		count(TODAY.plusDays(1));
		assertThat(open()).as("once for a step").isEmpty();

		as(() -> {
			tasks.reopen(tasks.of(lin).get(0).id());
			return null;
		});
		Facts facts = new Facts();
		facts.payment(lin, TODAY.minusDays(1), 9_900, 0);
		store(facts);
		assertThat(as(() -> funnels.count(channel))).isEqualTo(1);
		assertThat(open()).as("closed by itself").isEmpty();
		assertThat(standing(lin).step()).isEqualTo(LadderStep.PURCHASE);
	}

	@Test
	void aTaskIsOfTheChannelByWhichTheyCameLast() {
		MemberId lin = join("林晓", 9, "0");
		count(TODAY);
		assertThat(open()).hasSize(1);
		ChannelId other = as(() -> channels.create(terms()));
		as(() -> merges.merge(lin, joinBy(other, "小林", 1)));
		count(TODAY);
		assertThat(open()).isEmpty();
		assertThat(as(() -> funnels.of(lin))).extracting(Standing::channel).containsExactly(other, channel);
	}

	@Test
	void aMergedMemberKeepsTheFurthestStep() {
		MemberId lin = join("林晓", 10, "0");
		MemberId twin = join("小林", 9);
		Facts facts = new Facts();
		facts.payment(twin, TODAY.minusDays(2), 9_900, 0);
		store(facts);
		count(TODAY);
		assertThat(standing(lin).step()).isEqualTo(LadderStep.FORM);
		MergeId merge = as(() -> merges.merge(lin, twin));
		assertThat(standing(lin).step()).isEqualTo(LadderStep.PURCHASE);
		assertThat(steps()).extracting(FunnelStep::reached).containsExactly(1L, 1L, 1L, 1L, 1L);
		as(() -> {
			merges.undo(merge);
			return null;
		});
		assertThat(standing(lin).step()).isEqualTo(LadderStep.FORM);
		assertThat(standing(twin).step()).isEqualTo(LadderStep.PURCHASE);
	}

	@Test
	void hostsSetAndSeeLaddersOfTheirOwnChannelsOnly() {
		assertThat(staff.as(host, () -> ladders.change(channel, LadderTerms.USUAL, null)).own()).isTrue();
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> staff.as(host, () -> ladders.change(LadderTerms.USUAL, null)));
		Person elsewhere = staff.hired(boss, Role.OPERATOR);
		Person stranger = staff.found();
		for (Person other : List.of(elsewhere, stranger)) {
			assertRefused("onboarding.unknown", () -> staff.as(other, () -> ladders.get(channel)));
			assertRefused("onboarding.unknown", () -> staff.as(other, () -> funnels.of(channel)));
			assertRefused("onboarding.unknown", () -> staff.as(other, () -> funnels.count(channel)));
		}
	}

	@Test
	void anAnswerFillsAFieldWhereItFitsAndNothingStands() {
		FieldId level = as(
				() -> fields.add("水平", FieldKind.CHOICE, List.of(FieldOption.named("新手"), FieldOption.named("老手"))));
		FieldId books = as(() -> fields.add("读过", FieldKind.NUMBER, List.of()));
		FieldId since = as(() -> fields.add("开始读", FieldKind.DATE, List.of()));
		as(() -> channels.change(channel,
				terms(Question.of(QuestionKind.SINGLE, "水平？", false, Option.of("新手"), Option.of("高手")).filling(level),
						Question.of(QuestionKind.NUMBER, "几本？", false).filling(books),
						Question.of(QuestionKind.TEXT, "何时？", false).filling(since)),
				null));
		MemberId lin = joinBy(channel, "林晓", 1, List.of("0"), List.of("12"), List.of("很早"));
		assertThat(known(lin)).containsExactly("新手", "12", "");
		assertThat(as(() -> answers.of(lin)).get(0).answers()).extracting(Answer::answer)
			.containsExactly("新手", "12", "很早");
		MemberId fan = joinBy(channel, "王一", 1, List.of("1"), List.of("1.23456"), List.of("2020/5/1"));
		assertThat(known(fan)).as("an option that the field does not have").containsExactly("", "", "2020-05-01");
		String key = as(() -> fields.get(books)).key();
		as(() -> values.set(fan, Map.of(key, "3"), null));
		as(() -> values.fill(fan, Map.of(books, "4", level, "老手")));
		assertThat(known(fan)).containsExactly("老手", "3", "2020-05-01");
		as(() -> {
			fields.archive(books);
			return null;
		});
		MemberId late = joinBy(channel, "王二", 1, List.of("0"), List.of("5"), List.of());
		assertThat(known(late)).containsExactly("新手", "");
		assertRefused("onboarding.field.unknown", () -> channels.change(channel,
				terms(Question.of(QuestionKind.TEXT, "？", false).filling(new FieldId(UUID.randomUUID()))), null));
	}

	@Test
	void segmentsAreMadeOfAnswersAlsoOfQuestionsThatAreGone() {
		join("一", 1, "0");
		join("两", 1, "0", "1");
		join("无", 1);
		String key = "q_" + as(() -> channels.get(channel)).questions().get(0).id().toString().replace("-", "");
		assertThat(as(() -> segments.field(key)).orElseThrow()).satisfies(field -> {
			assertThat(field.label()).isEqualTo("海报 · 读什么？");
			assertThat(field.offered()).isTrue();
			assertThat(as(() -> field.choices())).hasSize(4);
		});
		assertThat(counted(Term.anyOf(key, "诗"))).isEqualTo(1);
		assertThat(counted(Term.anyOf(key, "诗", "小说"))).isEqualTo(2);
		assertThat(counted(Term.noneOf(key, "诗"))).isEqualTo(2);
		assertThat(counted(Term.anyOf(key, "none"))).isEqualTo(1);
		assertRefused("member.field-value", () -> previews.count(SegmentRule.all(Term.anyOf(key, "戏"))));
		var saved = as(() -> segments.create("读诗的", SegmentRule.all(Term.anyOf(key, "诗"))));
		as(() -> channels.change(channel, terms(), null));
		assertThat(as(() -> previews.of(saved)).members()).isEqualTo(1);
		assertThat(as(() -> segments.field(key)).orElseThrow().offered()).isFalse();
		assertThat(as(() -> listing.count(new MemberFilter(null, Map.of(key, "诗"), List.of()), 10))).isEqualTo(1);
		Person elsewhere = staff.hired(boss, Role.OPERATOR);
		assertThat(staff.as(elsewhere, () -> segments.field(key)).orElseThrow()).satisfies(field -> {
			assertThat(field.label()).isNull();
			assertThat(field.choices()).hasSize(2);
		});
		assertThat(staff.as(staff.found(), () -> segments.field(key))).isEmpty();
	}

	private ChannelTerms terms(Question... questions) {
		return new ChannelTerms("海报", List.of(new Entry(group, "https://example.org/yi")),
				List.of(new Bait("一起晨读", "")), List.of(questions));
	}

	/** Chooses these options of the first question, if any. */
	private MemberId join(String name, int daysAgo, String... options) {
		return joinBy(channel, name, daysAgo, List.of(options));
	}

	@SafeVarargs
	private MemberId joinBy(ChannelId by, String name, int daysAgo, List<String>... said) {
		ChannelDetails details = as(() -> channels.get(by));
		Instant then = clock.instant().minus(Duration.ofDays(daysAgo));
		String token = clock.callAt(then, () -> door.page(details.code(), UUID.randomUUID(), null)).token();
		Map<UUID, List<String>> given = new HashMap<>();
		for (int i = 0; i < said.length && i < details.questions().size(); i++) {
			given.put(details.questions().get(i).id(), said[i]);
		}
		Attempt attempt = clock.callAt(then.plusSeconds(5), () -> door.join(details.code(),
				new Submission(token, "", name, Submission.ContactKind.PHONE, "", Set.of(), given, "192.0.2.1", null)));
		assertThat(attempt.state()).isEqualTo(Attempt.State.JOINED);
		return new MemberId(as(() -> transaction.execute(status -> jdbc
			.sql("select member_id from onboarding_join_facts where organization_id = ? and join_id = ?")
			.param(boss.organizationId())
			.param(attempt.join())
			.query(UUID.class)
			.single())));
	}

	/** Takes part in a challenge that praises after three days. */
	private void checkedIn(MemberId member, int... daysAgo) {
		Instant first = Facts.at(TODAY.minusDays(9));
		ChallengeId challenge = clock.callAt(first, () -> as(() -> {
			stays.joined(member, group, first);
			ChallengeId made = challenges.create(group, new ChallengeTerms("十页", "", TODAY.minusDays(9), 30, 0,
					ProofKind.NONE, 0, Counting.DAYS, List.of(new Stage(3, "好", null, null))));
			participants.add(made, List.of(member));
			return made;
		}));
		for (int day : daysAgo) {
			clock.callAt(Facts.at(TODAY.minusDays(day)), () -> as(() -> {
				checkIns.checkIn(challenge, member, "");
				return rewards.give(challenge, member);
			}));
		}
	}

	private void count(LocalDate day) {
		onBehalf.ofSystem(boss.organizationId(), () -> {
			night.run(day);
			return null;
		});
	}

	private void store(Facts facts) {
		as(() -> transaction.execute(status -> facts.storePayments(jdbc, orders)));
	}

	private List<FunnelStep> steps() {
		return as(() -> funnels.of(channel)).steps();
	}

	private Standing standing(MemberId member) {
		return as(() -> funnels.of(member)).get(0);
	}

	private List<TaskDetails> open() {
		return as(() -> tasks.list(new TaskFilter(TaskFilter.Shown.OPEN, null, null), null)).items();
	}

	private List<String> known(MemberId member) {
		return as(() -> values.of(member)).stream().map(FieldOfMember::value).toList();
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(boss.path() + path).locale(Locale.SIMPLIFIED_CHINESE).with(staff.login(boss)).exchange();
	}

	private long counted(Term term) {
		return as(() -> previews.count(SegmentRule.all(term)));
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return staff.as(boss, work);
	}

	private void assertRefused(String refusal, Tenancy.Work<?, RuntimeException> work) {
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> as(work))
			.satisfies(refused -> assertThat(refused.getCode()).isEqualTo(refusal));
	}

}
