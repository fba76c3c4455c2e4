package io.guildhall.community;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a community is to bring, and whether its product fits.
 *
 * @param goal null while none is set
 * @param reached how much of the goal there is, in the unit of its target; null where
 * nothing is entered
 * @param fromFacts whether that is counted from facts; else it was entered by hand
 * @param advice what follows from the answers about the product
 * @param version to be named when it is changed; 0 while nothing is written down
 */
public record CommunityPosition(CommunityId community, @Nullable CommunityGoal goal, @Nullable Long reached,
		boolean fromFacts, ProductFit fit, List<FitAdvice> advice, long version) {
}
