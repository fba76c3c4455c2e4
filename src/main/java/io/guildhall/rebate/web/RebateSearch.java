package io.guildhall.rebate.web;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.coupon.BatchId;
import io.guildhall.member.NamedMembers;
import io.guildhall.order.OrderFilter;
import io.guildhall.rebate.RebateFilter;
import io.guildhall.rebate.RebateState;
import lombok.RequiredArgsConstructor;

/** What the list of rebates is asked for, by its page, by its table and by programs. */
@Component
@RequiredArgsConstructor
class RebateSearch {

	private final NamedMembers named;

	/**
	 * The filter with what is searched for.
	 * @param q {@code #} and the number of an order, else how a member's name or handle
	 * begins; blank for all
	 */
	RebateFilter search(RebateFilter filter, @Nullable String q) {
		Long number = OrderFilter.numberIn(q);
		return (number != null) ? filter.found(number, null) : filter.found(null, named.of(q));
	}

	/** Those of the page, of a batch or a programme where it is of one. */
	RebateFilter search(Asked asked) {
		return search(asked.filter(), asked.q());
	}

	/** The filters of the list, as they stand in its URL. */
	record Asked(@Nullable RebateState state, @Nullable Boolean debts, @Nullable BatchId batch,
			@Nullable UUID programme, @Nullable String q) {

		private RebateFilter filter() {
			RebateFilter some = RebateFilter.of(state, Boolean.TRUE.equals(debts)).ofBatch(batch);
			return (programme != null) ? some.ofProgramme(programme) : some;
		}

	}

}
