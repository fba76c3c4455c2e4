package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * What the line of an order bought, with what is left of it on a day.
 *
 * @param used how often in all, with what is booked ahead
 * @param benefit what may be used on the day; null where nothing may
 */
public record BoughtBenefit(@JsonUnwrapped Purchase purchase, Purchase.State state, int used,
		@Nullable BenefitStanding benefit) {

	static BoughtBenefit of(Purchase purchase, BenefitLedger ledger, LocalDate day) {
		Purchase.State state = purchase.stateOn(day);
		Optional<BenefitStanding> standing = (state == Purchase.State.OPEN)
				? ledger.on(day).map(rest -> BenefitStanding.of(purchase, rest)) : Optional.empty();
		boolean usedUp = standing.filter(BenefitStanding::usedUp).isPresent();
		return new BoughtBenefit(purchase, usedUp ? Purchase.State.USED_UP : state, ledger.used(),
				standing.orElse(null));
	}

	/** Whether one of it can be used on the day. */
	@JsonIgnore
	public boolean isOpen() {
		return state == Purchase.State.OPEN;
	}

	/** Whether it is over for good: lapsed, finished, used up or paid back. */
	@JsonIgnore
	public boolean isOver() {
		return state == Purchase.State.OVER || state == Purchase.State.FINISHED || state == Purchase.State.TAKEN_BACK
				|| (state == Purchase.State.USED_UP && benefit != null && benefit.again() == null);
	}

	BenefitAccess access() {
		return switch (state) {
			case OPEN -> new BenefitAccess(true, null, null, purchase.line(), purchase.lastDay(), null, all());
			case USED_UP -> new BenefitAccess(false, BenefitAccess.Reason.USED_UP, null, purchase.line(),
					purchase.lastDay(), (benefit != null) ? benefit.again() : null, all());
			case NOT_BEGUN -> BenefitAccess.no(BenefitAccess.Reason.NOT_BEGUN, purchase);
			case OVER, FINISHED, TAKEN_BACK -> BenefitAccess.no(BenefitAccess.Reason.ENDED, purchase);
		};
	}

	private List<BenefitStanding> all() {
		return (benefit != null) ? List.of(benefit) : List.of();
	}

}
