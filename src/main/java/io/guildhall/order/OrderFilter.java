package io.guildhall.order;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;

/**
 * Which orders to list; null for all.
 *
 * @param state as of now
 * @param paid only what was paid, refunded or not
 * @param from first day of payment, or of placing where it is not paid
 * @param to last day of that
 */
public record OrderFilter(@Nullable OrderState state, boolean paid, @Nullable LocalDate from, @Nullable LocalDate to,
		@Nullable Long number, @Nullable MemberId member, @Nullable ProductId product) {

	/** All orders. */
	public static final OrderFilter ALL = new OrderFilter(null, false, null, null, null, null, null);

	/** The orders of a member. */
	public static OrderFilter of(MemberId member) {
		return new OrderFilter(null, false, null, null, null, member, null);
	}
}
