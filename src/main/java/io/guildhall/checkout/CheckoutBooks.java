package io.guildhall.checkout;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.journal.Posting.Line;
import io.guildhall.journal.Posting;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.payment.PaymentService;
import io.guildhall.provider.Standing.Receipt;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The money of it in the journal. What an order is paid with, the order posts; here stand
 * fees, money that is to go back, and that it went.
 */
@Component
@RequiredArgsConstructor
class CheckoutBooks {

	private static final String SOURCE = "CHECKOUT";

	private final JournalService journal;

	private final PaymentService payments;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** What the provider kept of a payment. */
	void fee(OrderId order, UUID receipt, Receipt paid) {
		if (paid.fee().isPositive()) {
			MemberId member = memberOf(order);
			journal.post(new Posting(SOURCE, receipt, "FEE", paid.at(),
					List.of(Line.debit(Account.PAYMENT_FEE, paid.fee(), member),
							Line.credit(Account.CASH, paid.fee(), member))));
		}
	}

	/** Money came in that the order does not take: it is owed. */
	void owed(OrderId order, UUID receipt, Receipt paid) {
		MemberId member = memberOf(order);
		journal.post(new Posting(SOURCE, receipt, "RECEIVED", paid.at(),
				List.of(Line.debit(Account.CASH, paid.amount(), member),
						Line.credit(Account.REFUND_PAYABLE, paid.amount(), member))));
	}

	/**
	 * It went back. A refund of the order is money that was handed over for it as well.
	 */
	void returned(MoneyReturn back, PaymentMethod method, Instant at, @Nullable String reference) {
		MemberId member = memberOf(back.order());
		journal.post(new Posting(SOURCE, back.id(), reason("RETURNED", back), at,
				List.of(Line.debit(Account.REFUND_PAYABLE, back.amount(), member),
						Line.credit(Account.CASH, back.amount(), member))));
		if (back.reason() == ReturnReason.REFUND) {
			payments.payBack(back.order().id(), member, method, back.amount(), at, reference);
		}
	}

	/** What went back came back: it is owed again. */
	void cameBack(MoneyReturn back, Instant at) {
		MemberId member = memberOf(back.order());
		journal.post(new Posting(SOURCE, back.id(), reason("CAME_BACK", back), at,
				List.of(Line.debit(Account.CASH, back.amount(), member),
						Line.credit(Account.REFUND_PAYABLE, back.amount(), member))));
		if (back.reason() == ReturnReason.REFUND) {
			payments.cameBack(back.order().id(), member, back.amount(), at, back.externalId());
		}
	}

	/** Each try is posted by itself. */
	private static String reason(String what, MoneyReturn back) {
		return (back.tries() == 0) ? what : what + "/" + back.tries();
	}

	/** Whose order it is. */
	MemberId memberOf(OrderId order) {
		return new MemberId(jdbc
			.sql("select member_id from order_facts where organization_id = :organization and order_id = :order")
			.param("organization", tenancy.current())
			.param("order", order.id())
			.query(UUID.class)
			.single());
	}

}
