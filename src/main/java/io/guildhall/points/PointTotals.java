package io.guildhall.points;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * The points of all whom who asks may see.
 *
 * @param outstanding what members have together
 * @param liability what that comes to in money; null where nobody has said what a point
 * is worth
 * @param members how many have some
 * @param debts what was taken back beyond balances, as a positive number
 * @param ending of the outstanding, what ends within thirty days
 * @param given by rules and by hand within the last thirty days, less what was taken back
 * @param spent within the last thirty days, less what was given back
 * @param expired within the last thirty days
 */
public record PointTotals(long outstanding, @Nullable Money liability, long members, long debts, long ending,
		long given, long spent, long expired) {
}
