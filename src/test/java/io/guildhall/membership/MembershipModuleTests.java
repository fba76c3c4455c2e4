package io.guildhall.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class MembershipModuleTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	/** The tenth of March at noon, in Shanghai. */
	private static final Instant NOON = Instant.parse("2026-03-10T04:00:00Z");

	private static final Money PRICE = new Money(29_900, "CNY");

	private final PlanService plans;

	private final MembershipService memberships;

	private final MembershipListing listing;

	private final PlanSale sale;

	private final MembershipGrants grants;

	private final MembershipPauses pauses;

	private final MembershipNight night;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

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
	void anOrderGrantsItOnceAndAnotherOneRenewsIt() {
		PlanDetails plan = plan(PlanTerm.YEARLY);
		MemberId ann = member();
		UUID order = Ids.next();
		MembershipSummary granted = grant(ann, plan, order);
		assertThat(grant(ann, plan, order)).isEqualTo(granted);
		assertThat(granted.endsOn()).isEqualTo(LocalDate.of(2027, 3, 10));
		MembershipSummary renewed = grant(ann, plan, Ids.next());
		assertThat(renewed.id()).isEqualTo(granted.id());
		assertThat(renewed.endsOn()).isEqualTo(LocalDate.of(2028, 3, 10));
		assertThat(inAcme(() -> memberships.terms(granted.id()))).hasSize(2);
		assertThat(inAcme(() -> memberships.moves(granted.id())).stream().map(MembershipSummary.Move::what))
			.containsExactly("GRANTED", "RENEWED");
		assertThat(inAcme(() -> plans.get(plan.id())).live()).isOne();
	}

	@Test
	void accessIsOneAnswerThatTheNightHasNoPartIn() {
		PlanDetails plan = plan(PlanTerm.MONTHLY);
		MemberId ann = member();
		assertThat(access(ann).granted()).isFalse();
		MembershipSummary granted = grant(ann, plan, Ids.next());
		assertThat(access(ann)).isEqualTo(new Access(true, granted.id(), LocalDate.of(2026, 4, 9)));
		now = LocalDate.of(2026, 4, 10).atStartOfDay(ZONE).toInstant();
		assertThat(access(ann).granted()).isFalse();
	}

	@Test
	void whoComesBackAfterTheEndGetsANewOneEvenBeforeTheNight() {
		PlanDetails plan = plan(PlanTerm.MONTHLY);
		MemberId ann = member();
		MembershipSummary first = grant(ann, plan, Ids.next());
		now = LocalDate.of(2026, 5, 1).atStartOfDay(ZONE).toInstant();
		MembershipSummary second = grant(ann, plan, Ids.next());
		assertThat(second.id()).isNotEqualTo(first.id());
		assertThat(second.startedOn()).isEqualTo(LocalDate.of(2026, 5, 1));
		assertThat(inAcme(() -> memberships.get(first.id())).state()).isEqualTo(MembershipState.EXPIRED);
	}

	/**
	 * ★ A transfer of before the end, or of the grace behind it, which is recorded days
	 * after it, and after the night.
	 */
	@Test
	void aRenewalGoesOnFromTheOldEndHoweverLateItsPaymentIsRecorded() {
		PlanDetails plan = inAcme(
				() -> plans.get(plans.create(new NewPlan("Club", "Club", PlanTerm.MONTHLY, PRICE, 7, List.of()))));
		MemberId ann = member();
		MembershipSummary first = grant(ann, plan, Ids.next());
		now = LocalDate.of(2026, 4, 20).atStartOfDay(ZONE).toInstant();
		runNight(LocalDate.of(2026, 4, 20));
		assertThat(stored(first)).isEqualTo("EXPIRED");
		MembershipSummary renewed = paid(ann, plan, LocalDate.of(2026, 4, 1));
		assertThat(renewed.id()).isEqualTo(first.id());
		assertThat(renewed.endsOn()).isEqualTo(LocalDate.of(2026, 5, 10));
		assertThat(stored(first)).isEqualTo("ACTIVE");
		assertThat(inAcme(() -> memberships.moves(first.id())).stream().map(MembershipSummary.Move::what))
			.containsExactly("GRANTED", "EXPIRED", "RENEWED");
		now = LocalDate.of(2026, 5, 20).atStartOfDay(ZONE).toInstant();
		runNight(LocalDate.of(2026, 5, 20));
		assertThat(paid(ann, plan, LocalDate.of(2026, 5, 16)).endsOn()).as("in grace")
			.isEqualTo(LocalDate.of(2026, 6, 10));
		now = LocalDate.of(2026, 6, 20).atStartOfDay(ZONE).toInstant();
		runNight(LocalDate.of(2026, 6, 20));
		MembershipSummary late = paid(ann, plan, LocalDate.of(2026, 6, 18));
		assertThat(late.id()).as("after it").isNotEqualTo(first.id());
		assertThat(late.endsOn()).isEqualTo(LocalDate.of(2026, 7, 18));
	}

	/** Whoever writes old payments down the latest first gives no time away by that. */
	@Test
	void whatHadNotBegunOnTheDayOfAPaymentDoesNotGoOnByIt() {
		PlanDetails plan = plan(PlanTerm.MONTHLY);
		MemberId ann = member();
		now = LocalDate.of(2026, 9, 1).atStartOfDay(ZONE).toInstant();
		MembershipSummary later = paid(ann, plan, LocalDate.of(2026, 6, 1));
		MembershipSummary sooner = paid(ann, plan, LocalDate.of(2026, 4, 1));
		assertThat(sooner.id()).isNotEqualTo(later.id());
		assertThat(sooner.endsOn()).isEqualTo(LocalDate.of(2026, 5, 1));
		assertThat(inAcme(() -> memberships.get(later.id())).endsOn()).isEqualTo(LocalDate.of(2026, 7, 1));
	}

	private MembershipSummary paid(MemberId member, PlanDetails plan, LocalDate day) {
		return inAcme(() -> transaction.execute(status -> memberships.grant(member, plan.product(), Ids.next(),
				plan.price(), day.atTime(12, 0).atZone(ZONE).toInstant())));
	}

	@Test
	void theNightWritesTheEndDownAndDoesSoOnce() {
		PlanDetails plan = plan(PlanTerm.MONTHLY);
		MembershipSummary granted = grant(member(), plan, Ids.next());
		LocalDate end = LocalDate.of(2026, 4, 10);
		runNight(end.minusDays(1));
		assertThat(stored(granted)).isEqualTo("ACTIVE");
		runNight(end);
		runNight(end);
		assertThat(stored(granted)).isEqualTo("EXPIRED");
		assertThat(inAcme(() -> memberships.moves(granted.id())).stream().map(MembershipSummary.Move::what))
			.containsExactly("GRANTED", "EXPIRED");
	}

	@Test
	void aRefundTakesTheTermBackAndWhatWasDeferred() {
		PlanDetails plan = plan(PlanTerm.YEARLY);
		MemberId ann = member();
		UUID order = Ids.next();
		MembershipSummary granted = grant(ann, plan, order);
		runNight(LocalDate.of(2026, 5, 10));
		refund(order);
		refund(order);
		assertThat(inAcme(() -> memberships.get(granted.id())).state()).isEqualTo(MembershipState.REFUNDED);
		assertThat(access(ann).granted()).isFalse();
		assertThat(deferred()).isZero();
		assertThat(inAcme(() -> journal.balance(Account.DEFERRAL)).minor()).isZero();
		refund(Ids.next());
	}

	@Test
	void revenueIsReleasedMonthByMonthToTheLastCentAndOnce() {
		PlanDetails plan = plan(PlanTerm.YEARLY);
		grant(member(), plan, Ids.next());
		assertThat(deferred()).isEqualTo(29_900);
		runNight(LocalDate.of(2026, 3, 10));
		assertThat(deferred()).isEqualTo(29_900 - 2_491);
		runNight(LocalDate.of(2026, 3, 11));
		runNight(LocalDate.of(2026, 3, 11));
		assertThat(deferred()).isEqualTo(29_900 - 2_491);
		runNight(LocalDate.of(2026, 6, 9));
		assertThat(deferred()).isEqualTo(29_900 - 3 * 29_900 / 12);
		runNight(LocalDate.of(2027, 3, 10));
		assertThat(deferred()).isZero();
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void whatIsOwedOfATermThatMovesUpIsDueAsMuchSooner() {
		PlanDetails plan = plan(PlanTerm.YEARLY);
		MemberId ann = member();
		UUID first = Ids.next();
		grant(ann, plan, first);
		grant(ann, plan, Ids.next());
		refund(first);
		runNight(LocalDate.of(2026, 3, 10));
		assertThat(deferred()).as("the renewal has begun").isEqualTo(29_900 - 2_491);
		MemberId bob = member();
		MembershipSummary given = inAcme(() -> grants.give(bob, plan.id(), LocalDate.of(2026, 12, 31), "a prize"));
		grant(bob, plan, Ids.next());
		UUID term = inAcme(() -> memberships.terms(given.id())).get(0).id();
		inAcme(() -> grants.revoke(given.id(), term, "not his"));
		runNight(LocalDate.of(2026, 3, 10));
		assertThat(deferred()).isEqualTo(2 * (29_900 - 2_491));
		runNight(LocalDate.of(2027, 3, 10));
		assertThat(deferred()).isZero();
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void whatIsOwedOfATermThatMovesUpStandsStillWithThePausesInIt() {
		PlanDetails plan = inAcme(() -> plans.get(plans.create(new NewPlan("Still", "Still", PlanTerm.YEARLY, PRICE, 0,
				List.of(), new PlanConditions(null, null, null, 60, RefundPolicy.OPEN, null, List.of())))));
		MemberId ann = member();
		UUID first = Ids.next();
		MembershipSummary bought = grant(ann, plan, first);
		grant(ann, plan, Ids.next());
		now = LocalDate.of(2026, 4, 10).atStartOfDay(ZONE).toInstant();
		inAcme(() -> pauses.pause(bought.id(), "away"));
		now = LocalDate.of(2026, 5, 10).atStartOfDay(ZONE).toInstant();
		inAcme(() -> pauses.resume(bought.id()));
		now = LocalDate.of(2026, 5, 11).atStartOfDay(ZONE).toInstant();
		refund(first);
		runNight(LocalDate.of(2026, 5, 11));
		assertThat(deferred()).as("two months have begun").isEqualTo(29_900 - 2 * 29_900 / 12);
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void aLifetimeIsDeferredOverTheMonthsOfTheOrganization() {
		PlanDetails plan = plan(PlanTerm.LIFETIME);
		MemberId ann = member();
		MembershipSummary granted = grant(ann, plan, Ids.next());
		assertThat(granted.endsOn()).isNull();
		int months = inAcme(() -> organizations.current()).lifetimeMonths();
		runNight(LocalDate.of(2026, 3, 10));
		assertThat(deferred()).isEqualTo(29_900 - 29_900 / months);
		assertThatExceptionOfType(MembershipRefused.class).isThrownBy(() -> inAcme(() -> sellable(ann, plan)))
			.returns("membership.lifetime-already", MembershipRefused::getCode);
	}

	@Test
	void anArchivedPlanIsNotSold() {
		PlanDetails plan = plan(PlanTerm.YEARLY);
		inAcme(() -> plans.archive(plan.id()));
		assertThatExceptionOfType(MembershipRefused.class).isThrownBy(() -> inAcme(() -> sellable(member(), plan)))
			.returns("membership.archived", MembershipRefused::getCode);
	}

	@Test
	void whatIsDueIsListedByItsEndAndFoundByPlanAndMember() {
		PlanDetails month = plan(PlanTerm.MONTHLY);
		PlanDetails quarter = plan(PlanTerm.QUARTERLY);
		MembershipSummary later = grant(member(), quarter, Ids.next());
		MembershipSummary sooner = grant(member(), month, Ids.next());
		MembershipSummary latest = grant(member(), quarter, Ids.next());
		List<MembershipId> due = inAcme(() -> listing.list(new MembershipFilter(null, 100, null, null), null)).items()
			.stream()
			.map(MembershipSummary::id)
			.toList();
		assertThat(due).hasSize(3).startsWith(sooner.id()).contains(later.id(), latest.id());
		assertThat(inAcme(() -> listing.list(MembershipFilter.ALL, null)).items()).startsWith(latest);
		assertThat(inAcme(() -> listing.list(MembershipFilter.of(later.member()), null)).items())
			.containsExactly(later);
		assertThat(inAcme(() -> listing.list(new MembershipFilter(null, null, quarter.id(), null), null)).items())
			.containsExactly(latest, later);
		assertThat(inAcme(() -> listing.list(new MembershipFilter(null, null, null, List.of()), null)).items())
			.isEmpty();
	}

	@Test
	void listsWhatIsDueAndForgetsWhatIsCancelled() {
		PlanDetails plan = plan(PlanTerm.MONTHLY);
		MembershipSummary granted = grant(member(), plan, Ids.next());
		assertThat(inAcme(() -> listing.list(new MembershipFilter(null, 10, null, null), null)).items()).isEmpty();
		assertThat(
				inAcme(() -> listing.list(new MembershipFilter(MembershipState.ACTIVE, 31, null, null), null)).items())
			.containsExactly(granted);
		MembershipSummary cancelled = inAcme(() -> memberships.cancelAtPeriodEnd(granted.id()));
		assertThat(cancelled.state()).isEqualTo(MembershipState.ACTIVE);
		assertThat(inAcme(() -> listing.due(31, 5))).isEmpty();
		inAcme(() -> memberships.goOn(granted.id()));
		assertThat(inAcme(() -> listing.due(31, 5))).hasSize(1);
	}

	@Test
	void ofTwoMembershipsInAnOrderTheOneIsTakenBackWhoseLineWasRefunded() {
		PlanDetails club = plan(PlanTerm.YEARLY);
		PlanDetails gym = inAcme(
				() -> plans.get(plans.create(new NewPlan("Gym", "Gym", PlanTerm.MONTHLY, PRICE, 0, List.of()))));
		MemberId both = member();
		UUID order = Ids.next();
		MembershipSummary kept = grant(both, club, order);
		MembershipSummary given = grant(both, gym, order);
		refund(order, List.of(gym));
		assertThat(inAcme(() -> memberships.get(kept.id())).state()).isEqualTo(MembershipState.ACTIVE);
		assertThat(inAcme(() -> memberships.get(given.id())).state()).isEqualTo(MembershipState.REFUNDED);
	}

	@Test
	void theStaffGivesAndTakesBackAndWritesDownWhy() {
		PlanDetails plan = plan(PlanTerm.YEARLY);
		MemberId ann = member();
		LocalDate lastDay = LocalDate.of(2026, 4, 30);
		MembershipSummary given = inAcme(() -> grants.give(ann, plan.id(), lastDay, " a hard day "));
		assertThat(given.lastDay()).isEqualTo(lastDay);
		assertThat(access(ann).granted()).isTrue();
		assertThat(deferred()).isZero();
		MembershipSummary renewed = grant(ann, plan, Ids.next());
		assertThat(renewed.endsOn()).isEqualTo(LocalDate.of(2027, 5, 1));
		UUID term = inAcme(() -> memberships.terms(given.id())).get(0).id();
		now = LocalDate.of(2026, 3, 20).atStartOfDay(ZONE).toInstant();
		MembershipSummary left = inAcme(() -> grants.revoke(given.id(), term, "not hers"));
		assertThat(left.endsOn()).isEqualTo(LocalDate.of(2027, 3, 20));
		assertThat(inAcme(() -> memberships.moves(given.id())))
			.extracting(MembershipSummary.Move::what, MembershipSummary.Move::reason)
			.containsExactly(tuple("GIVEN", "a hard day"), tuple("RENEWED", null), tuple("REVOKED", "not hers"));
		assertThatExceptionOfType(MembershipRefused.class)
			.isThrownBy(() -> inAcme(() -> grants.give(ann, plan.id(), lastDay, " ")))
			.returns("membership.no-reason", MembershipRefused::getCode);
		assertThat(due()).as("what was given came due to nobody").isOne();
	}

	@Test
	void aOneOffOfThreeMonthsIsDeferredOverThem() {
		PlanDetails camp = inAcme(() -> plans.get(plans.create(new NewPlan("Camp", "Camp", PlanTerm.ONE_OFF, PRICE, 0,
				List.of(), new PlanConditions(90, null, null)))));
		grant(member(), camp, Ids.next());
		runNight(LocalDate.of(2026, 3, 10));
		assertThat(deferred()).isEqualTo(29_900 - 29_900 / 3);
		runNight(LocalDate.of(2026, 5, 10));
		assertThat(deferred()).isZero();
	}

	@Test
	void oneLiveMembershipPerMemberAndFamilyIsAMatterOfTheDatabase() {
		PlanDetails plan = plan(PlanTerm.YEARLY);
		MembershipSummary granted = grant(member(), plan, Ids.next());
		Integer inserted = inAcme(() -> transaction.execute(status -> jdbc
			.sql("""
					insert into memberships (organization_id, id, version, member_id, plan_id, family, state, started_on, ends_on,
					    grace_days, cancels, created_at)
					select organization_id, :id, 0, member_id, plan_id, family, 'ACTIVE', started_on, ends_on, 0, false, created_at
					from memberships where organization_id = :organization and id = :other on conflict do nothing
					""")
			.param("id", Ids.next())
			.param("organization", acme)
			.param("other", granted.id().id())
			.update()));
		assertThat(inserted).isZero();
	}

	private PlanDetails plan(PlanTerm term) {
		return inAcme(() -> plans.get(plans.create(
				new NewPlan("Club " + term, "Club", term, PRICE, 0, List.of(new Benefit("Lessons", "12 a year"))))));
	}

	private MembershipSummary grant(MemberId member, PlanDetails plan, UUID order) {
		return inAcme(() -> transaction
			.execute(status -> memberships.grant(member, plan.product(), order, plan.price(), now)));
	}

	private void refund(UUID order) {
		refund(order, inAcme(() -> plans.list()));
	}

	private void refund(UUID order, List<PlanDetails> given) {
		inAcme(() -> {
			transaction.executeWithoutResult(
					status -> memberships.refund(order, given.stream().map(PlanDetails::product).toList()));
			return order;
		});
	}

	private MemberId sellable(MemberId member, PlanDetails plan) {
		transaction.executeWithoutResult(status -> sale.offer(member, member, plan.product(), null));
		return member;
	}

	private Access access(MemberId member) {
		return inAcme(() -> memberships.access(member));
	}

	private void runNight(LocalDate day) {
		inAcme(() -> {
			night.run(day);
			return day;
		});
	}

	private long deferred() {
		return -inAcme(() -> journal.balance(Account.DEFERRED_REVENUE)).minor();
	}

	private String stored(MembershipSummary membership) {
		return inAcme(() -> transaction.execute(
				status -> jdbc.sql("select state from membership_facts where organization_id = ? and membership_id = ?")
					.params(acme, membership.id().id())
					.query(String.class)
					.single()));
	}

	private long due() {
		return inAcme(() -> transaction
			.execute(status -> jdbc.sql("select count(*) from membership_due_facts where organization_id = ?")
				.params(acme)
				.query(Long.class)
				.single()));
	}

	private MemberId member() {
		return inAcme(() -> members.add(NewMember.named("Ann")));
	}

	private <T> T inAcme(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(now, () -> Objects.requireNonNull(onBehalf.ofSystem(acme, work)));
	}

}
