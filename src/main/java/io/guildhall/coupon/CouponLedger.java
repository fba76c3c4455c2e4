package io.guildhall.coupon;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.journal.Posting;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/**
 * What members may still take off stands as a liability, each coupon at its largest
 * possible discount, from its issue to its end.
 */
@Component
@RequiredArgsConstructor
class CouponLedger {

	private final JournalService journal;

	/** Promises an amount. */
	void promise(String sourceType, UUID source, String reason, Instant at, Money amount, @Nullable MemberId member) {
		post(sourceType, source, reason, at, amount, member);
	}

	/** Takes a promise off the books: it was kept, has lapsed or was taken back. */
	void settle(String sourceType, UUID source, String reason, Instant at, Money amount, @Nullable MemberId member) {
		post(sourceType, source, reason, at, amount.negated(), member);
	}

	private void post(String sourceType, UUID source, String reason, Instant at, Money amount,
			@Nullable MemberId member) {
		if (!amount.isZero()) {
			journal.post(new Posting(sourceType, source, reason, at,
					List.of(Posting.Line.debit(Account.COUPON_COST, amount, member),
							Posting.Line.credit(Account.COUPON_PROMISE, amount, member))));
		}
	}

}
