package io.guildhall.membership;

import io.guildhall.shared.Money;

/**
 * For how much a plan is sold to somebody now.
 *
 * @param early whether that takes a seat of the early bird
 */
public record PlanOffer(Money price, boolean early) {
}
