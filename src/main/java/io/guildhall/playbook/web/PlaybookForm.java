package io.guildhall.playbook.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;

import io.guildhall.catalog.ProductId;
import io.guildhall.playbook.PlaybookNumbers;
import io.guildhall.playbook.PlaybookStep;
import io.guildhall.shared.Money;

/**
 * The few numbers of the steps, as their form has them: amounts in major units, times in
 * the organization's zone.
 *
 * @param chosen whether the form was shown; without it all is set up as proposed
 * @param steps those that are to be set up
 */
record PlaybookForm(@Nullable Boolean chosen, List<PlaybookStep> steps, @Nullable BigDecimal coupon,
		@Nullable Integer pieces, @Nullable Long coupons, @Nullable Integer couponDays, @Nullable BigDecimal salePrice,
		@Nullable LocalDateTime saleStartsAt, @Nullable LocalDateTime saleEndsAt, @Nullable Long saleStock,
		@Nullable Integer salePerMember, @Nullable UUID sample, @Nullable String sampleName,
		@Nullable BigDecimal sampleCost, @Nullable Integer sampleDays, @Nullable BigDecimal rebate,
		@Nullable Long rebates, @Nullable Integer rebateDays, @Nullable LocalDate talkDue, @Nullable UUID free,
		@Nullable String freeName, @Nullable UUID trial, @Nullable String trialName, @Nullable BigDecimal trialPrice,
		@Nullable Integer creditDays) {

	/** No step sent is none. */
	@SuppressWarnings("NullAway") // what binds forms knows nothing of it
	PlaybookForm {
		steps = (steps == null) ? List.of() : steps.stream().filter(Objects::nonNull).toList();
	}

	static PlaybookForm of(PlaybookNumbers numbers, ZoneId zone) {
		PlaybookNumbers.Coupons coupon = numbers.coupon();
		PlaybookNumbers.Sale sale = numbers.sale();
		PlaybookNumbers.Sample sample = numbers.sample();
		PlaybookNumbers.Rebates rebate = numbers.rebate();
		PlaybookNumbers.Ladder ladder = numbers.ladder();
		return new PlaybookForm(true, List.copyOf(numbers.steps()), (coupon != null) ? coupon.amount().toMajor() : null,
				(coupon != null) ? coupon.pieces() : null, (coupon != null) ? coupon.stock() : null,
				(coupon != null) ? coupon.days() : null, (sale != null) ? sale.price().toMajor() : null,
				(sale != null) ? LocalDateTime.ofInstant(sale.startsAt(), zone) : null,
				(sale != null) ? LocalDateTime.ofInstant(sale.endsAt(), zone) : null,
				(sale != null) ? sale.stock() : null, (sale != null) ? sale.perMember() : null, null,
				(sample != null) ? sample.name() : null, null, (sample != null) ? sample.days() : null,
				(rebate != null) ? rebate.amount().toMajor() : null, (rebate != null) ? rebate.count() : null,
				(rebate != null) ? rebate.days() : null, (numbers.oneToOne() != null) ? numbers.oneToOne().due() : null,
				null, (ladder != null) ? ladder.freeName() : null, null, (ladder != null) ? ladder.trialName() : null,
				(ladder != null) ? ladder.trialPrice().toMajor() : null, (ladder != null) ? ladder.creditDays() : null);
	}

	/**
	 * What the form says; null, with the reasons among the errors, where something in it
	 * is wrong. What stands at steps that are not chosen says nothing.
	 */
	@Nullable PlaybookNumbers numbers(String currency, ZoneId zone, BindingResult errors) {
		Reading reading = new Reading(currency, errors);
		PlaybookNumbers numbers = new PlaybookNumbers(chooses(PlaybookStep.COUPON) ? coupons(reading) : null,
				chooses(PlaybookStep.FLASH_SALE) ? sale(reading, zone) : null,
				chooses(PlaybookStep.SAMPLE) ? sample(reading) : null,
				chooses(PlaybookStep.REBATE) ? rebates(reading) : null,
				chooses(PlaybookStep.ONE_TO_ONE) ? talks(reading) : null,
				chooses(PlaybookStep.LADDER) ? ladder(reading) : null);
		return reading.failed() ? null : numbers;
	}

	/** Whether the step is to be set up. */
	public boolean chooses(PlaybookStep step) {
		return steps.contains(step);
	}

	private PlaybookNumbers.@Nullable Coupons coupons(Reading reading) {
		Money amount = reading.money("coupon", coupon);
		reading.require("pieces", pieces);
		reading.require("coupons", coupons);
		reading.require("couponDays", couponDays);
		return (amount == null || pieces == null || coupons == null || couponDays == null) ? null
				: new PlaybookNumbers.Coupons(amount, pieces, coupons, couponDays);
	}

	private PlaybookNumbers.@Nullable Sale sale(Reading reading, ZoneId zone) {
		Money price = reading.money("salePrice", salePrice);
		reading.require("saleStartsAt", saleStartsAt);
		reading.require("saleEndsAt", saleEndsAt);
		reading.require("saleStock", saleStock);
		reading.require("salePerMember", salePerMember);
		return (price == null || saleStartsAt == null || saleEndsAt == null || saleStock == null
				|| salePerMember == null) ? null
						: new PlaybookNumbers.Sale(price, saleStartsAt.atZone(zone).toInstant(),
								saleEndsAt.atZone(zone).toInstant(), saleStock, salePerMember);
	}

	private PlaybookNumbers.@Nullable Sample sample(Reading reading) {
		Money cost = (sampleCost != null) ? reading.money("sampleCost", sampleCost) : null;
		reading.require("sampleDays", sampleDays);
		if (sample == null) {
			reading.requireText("sampleName", sampleName);
		}
		return (sampleDays == null) ? null
				: new PlaybookNumbers.Sample(product(sample), text(sampleName), cost, sampleDays);
	}

	private PlaybookNumbers.@Nullable Rebates rebates(Reading reading) {
		Money amount = reading.money("rebate", rebate);
		reading.require("rebates", rebates);
		reading.require("rebateDays", rebateDays);
		return (amount == null || rebates == null || rebateDays == null) ? null
				: new PlaybookNumbers.Rebates(amount, rebates, rebateDays);
	}

	private PlaybookNumbers.@Nullable Talks talks(Reading reading) {
		reading.require("talkDue", talkDue);
		return (talkDue == null) ? null : new PlaybookNumbers.Talks(talkDue);
	}

	private PlaybookNumbers.@Nullable Ladder ladder(Reading reading) {
		Money price = (trial != null) ? reading.none() : reading.money("trialPrice", trialPrice);
		reading.require("creditDays", creditDays);
		if (trial == null) {
			reading.requireText("trialName", trialName);
		}
		return (price == null || creditDays == null) ? null : new PlaybookNumbers.Ladder(product(free), text(freeName),
				product(trial), text(trialName), price, creditDays);
	}

	private static @Nullable ProductId product(@Nullable UUID id) {
		return (id != null) ? new ProductId(id) : null;
	}

	private static String text(@Nullable String text) {
		return (text != null) ? text : "";
	}

	/** Reads what was chosen, and notes what is wrong with it where it stands. */
	private static final class Reading {

		private final String currency;

		private final BindingResult errors;

		private boolean failed;

		Reading(String currency, BindingResult errors) {
			this.currency = currency;
			this.errors = errors;
		}

		boolean failed() {
			return failed;
		}

		@Nullable Money money(String field, @Nullable BigDecimal major) {
			require(field, major);
			try {
				return (major != null) ? Money.ofMajor(major, currency) : null;
			}
			catch (ArithmeticException tooFine) {
				reject(field, "playbook.decimals");
				return null;
			}
		}

		Money none() {
			return Money.zero(currency);
		}

		void requireText(String field, @Nullable String text) {
			require(field, (text != null && !text.isBlank()) ? text : null);
		}

		/** What did not fit its type has its error already. */
		void require(String field, @Nullable Object value) {
			if (errors.hasFieldErrors(field)) {
				failed = true;
			}
			else if (value == null) {
				reject(field, "NotNull");
			}
		}

		private void reject(String field, String code) {
			errors.rejectValue(field, code);
			failed = true;
		}

	}

}
