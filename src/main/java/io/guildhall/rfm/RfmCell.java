package io.guildhall.rfm;

import io.guildhall.shared.Money;

/**
 * The members with the same scores of recency and frequency.
 *
 * @param spend what they paid in the window, less what was paid back in it
 */
public record RfmCell(int recency, int frequency, RfmSegment segment, long members, Money spend) {
}
