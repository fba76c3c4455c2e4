package io.guildhall.order;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	private static final Pattern NUMBER = Pattern.compile("\\s*[#＃]\\s*(\\d{1,15})\\s*");

	/** The number of an order, where a search is for one: {@code #12}; null else. */
	public static @Nullable Long numberIn(@Nullable String q) {
		Matcher number = NUMBER.matcher((q != null) ? q : "");
		return number.matches() ? Long.valueOf(number.group(1)) : null;
	}

	/** The orders of a member. */
	public static OrderFilter of(MemberId member) {
		return new OrderFilter(null, false, null, null, null, member, null);
	}
}
