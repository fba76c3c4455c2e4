package io.guildhall.coupon.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponKind;
import io.guildhall.coupon.CouponRefused;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.shared.Money;

/**
 * What somebody fills in for a batch; amounts and per cent with decimals.
 *
 * @param dates FIXED or DAYS
 */
record BatchForm(@Nullable String name, @Nullable String note, @Nullable Offer kind, @Nullable BigDecimal amount,
		@Nullable BigDecimal percent, @Nullable BigDecimal cap, @Nullable BigDecimal threshold,
		@Nullable Integer waitDays, @Nullable Dates dates, @Nullable LocalDate firstDay, @Nullable LocalDate lastDay,
		@Nullable Integer days, @Nullable Long stock, @Nullable Integer perMember, @Nullable BigDecimal budget,
		List<UUID> products, @Nullable Boolean membersOnly, @Nullable Boolean stackable, @Nullable Integer graceDays,
		List<String> tiers, List<String> groups, List<String> memberships, @Nullable Long version) {

	/** In these days an order may usually be sent back. */
	private static final int USUAL_WAIT = 7;

	/**
	 * What is not chosen is not sent. What binds forms may make the lists longer, where
	 * somebody sends it more than the page does.
	 */
	@SuppressWarnings("NullAway") // what binds forms knows nothing of it
	BatchForm {
		products = (products == null) ? List.of() : products.stream().filter(Objects::nonNull).toList();
		tiers = (tiers != null) ? new ArrayList<>(tiers) : new ArrayList<>();
		groups = (groups != null) ? new ArrayList<>(groups) : new ArrayList<>();
		memberships = (memberships != null) ? new ArrayList<>(memberships) : new ArrayList<>();
	}

	/** What there is to choose from: money back is an amount or a share as well. */
	enum Offer {

		AMOUNT, PERCENT, GIFT, SAMPLE, CASHBACK, CASHBACK_SHARE;

		boolean isShare() {
			return this == PERCENT || this == CASHBACK_SHARE;
		}

		CouponKind kind() {
			return (this == CASHBACK_SHARE) ? CouponKind.CASHBACK : CouponKind.valueOf(name());
		}

		static Offer of(CouponTerms terms) {
			return (terms.isCashback() && terms.isShare()) ? CASHBACK_SHARE : valueOf(terms.kind().name());
		}

	}

	/** How the time is told. */
	enum Dates {

		DAYS, FIXED

	}

	static BatchForm empty() {
		return new BatchForm("", "", Offer.AMOUNT, null, null, null, null, USUAL_WAIT, Dates.DAYS, null, null, 7, null,
				1, null, List.of(), false, false, 0, List.of(), List.of(), List.of(), null);
	}

	static BatchForm of(BatchDetails batch) {
		CouponTerms terms = batch.terms();
		CouponValidity validity = batch.validity();
		boolean share = terms.isShare();
		return new BatchForm(batch.name(), batch.note(), Offer.of(terms), share ? null : terms.largest().toMajor(),
				share ? BigDecimal.valueOf(terms.basisPoints(), 2).stripTrailingZeros() : null,
				share ? terms.largest().toMajor() : null, terms.threshold().toMajor(),
				terms.isCashback() ? terms.waitDays() : USUAL_WAIT,
				(validity.days() != null) ? Dates.DAYS : Dates.FIXED, validity.firstDay(), validity.lastDay(),
				validity.days(), batch.stock(), batch.perMember(),
				(batch.budget() != null) ? batch.budget().total().toMajor() : null,
				batch.conditions().products().stream().map(ProductId::id).toList(), batch.conditions().membersOnly(),
				batch.conditions().stackable(), batch.conditions().graceDays(), batch.eligibility().tiers(),
				batch.eligibility().groups(), batch.eligibility().memberships(), batch.version());
	}

	/**
	 * What the form says; null, with the reasons among the errors, where it is not right.
	 */
	@Nullable NewBatch batch(String currency, Errors errors) {
		if (errors.hasErrors()) {
			return null;
		}
		Offer offer = (kind != null) ? kind : Offer.AMOUNT;
		boolean share = offer.isShare();
		String largestField = share ? "cap" : "amount";
		Money largest = money(share ? cap : amount, largestField, currency, errors);
		Money least = (threshold != null) ? money(threshold, "threshold", currency, errors) : Money.zero(currency);
		Money most = (budget != null) ? money(budget, "budget", currency, errors) : null;
		if (stock == null) {
			errors.rejectValue("stock", "NotNull");
		}
		if (share && percent == null) {
			errors.rejectValue("percent", "NotNull");
		}
		if (errors.hasErrors() || largest == null || least == null || stock == null) {
			return null;
		}
		try {
			int basisPoints = (share && percent != null) ? percent.scaleByPowerOfTen(2).intValueExact() : 0;
			CouponTerms terms = new CouponTerms(offer.kind(), largest.minor(), basisPoints, least.minor(), currency,
					(offer.kind() == CouponKind.CASHBACK && waitDays != null) ? waitDays : 0);
			CouponValidity validity = (dates == Dates.FIXED) ? new CouponValidity(firstDay, lastDay, null)
					: new CouponValidity(null, null, days);
			return new NewBatch((name != null) ? name : "", (note != null) ? note : "", terms, validity, stock,
					(perMember != null) ? perMember : 1, most, conditions(),
					new Eligibility(tiers, groups, memberships));
		}
		catch (ArithmeticException tooFine) {
			errors.rejectValue("percent", "coupon.percent.decimals");
			return null;
		}
		catch (CouponRefused refusal) {
			errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			return null;
		}
	}

	private CouponConditions conditions() {
		return new CouponConditions(products.stream().map(ProductId::new).toList(), Boolean.TRUE.equals(membersOnly),
				Boolean.TRUE.equals(stackable), (graceDays != null) ? graceDays : 0);
	}

	private static @Nullable Money money(@Nullable BigDecimal major, String field, String currency, Errors errors) {
		if (major == null) {
			errors.rejectValue(field, "NotNull");
			return null;
		}
		try {
			return Money.ofMajor(major, currency);
		}
		catch (ArithmeticException tooFine) {
			errors.rejectValue(field, "coupon.money.decimals");
			return null;
		}
	}

}
