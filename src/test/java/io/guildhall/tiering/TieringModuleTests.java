package io.guildhall.tiering;

import static io.guildhall.Race.race;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.Facts;
import io.guildhall.Facts.Event;
import io.guildhall.Facts.Payment;
import io.guildhall.HouseTest;
import io.guildhall.TestDatabase;
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
import io.guildhall.job.JobService;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberListing.Sort;
import io.guildhall.member.MemberRefused;
import io.guildhall.member.MemberRow;
import io.guildhall.member.MemberService;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewMember;
import io.guildhall.order.OrderImporting;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Tiers over the facts of all modules. */
@HouseTest
@RequiredArgsConstructor
class TieringModuleTests {

	private static final LocalDate BEGINNING = LocalDate.of(2025, 1, 1);

	private final TierPolicyService policies;

	private final TieringService tiering;

	private final TierReasons reasons;

	private final TierFigures figures;

	private final MemberListing listing;

	private final TierNight night;

	private final JobService jobs;

	private final OrganizationService organizations;

	private final CommunityService communities;

	private final GroupService groups;

	private final MemberService members;

	private final MembersOfGroups stays;

	private final ActivityImporting activities;

	private final OrderImporting orders;

	private final OnBehalf onBehalf;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final JdbcClient owner = JdbcClient.create(TestDatabase.asOwner());

	private Facts facts = new Facts();

	private final Map<MemberId, LocalDate> joined = new HashMap<>();

	private UUID organization = Ids.next();

	private int names;

	@BeforeEach
	void newOrganization() {
		organization = Ids.next();
		onBehalf.ofSystem(organization,
				() -> organizations.found(new NewOrganization("Acme", null, ZoneOffset.UTC, "CNY", "en", false)));
		facts = new Facts();
		joined.clear();
	}

	@Test
	void judgesAllMembersAsTheRuleJudgesOne() {
		Random random = new Random(7);
		GroupId here = group(community("A"), "here");
		GroupId there = group(community("B"), "there");
		List<MemberId> people = new ArrayList<>();
		for (int i = 0; i < 120; i++) {
			people.add(member(BEGINNING.plusDays(random.nextInt(150))));
		}
		for (MemberId member : people) {
			int busy = random.nextInt(12);
			for (int i = 0; i < busy * 3; i++) {
				facts.event(member, random.nextBoolean() ? here : there, BEGINNING.plusDays(random.nextInt(200)),
						random.nextInt(4) > 0);
			}
			int buys = random.nextInt(4);
			for (int i = 0; i < buys; i++) {
				LocalDate day = BEGINNING.plusDays(random.nextInt(200));
				facts.payment(member, day, 3000, (random.nextInt(3) == 0) ? 1000 : 0);
			}
		}
		store();
		List<TierTerms> variants = List
			.of(TierTerms.activityAndSpend(30, ActivityMeasure.MESSAGES, 3, SpendMeasure.NET_SPEND, false, 2500, 40),
					TierTerms.activityAndSpend(14, ActivityMeasure.ACTIVE_DAYS, 2, SpendMeasure.ORDERS, true, 2, 50),
					TierTerms.activity(21, ActivityMeasure.MESSAGES, 4, 2, 25), TierTerms.activityAndSpend(60,
							ActivityMeasure.ACTIVE_DAYS, 5, SpendMeasure.NET_SPEND, true, 6000, 20),
					TierTerms.activity(7, ActivityMeasure.ACTIVE_DAYS, 2, 1, 0));
		Map<MemberId, Tier> before = new HashMap<>();
		TierPolicyId policy = as(() -> policies.ofOrganization().id());
		for (int step = 0; step < 25; step++) {
			LocalDate asOf = BEGINNING.plusDays(20 + step * 7L);
			TierTerms terms = variants.get(step % variants.size());
			as(() -> policies.change(policy, terms, null));
			TierEvaluation evaluation = as(() -> tiering.evaluate(policy, asOf));
			Map<MemberId, Tier> expected = new HashMap<>();
			for (MemberId member : people) {
				TierInputs inputs = inputs(terms, member, asOf, before.get(member));
				if (!inputs.joined().isAfter(asOf)) {
					expected.put(member, TierRule.judge(terms, inputs, asOf));
				}
			}
			assertThat(as(() -> tiering.tiers(people))).as("as of %s by %s", asOf, terms).isEqualTo(expected);
			for (Tier tier : Tier.values()) {
				assertThat(evaluation.counts().of(tier))
					.isEqualTo(expected.values().stream().filter(tier::equals).count());
			}
			long changed = expected.entrySet()
				.stream()
				.filter(entry -> entry.getValue() != before.get(entry.getKey()))
				.count();
			assertThat(evaluation.changed()).isEqualTo(changed);
			assertThat(as(() -> tiering.evaluate(policy, asOf)).changed()).isZero();
			before.clear();
			before.putAll(expected);
		}
		LocalDate first = BEGINNING.plusDays(20);
		as(() -> policies.change(policy, variants.get(0), null));
		Map<MemberId, Tier> lookedBack = new HashMap<>();
		people.forEach(member -> {
			TierInputs inputs = inputs(variants.get(0), member, first, null);
			if (!inputs.joined().isAfter(first)) {
				lookedBack.put(member, TierRule.judge(variants.get(0), inputs, first));
			}
		});
		as(() -> tiering.evaluate(policy, first));
		assertThat(as(() -> tiering.tiers(people))).as("looking back").isEqualTo(lookedBack);
	}

