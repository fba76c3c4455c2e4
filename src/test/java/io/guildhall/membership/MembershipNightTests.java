package io.guildhall.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.Crash;
import io.guildhall.HouseTest;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
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

/**
 * ★ A night of many memberships goes by slices: it waits for nobody, and a kill leaves
 * whole ones.
 */
@HouseTest
@RequiredArgsConstructor
class MembershipNightTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	/** The tenth of March at noon, in Shanghai. */
	private static final Instant NOON = Instant.parse("2026-03-10T04:00:00Z");

	/** When a month is over, and a pause of thirty days. */
	private static final LocalDate NIGHT = LocalDate.of(2026, 4, 10);

	private static final long PRICE = 29_900;

	/** More than two slices. */
	private static final int MANY = 1_010;

	private final PlanService plans;

	private final MembershipService memberships;

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

	@BeforeEach
	void newOrganization() {
		acme = Ids.next();
		inAcme(() -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
	}

	@Test
	void manyEndAreReleasedAndGoOnInOneNightAndOnce() {
		MembershipSummary ended = grant(PlanTerm.MONTHLY);
		MembershipSummary paused = grant(PlanTerm.YEARLY);
		inAcme(() -> pauses.pause(paused.id(), "away"));
		copy(ended);
		copy(paused);
		runNight();
		runNight();
		assertThat(states(ended)).containsExactly("EXPIRED " + MANY);
		assertThat(moves("EXPIRED")).isEqualTo(MANY);
		assertThat(states(paused)).containsExactly("ACTIVE " + MANY);
		assertThat(moves("RESUMED")).isEqualTo(MANY);
		assertThat(inAcme(() -> memberships.get(paused.id())).endsOn()).isEqualTo(LocalDate.of(2027, 4, 9));
		// A month begins with what is left behind the pause.
		assertThat(released()).isEqualTo(MANY * (PRICE / 12));
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void whatSomebodyHoldsIsNotWaitedForAndIsSettledTheNextTime() throws Exception {
		MembershipSummary ended = grant(PlanTerm.MONTHLY);
		copy(ended);
		ExecutorService another = Executors.newSingleThreadExecutor();
		try {
			inAcme(() -> transaction.execute(status -> {
				jdbc.sql("select state from memberships where organization_id = ? and id = ? for update")
					.params(acme, ended.id().id())
					.query(String.class)
					.single();
				return await(another);
			}));
		}
		finally {
			another.shutdown();
		}
		assertThat(states(ended)).containsExactly("ACTIVE 1", "EXPIRED " + (MANY - 1));
		runNight();
		assertThat(states(ended)).containsExactly("EXPIRED " + MANY);
		assertThat(inAcme(() -> memberships.moves(ended.id())).stream().map(MembershipSummary.Move::what))
			.containsExactly("GRANTED", "EXPIRED");
	}

	@Test
	void aNightThatIsKilledAtAnyStepIsDoneByTheNext() throws Exception {
		boolean killed = true;
		for (int steps = 0; killed; steps += 3) {
			newOrganization();
			MembershipSummary ended = grant(PlanTerm.MONTHLY);
			MembershipSummary paused = grant(PlanTerm.YEARLY);
			inAcme(() -> pauses.pause(paused.id(), "away"));
			killed = Crash.after(steps, () -> inAcme(() -> {
				night.run(NIGHT);
				return NIGHT;
			}));
			runNight();
			assertThat(inAcme(() -> memberships.moves(ended.id())).stream().map(MembershipSummary.Move::what))
				.as("killed after %s steps", steps)
				.containsExactly("GRANTED", "EXPIRED");
			assertThat(inAcme(() -> memberships.moves(paused.id())).stream().map(MembershipSummary.Move::what))
				.containsExactly("GRANTED", "PAUSED", "RESUMED");
			assertThat(inAcme(() -> memberships.get(paused.id())).endsOn()).isEqualTo(LocalDate.of(2027, 4, 9));
			assertThat(released()).isEqualTo(PRICE / 12);
			assertThat(inAcme(journal::balances)).isTrue();
		}
	}

	private boolean await(ExecutorService another) {
		try {
			return another.submit(() -> {
				runNight();
				return true;
			}).get(1, TimeUnit.MINUTES);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The night waits", ex);
		}
	}

	private MembershipSummary grant(PlanTerm term) {
		return inAcme(() -> {
			PlanDetails plan = plans
				.get(plans.create(new NewPlan("Plan " + term, "Club " + term, term, new Money(PRICE, "CNY"), 0,
						List.of(), new PlanConditions(null, null, null, 30, RefundPolicy.OPEN, null, List.of()))));
			return Objects.requireNonNull(transaction.execute(status -> memberships
				.grant(members.add(NewMember.named("Ann")), plan.product(), Ids.next(), plan.price(), NOON)));
		});
	}

	/** As many as it are like it, each of another member. */
	private void copy(MembershipSummary one) {
		String of = "from %s b cross join generate_series(2, " + MANY + ") n where b.organization_id = :organization";
		inAcme(() -> transaction.execute(status -> {
			for (String sql : List.of(
					"""
							insert into memberships (organization_id, id, version, member_id, plan_id, family, state, started_on, ends_on,
							    grace_days, cancels, created_at, paused_on, paused_until)
							select b.organization_id, cast(md5(cast(b.id as text) || n) as uuid), 0,
							    cast(md5(cast(b.member_id as text) || n) as uuid), b.plan_id, b.family, b.state, b.started_on, b.ends_on,
							    b.grace_days, b.cancels, b.created_at, b.paused_on, b.paused_until
							"""
							+ of.formatted("memberships") + " and b.id = :id",
					"""
							insert into membership_pauses (organization_id, membership_id, from_on, until_on)
							select b.organization_id, cast(md5(cast(b.membership_id as text) || n) as uuid), b.from_on, b.until_on
							"""
							+ of.formatted("membership_pauses") + " and b.membership_id = :id",
					"""
							insert into membership_terms (organization_id, id, version, membership_id, plan_id, order_id, position, months,
							    paid_minor, currency, paid_at, paid_on, from_on, to_on)
							select b.organization_id, cast(md5(cast(b.id as text) || n) as uuid), 0,
							    cast(md5(cast(b.membership_id as text) || n) as uuid), b.plan_id,
							    cast(md5(cast(b.order_id as text) || n) as uuid), b.position, b.months, b.paid_minor, b.currency, b.paid_at,
							    b.paid_on, b.from_on, b.to_on
							"""
							+ of.formatted("membership_terms") + " and b.membership_id = :id",
					"""
							insert into membership_deferrals (organization_id, term_id, amount_minor, currency, from_on, months, released)
							select b.organization_id, cast(md5(cast(b.term_id as text) || n) as uuid), b.amount_minor, b.currency, b.from_on,
							    b.months, b.released
							"""
							+ of.formatted("membership_deferrals") + """
									 and b.term_id = (select t.id from membership_terms t
									    where t.organization_id = :organization and t.membership_id = :id)
									""")) {
				jdbc.sql(sql).param("organization", acme).param("id", one.id().id()).update();
			}
			return one;
		}));
	}

	private List<String> states(MembershipSummary like) {
		return inAcme(() -> transaction.execute(status -> jdbc.sql("""
				select state || ' ' || count(*) from membership_facts where organization_id = ? and plan_id = ?
				group by state order by state
				""").params(acme, like.plan().id()).query(String.class).list()));
	}

	private long moves(String what) {
		return Objects.requireNonNull(inAcme(() -> transaction
			.execute(status -> jdbc.sql("select count(*) from membership_moves where organization_id = ? and what = ?")
				.params(acme, what)
				.query(Long.class)
				.single())));
	}

	/** Earned by a night. */
	private long released() {
		return Objects.requireNonNull(inAcme(() -> transaction.execute(status -> jdbc.sql("""
				select coalesce(sum(minor), 0) from journal_day_facts
				where organization_id = ? and source_type = 'MEMBERSHIP_RELEASE' and account = ?
				""").params(acme, Account.DEFERRED_REVENUE.name()).query(Long.class).single())));
	}

	private void runNight() {
		inAcme(() -> {
			night.run(NIGHT);
			return NIGHT;
		});
	}

	private <T> T inAcme(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(NOON, () -> Objects.requireNonNull(onBehalf.ofSystem(acme, work)));
	}

}
