package io.guildhall.coupon;

import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.coupon.CouponFixtures.NOON;
import static io.guildhall.coupon.CouponFixtures.ZONE;
import static io.guildhall.coupon.CouponFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

/** ★ The way of a coupon through an order, and its end. */
class CouponTests {

	private static final Instant SOON = NOON.plus(Duration.ofMinutes(30));

	private final MemberId ann = new MemberId(Ids.next());

	private final UUID order = Ids.next();

	private final Coupon coupon = issued(CouponTerms.ofAmount(yuan(5), yuan(30)), CouponValidity.daysFromIssue(7));

	@Test
	void isHeldByAnOrderThenUsedByIt() {
		assertThat(reserve(coupon, yuan(30), order)).isEqualTo(yuan(5));
		assertThat(coupon.getState()).isEqualTo(CouponState.RESERVED);
		assertThat(coupon.getReservedUntil()).isEqualTo(SOON);
		assertThat(coupon.use(order, SOON, ZONE)).isTrue();
		assertThat(coupon.getState()).isEqualTo(CouponState.USED);
		assertThat(coupon.getUsedDay()).isEqualTo(LocalDate.of(2026, 3, 1));
	}

	@Test
	void countsLongerWhereSomebodyLetsIt() {
		Instant end = coupon.getExpiresAt();
		Instant later = end.plus(Duration.ofDays(7));
		assertRefused("coupon.not-later", () -> coupon.extend(end, NOON));
		assertThat(coupon.extend(later, NOON)).isFalse();
		assertThat(quote(coupon, ann, yuan(30), end.plusSeconds(1))).isEqualTo(yuan(5));
		assertRefused("coupon.not-later", () -> coupon.extend(later.plusSeconds(1), later.plusSeconds(2)));
		reserve(coupon, yuan(30), order);
		assertRefused("coupon.reserved", () -> coupon.extend(later.plusSeconds(1), NOON));
		coupon.release(later);
		assertThat(coupon.getState()).isEqualTo(CouponState.EXPIRED);
		assertThat(coupon.extend(later.plus(Duration.ofDays(7)), later)).as("it was on the books").isTrue();
		assertThat(coupon.getState()).isEqualTo(CouponState.ISSUED);
	}

	@Test
	void isUsedOnceHoweverOftenThePaymentArrives() {
		reserve(coupon, yuan(30), order);
		coupon.use(order, NOON, ZONE);
		assertThat(coupon.use(order, SOON, ZONE)).isFalse();
		assertThat(coupon.getUsedAt()).isEqualTo(NOON);
	}

	@Test
	void isNotForASecondOrder() {
		reserve(coupon, yuan(30), order);
		assertRefused("coupon.reserved", () -> reserve(coupon, yuan(30), Ids.next()));
		assertRefused("coupon.not-reserved", () -> coupon.use(Ids.next(), NOON, ZONE));
	}

	@Test
	void goesBackWhenTheOrderIsNotPaidInTime() {
		reserve(coupon, yuan(30), order);
		coupon.release(SOON);
		assertThat(coupon.getState()).isEqualTo(CouponState.ISSUED);
		assertThat(coupon.getOrderId()).isNull();
		assertThat(coupon.getDiscountMinor()).isNull();
		assertRefused("coupon.not-reserved", () -> coupon.use(order, SOON, ZONE));
	}

	@Test
	void expiresWhenItGoesBackTooLate() {
		reserve(coupon, yuan(30), order);
		coupon.release(coupon.getExpiresAt());
		assertThat(coupon.getState()).isEqualTo(CouponState.EXPIRED);
	}

	@Test
	void isUsedEvenWhenItsEndPassedWhileTheOrderHeldIt() {
		reserve(coupon, yuan(30), order);
		assertThat(coupon.use(order, coupon.getExpiresAt().plusSeconds(60), ZONE)).isTrue();
	}

	@Test
	void aFullRefundReturnsIt() {
		reserve(coupon, yuan(30), order);
		coupon.use(order, NOON, ZONE);
		coupon.giveBack(SOON, Instant.MIN);
		assertThat(coupon.getState()).isEqualTo(CouponState.ISSUED);
		assertThat(coupon.getUsedAt()).isNull();
		assertThat(reserve(coupon, yuan(40), Ids.next())).isEqualTo(yuan(5));
	}

