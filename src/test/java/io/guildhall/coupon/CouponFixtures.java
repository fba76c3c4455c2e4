package io.guildhall.coupon;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import io.guildhall.catalog.Eligibility;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

/** Coupons, batches and refusals for tests, those of {@code .web} included. */
public final class CouponFixtures {

	/** Where the organization of the tests is. */
	public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	/** Noon there. */
	public static final Instant NOON = Instant.parse("2026-03-01T04:00:00Z");

	private CouponFixtures() {
	}

	public static Money yuan(long amount) {
		return new Money(amount * 100, "CNY");
	}

	/** 5 off from 30 on, for 7 days. */
	public static NewBatch fiveOff(long stock, int perMember) {
		return new NewBatch("Rebate card", "", CouponTerms.ofAmount(yuan(5), yuan(30)), CouponValidity.daysFromIssue(7),
				stock, perMember);
	}

	public static BatchDetails details(BatchId id) {
		NewBatch batch = fiveOff(50, 1);
		return new BatchDetails(id, batch.name(), "", BatchState.ACTIVE, batch.terms(), batch.validity(), 1, 50, 3, 0,
				2, 1, 0, 0, null, CouponConditions.NONE, Eligibility.ALL, NOON, 4);
	}

	public static CouponSummary summary(CouponId id, MemberId member) {
		return new CouponSummary(id, "K7QM2-9XTRB", new BatchId(Ids.next()), "Rebate card", member, CouponState.ISSUED,
				fiveOff(1, 1).terms(), NOON, LocalDate.of(2026, 3, 9).atStartOfDay(ZONE).toInstant(), NOON, null, null,
				null, null, null, null, null);
	}

	public static BatchId batchId() {
		return BatchId.next();
	}

	public static CouponId couponId() {
		return CouponId.next();
	}

	public static CouponRefused soldOut() {
		return CouponRefused.soldOut("Rebate card");
	}

	public static CouponRefused unknown(CouponId id) {
		return CouponRefused.unknown(id);
	}

}
