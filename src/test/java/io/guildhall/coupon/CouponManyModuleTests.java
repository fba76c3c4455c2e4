package io.guildhall.coupon;

import static io.guildhall.coupon.CouponFixtures.NOON;
import static io.guildhall.coupon.CouponFixtures.ZONE;
import static io.guildhall.coupon.CouponFixtures.fiveOff;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.Crash;
import io.guildhall.HouseTest;
import io.guildhall.job.JobDetails;
import io.guildhall.job.JobService;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * ★ Coupons of many at once, slice by slice: a kill or a cancellation leaves whole ones,
 * and what goes on doubles nothing.
 */
@HouseTest
@RequiredArgsConstructor
class CouponManyModuleTests {

	private static final Instant END = LocalDate.of(2026, 3, 9).atStartOfDay(ZONE).toInstant();

	/** More than a slice of an issue. */
	private static final int MANY = 2_300;

	private static final int SLICE = 2_000;

	private final CouponBatches batches;

	private final CouponIssues issues;

	private final CouponIssueSlices slices;

	private final IssueReading reading;

	private final CouponExpiry expiry;

	private final MemberService members;

	private final JournalService journal;

	private final JobService jobs;

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
	void anIssueThatIsCancelledHalfWayKeepsWhatItHasIssuedAndIssuesNoMore() {
		CouponIssues.Started half = halfWay();
		inAcme(() -> {
			jobs.cancel(half.job());
			return half;
		});
		run(half);
		JobDetails job = inAcme(() -> jobs.get(half.job()));
		assertThat(job.state()).isEqualTo(JobDetails.State.CANCELLED);
		assertThat(outcomes(half))
			.isEqualTo(Map.of(IssueOutcome.ISSUED, (long) SLICE, IssueOutcome.CANCELLED, (long) MANY - SLICE));
		assertThat(coupons("ISSUED")).isEqualTo(SLICE);
		assertThat(promised()).isEqualTo(SLICE * 500L);
		run(half);
		assertThat(coupons("ISSUED")).isEqualTo(SLICE);
	}

	@Test
	void anIssueThatWasKilledBetweenTwoSlicesGoesOnWithTheNext() {
		CouponIssues.Started half = halfWay();
		assertThat(outcomes(half))
			.isEqualTo(Map.of(IssueOutcome.ISSUED, (long) SLICE, IssueOutcome.PENDING, (long) MANY - SLICE));
		run(half);
		assertThat(outcomes(half)).isEqualTo(Map.of(IssueOutcome.ISSUED, (long) MANY));
		assertThat(coupons("ISSUED")).isEqualTo(MANY);
		assertThat(promised()).isEqualTo(MANY * 500L);
		assertThat(inAcme(() -> jobs.get(half.job())).done()).as("its progress").isEqualTo(MANY);
	}

	@Test
	void anIssueThatIsKilledAtAnyStepIsWholeOnceItGoesOn() throws Exception {
		people(3);
		boolean killed = true;
		int issued = 0;
		for (int steps = 0; killed; steps += 2) {
			BatchId batch = open(3);
			CouponIssues.Started started = inAcme(() -> issues.issueTo(batch, Audience.all(), null));
			killed = Crash.after(steps, () -> {
				run(started);
				return started;
			});
			run(started);
			issued += 3;
			assertThat(outcomes(started)).as("killed after %s steps", steps).isEqualTo(Map.of(IssueOutcome.ISSUED, 3L));
			assertThat(inAcme(() -> batches.get(batch)).issued()).isEqualTo(3);
			assertThat(promised()).isEqualTo(issued * 500L);
		}
		assertThat(coupons("ISSUED")).isEqualTo(issued);
		assertThat(moves()).isEqualTo(issued);
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void anExpiryThatIsKilledAtAnyStepIsDoneByTheNext() throws Exception {
		people(5);
		boolean killed = true;
		int ended = 0;
		for (int steps = 0; killed; steps += 2) {
			BatchId batch = open(5);
			run(inAcme(() -> issues.issueTo(batch, Audience.all(), null)));
			killed = Crash.after(steps, () -> inAcme(() -> {
				expiry.expire(END, 2);
				return END;
			}));
			inAcme(() -> {
				expiry.expire(END, 2);
				return END;
			});
			ended += 5;
			assertThat(coupons("EXPIRED")).as("killed after %s steps", steps).isEqualTo(ended);
			assertThat(promised()).isZero();
		}
		assertThat(moves()).as("issued and expired").isEqualTo(2L * ended);
		assertThat(inAcme(journal::balances)).isTrue();
	}

	/** Of a job that was killed when it had issued one slice. */
	private CouponIssues.Started halfWay() {
		people(1);
		inAcme(() -> transaction.execute(status -> jdbc
			.sql("""
					insert into members (organization_id, id, version, display_name, sort_key, real_name, city, state, do_not_contact,
					    source, joined_at, joined_day, created_at)
					select m.organization_id, cast(md5(cast(m.id as text) || n) as uuid), 0, m.display_name, m.sort_key, m.real_name,
					    m.city, m.state, m.do_not_contact, m.source, m.joined_at, m.joined_day, m.created_at
					from members m cross join generate_series(2, ?) n where m.organization_id = ?
					""")
			.params(MANY, acme)
			.update()));
		BatchId batch = open(MANY);
		CouponIssues.Started started = inAcme(() -> issues.issueTo(batch, Audience.all(), null));
		inAcme(() -> {
			slices.freeze(started.issue());
			return slices.next(started.issue(), 0);
		});
		return started;
	}

	private void people(int count) {
		inAcme(() -> IntStream.range(0, count).mapToObj(i -> members.add(NewMember.named("Member " + i))).toList());
	}

	private BatchId open(long stock) {
		return inAcme(() -> {
			BatchId batch = batches.create(fiveOff(stock, 1));
			batches.activate(batch);
			return batch;
		});
	}

	private void run(CouponIssues.Started started) {
		inAcme(() -> {
			jobs.runNow(started.job());
			return started;
		});
	}

	private Map<IssueOutcome, Long> outcomes(CouponIssues.Started started) {
		return inAcme(() -> reading.get(started.issue())).outcomes();
	}

	private long coupons(String state) {
		return count("select count(*) from coupons where organization_id = ? and state = ?", List.of(acme, state));
	}

	private long moves() {
		return count("select count(*) from coupon_moves where organization_id = ?", List.of(acme));
	}

	private long count(String sql, List<?> parameters) {
		return inAcme(() -> Objects.requireNonNull(
				transaction.execute(status -> jdbc.sql(sql).params(parameters).query(Long.class).single())));
	}

	private long promised() {
		return -inAcme(() -> journal.balance(Account.COUPON_PROMISE)).minor();
	}

	private <T> T inAcme(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(NOON, () -> Objects.requireNonNull(onBehalf.ofSystem(acme, work)));
	}

}
