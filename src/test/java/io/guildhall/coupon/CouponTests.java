package io.guildhall.coupon;

import static io.guildhall.coupon.CouponFixtures.NOON;
import static io.guildhall.coupon.CouponFixtures.ZONE;
import static io.guildhall.coupon.CouponFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
		assertThat(coupon.reserve(ann, yuan(30), order, SOON, NOON)).isEqualTo(yuan(5));
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
		assertThat(coupon.quote(ann, yuan(30), end.plusSeconds(1))).isEqualTo(yuan(5));
		assertRefused("coupon.not-later", () -> coupon.extend(later.plusSeconds(1), later.plusSeconds(2)));
		coupon.reserve(ann, yuan(30), order, SOON, NOON);
		assertRefused("coupon.reserved", () -> coupon.extend(later.plusSeconds(1), NOON));
		coupon.release(later);
		assertThat(coupon.getState()).isEqualTo(CouponState.EXPIRED);
		assertThat(coupon.extend(later.plus(Duration.ofDays(7)), later)).as("it was on the books").isTrue();
		assertThat(coupon.getState()).isEqualTo(CouponState.ISSUED);
	}

	@Test
	void isUsedOnceHoweverOftenThePaymentArrives() {
		coupon.reserve(ann, yuan(30), order, SOON, NOON);
		coupon.use(order, NOON, ZONE);
		assertThat(coupon.use(order, SOON, ZONE)).isFalse();
		assertThat(coupon.getUsedAt()).isEqualTo(NOON);
	}

	@Test
	void isNotForASecondOrder() {
		coupon.reserve(ann, yuan(30), order, SOON, NOON);
		assertRefused("coupon.reserved", () -> coupon.reserve(ann, yuan(30), Ids.next(), SOON, NOON));
		assertRefused("coupon.not-reserved", () -> coupon.use(Ids.next(), NOON, ZONE));
	}

	@Test
	void goesBackWhenTheOrderIsNotPaidInTime() {
		coupon.reserve(ann, yuan(30), order, SOON, NOON);
		coupon.release(SOON);
		assertThat(coupon.getState()).isEqualTo(CouponState.ISSUED);
		assertThat(coupon.getOrderId()).isNull();
		assertThat(coupon.getDiscountMinor()).isNull();
		assertRefused("coupon.not-reserved", () -> coupon.use(order, SOON, ZONE));
	}

	@Test
	void expiresWhenItGoesBackTooLate() {
		coupon.reserve(ann, yuan(30), order, SOON, NOON);
		coupon.release(coupon.getExpiresAt());
		assertThat(coupon.getState()).isEqualTo(CouponState.EXPIRED);
	}

	@Test
	void isUsedEvenWhenItsEndPassedWhileTheOrderHeldIt() {
		coupon.reserve(ann, yuan(30), order, SOON, NOON);
		assertThat(coupon.use(order, coupon.getExpiresAt().plusSeconds(60), ZONE)).isTrue();
	}

	@Test
	void aFullRefundReturnsIt() {
		coupon.reserve(ann, yuan(30), order, SOON, NOON);
		coupon.use(order, NOON, ZONE);
		coupon.giveBack(SOON);
		assertThat(coupon.getState()).isEqualTo(CouponState.ISSUED);
		assertThat(coupon.getUsedAt()).isNull();
		assertThat(coupon.reserve(ann, yuan(40), Ids.next(), SOON, NOON)).isEqualTo(yuan(5));
	}

	@Test
	void aFullRefundAfterItsEndLeavesItExpired() {
		coupon.reserve(ann, yuan(30), order, SOON, NOON);
		coupon.use(order, NOON, ZONE);
		coupon.giveBack(coupon.getExpiresAt());
		assertThat(coupon.getState()).isEqualTo(CouponState.EXPIRED);
	}

	@Test
	void isNotConsumedForNothing() {
		Coupon share = issued(CouponTerms.ofPercent(100, yuan(5), yuan(0)), CouponValidity.daysFromIssue(7));
		assertRefused("coupon.discounts-nothing", () -> share.reserve(ann, new Money(49, "CNY"), order, SOON, NOON));
		assertRefused("coupon.discounts-nothing", () -> share.reserve(ann, yuan(0), order, SOON, NOON));
		assertThat(share.getState()).isEqualTo(CouponState.ISSUED);
	}

	@Test
	void isNotForABasketBelowTheThreshold() {
		assertRefused("coupon.below-threshold", () -> coupon.quote(ann, new Money(2999, "CNY"), NOON));
	}

	@Test
	void isNotForAnotherMemberNorInAnotherCurrency() {
		assertRefused("coupon.of-somebody-else", () -> coupon.quote(new MemberId(Ids.next()), yuan(30), NOON));
		assertRefused("coupon.other-currency", () -> coupon.quote(ann, new Money(3000, "EUR"), NOON));
	}

	@Test
	void countsToTheLastSecondOfTheLastDayInTheZoneOfTheOrganization() {
		Instant end = LocalDate.of(2026, 3, 9).atStartOfDay(ZONE).toInstant();
		assertThat(coupon.getExpiresAt()).isEqualTo(end);
		assertThat(coupon.quote(ann, yuan(30), end.minusMillis(1))).isEqualTo(yuan(5));
		assertRefused("coupon.expired", () -> coupon.quote(ann, yuan(30), end));
	}

	@Test
	void ofFixedDatesCountsFromTheFirstToTheLast() {
		Coupon spring = issued(CouponTerms.ofAmount(yuan(5), yuan(0)),
				CouponValidity.between(LocalDate.of(2026, 3, 8), LocalDate.of(2026, 3, 8)));
		assertRefused("coupon.not-yet", () -> spring.quote(ann, yuan(30), Instant.parse("2026-03-07T15:59:59Z")));
		assertThat(spring.quote(ann, yuan(30), Instant.parse("2026-03-07T16:00:00Z"))).isEqualTo(yuan(5));
		assertThat(spring.quote(ann, yuan(30), Instant.parse("2026-03-08T15:59:59Z"))).isEqualTo(yuan(5));
		assertRefused("coupon.expired", () -> spring.quote(ann, yuan(30), Instant.parse("2026-03-08T16:00:00Z")));
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
		assertRefused("coupon.revoked", () -> coupon.quote(ann, yuan(30), NOON));
		Coupon held = issued(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(1));
		held.reserve(ann, yuan(30), order, SOON, NOON);
		assertRefused("coupon.reserved", () -> held.revoke(NOON));
	}

	@Test
	void aRecalledOneIsRevokedAtOnceOrWhenItsOrderLetsGoOfIt() {
		assertThat(coupon.recall("gone", NOON)).isTrue();
		assertThat(coupon.getState()).isEqualTo(CouponState.REVOKED);
		assertThat(coupon.recall("gone", NOON)).as("again").isFalse();
		Coupon held = issued(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(1));
		held.reserve(ann, yuan(30), order, SOON, NOON);
		assertThat(held.recall("gone", NOON)).isTrue();
		assertThat(held.recall("gone", NOON)).isFalse();
		assertThat(held.use(order, NOON, ZONE)).as("it does what it was used for").isTrue();
		held.giveBack(SOON);
		assertThat(held.getState()).isEqualTo(CouponState.REVOKED);
		assertThat(held.getSlot()).isNull();
		assertThat(held.getOrderId()).isNull();
		Coupon late = issued(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(1));
		late.reserve(ann, yuan(30), order, SOON, NOON);
		late.recall("gone", NOON);
		late.release(late.getExpiresAt());
		assertThat(late.getState()).isEqualTo(CouponState.EXPIRED);
	}

	@Test
	void keepsTheTermsOfItsIssueWhateverBecomesOfTheBatch() {
		CouponBatch batch = batch(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(7));
		Coupon held = batch.issue(CouponId.next(), ann, CouponCodes.next(), NOON, ZONE, null, null);
		batch.change(new NewBatch("Other", "", CouponTerms.ofAmount(yuan(1), yuan(0)), CouponValidity.daysFromIssue(1),
				1, 1));
		assertThat(held.quote(ann, yuan(30), NOON)).isEqualTo(yuan(5));
	}

	@Test
	void codesAreReadAloudWithoutDoubt() {
		assertThat(CouponCodes.next()).matches("[2-9BCDFGHJKMNPQRSTVWXYZ]{5}-[2-9BCDFGHJKMNPQRSTVWXYZ]{5}");
		assertThat(CouponCodes.normalize(" k7qm2 9xtrb")).isEqualTo("K7QM2-9XTRB");
	}

	private Coupon issued(CouponTerms terms, CouponValidity validity) {
		return batch(terms, validity).issue(CouponId.next(), ann, CouponCodes.next(), NOON, ZONE, null, null);
	}

	private static CouponBatch batch(CouponTerms terms, CouponValidity validity) {
		CouponBatch batch = new CouponBatch(new NewBatch("Rebate card", "", terms, validity, 50, 1), NOON);
		batch.activate(LocalDate.of(2026, 3, 1));
		return batch;
	}

	private static void assertRefused(String code, ThrowingCallable action) {
		assertThatExceptionOfType(CouponRefused.class).isThrownBy(action).returns(code, CouponRefused::getCode);
	}

}