	@Test
	void aFullRefundAfterItsEndLeavesItExpired() {
		reserve(coupon, yuan(30), order);
		coupon.use(order, NOON, ZONE);
		coupon.giveBack(coupon.getExpiresAt(), Instant.MIN);
		assertThat(coupon.getState()).isEqualTo(CouponState.EXPIRED);
	}

	@Test
	void isNotConsumedForNothing() {
		Coupon share = issued(CouponTerms.ofPercent(100, yuan(5), yuan(0)), CouponValidity.daysFromIssue(7));
		assertRefused("coupon.discounts-nothing", () -> reserve(share, new Money(49, "CNY"), order));
		assertRefused("coupon.discounts-nothing", () -> reserve(share, yuan(0), order));
		assertThat(share.getState()).isEqualTo(CouponState.ISSUED);
	}

	@Test
	void isNotForABasketBelowTheThreshold() {
		assertRefused("coupon.below-threshold", () -> quote(coupon, ann, new Money(2999, "CNY"), NOON));
	}

	@Test
	void isNotForAnotherMemberNorInAnotherCurrency() {
		assertRefused("coupon.of-somebody-else", () -> quote(coupon, new MemberId(Ids.next()), yuan(30), NOON));
		assertRefused("coupon.other-currency", () -> quote(coupon, ann, new Money(3000, "EUR"), NOON));
	}

	@Test
	void countsToTheLastSecondOfTheLastDayInTheZoneOfTheOrganization() {
		Instant end = LocalDate.of(2026, 3, 9).atStartOfDay(ZONE).toInstant();
		assertThat(coupon.getExpiresAt()).isEqualTo(end);
		assertThat(quote(coupon, ann, yuan(30), end.minusMillis(1))).isEqualTo(yuan(5));
		assertRefused("coupon.expired", () -> quote(coupon, ann, yuan(30), end));
	}

	@Test
	void ofFixedDatesCountsFromTheFirstToTheLast() {
		Coupon spring = issued(CouponTerms.ofAmount(yuan(5), yuan(0)),
				CouponValidity.between(LocalDate.of(2026, 3, 8), LocalDate.of(2026, 3, 8)));
		assertRefused("coupon.not-yet", () -> quote(spring, ann, yuan(30), Instant.parse("2026-03-07T15:59:59Z")));
		assertThat(quote(spring, ann, yuan(30), Instant.parse("2026-03-07T16:00:00Z"))).isEqualTo(yuan(5));
		assertThat(quote(spring, ann, yuan(30), Instant.parse("2026-03-08T15:59:59Z"))).isEqualTo(yuan(5));
		assertRefused("coupon.expired", () -> quote(spring, ann, yuan(30), Instant.parse("2026-03-08T16:00:00Z")));
	}

	@Test
	void aShareStopsAtItsCapAndAnAmountAtTheBasket() {
		CouponTerms share = CouponTerms.ofPercent(2000, yuan(50), yuan(0));
		assertThat(share.discount(yuan(100))).isEqualTo(yuan(20));
		assertThat(share.discount(yuan(1000))).isEqualTo(yuan(50));
		assertThat(CouponTerms.ofAmount(yuan(5), yuan(0)).discount(yuan(3))).isEqualTo(yuan(3));
	}

	@Test
	void onlyAnUnusedOneIsRevoked() {
		coupon.revoke(NOON);
		assertThat(coupon.getState()).isEqualTo(CouponState.REVOKED);
		assertThat(coupon.getSlot()).isNull();
		assertRefused("coupon.revoked", () -> coupon.revoke(NOON));
		assertRefused("coupon.revoked", () -> quote(coupon, ann, yuan(30), NOON));
		Coupon held = issued(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(1));
		reserve(held, yuan(30), order);
		assertRefused("coupon.reserved", () -> held.revoke(NOON));
	}

