package io.guildhall.coupon;

import static io.guildhall.Race.race;
import static io.guildhall.coupon.CouponFixtures.NOON;
import static io.guildhall.coupon.CouponFixtures.ZONE;
import static io.guildhall.coupon.CouponFixtures.fiveOff;
import static io.guildhall.coupon.CouponFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.TestDatabase;
import io.guildhall.journal.JournalService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Claims that are gathered, also where others issue beside them. */
@HouseTest
@RequiredArgsConstructor
class CouponClaimingModuleTests {

	private final CouponClaiming claiming;

	private final ClaimSettlement settlement;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final CouponService coupons;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final Idempotency idempotency;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final ScopedClock clock;

	private final TransactionTemplate transaction;

	/** As the owner: the tests' database hides other organizations' rows otherwise. */
	private final JdbcClient jdbc = JdbcClient.create(TestDatabase.asOwner());

	private UUID acme = Ids.next();

	@BeforeEach
	void newOrganization() {
		acme = Ids.next();
		inAcme(() -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
	}

	@Test
	void twoInstancesAndSingleIssuesGiveExactlyTheStock() throws Exception {
		BatchId batch = open(60, 1);
		List<MemberId> all = members(240);
		ClaimQueue second = new ClaimQueue(settlement, tenancy);
		List<String> answers = race(240, i -> () -> switch (i % 3) {
			case 0 -> answer(() -> claim(batch, all.get(i), null));
			case 1 -> answer(() -> byInstance(second, batch, all.get(i)));
			default -> answer(() -> inAcme(() -> issuing.issue(batch, all.get(i), null)));
		});
		assertThat(new TreeSet<>(answers)).containsExactly("coupon.sold-out", "issued");
		assertThat(answers.stream().filter("issued"::equals)).hasSize(60);
		assertConsistent(batch, 60);
	}

	@Test
	void aMemberGetsNoMoreThanTheLimitHoweverOftenTheyClaimAtOnce() throws Exception {
		MemberId ann = members(1).get(0);
		ClaimQueue second = new ClaimQueue(settlement, tenancy);
		for (int limit : new int[] { 1, 3 }) {
			BatchId batch = open(100, limit);
			List<String> answers = race(64, i -> () -> (i % 2 == 0) ? answer(() -> claim(batch, ann, null))
					: answer(() -> byInstance(second, batch, ann)));
			assertThat(answers.stream().filter("issued"::equals)).hasSize(limit);
			assertThat(answers.stream().filter("coupon.limit-reached"::equals)).hasSize(64 - limit);
			assertConsistent(batch, limit);
		}
	}

	@Test
	void aKeyIsAnsweredWithOneCouponAlsoAtOnceAndAfterItIsSoldOut() throws Exception {
		BatchId batch = open(1, 1);
		MemberId ann = members(1).get(0);
		List<String> answers = race(16, i -> () -> claim(batch, ann, "once").code());
		assertThat(Set.copyOf(answers)).hasSize(1);
		assertThat(claim(batch, ann, "once").code()).isEqualTo(answers.get(0));
		assertThat(answer(() -> claim(batch, ann, "another"))).isEqualTo("coupon.limit-reached");
		assertThat(answer(() -> claim(batch, members(1).get(0), "once"))).isEqualTo("shared.idempotency-key");
		assertThat(answer(() -> claim(batch, members(1).get(0), null))).isEqualTo("coupon.sold-out");
		assertConsistent(batch, 1);
	}

	@Test
	void eachIsRefusedForReasonsOfTheirOwn() throws Exception {
		BatchId batch = open(3, 1);
		List<MemberId> four = members(4);
		MemberId gone = members(1).get(0);
		inAcme(() -> {
			members.erase(gone);
			return gone;
		});
		MemberId nobody = new MemberId(Ids.next());
		assertThat(answer(() -> claim(batch, gone, null))).isEqualTo("coupon.not-eligible");
		assertThat(answer(() -> claim(batch, nobody, null))).isEqualTo("member.unknown");
		assertThat(answer(() -> claim(new BatchId(Ids.next()), four.get(0), null))).isEqualTo("coupon.unknown-batch");
		inAcme(() -> batches.pause(batch));
		assertThat(answer(() -> claim(batch, four.get(0), null))).isEqualTo("coupon.not-open");
		inAcme(() -> batches.activate(batch));
		List<String> answers = race(5, i -> () -> answer(
				() -> claim(batch, (i < 2) ? four.get(0) : (i == 4) ? nobody : four.get(i - 1), null)));
		assertThat(answers.subList(0, 2)).contains("issued");
		assertThat(answers.get(4)).isEqualTo("member.unknown");
		assertThat(answers.stream().filter("issued"::equals)).hasSize(3);
		assertThat(answer(() -> claim(batch, four.get(3), null))).isEqualTo("coupon.sold-out");
		CouponSummary first = inAcme(() -> coupons.held(four.get(0))).get(0);
		inAcme(() -> issuing.revoke(first.id(), "by mistake"));
		assertThat(answer(() -> claim(batch, four.get(0), null))).as("what was given back").isEqualTo("issued");
		assertConsistent(batch, 3);
	}

	@Test
	void aBatchIsKnownAsItIsNow() throws Exception {
		BatchId batch = open(10, 1);
		List<MemberId> three = members(3);
		assertThat(claim(batch, three.get(0), null).batchName()).isEqualTo("Rebate card");
		NewBatch before = fiveOff(10, 1);
		inAcme(() -> batches.change(batch,
				new NewBatch("Another card", "", CouponTerms.ofAmount(yuan(8), yuan(30)), before.validity(), 10, 1),
				null));
		CouponSummary after = claim(batch, three.get(1), null);
		assertThat(after.batchName()).isEqualTo("Another card");
		assertThat(after.terms().largest()).isEqualTo(yuan(8));
		inAcme(() -> batches.pause(batch));
		assertThat(answer(() -> claim(batch, three.get(2), null))).isEqualTo("coupon.not-open");
	}

	@Test
	void whoHoldsATransactionIsNotLetWait() {
		BatchId batch = open(1, 1);
		MemberId ann = members(1).get(0);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(
				() -> inAcme(() -> transaction.execute(status -> claiming.claim(CouponClaim.of(batch, ann), null))));
	}

	@Test
	void aClaimByALinkIsToldInItsLife() {
		BatchId batch = open(5, 1);
		UUID link = Ids.next();
		MemberId ann = members(1).get(0);
		CouponSummary coupon = inAcme(() -> claiming.claim(new CouponClaim(batch, ann, null, link), null));
		assertThat(inAcme(() -> coupons.get(coupon.id()))).isEqualTo(coupon).returns(link, CouponSummary::link);
		assertThat(inAcme(() -> coupons.moves(coupon.id()))).extracting(CouponMove::reason).containsExactly("claimed");
	}

	private void assertConsistent(BatchId batch, long issued) {
		BatchDetails after = inAcme(() -> batches.get(batch));
		assertThat(after.issued()).isEqualTo(issued);
		assertThat(after.held()).isEqualTo(issued);
		assertThat(inAcme(journal::balances)).isTrue();
		assertThat(jdbc
			.sql("""
					select -coalesce(sum(minor), 0) from journal_lines where organization_id = ? and account = 'COUPON_PROMISE'
					""")
			.param(acme)
			.query(Long.class)
			.single()).isEqualTo(500 * jdbc.sql("""
					select count(*) from coupons where organization_id = ? and state = 'ISSUED'
					""").param(acme).query(Long.class).single());
		assertThat(jdbc.sql("""
				select count(*) from coupons c where organization_id = ? and not exists (select from coupon_moves m
				where m.organization_id = c.organization_id and m.coupon_id = c.id and m.number = 1)
				""").param(acme).query(Long.class).single()).isZero();
	}

	private CouponSummary claim(BatchId batch, MemberId member, @Nullable String key) {
		return inAcme(() -> claiming.claim(CouponClaim.of(batch, member),
				idempotency.asked(key, List.of(batch, member), CouponSummary.class)));
	}

	/** As another instance would: with a queue of its own. */
	private CouponSummary byInstance(ClaimQueue queue, BatchId batch, MemberId member) {
		ClaimAnswer answer = inAcme(
				() -> queue.answer(new WaitingClaim(CouponClaim.of(batch, member), null, Actor.SYSTEM, NOON)));
		if (answer.refusal() != null) {
			throw answer.refusal().get();
		}
		return Objects.requireNonNull(answer.coupon());
	}

	private static String answer(Callable<?> attempt) throws Exception {
		try {
			attempt.call();
			return "issued";
		}
		catch (DomainException refusal) {
			return refusal.getCode();
		}
	}

	private BatchId open(long stock, int perMember) {
		return inAcme(() -> {
			BatchId batch = batches.create(fiveOff(stock, perMember));
			batches.activate(batch);
			return batch;
		});
	}

	private List<MemberId> members(int count) {
		return inAcme(
				() -> IntStream.range(0, count).mapToObj(i -> members.add(NewMember.named("Member " + i))).toList());
	}

	private <T> T inAcme(Tenancy.Work<T, RuntimeException> work) {
		return Objects.requireNonNull(clock.callAt(NOON, () -> onBehalf.ofSystem(acme, work)));
	}

}
