package io.guildhall.catalog;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * A price ladder and who climbed it.
 *
 * @param community whose members are counted; null for everybody
 * @param steps those that there are, from the first to the last
 * @param creditDays so long after its payment the trial is taken off the full product
 */
public record PriceLadderDetails(PriceLadderId id, String name, @Nullable UUID community, List<Step> steps,
		@Nullable Integer creditDays, long version) {

	/**
	 * A step of it.
	 *
	 * @param buyers members who bought the product, and kept it
	 * @param onward those of them who bought the product of the next step after that
	 */
	public record Step(LadderRung rung, ProductId product, String productName, Money price, long buyers, long onward) {
	}
}