	@Test
	void whoJoinedYesterdayIsNewAndWhoBoughtLongAgoIsNot() {
		LocalDate asOf = BEGINNING.plusDays(100);
		MemberId newcomer = member(asOf.minusDays(1));
		MemberId imported = member(asOf.plusDays(50));
		facts.payment(imported, BEGINNING, 100, 0);
		store();
		TierPolicyId policy = as(() -> policies.ofOrganization().id());
		as(() -> tiering.evaluate(policy, asOf));
		assertThat(as(() -> tiering.tiers(List.of(newcomer, imported))))
			.isEqualTo(Map.of(newcomer, Tier.NEW, imported, Tier.SILENT));
	}

	@Test
	void keepsTheInputsOfEveryChangeAndSaysWhy() {
		GroupId group = group(community("A"), "here");
		MemberId ann = member(BEGINNING);
		for (int i = 0; i < 5; i++) {
			facts.event(ann, group, BEGINNING.plusDays(40), true);
		}
		facts.payment(ann, BEGINNING.plusDays(41), 20_000, 0);
		store();
		TierPolicyId policy = as(() -> policies.ofOrganization().id());
		as(() -> tiering.evaluate(policy, BEGINNING.plusDays(50)));
		as(() -> tiering.evaluate(policy, BEGINNING.plusDays(51)));
		as(() -> tiering.evaluate(policy, BEGINNING.plusDays(90)));
		MemberTier why = as(() -> reasons.of(ann));
		assertThat(why.tier()).isEqualTo(Tier.DORMANT_SPENDER);
		assertThat(why.since()).isEqualTo(BEGINNING.plusDays(90));
		assertThat(why.history())
			.extracting(MemberTier.Change::day, MemberTier.Change::from, MemberTier.Change::to,
					MemberTier.Change::activity, MemberTier.Change::spend, MemberTier.Change::policyNumber)
			.containsExactly(tuple(BEGINNING.plusDays(90), Tier.CORE, Tier.DORMANT_SPENDER, 0L, 20_000L, 1),
					tuple(BEGINNING.plusDays(50), null, Tier.CORE, 5L, 20_000L, 1));
		assertThat(as(() -> figures.flow(policy, BEGINNING.plusDays(60), BEGINNING.plusDays(90))).moves())
			.containsExactly(new TierMove(Tier.CORE, Tier.DORMANT_SPENDER, 1));
		assertThat(as(() -> figures.counts(policy)).dormantSpender()).isOne();
		assertThat(as(() -> figures.fallen(policy, Tier.CORE, Tier.DORMANT_SPENDER, BEGINNING.plusDays(80), 10)))
			.extracting(TierFigures.Fallen::member)
			.containsExactly(ann);
	}

