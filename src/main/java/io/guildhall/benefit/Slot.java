package io.guildhall.benefit;

import java.time.Instant;
import java.time.LocalDate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Something that members can book.
 *
 * @param startsOn the day, where the organization is
 * @param productName of the product of which each seat is one; null where it is of none
 * @param minutes that it takes, as its product said when it was chosen; null where that
 * did not say
 * @param taken seats
 * @param waiting how many wait for one
 * @param cancelledAt null where it takes place
 */
public record Slot(SlotId id, @JsonUnwrapped SlotTerms terms, LocalDate startsOn, @Nullable String productName,
		@Nullable Integer minutes, int taken, long waiting, @Nullable Instant cancelledAt,
		@Nullable String cancelReason, long version) {

	/** What a seat costs; null where it is free for every member. */
	@Nullable BenefitWish wish() {
		String name = (productName != null) ? productName : terms.benefit();
		return (name != null) ? new BenefitWish(name, terms.product()) : null;
	}

	/** What a seat is one of, for people; null where it is free for every member. */
	public @Nullable String costs() {
		return (productName != null) ? productName : terms.benefit();
	}

	/** Seats that are free. */
	public int free() {
		return terms.capacity() - taken;
	}

	/** Whether it takes place. */
	@JsonIgnore
	public boolean isOn() {
		return cancelledAt == null;
	}

	/** Whether somebody can still come to it. */
	boolean isOpen(Instant now) {
		return isOn() && now.isBefore(terms.startsAt());
	}

}
