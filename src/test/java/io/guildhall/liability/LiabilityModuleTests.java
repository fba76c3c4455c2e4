package io.guildhall.liability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.journal.LiabilityKind;
import io.guildhall.journal.Posting;
import io.guildhall.journal.Posting.Line;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.points.PointValues;
import io.guildhall.points.PointsService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class LiabilityModuleTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

	private final Liabilities liabilities;

	private final LiabilityNight night;

	private final ObjectProvider<LiabilityKind> kinds;

	private final JournalService journal;

	private final PointsService points;

	private final PointValues values;

	private final MemberService members;

	private final OrganizationService organizations;

	private final TransactionTemplate transaction;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private UUID acme = Ids.next();

	@BeforeEach
	void aShop() {
		acme = Ids.next();
		on(DAY.minusDays(9), () -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
	}

	@Test
	void everyPromiseIsAKindWithItsDefinition() {
		assertThat(kinds).extracting(LiabilityKind::key)
			.contains("coupons", "rebates-promised", "rebates-earned", "points", "early-bird-gifts", "benefits",
					"bought", "memberships", "money-to-return")
			.doesNotHaveDuplicates();
	}

	@Test
	void saysWhatWasOwedAtTheEndOfEachDay() {
		owe(Account.COUPON_PROMISE, Account.COUPON_COST, yuan(20), DAY.minusDays(3));
		owe(Account.REFUND_PAYABLE, Account.CASH, yuan(5), DAY.minusDays(2));
		owe(Account.COUPON_PROMISE, Account.COUPON_COST, yuan(-8), DAY.minusDays(1));
		night(DAY);
		LiabilityReport report = report(DAY.minusDays(5), DAY);
		assertThat(report.days()).extracting(LiabilityReport.Day::day)
			.containsExactly(DAY.minusDays(5), DAY.minusDays(4), DAY.minusDays(3), DAY.minusDays(2), DAY.minusDays(1),
					DAY);
		assertThat(report.days()).extracting(LiabilityReport.Day::total)
			.containsExactly(yuan(0), yuan(0), yuan(20), yuan(25), yuan(17), yuan(17));
		assertThat(line(report, "coupons").amount()).isEqualTo(yuan(12));
		assertThat(line(report, "money-to-return").change()).isEqualTo(yuan(5));
		assertThat(report.change()).isEqualTo(yuan(17));
		assertThat(report(null, DAY.minusDays(2)).total()).as("as of a day").isEqualTo(yuan(25));
	}

	@Test
	void todayIsCountedAsItStandsWithoutANight() {
		owe(Account.DEFERRED_REVENUE, Account.DEFERRAL, yuan(90), DAY);
		assertThat(line(report(null, DAY), "memberships").amount()).isEqualTo(yuan(90));
		assertThatExceptionOfType(LiabilityRefused.class).isThrownBy(() -> report(null, DAY.plusDays(1)));
	}

	@Test
	void aFactThatComesLateIsCountedByTheNextNightOrWhenSomebodyAsks() {
		night(DAY);
		owe(Account.COUPON_PROMISE, Account.COUPON_COST, yuan(20), DAY.minusDays(2));
		assertThat(report(null, DAY.minusDays(1)).total()).isEqualTo(yuan(0));
		assertThat(on(DAY, () -> liabilities.recount(new LiabilityPeriod(DAY.minusDays(9), DAY)))).isEqualTo(2);
		assertThat(on(DAY, () -> liabilities.recount(new LiabilityPeriod(DAY.minusDays(9), DAY)))).isZero();
		assertThat(report(null, DAY.minusDays(1)).total()).isEqualTo(yuan(20));
		owe(Account.COUPON_PROMISE, Account.COUPON_COST, yuan(1), DAY.minusDays(2));
		night(DAY.plusDays(1));
		assertThat(report(null, DAY.minusDays(1)).total()).isEqualTo(yuan(21));
	}

	@Test
	void nightsThatWereMissedAreMadeUpFor() {
		owe(Account.COUPON_PROMISE, Account.COUPON_COST, yuan(20), DAY.minusDays(8));
		night(DAY.minusDays(7));
		LocalDate later = DAY.plusDays(30);
		night(later);
		LiabilityReport report = on(later, () -> liabilities.of(new LiabilityPeriod(DAY.minusDays(9), later)));
		assertThat(report.days()).hasSize(40);
		assertThat(report.days().subList(1, 40)).extracting(LiabilityReport.Day::total).containsOnly(yuan(20));
	}

	@Test
	void pointsAreWhatMembersHadAtWhatAPointIsWorth() {
		MemberId ann = on(DAY.minusDays(6), () -> members.add(NewMember.named("Ann")));
		MemberId bob = on(DAY.minusDays(6), () -> members.add(NewMember.named("Bob")));
		on(DAY.minusDays(5), () -> points.grant(ann, 100, "welcome", null));
		on(DAY.minusDays(3), () -> points.grant(bob, 50, "welcome", null));
		on(DAY.minusDays(1), () -> points.take(ann, 30, "spent"));
		assertThat(line(report(null, DAY), "points").amount()).as("nobody has said what one is worth")
			.isEqualTo(yuan(0));
		on(DAY, () -> values.change(new Money(2, "CNY"), null));
		night(DAY);
		assertThat(report(DAY.minusDays(6), DAY).days())
			.extracting(day -> Objects.requireNonNull(day.amounts().get("points")).minor())
			.containsExactly(0L, 200L, 200L, 300L, 300L, 240L, 240L);
	}

	private void owe(Account account, Account against, Money amount, LocalDate day) {
		Instant at = day.atTime(23, 30).atZone(ZONE).toInstant();
		Posting owed = new Posting("TEST", Ids.next(), "OWED", at,
				List.of(Line.debit(against, amount, null), Line.credit(account, amount, null)));
		onBehalf.ofSystem(acme, () -> transaction.execute(status -> {
			journal.post(owed);
			return owed;
		}));
	}

	private void night(LocalDate day) {
		on(day, () -> {
			night.run(day);
			return 0;
		});
	}

	private LiabilityReport report(@Nullable LocalDate from, LocalDate to) {
		return on(DAY, () -> liabilities.of(LiabilityPeriod.of(from, to, organizations.today())));
	}

	private static LiabilityReport.Line line(LiabilityReport report, String kind) {
		return report.lines().stream().filter(line -> line.kind().equals(kind)).findFirst().orElseThrow();
	}

	/** At noon of the day. */
	private <T> T on(LocalDate day, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(day.atTime(12, 0).atZone(ZONE).toInstant(), () -> onBehalf.ofSystem(acme, work));
	}

	private static Money yuan(long yuan) {
		return new Money(yuan * 100, "CNY");
	}

}
