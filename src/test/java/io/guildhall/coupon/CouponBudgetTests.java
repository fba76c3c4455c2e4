package io.guildhall.coupon;

import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.coupon.CouponFixtures.NOON;
import static io.guildhall.coupon.CouponFixtures.ZONE;
import static io.guildhall.coupon.CouponFixtures.fiveOff;
import static io.guildhall.coupon.CouponFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

/** ★ What a budget is enough for, as far as one can tell without a database. */
class CouponBudgetTests {

	@Test
	void isEnoughForSoManyCouponsAtTheirLargestDiscount() {
		assertThat(level(10, 2, 0, 2_000L, 1_000, 0).left()).isEqualTo(2);
		assertThat(level(10, 2, 0, 1_999L, 1_000, 0).left()).as("not for a part of one").isOne();
		assertThat(level(10, 2, 0, 2_000L, 500, 1_499).left()).as("what was used, at what it took off").isZero();
		assertThat(level(3, 2, 0, 9_000L, 1_000, 0).left()).as("nor more than there are").isOne();
		assertThat(level(3, 2, 0, null, 0, 0).left()).as("without one the pieces count").isOne();
	}

	/** A hash, whose first bit is set: Java's own order puts it first. */
	@Test
	void whatLapsesIsFreedInTheOrderInWhichTheDatabaseSortsBatches() {
		UUID hashed = UUID.fromString("c0a80101-0000-8000-8000-000000000001");
		UUID timed = UUID.fromString("0190f5fe-0000-7000-8000-000000000001");
		assertThat(CouponStock.inOrder(Map.of(hashed, 1L, timed, 2L)).keySet()).containsExactly(timed, hashed);
	}

	@Test
	void countsWhatIsSetAsideForCards() {
		assertThat(level(10, 0, 3, 2_000L, 0, 0).left()).isOne();
		assertThat(level(10, 0, 4, 2_000L, 0, 0).left()).isZero();
	}

	@Test
	void isNotLessThanNothingWhereRefundsBroughtCouponsBack() {
		assertThat(level(10, 2, 0, 2_000L, 2_500, 0).left()).isZero();
	}

	@Test
	void whatEndsFirstIsTheReason() {
		assertThat(level(10, 4, 0, 2_000L, 2_000, 0).none("Tea")).returns("coupon.budget-spent",
				CouponRefused::getCode);
		assertThat(level(4, 4, 0, 9_000L, 2_000, 0).none("Tea")).returns("coupon.sold-out", CouponRefused::getCode);
		assertThat(level(4, 4, 0, 2_000L, 2_000, 0).none("Tea")).as("both at once")
			.returns("coupon.sold-out", CouponRefused::getCode);
		assertThat(level(4, 4, 0, null, 0, 0).none("Tea")).returns("coupon.sold-out", CouponRefused::getCode);
	}

	@Test
	void whoClaimsAfterTheMoneyIsGoneIsToldSo() {
		CouponBatch batch = new CouponBatch(fiveOff(10, 1), NOON);
		batch.activate(LocalDate.of(2026, 3, 1));
		List<UUID> three = Stream.generate(Ids::next).limit(3).toList();
		ClaimAllotment allotment = new ClaimAllotment(batch, ZONE, level(10, 0, 0, 1_000L, 0, 0), Map.of(),
				Map.of(three.get(0), Set.of(), three.get(1), Set.of(), three.get(2), Set.of()));
		List<ClaimAllotment.Allotted> answers = IntStream.range(0, 3)
			.mapToObj(i -> allotment.next(claim(batch, three.get(i))))
			.toList();
		assertThat(answers.stream().filter(one -> one.coupon() != null)).hasSize(2);
		ClaimAnswer refused = Objects.requireNonNull(answers.get(2).refusal());
		assertThat(refused.kind()).isEqualTo(ClaimAnswer.Kind.SOLD_OUT);
		assertThat(Objects.requireNonNull(refused.refusal()).get()).hasFieldOrPropertyWithValue("code",
				"coupon.budget-spent");
	}

	@Test
	void isEnoughForOneCouponAndInItsCurrency() {
		assertRefused("coupon.budget", () -> draft(new Money(499, "CNY")));
		assertRefused("coupon.other-currency", () -> draft(new Money(50_000, "EUR")));
		assertThat(draft(yuan(5)).getState()).isEqualTo(BatchState.DRAFT);
	}

	@Test
	void whatIsIssuedInOneCurrencyIsNotCountedInAnother() {
		CouponBatch batch = draft(yuan(50));
		batch.activate(LocalDate.of(2026, 3, 1));
		NewBatch euros = new NewBatch("Rebate card", "",
				CouponTerms.ofAmount(new Money(500, "EUR"), new Money(0, "EUR")), CouponValidity.daysFromIssue(7), 10,
				1);
		assertRefused("coupon.other-currency", () -> batch.change(euros));
	}

	/** A coupon takes off at most 5. */
	private static CouponStock.Level level(long stock, long issued, long aside, @Nullable Long budget, long reserved,
			long spent) {
		return new CouponStock.Level(stock, issued, aside, true, budget, reserved, spent, 500);
	}

	private static WaitingClaim claim(CouponBatch batch, UUID member) {
		return new WaitingClaim(CouponClaim.of(batch.getId(), new MemberId(member)), null, Actor.SYSTEM, NOON);
	}

	private static CouponBatch draft(Money budget) {
		NewBatch wanted = fiveOff(10, 1);
		return new CouponBatch(new NewBatch(wanted.name(), "", wanted.terms(), wanted.validity(), 10, 1, budget,
				CouponConditions.NONE), NOON);
	}

}