	@Test
	void aRecalledOneIsRevokedAtOnceOrWhenItsOrderLetsGoOfIt() {
		assertThat(coupon.recall("gone", NOON)).isTrue();
		assertThat(coupon.getState()).isEqualTo(CouponState.REVOKED);
		assertThat(coupon.recall("gone", NOON)).as("again").isFalse();
		Coupon held = issued(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(1));
		reserve(held, yuan(30), order);
		assertThat(held.recall("gone", NOON)).isTrue();
		assertThat(held.recall("gone", NOON)).isFalse();
		assertThat(held.use(order, NOON, ZONE)).as("it does what it was used for").isTrue();
		held.giveBack(SOON, Instant.MIN);
		assertThat(held.getState()).isEqualTo(CouponState.REVOKED);
		assertThat(held.getSlot()).isNull();
		assertThat(held.getOrderId()).isNull();
		Coupon late = issued(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(1));
		reserve(late, yuan(30), order);
		late.recall("gone", NOON);
		late.release(late.getExpiresAt());
		assertThat(late.getState()).isEqualTo(CouponState.EXPIRED);
	}

	@Test
	void oneThatWasRecalledNeverCountsAgain() {
		Instant longer = NOON.plusSeconds(90 * 86_400L);
		Coupon held = issued(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(1));
		reserve(held, yuan(30), order);
		held.recall("gone", NOON);
		held.release(held.getExpiresAt());
		assertRefused("coupon.revoked", () -> held.extend(longer, held.getExpiresAt()));
		Coupon ended = issued(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(1));
		assertThat(ended.recall("gone", ended.getExpiresAt())).isTrue();
		assertThat(ended.recall("gone", ended.getExpiresAt())).isFalse();
		assertRefused("coupon.revoked", () -> ended.extend(longer, ended.getExpiresAt()));
	}

	@Test
	void keepsTheTermsOfItsIssueWhateverBecomesOfTheBatch() {
		CouponBatch batch = batch(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(7));
		Coupon held = batch.issue(CouponId.next(), ann, CouponCodes.next(), NOON, ZONE, null, null);
		batch.change(new NewBatch("Other", "", CouponTerms.ofAmount(yuan(1), yuan(0)), CouponValidity.daysFromIssue(1),
				1, 1));
		assertThat(quote(held, ann, yuan(30), NOON)).isEqualTo(yuan(5));
	}

	@Test
	void codesAreReadAloudWithoutDoubt() {
		assertThat(CouponCodes.next()).matches("[2-9BCDFGHJKMNPQRSTVWXYZ]{5}-[2-9BCDFGHJKMNPQRSTVWXYZ]{5}");
		assertThat(CouponCodes.normalize(" k7qm2 9xtrb")).isEqualTo("K7QM2-9XTRB");
	}

	@Test
	void aRefundAfterItsEndGivesGraceWhereItsBatchGrantsSome() {
		reserve(coupon, yuan(30), order);
		coupon.use(order, NOON, ZONE);
		Instant late = coupon.getExpiresAt().plusSeconds(60);
		Instant grace = late.plus(Duration.ofDays(3));
		assertThat(coupon.giveBack(late, grace)).isTrue();
		assertThat(coupon.getState()).isEqualTo(CouponState.ISSUED);
		assertThat(quote(coupon, ann, yuan(30), grace.minusSeconds(1))).isEqualTo(yuan(5));
		assertRefused("coupon.expired", () -> quote(coupon, ann, yuan(30), grace));
		Coupon timely = issued(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(7));
		reserve(timely, yuan(30), order);
		timely.use(order, NOON, ZONE);
		Instant end = timely.getExpiresAt();
		assertThat(timely.giveBack(SOON, end.plus(Duration.ofDays(3)))).as("its end has not passed").isFalse();
		assertThat(timely.getExpiresAt()).isEqualTo(end);
	}

	private Money reserve(Coupon held, Money total, UUID by) {
		return held.reserve(ann, basket(total), CouponConditions.NONE, by, SOON, NOON).amount();
	}

	private static Money quote(Coupon held, MemberId buyer, Money total, Instant now) {
		return held.quote(buyer, basket(total), CouponConditions.NONE, now).amount();
	}

	private static CouponReckoning basket(Money total) {
		return new CouponReckoning(new Basket(List.of(new Basket.Line(Ids.next(), total))));
	}

	private Coupon issued(CouponTerms terms, CouponValidity validity) {
		return batch(terms, validity).issue(CouponId.next(), ann, CouponCodes.next(), NOON, ZONE, null, null);
	}

	private static CouponBatch batch(CouponTerms terms, CouponValidity validity) {
		CouponBatch batch = new CouponBatch(new NewBatch("Rebate card", "", terms, validity, 50, 1), NOON);
		batch.activate(LocalDate.of(2026, 3, 1));
		return batch;
	}

}
