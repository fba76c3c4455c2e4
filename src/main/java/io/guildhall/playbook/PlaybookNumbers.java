package io.guildhall.playbook;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Money;

/** The few numbers of the steps; a step without numbers is not made. */
public record PlaybookNumbers(@Nullable Coupons coupon, @Nullable Sale sale, @Nullable Sample sample,
		@Nullable Rebates rebate, @Nullable Talks oneToOne, @Nullable Ladder ladder) {

	/** Nothing at all. */
	public static final PlaybookNumbers NONE = new PlaybookNumbers(null, null, null, null, null, null);

	/**
	 * A batch of coupons.
	 *
	 * @param amount that each takes off
	 * @param pieces from how many pieces of the product on
	 * @param stock how many there are
	 * @param days so long each counts from its issue on
	 */
	public record Coupons(Money amount, int pieces, long stock, int days) {

		/** What an order must come to at the price of the product. */
		Money threshold(Money price) {
			return (pieces > 1) ? price.times(pieces) : Money.zero(price.currency());
		}

	}

	/**
	 * A flash sale.
	 *
	 * @param stock how many there are at its price
	 * @param perMember how many of them one member may buy
	 */
	public record Sale(Money price, Instant startsAt, Instant endsAt, long stock, int perMember) {
	}

	/**
	 * A sample programme.
	 *
	 * @param product the sample; null for one that is made
	 * @param name of one that is made
	 * @param cost of one that is made; null if nobody says
	 * @param days within which buying counts as its success
	 */
	public record Sample(@Nullable ProductId product, String name, @Nullable Money cost, int days) {
	}

	/**
	 * A rebate programme: buy first, some of it back later.
	 *
	 * @param amount for an order, once for each member
	 * @param count so many at most
	 * @param days so long it promises
	 */
	public record Rebates(Money amount, long count, int days) {
	}

	/**
	 * Tasks for those who look after members.
	 *
	 * @param due the day by which they are to talk to them
	 */
	public record Talks(LocalDate due) {
	}

	/**
	 * A price ladder.
	 *
	 * @param free the first step; null for one that is made
	 * @param freeName of one that is made; empty for a ladder without it
	 * @param trial the step after it; null for one that is made
	 * @param trialName of one that is made
	 * @param trialPrice of one that is made
	 * @param creditDays so long after its payment the trial is taken off the price
	 */
	public record Ladder(@Nullable ProductId free, String freeName, @Nullable ProductId trial, String trialName,
			Money trialPrice, int creditDays) {
	}

	/** The steps that have numbers. */
	public Set<PlaybookStep> steps() {
		Set<PlaybookStep> steps = EnumSet.noneOf(PlaybookStep.class);
		for (PlaybookStep step : PlaybookStep.values()) {
			if (of(step) != null) {
				steps.add(step);
			}
		}
		return steps;
	}

	/** The same with the numbers of these steps only. */
	public PlaybookNumbers only(Set<PlaybookStep> steps) {
		return new PlaybookNumbers(steps.contains(PlaybookStep.COUPON) ? coupon : null,
				steps.contains(PlaybookStep.FLASH_SALE) ? sale : null,
				steps.contains(PlaybookStep.SAMPLE) ? sample : null,
				steps.contains(PlaybookStep.REBATE) ? rebate : null,
				steps.contains(PlaybookStep.ONE_TO_ONE) ? oneToOne : null,
				steps.contains(PlaybookStep.LADDER) ? ladder : null);
	}

	/** All amounts that are named. */
	Stream<Money> amounts() {
		return Stream
			.of((coupon != null) ? coupon.amount() : null, (sale != null) ? sale.price() : null,
					(sample != null) ? sample.cost() : null, (rebate != null) ? rebate.amount() : null,
					(ladder != null) ? ladder.trialPrice() : null)
			.flatMap(Stream::ofNullable);
	}

	private @Nullable Object of(PlaybookStep step) {
		return switch (step) {
			case COUPON -> coupon;
			case FLASH_SALE -> sale;
			case SAMPLE -> sample;
			case REBATE -> rebate;
			case ONE_TO_ONE -> oneToOne;
			case LADDER -> ladder;
		};
	}

}