	@Test
	void whoeverAFlowCountsCanBeListed() {
		GroupId group = group(community("A"), "here");
		LocalDate then = BEGINNING.plusDays(50);
		LocalDate now = BEGINNING.plusDays(90);
		MemberId fallen = member(BEGINNING);
		MemberId steady = member(BEGINNING);
		MemberId late = member(now.minusDays(1));
		for (int i = 0; i < 5; i++) {
			facts.event(fallen, group, BEGINNING.plusDays(40), true);
			facts.event(steady, group, BEGINNING.plusDays(40), true);
			facts.event(steady, group, BEGINNING.plusDays(80), true);
		}
		store();
		TierPolicyId policy = as(() -> policies.ofOrganization().id());
		as(() -> tiering.evaluate(policy, then));
		as(() -> tiering.evaluate(policy, now));
		TierFlow flow = as(() -> figures.flow(policy, then, now));
		assertThat(flow.policy()).isNull();
		Map<TierMove, List<MemberId>> listed = new HashMap<>();
		flow.moves().forEach(move -> listed.put(move, listed("moved", flow.filter(move))));
		assertThat(listed).isEqualTo(Map.of(new TierMove(Tier.POTENTIAL, Tier.SILENT, 1), List.of(fallen),
				new TierMove(Tier.POTENTIAL, Tier.POTENTIAL, 1), List.of(steady), new TierMove(null, Tier.NEW, 1),
				List.of(late)));
		String days = "." + then + "." + now;
		assertThat(listed("moved", "ANY.SILENT" + days)).containsExactly(fallen);
		assertThat(listed("moved", "ANY.NEW" + days)).containsExactly(late);
		assertThat(listed("moved", "CORE.SILENT" + days)).isEmpty();
		assertThat(listed("moved", "POTENTIAL.SILENT." + then + "." + then)).isEmpty();
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> listed("moved", "CORE.SILENT"));
	}

	@Test
	void membersAreChosenByTheTierInACommunityAndItSaysWhy() {
		CommunityId community = community("A");
		GroupId here = group(community, "here");
		MemberId ann = member(BEGINNING);
		MemberId bob = member(BEGINNING);
		as(() -> {
			stays.joined(ann, here, Facts.at(BEGINNING));
			stays.joined(bob, here, Facts.at(BEGINNING));
			return true;
		});
		LocalDate asOf = BEGINNING.plusDays(60);
		facts.event(ann, here, asOf, true);
		store();
		TierPolicyId policy = as(
				() -> policies.create(community, TierTerms.activity(7, ActivityMeasure.MESSAGES, 2, 1, 0)).id());
		as(() -> tiering.evaluate(policy, asOf));
		assertThat(listed(policy.filter(), "POTENTIAL")).containsExactly(ann);
		assertThat(listed(policy.filter(), "SILENT")).containsExactly(bob);
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> listed(policy.filter(), "GOLD"));
		assertThat(as(() -> reasons.inCommunities(ann))).singleElement().satisfies(why -> {
			assertThat(why.policy().community()).isEqualTo(community.id());
			assertThat(why.tier()).isEqualTo(Tier.POTENTIAL);
			assertThat(why.history()).hasSize(1);
		});
		assertThat(as(() -> reasons.of(bob, policy)).tier()).isEqualTo(Tier.SILENT);
		assertThat(as(() -> reasons.of(bob)).tier()).isNull();
		assertThat(as(() -> figures.flow(policy, BEGINNING, asOf)).policy()).isEqualTo(policy);
		assertThat(listed("moved", "NONE.SILENT." + BEGINNING + "." + asOf + "." + policy)).containsExactly(bob);
		assertThat(listed("moved", "NONE.SILENT." + BEGINNING + "." + asOf)).isEmpty();
	}

	@Test
	void aCommunityJudgesItsOwnMembersByWhatTheyDoThere() {
		CommunityId community = community("A");
		GroupId here = group(community, "here");
		GroupId there = group(community("B"), "there");
		MemberId ann = member(BEGINNING);
		MemberId bob = member(BEGINNING);
		MemberId eve = member(BEGINNING);
		as(() -> {
			stays.joined(ann, here, Facts.at(BEGINNING));
			stays.joined(bob, here, Facts.at(BEGINNING));
			stays.joined(bob, there, Facts.at(BEGINNING));
			stays.joined(eve, there, Facts.at(BEGINNING));
			return true;
		});
		LocalDate asOf = BEGINNING.plusDays(60);
		facts.event(ann, here, asOf, true);
		facts.event(bob, there, asOf, true);
		facts.event(eve, there, asOf, true);
		store();
		TierPolicyId policy = as(
				() -> policies.create(community, TierTerms.activity(7, ActivityMeasure.MESSAGES, 2, 1, 0)).id());
		as(() -> tiering.evaluate(policy, asOf));
		assertThat(owner.sql("select member_id, tier from tier_assignments where policy_id = ?")
			.param(policy.id())
			.query((row, number) -> Map.entry(new MemberId(row.getObject(1, UUID.class)), row.getString(2)))
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
			.isEqualTo(Map.of(ann, "POTENTIAL", bob, "SILENT"));
		as(() -> {
			stays.left(bob, here, Facts.at(asOf.plusDays(1)));
			return true;
		});
		assertThat(as(() -> tiering.evaluate(policy, asOf.plusDays(2))).changed()).isOne();
		assertThat(as(() -> figures.counts(policy)).total()).isOne();
		assertThatExceptionOfType(TieringRefused.class).isThrownBy(
				() -> as(() -> policies.create(community, TierTerms.activity(7, ActivityMeasure.MESSAGES, 2, 1, 0))))
			.extracting(TieringRefused::getCode)
			.isEqualTo("tiering.exists");
	}

	@Test
	void whoLookedBackCanJudgeADayAgainThatWasJudgedBefore() {
		GroupId group = group(community("A"), "here");
		LocalDate then = BEGINNING.plusDays(50);
		LocalDate now = BEGINNING.plusDays(60);
		MemberId ann = member(BEGINNING);
		MemberId late = member(now.minusDays(1));
		for (int i = 0; i < 5; i++) {
			facts.event(ann, group, BEGINNING.plusDays(40), true);
		}
		store();
		TierPolicyId policy = as(() -> policies.ofOrganization().id());
		TierEvaluation first = as(() -> tiering.evaluate(policy, now));
		assertThat(first).returns(new TierCounts(0, 1, 0, 0, 1), TierEvaluation::counts)
			.returns(2L, TierEvaluation::changed);
		TierEvaluation back = as(() -> tiering.evaluate(policy, then));
		assertThat(back).as("who joined later is not there yet")
			.returns(new TierCounts(0, 1, 0, 0, 0), TierEvaluation::counts)
			.returns(2L, TierEvaluation::changed);
		assertThat(changes(policy, then)).isEqualTo(Map.of(ann, "null>POTENTIAL:5", late, "NEW>null:0"));
		assertThat(as(() -> tiering.evaluate(policy, then)).changed()).as("the same day again").isZero();
		TierEvaluation again = as(() -> tiering.evaluate(policy, now));
		assertThat(again).returns(new TierCounts(0, 1, 0, 0, 1), TierEvaluation::counts)
			.returns(1L, TierEvaluation::changed);
		assertThat(changes(policy, now)).isEqualTo(Map.of(ann, "null>POTENTIAL:5", late, "null>NEW:0"));
		assertThat(as(() -> tiering.tiers(List.of(ann, late)))).isEqualTo(Map.of(ann, Tier.POTENTIAL, late, Tier.NEW));
	}

	@Test
	void whoTurnsOutToHaveJoinedLaterIsJudgedNoMore() {
		MemberId ann = member(BEGINNING);
		TierPolicyId policy = as(() -> policies.ofOrganization().id());
		LocalDate asOf = BEGINNING.plusDays(60);
		assertThat(as(() -> tiering.evaluate(policy, asOf)).counts().silent()).isOne();
		owner.sql("update members set joined_day = ? where id = ?").param(asOf.plusDays(9)).param(ann.id()).update();
		LocalDate next = asOf.plusDays(1);
		TierEvaluation evaluation = as(() -> tiering.evaluate(policy, next));
		assertThat(evaluation.changed()).as("nothing else is known of them").isOne();
		assertThat(evaluation.counts().total()).isZero();
		assertThat(as(() -> tiering.tiers(List.of(ann)))).isEmpty();
		assertThat(changes(policy, next)).isEqualTo(Map.of(ann, "SILENT>null:0"));
	}

	@Test
	void twoPoliciesAreJudgedInOneTransactionEachByItsOwnMembers() {
		CommunityId community = community("A");
		GroupId here = group(community, "here");
		MemberId ann = member(BEGINNING);
		MemberId bob = member(BEGINNING);
		as(() -> {
			stays.joined(ann, here, Facts.at(BEGINNING));
			stays.joined(bob, here, Facts.at(BEGINNING));
			return true;
		});
		LocalDate asOf = BEGINNING.plusDays(60);
		TierPolicyId whole = as(() -> policies.ofOrganization().id());
		TierPolicyId there = as(
				() -> policies.create(community, TierTerms.activity(7, ActivityMeasure.MESSAGES, 2, 1, 0)).id());
		List<TierEvaluation> first = as(() -> List.of(tiering.evaluate(whole, asOf), tiering.evaluate(there, asOf)));
		assertThat(first).extracting(TierEvaluation::changed, one -> one.counts().silent())
			.containsExactly(tuple(2L, 2L), tuple(2L, 2L));
		as(() -> {
			stays.left(ann, here, Facts.at(asOf.plusDays(1)));
			members.erase(bob);
			return true;
		});
		LocalDate later = asOf.plusDays(2);
		List<TierEvaluation> then = as(() -> List.of(tiering.evaluate(whole, later), tiering.evaluate(there, later)));
		assertThat(then).extracting(TierEvaluation::changed, one -> one.counts().total())
			.containsExactly(tuple(1L, 1L), tuple(2L, 0L));
		assertThat(changes(whole, later)).isEqualTo(Map.of(bob, "SILENT>null:0"));
		assertThat(changes(there, later)).isEqualTo(Map.of(ann, "SILENT>null:0", bob, "SILENT>null:0"));
	}

	@Test
	void isWrittenSliceBySliceAndAsAWholeOrNotAtAll() {
		for (int i = 0; i < 250; i++) {
			member(BEGINNING.plusDays(i % 40));
		}
		TierPolicyId policy = as(() -> policies.ofOrganization().id());
		LocalDate asOf = BEGINNING.plusDays(30);
		List<Long> told = new ArrayList<>();
		TierMoves.Progress untilTheSecond = pageByPage(told, 2);
		assertThatThrownBy(() -> as(() -> tiering.evaluate(policy, asOf, untilTheSecond)))
			.isInstanceOf(TierMoves.Stopped.class);
		assertThat(told.get(1)).isPositive();
		assertThat(judgedMembers()).isZero();

		told.clear();
		TierEvaluation evaluation = as(() -> tiering.evaluate(policy, asOf, pageByPage(told, Integer.MAX_VALUE)));
		assertThat(told).hasSizeGreaterThan(1).isSorted().startsWith(0L).doesNotHaveDuplicates();
		assertThat(evaluation.changed()).isEqualTo(evaluation.counts().total()).isEqualTo(judgedMembers()).isPositive();
		told.clear();
		as(() -> tiering.evaluate(policy, asOf.plusDays(40), pageByPage(told, Integer.MAX_VALUE)));
		assertThat(told).hasSizeGreaterThan(1);
		assertThat(judgedMembers()).isEqualTo(250);
	}

	private long judgedMembers() {
		return owner.sql("select count(*) from tier_assignments where organization_id = ?")
			.param(organization)
			.query(Long.class)
			.single();
	}

	/** With slices of a page each, and no more of them than so many. */
	private static TierMoves.Progress pageByPage(List<Long> told, int most) {
		return new TierMoves.Progress() {

			@Override
			public boolean goesOn(long done, long total) {
				told.add(done);
				return told.size() < most;
			}

			@Override
			public int pages() {
				return 1;
			}

		};
	}

	@Test
	void previewsWithoutWritingAndSaysWhoWouldMove() {
		GroupId group = group(community("A"), "here");
		LocalDate asOf = BEGINNING.plusDays(60);
		for (int i = 0; i < 10; i++) {
			MemberId member = member(BEGINNING);
			for (int j = 0; j < i; j++) {
				facts.event(member, group, asOf, true);
			}
		}
		store();
		TierPolicyDetails policy = as(() -> policies.ofOrganization());
		as(() -> tiering.evaluate(policy.id(), asOf));
		assertThat(as(() -> figures.counts(policy.id()))).isEqualTo(new TierCounts(0, 6, 4, 0, 0));
		TierTerms stricter = TierTerms.activityAndSpend(30, ActivityMeasure.MESSAGES, 8, SpendMeasure.NET_SPEND, true,
				100, 0);
		TierPreview preview = as(() -> tiering.preview(policy.id(), stricter, asOf));
		assertThat(preview.counts()).isEqualTo(new TierCounts(0, 2, 8, 0, 0));
		assertThat(preview.changed()).isEqualTo(4);
		assertThat(preview.points()).hasSize(10);
		assertThat(preview.sampled()).isFalse();
		assertThat(preview.movers())
			.extracting(TierPreview.Mover::from, TierPreview.Mover::to, TierPreview.Mover::activity)
			.containsExactlyInAnyOrder(tuple(Tier.POTENTIAL, Tier.SILENT, 4L), tuple(Tier.POTENTIAL, Tier.SILENT, 5L),
					tuple(Tier.POTENTIAL, Tier.SILENT, 6L), tuple(Tier.POTENTIAL, Tier.SILENT, 7L));
		assertThat(as(() -> figures.counts(policy.id()))).isEqualTo(new TierCounts(0, 6, 4, 0, 0));
	}

	@Test
	void everyChangeIsAVersionAndTakingBackIsOneToo() {
		TierPolicyDetails first = as(() -> policies.ofOrganization());
		TierTerms weekly = TierTerms.activity(7, ActivityMeasure.MESSAGES, 5, 1, 0);
		TierPolicyDetails second = as(() -> policies.change(first.id(), weekly, first.version()));
		assertThat(second.number()).isEqualTo(2);
		assertThat(as(() -> policies.change(first.id(), weekly, null)).number()).isEqualTo(2);
		assertThatExceptionOfType(DomainException.class)
			.isThrownBy(() -> as(() -> policies.change(first.id(), weekly, first.version())));
		TierPolicyDetails third = as(() -> policies.restore(first.id(), 1));
		assertThat(third.terms()).isEqualTo(first.terms());
		assertThat(as(() -> policies.versions(first.id()))).extracting(TierPolicyVersion::number)
			.containsExactly(3, 2, 1);
	}

	@Test
	void theFirstToAskMakesThePolicyHoweverManyAskAtOnce() throws Exception {
		for (int round = 0; round < 10; round++) {
			newOrganization();
			List<Callable<TierPolicyDetails>> asked = Collections.nCopies(4, () -> as(policies::ofOrganization));
			for (TierPolicyDetails answer : race(asked)) {
				assertThat(answer.number()).isOne();
			}
		}
	}

	@Test
	void evaluatesAsAJobAndByNight() {
		member(BEGINNING);
		TierPolicyId policy = as(() -> policies.ofOrganization().id());
		UUID job = as(() -> tiering.start(policy, BEGINNING.plusDays(60)));
		onBehalf.ofSystem(organization, () -> {
			jobs.runNow(job);
			night.run(BEGINNING.plusDays(62));
			night.run(BEGINNING.plusDays(50));
			return true;
		});
		assertThat(as(() -> figures.evaluations(policy, 10))).extracting(TierEvaluation::asOf)
			.containsExactly(BEGINNING.plusDays(61), BEGINNING.plusDays(60));
		assertThatExceptionOfType(TieringRefused.class)
			.isThrownBy(() -> as(() -> tiering.start(policy, LocalDate.of(2999, 1, 1))));
	}

	@Test
	void isInvisibleToOthers() {
		MemberId ann = member(BEGINNING);
		TierPolicyId policy = as(() -> policies.ofOrganization().id());
		as(() -> tiering.evaluate(policy, BEGINNING.plusDays(60)));
		newOrganization();
		assertThatExceptionOfType(TieringRefused.class).isThrownBy(() -> as(() -> policies.get(policy)));
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> as(() -> reasons.of(ann)));
		assertThat(as(() -> tiering.tiers(List.of(ann)))).isEmpty();
		assertThat(as(() -> figures.counts(policy)).total()).isZero();
	}

	/** From which tier to which who moved on a day, and by what activity. */
	private Map<MemberId, String> changes(TierPolicyId policy, LocalDate day) {
		return owner
			.sql("select member_id, from_tier, to_tier, activity from tier_changes where policy_id = ? and day = ?")
			.param(policy.id())
			.param(day)
			.query((row, number) -> Map.entry(new MemberId(row.getObject(1, UUID.class)),
					row.getString(2) + ">" + row.getString(3) + ":" + row.getLong(4)))
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private List<MemberId> listed(String field, String value) {
		return as(() -> listing.list(new MemberFilter(null, Map.of(field, value), List.of()), Sort.JOINED, null, 50))
			.items()
			.stream()
			.map(MemberRow::id)
			.toList();
	}

	private TierInputs inputs(TierTerms terms, MemberId member, LocalDate asOf, @Nullable Tier before) {
		LocalDate start = asOf.minusDays(terms.windowDays() - 1L);
		LocalDate earlier = start.minusDays(terms.windowDays());
		LocalDate first = Objects.requireNonNull(joined.get(member));
		for (LocalDate day : facts.eventsOf(member).stream().map(Event::day).toList()) {
			first = day.isBefore(first) ? day : first;
		}
		for (LocalDate day : facts.paymentsOf(member).stream().map(Payment::day).toList()) {
			first = day.isBefore(first) ? day : first;
		}
		boolean spends = terms.kind() == PolicyKind.ACTIVITY_SPEND;
		LocalDate ever = LocalDate.of(1900, 1, 1);
		return new TierInputs(activity(terms, member, start, asOf),
				activity(terms, member, earlier, start.minusDays(1)),
				spends ? spend(terms, member, terms.spendAllTime() ? ever : start, asOf) : 0,
				spends ? spend(terms, member, terms.spendAllTime() ? ever : earlier, start.minusDays(1)) : 0, first,
				before);
	}

	private long activity(TierTerms terms, MemberId member, LocalDate from, LocalDate to) {
		List<Event> those = facts.eventsOf(member)
			.stream()
			.filter(event -> !event.day().isBefore(from) && !event.day().isAfter(to))
			.toList();
		return (terms.activityMeasure() == ActivityMeasure.MESSAGES) ? those.stream().filter(Event::message).count()
				: those.stream().map(Event::day).distinct().count();
	}

	private long spend(TierTerms terms, MemberId member, LocalDate from, LocalDate to) {
		return facts.paymentsOf(member)
			.stream()
			.filter(payment -> !payment.day().isBefore(from) && !payment.day().isAfter(to))
			.mapToLong(payment -> (terms.spendMeasure() == SpendMeasure.ORDERS) ? payment.orders()
					: payment.paid() - payment.refunded())
			.sum();
	}

	private CommunityId community(String name) {
		return as(() -> communities
			.create(new CommunityCard(name, Set.of(CommunityType.INTEREST), null, null, null, null, null))
			.id());
	}

	private GroupId group(CommunityId community, String name) {
		return as(() -> groups
			.create(community, new GroupTerms(name, Carrier.WECHAT, Stage.CONVERSION, 500, null, null, null))
			.id());
	}

	private MemberId member(LocalDate day) {
		NewMember named = NewMember.named("Member " + names++);
		MemberId id = as(() -> members.add(new NewMember(named.displayName(), null, null, named.identities(),
				named.tags(), null, Facts.at(day), named.source())));
		joined.put(id, day);
		return id;
	}

	private void store() {
		as(() -> {
			facts.storeEvents(jdbc, activities);
			return true;
		});
		assertThat(as(() -> facts.storePayments(jdbc, orders))).isZero();
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(organization, () -> transaction.execute(status -> work.run()));
	}

}
