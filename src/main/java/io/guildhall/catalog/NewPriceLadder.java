package io.guildhall.catalog;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a price ladder to be.
 *
 * @param community whose members are counted; null for everybody
 * @param rungs the products of those steps that there are; at least two
 * @param creditDays so long after its payment the trial is taken off the full product;
 * null for never
 */
public record NewPriceLadder(String name, @Nullable UUID community, Map<LadderRung, ProductId> rungs,
		@Nullable Integer creditDays) {

	public NewPriceLadder {
		rungs = Map.copyOf(rungs);
	}
}
