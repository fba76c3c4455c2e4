package io.guildhall.benefit;

import static io.guildhall.Race.awaitWaiting;
import static io.guildhall.Race.race;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;

import io.guildhall.HouseTest;
import io.guildhall.liability.Liabilities;
import io.guildhall.liability.LiabilityPeriod;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberPages;
import io.guildhall.member.MemberRefused;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.member.OwnPages;
import io.guildhall.membership.Benefit;
import io.guildhall.membership.MembershipPauses;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanConditions;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.membership.RefundPolicy;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class BenefitModuleTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	/** The tenth of March at noon, in Shanghai. */
	private static final Instant NOON = Instant.parse("2026-03-10T04:00:00Z");

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

	private static final BenefitRule LESSONS = rule("Lessons", 12, BenefitPeriod.YEAR);

	private final PlanBenefits planBenefits;

	private final MemberBenefits benefits;

	private final BenefitUses uses;

	private final BenefitCounter counter;

	private final BenefitNight night;

	private final List<NightlyWork> nights;

	private final MemberCodes codes;

	private final OwnBenefits own;

	private final MemberPages pages;

	private final OwnPages ownPages;

	private final PlanService plans;

	private final MembershipService memberships;

	private final MembershipPauses pauses;

	private final MemberService members;

	private final OrganizationService organizations;

	private final Liabilities liabilities;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private UUID acme = Ids.next();

	private Instant now = NOON;

	@BeforeEach
	void newOrganization() {
		acme = Ids.next();
		now = NOON;
		inAcme(() -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
	}

	@Test
	void thereAreNeverMoreUsesThanTheQuotaHoweverManyClickAtOnce() throws Exception {
		MemberId ann = member();
		buys(ann, plan(PlanTerm.YEARLY, rule("Lessons", 5, BenefitPeriod.YEAR)));
		List<String> answers = race(32, i -> () -> answer(ann, "race/" + i));
		assertThat(answers.stream().filter("used"::equals)).hasSize(5);
		assertThat(answers.stream().filter("benefit.used-up"::equals)).hasSize(27);
		assertThat(inAcme(() -> uses.list(ann, null, null)).items()).hasSize(5);
	}

	/**
	 * ★ The one that ends first has the later id: whoever wants it and waits for the
	 * other one as well holds neither meanwhile, so nobody waits in a circle.
	 */
	@Test
	void turnsAreTakenInTheOrderOfTheirIdsAndAllAtOnce() throws Exception {
		MemberId ann = member();
		MembershipSummary year = buys(ann, plan(PlanTerm.YEARLY, LESSONS));
		MembershipSummary month = buys(ann, plan(PlanTerm.MONTHLY, rule("Lessons", 1, BenefitPeriod.MONTH)));
		assertThat(access(ann, "Lessons").membership()).isEqualTo(month.id());
		ExecutorService one = Executors.newSingleThreadExecutor();
		try {
			Future<BenefitUse> used = inAcme(() -> transaction.execute(status -> {
				counter.waitForTurns(List.of(year.id().id()));
				Future<BenefitUse> waiting = one.submit(() -> use(ann, "in turn"));
				awaitWaiting(jdbc, 1);
				counter.waitForTurns(List.of(month.id().id()));
				return waiting;
			}));
			assertThat(used.get().membership()).isEqualTo(month.id());
		}
		finally {
			one.shutdownNow();
		}
	}

	@Test
	void aKeyIsOneUseHoweverOftenItComes() throws Exception {
		MemberId ann = member();
		buys(ann, plan(PlanTerm.YEARLY, LESSONS, rule("Outings", 3, BenefitPeriod.YEAR)));
		List<String> same = race(16, i -> () -> answer(ann, "the same"));
		assertThat(same).containsOnly("used");
		assertThat(left(ann, "Lessons")).isEqualTo(11);
		refused(() -> inAcme(() -> uses.use(ann, "Outings", null, "the same")), "benefit.key-of-another");
		refused(() -> inAcme(() -> uses.use(ann, "Lessons", null, " ")), "benefit.key");
	}

	@Test
	void whatIsTakenBackCanBeUsedAgain() {
		MemberId ann = member();
		buys(ann, plan(PlanTerm.YEARLY, rule("Lessons", 1, BenefitPeriod.YEAR)));
		BenefitUse use = use(ann, "one");
		refused(() -> use(ann, "two"), "benefit.used-up");
		refused(() -> inAcme(() -> uses.undo(use.id(), " ")), "benefit.reason");
		BenefitUse undone = inAcme(() -> uses.undo(use.id(), "wrong member"));
		assertThat(undone.counts()).isFalse();
		assertThat(undone.undoReason()).isEqualTo("wrong member");
		refused(() -> inAcme(() -> uses.undo(use.id(), "again")), "benefit.undone-already");
		refused(() -> use(ann, "one"), "benefit.undone-already");
		assertThat(use(ann, "two").counts()).isTrue();
		assertThat(inAcme(() -> uses.list(ann, "Lessons", null)).items()).hasSize(2);
	}

	@Test
	void accessSaysWhyNot() {
		MemberId ann = member();
		assertThat(access(ann, "Lessons").reason()).isEqualTo(BenefitAccess.Reason.NOT_A_MEMBER);
		MembershipSummary membership = buys(ann, plan(PlanTerm.MONTHLY, rule("Lessons", 1, BenefitPeriod.MONTH)));
		assertThat(access(ann, null).granted()).isTrue();
		assertThat(access(ann, "Boat trips").reason()).isEqualTo(BenefitAccess.Reason.NOT_IN_PLAN);
		assertThat(access(ann, "Lessons").granted()).isTrue();
		use(ann, "one");
		assertThat(access(ann, "Lessons").reason()).isEqualTo(BenefitAccess.Reason.USED_UP);
		assertThat(access(ann, "Lessons").again()).as("nothing further was paid for").isNull();
		refused(() -> use(ann, "two"), "benefit.used-up");
		renews(membership);
		assertThat(access(ann, "Lessons").again()).isEqualTo(LocalDate.of(2026, 4, 10));
		refused(() -> use(ann, "two"), "benefit.used-up-until");
		now = LocalDate.of(2026, 4, 10).atStartOfDay(ZONE).toInstant();
		assertThat(use(ann, "two").usedOn()).isEqualTo(LocalDate.of(2026, 4, 10));
		now = LocalDate.of(2026, 5, 10).atStartOfDay(ZONE).toInstant();
		assertThat(access(ann, "Lessons").reason()).as("before any night has written it down")
			.isEqualTo(BenefitAccess.Reason.ENDED);
		refused(() -> use(ann, "three"), "benefit.ended");
	}

	@Test
	void whatAMemberBoughtStaysWhereThePlanChanges() {
		PlanDetails plan = plan(PlanTerm.YEARLY, LESSONS);
		MemberId ann = member();
		buys(ann, plan);
		later(1);
		set(plan, false, rule("Lessons", 6, BenefitPeriod.YEAR));
		later(1);
		MemberId bea = member();
		buys(bea, plan);
		assertThat(left(ann, "Lessons")).isEqualTo(12);
		assertThat(left(bea, "Lessons")).isEqualTo(6);
		refused(() -> set(plan, true, rule("Lessons", 11, BenefitPeriod.YEAR)), "benefit.takes-something");
		refused(() -> set(plan, true, rule("Outings", 11, BenefitPeriod.YEAR)), "benefit.takes-something");
		set(plan, true, rule("Lessons", 15, BenefitPeriod.YEAR), rule("Outings", 3, BenefitPeriod.YEAR));
		assertThat(left(ann, "Lessons")).isEqualTo(15);
		assertThat(left(bea, "Outings")).isEqualTo(3);
		List<BenefitSet> history = inAcme(() -> planBenefits.history(plan.id()));
		assertThat(history).extracting(BenefitSet::number).containsExactly(3, 2, 1);
		assertThat(inAcme(() -> planBenefits.change(plan.id(), history.get(0).rules(), false, 3)).number())
			.as("nothing new is no new set")
			.isEqualTo(3);
	}

	@Test
	void theWordsOfAPlanAreNotCountedBeforeSomebodySaysHowOften() {
		PlanDetails plan = plan(PlanTerm.YEARLY);
		MemberId ann = member();
		buys(ann, plan);
		assertThat(access(ann, "Words").granted()).isTrue();
		assertThat(inAcme(() -> uses.use(ann, "Words", null, "one")).unitValue()).isEqualTo(yuan(0));
		later(1);
		set(plan, false, LESSONS);
		assertThat(access(ann, "Words").granted()).as("so it was sold").isTrue();
		set(plan, true, LESSONS);
		assertThat(access(ann, "Words").granted()).isFalse();
		assertThat(left(ann, "Lessons")).isEqualTo(12);
	}

	@Test
	void whatIsLeftIsOwedAtWhatItIsWorth() {
		MemberId ann = member();
		MembershipSummary membership = buys(ann,
				plan(PlanTerm.YEARLY, LESSONS, rule("Rental", null, BenefitPeriod.TERM)));
		runNight(TODAY);
		assertThat(owed()).isEqualTo(12 * 5_000);
		BenefitUse use = use(ann, "one");
		assertThat(owed()).isEqualTo(11 * 5_000);
		inAcme(() -> uses.undo(use.id(), "not today"));
		assertThat(owed()).isEqualTo(12 * 5_000);
		renews(membership);
		runNight(TODAY);
		runNight(TODAY);
		assertThat(owed()).isEqualTo(24 * 5_000);
		now = LocalDate.of(2027, 3, 10).atStartOfDay(ZONE).toInstant();
		runNight(LocalDate.of(2027, 3, 10));
		assertThat(owed()).as("what was not used has lapsed").isEqualTo(12 * 5_000);
	}

	@Test
	void aDayThatIsOverIsCountedAgainAsItsNightCountedIt() {
		MemberId ann = member();
		UUID order = Ids.next();
		PlanDetails plan = plan(PlanTerm.YEARLY, LESSONS);
		buys(ann, plan(PlanTerm.MONTHLY, rule("Lessons", 2, BenefitPeriod.TERM)));
		night(1);
		use(ann, "one");
		night(2);
		buys(ann, plan, order);
		night(3);
		use(ann, "two");
		night(31);
		inAcme(() -> {
			transaction.executeWithoutResult(status -> memberships.refund(order, List.of(plan.product())));
			return order;
		});
		night(32);
		assertThat(List.of(owed(TODAY), owed(TODAY.plusDays(1)), owed(TODAY.plusDays(2)), owed(TODAY.plusDays(30)),
				owed(TODAY.plusDays(31))))
			.containsExactly(10_000L, 5_000L, 65_000L, 60_000L, 0L);
		assertThat(inAcme(() -> liabilities.recount(new LiabilityPeriod(TODAY, TODAY.plusDays(31)))))
			.as("figures that differ")
			.isZero();
	}

	@Test
	void whatEverybodyIsGivenBesidesIsOwedAtOnce() {
		PlanDetails plan = plan(PlanTerm.YEARLY, LESSONS);
		buys(member(), plan);
		runNight(TODAY);
		set(plan, true, rule("Lessons", 20, BenefitPeriod.YEAR));
		await().untilAsserted(() -> assertThat(owed()).isEqualTo(20 * 5_000));
	}

	@Test
	void aRefundTakesTheQuotaBackAndWhatIsOwed() {
		MemberId ann = member();
		UUID order = Ids.next();
		PlanDetails plan = plan(PlanTerm.YEARLY, LESSONS);
		buys(ann, plan, order);
		use(ann, "one");
		inAcme(() -> {
			transaction.executeWithoutResult(status -> memberships.refund(order, List.of(plan.product())));
			return order;
		});
		assertThat(access(ann, "Lessons").reason()).isEqualTo(BenefitAccess.Reason.ENDED);
		runNight(TODAY);
		assertThat(owed()).isZero();
		assertThat(inAcme(() -> benefits.of(ann)).get(0).brought()).as("what it brought is told still")
			.isEqualTo(yuan(50));
	}

	@Test
	void aYearHasOneQuotaHoweverOftenItIsPaidFor() {
		MemberId ann = member();
		renews(buys(ann, plan(PlanTerm.MONTHLY, LESSONS)));
		use(ann, "one");
		later(32 * 24);
		assertThat(left(ann, "Lessons")).isEqualTo(11);
	}

	@Test
	void noMonthPassesWhileAMembershipStandsStill() {
		MemberId ann = member();
		PlanDetails plan = inAcme(() -> plans.get(plans.create(new NewPlan("Still", "", PlanTerm.YEARLY, yuan(299), 0,
				List.of(), new PlanConditions(null, null, null, 60, RefundPolicy.OPEN, null, List.of())))));
		set(plan, true, rule("Lessons", 2, BenefitPeriod.MONTH));
		MembershipSummary bought = buys(ann, plan);
		later(33 * 24);
		use(ann, "one");
		inAcme(() -> pauses.pause(bought.id(), "away"));
		later(40 * 24);
		LocalDate second = TODAY.plusMonths(1);
		assertThat(access(ann, "Lessons").reason()).isEqualTo(BenefitAccess.Reason.PAUSED);
		runNight(TODAY.plusDays(73));
		assertThat(owed()).as("eleven months, less one lesson").isEqualTo(21 * 5_000);
		inAcme(() -> pauses.resume(bought.id()));
		BenefitStanding standing = access(ann, "Lessons").benefits().get(0);
		assertThat(standing.from()).isEqualTo(second);
		assertThat(standing.left()).isEqualTo(1);
		assertThat(standing.lastDay()).isEqualTo(TODAY.plusMonths(2).plusDays(39));
		runNight(TODAY.plusDays(73));
		assertThat(owed()).isEqualTo(21 * 5_000);
	}

	@Test
	void ofTwoMembershipsWhatEndsFirstIsUsedFirst() {
		MemberId ann = member();
		MembershipSummary year = buys(ann, plan(PlanTerm.YEARLY, LESSONS));
		MembershipSummary month = buys(ann, plan(PlanTerm.MONTHLY, rule("Lessons", 1, BenefitPeriod.TERM)));
		assertThat(use(ann, "one").membership()).isEqualTo(month.id());
		assertThat(use(ann, "two").membership()).isEqualTo(year.id());
		refused(() -> inAcme(() -> uses.use(ann, "Lessons", month.id(), "three")), "benefit.used-up");
		refused(() -> inAcme(() -> uses.use(ann, "Lessons", month.id(), "two")), "benefit.key-of-another");
	}

	@Test
	void aMemberHasOneCodeAndNobodyHasItAfterAnErasure() throws Exception {
		MemberId ann = member();
		assertThat(inAcme(() -> codes.of(ann))).isEmpty();
		List<String> made = race(8, i -> () -> inAcme(() -> codes.make(ann)));
		assertThat(made.stream().distinct()).hasSize(1);
		String code = made.get(0);
		assertThat(code).matches("[2-9B-Z]{4}-[2-9B-Z]{4}");
		assertThat(inAcme(() -> codes.require("http://x/?code=" + code)).id()).isEqualTo(ann);
		refused(() -> inAcme(() -> codes.require("2222-2222")), "benefit.unknown-code");
		inAcme(() -> {
			members.erase(ann);
			return ann;
		});
		refused(() -> inAcme(() -> codes.require(code)), "benefit.unknown-code");
	}

	@Test
	void aMemberSeesTheirOwnByTheirLinkOnly() {
		MemberId ann = member();
		String link = inAcme(() -> pages.make(ann));
		String token = link.substring(link.lastIndexOf('/') + 1);
		String slug = inAcme(() -> organizations.current()).slug();
		assertThat(atNow(() -> ownPages.page(slug, token, "http://here", null, "192.0.2.1").rooms())).isEmpty();
		buys(ann, plan(PlanTerm.YEARLY, LESSONS));
		use(ann, "one");
		assertThat(atNow(() -> ownPages.page(slug, token, "http://here", null, "192.0.2.1").rooms())).hasSize(1);
		OwnBenefits.Page page = atNow(() -> own.page(slug, token, "192.0.2.1"));
		assertThat(page.code()).isEqualTo(inAcme(() -> codes.make(ann)));
		assertThat(page.memberships()).hasSize(1);
		assertThat(page.memberships().get(0).brought()).isEqualTo(yuan(50));
		assertThat(page.memberships().get(0).benefits().get(0).left()).isEqualTo(11);
		assertThatExceptionOfType(MemberRefused.class)
			.isThrownBy(() -> atNow(() -> own.page(slug, token.replace(token.charAt(0), 'x'), "192.0.2.1")));
	}

	private PlanDetails plan(PlanTerm term, BenefitRule... rules) {
		return inAcme(() -> {
			PlanDetails plan = plans.get(plans.create(new NewPlan("Club " + Ids.next(), "", term, yuan(299), 0,
					List.of(new Benefit("Words", "now and then")))));
			if (rules.length > 0) {
				planBenefits.change(plan.id(), List.of(rules), true, 0);
			}
			return plan;
		});
	}

	private BenefitSet set(PlanDetails plan, boolean everybody, BenefitRule... rules) {
		return inAcme(() -> planBenefits.change(plan.id(), List.of(rules), everybody, null));
	}

	private MembershipSummary buys(MemberId member, PlanDetails plan) {
		return buys(member, plan, Ids.next());
	}

	private MembershipSummary buys(MemberId member, PlanDetails plan, UUID order) {
		return inAcme(() -> transaction
			.execute(status -> memberships.grant(member, plan.product(), order, plan.price(), now)));
	}

	private void renews(MembershipSummary membership) {
		inAcme(() -> transaction.execute(
				status -> memberships.grant(membership.member(), membership.product(), Ids.next(), yuan(299), now)));
	}

	private BenefitUse use(MemberId member, String key) {
		return inAcme(() -> uses.use(member, "Lessons", null, key));
	}

	private String answer(MemberId member, String key) {
		try {
			use(member, key);
			return "used";
		}
		catch (BenefitRefused refusal) {
			return refusal.getCode();
		}
	}

	private BenefitAccess access(MemberId member, @Nullable String benefit) {
		return inAcme(() -> benefits.access(member, benefit));
	}

	private Integer left(MemberId member, String benefit) {
		return Objects.requireNonNull(access(member, benefit).benefits().get(0).left());
	}

	private long owed() {
		LocalDate today = now.atZone(ZONE).toLocalDate();
		return owed(today);
	}

	private long owed(LocalDate day) {
		return inAcme(() -> liabilities.of(new LiabilityPeriod(day, day))).lines()
			.stream()
			.filter(line -> line.kind().equals("benefits"))
			.findFirst()
			.orElseThrow()
			.amount()
			.minor();
	}

	private void runNight(LocalDate day) {
		inAcme(() -> {
			night.run(day);
			return day;
		});
	}

	/** All that a night does for what is owed, at noon of the day that has begun. */
	private void night(int days) {
		LocalDate day = TODAY.plusDays(days);
		now = NOON.plusSeconds(days * 86_400L);
		inAcme(() -> {
			nights.stream()
				.filter(work -> List.of("MembershipNight", "BenefitNight", "LiabilityNight")
					.contains(ClassUtils.getUserClass(work).getSimpleName()))
				.sorted(Comparator.comparingInt(NightlyWork::order))
				.forEach(work -> work.run(day));
			return day;
		});
	}

	private void later(int hours) {
		now = now.plusSeconds(hours * 3_600L);
	}

	private static void refused(ThrowingCallable work, String code) {
		assertThatExceptionOfType(BenefitRefused.class).isThrownBy(work).returns(code, BenefitRefused::getCode);
	}

	private static BenefitRule rule(String name, @Nullable Integer quota, BenefitPeriod period) {
		return new BenefitRule(name, null, quota, period, 0, yuan(50));
	}

	private static Money yuan(long yuan) {
		return new Money(yuan * 100, "CNY");
	}

	private MemberId member() {
		return inAcme(() -> members.add(NewMember.named("Ann")));
	}

	private <T> T inAcme(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(now, () -> Objects.requireNonNull(onBehalf.ofSystem(acme, work)));
	}

	private <T> T atNow(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(now, work);
	}

}
