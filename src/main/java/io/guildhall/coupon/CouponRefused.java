package io.guildhall.coupon;

import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;

/** Why something could not be done with a coupon. */
public class CouponRefused extends DomainException {

	private CouponRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "coupon." + code, message, args);
	}

	static CouponRefused unknown(Object id) {
		return new CouponRefused(Kind.NOT_FOUND, "unknown", "There is no coupon %s", id);
	}

	static CouponRefused unknownBatch(Object id) {
		return new CouponRefused(Kind.NOT_FOUND, "unknown-batch", "There is no coupon batch %s", id);
	}

	static CouponRefused unknownIssue(Object id) {
		return new CouponRefused(Kind.NOT_FOUND, "unknown-issue", "There is no issue %s of coupons", id);
	}

	static CouponRefused soldOut(String batch) {
		return new CouponRefused(Kind.CONFLICT, "sold-out", "Batch %s has no coupon left", batch);
	}

	static CouponRefused budgetSpent(String batch) {
		return new CouponRefused(Kind.CONFLICT, "budget-spent", "Batch %s has no money left for a coupon", batch);
	}

	static CouponRefused budgetTooSmall(Money largest) {
		return new CouponRefused(Kind.INVALID, "budget", "A budget is enough for one coupon at least: %s",
				largest.toMajor().toPlainString());
	}

	static CouponRefused budgetBelowPromised(Money promised) {
		return new CouponRefused(Kind.CONFLICT, "budget-below-promised", "%s of it are spent or promised already",
				promised.toMajor().toPlainString());
	}

	static CouponRefused budgetTooLate() {
		return new CouponRefused(Kind.CONFLICT, "budget-too-late", "A budget is set before the first coupon is issued");
	}

	static CouponRefused limitReached(String batch, int perMember) {
		return new CouponRefused(Kind.CONFLICT, "limit-reached", "The member has all of batch %s, at most %d", batch,
				perMember);
	}

	static CouponRefused membersOnly() {
		return new CouponRefused(Kind.CONFLICT, "members-only", "Only who has a membership may have and use it");
	}

	static CouponRefused notForMember(String batch) {
		return new CouponRefused(Kind.CONFLICT, "not-for-member", "Batch %s is not for this member", batch);
	}

	static CouponRefused notForThese() {
		return new CouponRefused(Kind.CONFLICT, "not-for-these", "The coupon is for none of these products");
	}

	static CouponRefused alone(String code) {
		return new CouponRefused(Kind.CONFLICT, "alone", "Coupon %s does not go together with another", code);
	}

	static CouponRefused tooMany(int most) {
		return new CouponRefused(Kind.INVALID, "too-many", "At most %d coupons go into an order, each of them once",
				most);
	}

	static CouponRefused giftOfWhat() {
		return new CouponRefused(Kind.INVALID, "gift-of-what", "Say which product the gift is");
	}

	static CouponRefused invalidProducts(int most) {
		return new CouponRefused(Kind.INVALID, "products", "At most %d products, each of them once", most);
	}

	static CouponRefused unknownProduct() {
		return new CouponRefused(Kind.INVALID, "unknown-product", "There is no such product");
	}

	static CouponRefused noSample(String product) {
		return new CouponRefused(Kind.INVALID, "no-sample", "%s is no sample", product);
	}

	static CouponRefused tooDear(String product, Money price) {
		return new CouponRefused(Kind.INVALID, "too-dear", "%s costs more than the gift may: %s", product,
				price.toMajor().toPlainString());
	}

	static CouponRefused invalidGrace(int most) {
		return new CouponRefused(Kind.INVALID, "grace", "The days of grace lie between 0 and %d", most);
	}

	static CouponRefused invalidWait(int most) {
		return new CouponRefused(Kind.INVALID, "wait", "What comes back is waited for between 0 and %d days", most);
	}

	static CouponRefused staysAsItIs() {
		return new CouponRefused(Kind.CONFLICT, "stays-as-it-is",
				"A batch that was started promises money back for good, or takes something off for good");
	}

	static CouponRefused notOpen(String batch) {
		return new CouponRefused(Kind.CONFLICT, "not-open", "Batch %s is not issued now", batch);
	}

	static CouponRefused batchOver(String batch) {
		return new CouponRefused(Kind.CONFLICT, "batch-over", "The dates of batch %s have passed", batch);
	}

	static CouponRefused notEligible() {
		return new CouponRefused(Kind.CONFLICT, "not-eligible", "The member can be given nothing any more");
	}

	static CouponRefused wrongState(String batch, BatchState state) {
		return new CouponRefused(Kind.CONFLICT, "wrong-state-" + state.name().toLowerCase(java.util.Locale.ROOT),
				"Batch %s does not allow that now", batch);
	}

	static CouponRefused stockBelowIssued(long issued) {
		return new CouponRefused(Kind.CONFLICT, "stock-below-issued", "%d are issued already", issued);
	}

	static CouponRefused invalidStock() {
		return new CouponRefused(Kind.INVALID, "stock", "The stock must lie between 1 and 10,000,000");
	}

	static CouponRefused invalidLimit() {
		return new CouponRefused(Kind.INVALID, "per-member", "The limit per member must lie between 1 and 100");
	}

	static CouponRefused invalidName() {
		return new CouponRefused(Kind.INVALID, "name", "A batch needs a name of at most 100 characters");
	}

	static CouponRefused worthless() {
		return new CouponRefused(Kind.INVALID, "worthless", "A coupon takes off something, and a share has a cap");
	}

	static CouponRefused negativeThreshold() {
		return new CouponRefused(Kind.INVALID, "threshold", "A threshold is not negative");
	}

	static CouponRefused noValidity() {
		return new CouponRefused(Kind.INVALID, "validity", "Give either two days in their order or a number of days");
	}

	static CouponRefused otherCurrency(String currency) {
		return new CouponRefused(Kind.CONFLICT, "other-currency", "The coupon is one in %s", currency);
	}

	static CouponRefused ownCurrency(String own) {
		return new CouponRefused(Kind.INVALID, "own-currency", "All amounts are in %s, that of the organization", own);
	}

	static CouponRefused belowThreshold(Money threshold) {
		return new CouponRefused(Kind.CONFLICT, "below-threshold", "The coupon counts from %s on",
				threshold.toMajor().toPlainString());
	}

	static CouponRefused discountsNothing() {
		return new CouponRefused(Kind.CONFLICT, "discounts-nothing", "The coupon would take off nothing");
	}

	static CouponRefused ofSomebodyElse(String code) {
		return new CouponRefused(Kind.CONFLICT, "of-somebody-else", "Coupon %s is another member's", code);
	}

	static CouponRefused notYet(String code) {
		return new CouponRefused(Kind.CONFLICT, "not-yet", "Coupon %s does not count yet", code);
	}

	static CouponRefused notUsable(String code, CouponState state) {
		return new CouponRefused(Kind.CONFLICT, state.name().toLowerCase(java.util.Locale.ROOT),
				"Coupon %s is " + state, code);
	}

	static CouponRefused notReserved(Object code) {
		return new CouponRefused(Kind.CONFLICT, "not-reserved", "Coupon %s is not held by this order", code);
	}

	static CouponRefused notLater(String code) {
		return new CouponRefused(Kind.INVALID, "not-later", "Coupon %s counts as long already, or the day has passed",
				code);
	}

	static CouponRefused dayPassed() {
		return new CouponRefused(Kind.INVALID, "day-passed", "The day has passed");
	}

	static CouponRefused noDebt() {
		return new CouponRefused(Kind.CONFLICT, "no-debt", "Nothing is owed because of this coupon");
	}

	static CouponRefused reasonNeeded() {
		return new CouponRefused(Kind.INVALID, "reason", "Say why, in at most 200 characters");
	}

	static CouponRefused nobody() {
		return new CouponRefused(Kind.INVALID, "nobody", "There is nobody to issue to");
	}

	static CouponRefused listTooLong(int most) {
		return new CouponRefused(Kind.INVALID, "list-too-long", "A pasted list has at most %d lines", most);
	}

}
