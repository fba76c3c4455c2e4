package io.guildhall.order;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;

/**
 * What came of a course, a camp or a consultation for who bought it.
 *
 * @param line of the order; names it
 * @param number of the order
 * @param name of the product when it was bought
 * @param paidOn the day on which it was paid
 * @param finishedOn the day on which it was finished; null as long as nobody said so
 * @param note what came of it, as the staff wrote it; empty for nothing
 * @param by who of the staff said so
 * @param left how often it can still be used or is booked ahead, which lapses when it is
 * finished; 0 of what was
 */
public record CourseResult(UUID line, OrderId order, long number, MemberId member, ProductId product, String name,
		int quantity, LocalDate paidOn, @Nullable LocalDate finishedOn, String note, @Nullable String by, long left) {

	/** The same with what is left. */
	CourseResult withLeft(long uses) {
		return new CourseResult(line, order, number, member, product, name, quantity, paidOn, finishedOn, note, by,
				uses);
	}

}
