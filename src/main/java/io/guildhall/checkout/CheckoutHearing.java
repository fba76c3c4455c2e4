package io.guildhall.checkout;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.order.OrderClosed;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderPaid;
import io.guildhall.order.OrderRefunded;
import io.guildhall.order.OrderTill;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.provider.PaymentProvider.Notice;
import io.guildhall.provider.PaymentProvider.RefundNotice;
import io.guildhall.provider.Standing.Receipt;
import io.guildhall.provider.Standing;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.extern.slf4j.Slf4j;

/**
 * Writes down what a provider says of a try, whoever brings the news and however often:
 * each payment counts once, and each that the order does not take is money to return, in
 * one transaction that begins with the lock of the order.
 */
@Slf4j
@Component
class CheckoutHearing {

	private final AttemptStore attempts;

	private final ReturnStore returns;

	private final CheckoutBooks books;

	private final OrderTill till;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final Clock clock;

	private final TransactionTemplate transaction;

	CheckoutHearing(AttemptStore attempts, ReturnStore returns, CheckoutBooks books, OrderTill till, AuditTrail audit,
			JdbcClient jdbc, OnBehalf onBehalf, Tenancy tenancy, Clock clock, PlatformTransactionManager transactions) {
		this.attempts = attempts;
		this.returns = returns;
		this.books = books;
		this.till = till;
		this.audit = audit;
		this.jdbc = jdbc;
		this.onBehalf = onBehalf;
		this.tenancy = tenancy;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * How a try stands.
	 *
	 * @param event by which the provider knows what it tells by itself; null where it was
	 * asked
	 * @param stated whether only a statement says so, where payments may have other names
	 */
	private record News(Standing standing, @Nullable String event, boolean stated) {
	}

	/** The provider was asked, and answered. */
	void answered(Attempt attempt, Standing standing) {
		hear(attempt, new News(standing, null, false));
	}

	/** A statement of the provider says that it was paid. */
	void stated(Attempt attempt, Receipt receipt) {
		hear(attempt, new News(Standing.paid(null, List.of(receipt)), null, true));
	}

	/**
	 * The provider said something by itself.
	 * @return whether it was new
	 */
	boolean told(Attempt attempt, Notice notice) {
		return hear(attempt, new News(notice.standing(), notice.event(), false));
	}

	/** What follows from an answer that is no news of a charge. */
	void moved(Attempt attempt, UnaryOperator<Progress> step) {
		transaction.executeWithoutResult(status -> {
			till.lock(attempt.order());
			Attempt read = attempts.requireToMove(attempt.id());
			Progress to = step.apply(read.progress());
			if (!to.equals(read.progress())) {
				attempts.move(read, to);
			}
		});
	}

	/** A refund: how it stands. */
	void returned(MoneyReturn asked, UnaryOperator<MoneyReturn> step) {
		transaction.executeWithoutResult(status -> {
			MoneyReturn read = returns.requireToMove(asked.id());
			MoneyReturn to = step.apply(read);
			if (to.equals(read)) {
				return;
			}
			returns.move(read, to, null, "");
			if (to.state() == ReturnState.DONE) {
				books.returned(to, PaymentMethod.ONLINE, now(), to.externalId());
				audit.record("checkout.returned", "order", to.order(), Map.of("amount", to.amount()));
			}
			else if (to.state() == ReturnState.FAILED) {
				log.warn("Money to return {} failed: {}", to.id(), to.failure());
				audit.record("checkout.return-failed", "order", to.order(), Map.of("amount", to.amount()));
			}
		});
	}

	/**
	 * A provider says by itself that a refund failed. What has gone back by its own word
	 * is owed again.
	 * @return whether it was new
	 */
	boolean told(MoneyReturn back, Attempt attempt, RefundNotice notice) {
		return Boolean.TRUE.equals(transaction.execute(status -> {
			MoneyReturn read = returns.requireToMove(back.id());
			if (!isNew(attempt, notice.event())) {
				return false;
			}
			MoneyReturn to = read.cameBack(notice.standing());
			if (!to.equals(read)) {
				returns.move(read, to, null, "");
				books.cameBack(to, now());
				log.warn("Money that was returned came back: {}", to.id());
				audit.record("checkout.return-failed", "order", to.order(), Map.of("amount", to.amount()));
			}
			return true;
		}));
	}

	/** What a refund by the way it came owes, in the transaction of the refund. */
	@EventListener
	void on(OrderRefunded refunded) {
		if (refunded.method() == PaymentMethod.ONLINE) {
			returns.due(Ids.of(refunded.refund(), "return"), returns.receiptOf(refunded.order()), refunded.refund(),
					ReturnReason.REFUND, refunded.amount(), now());
		}
	}

	/** Nobody is to pay any more what is closed. */
	@EventListener
	void on(OrderClosed closed) {
		unwant(closed.order());
	}

	/**
	 * Nobody is to pay again what is paid, whichever way. What was placed with its money
	 * nobody has tried to pay.
	 */
	@EventListener
	void on(OrderPaid paid) {
		if (paid.mayHaveWaited()) {
			unwant(paid.order());
		}
	}

	private void unwant(OrderId order) {
		attempts.openOf(order).ifPresent(open -> {
			Attempt read = attempts.requireToMove(open.id());
			attempts.move(read, read.progress().unwanted(now()));
		});
	}

	/**
	 * It is the provider who says so, whoever asked. What the order cannot take for a
	 * reason of its own (a membership that the member has for life by now) undoes the
	 * first transaction; the second one writes it down as owed.
	 */
	private boolean hear(Attempt attempt, News news) {
		return onBehalf.ofSystem(tenancy.current(), () -> written(attempt, news));
	}

	private boolean written(Attempt attempt, News news) {
		try {
			return Boolean.TRUE.equals(transaction.execute(status -> write(attempt, news, true)));
		}
		catch (CheckoutRefused ours) {
			throw ours;
		}
		catch (DomainException refusal) {
			log.warn("The order of payment {} does not take it: {}", attempt.id(), refusal.getCode());
			return Boolean.TRUE.equals(transaction.execute(status -> write(attempt, news, false)));
		}
	}

	private boolean write(Attempt known, News news, boolean takes) {
		till.lock(known.order());
		if (news.event() != null && !isNew(known, news.event())) {
			return false;
		}
		Standing standing = news.standing();
		// Those that are known by their names first: what is left may be the stated one.
		List<Receipt> unknown = standing.receipts().stream().filter(receipt -> !knows(known, receipt, news)).toList();
		for (Receipt receipt : unknown) {
			receive(known, receipt, news, takes);
		}
		Attempt read = attempts.requireToMove(known.id());
		Progress to = read.progress().heard(standing, news.event() == null, now(), read.charge().expiresAt());
		if (!to.equals(read.progress())) {
			attempts.move(read, to);
		}
		if (to.state() != read.state()) {
			log.info("Payment {} went from {} to {}", known.id(), read.state(), to.state());
		}
		return true;
	}

	private boolean knows(Attempt attempt, Receipt receipt, News news) {
		Optional<UUID> known = returns.find(attempt.id(), receipt);
		known.ifPresent(id -> heardAgain(attempt, id, receipt, news));
		return known.isPresent();
	}

	private void heardAgain(Attempt attempt, UUID id, Receipt receipt, News news) {
		if (!news.stated()) {
			returns.told(id, receipt);
		}
		if (receipt.fee().isPositive()) {
			returns.feeOf(id, receipt);
			books.fee(attempt.order(), id, receipt);
		}
	}

	/**
	 * Money that is new. What only a statement said so far may have had another name
	 * there: the first that the provider tells of in the same amount is that one, and
	 * does not come a second time.
	 */
	private void receive(Attempt attempt, Receipt receipt, News news, boolean takes) {
		Optional<UUID> stated = news.stated() ? Optional.empty() : returns.stated(attempt.id(), receipt);
		if (stated.isPresent()) {
			heardAgain(attempt, stated.get(), receipt, news);
			return;
		}
		UUID id = ReturnStore.receiptId(attempt.id(), receipt);
		String became = takes ? till.take(attempt.order(), receipt.amount(), receipt.at(), receipt.transaction()).name()
				: ReturnReason.NOT_TAKEN.name();
		returns.receive(attempt, receipt, became, now(), news.stated());
		books.fee(attempt.order(), id, receipt);
		if (!became.equals(OrderTill.Taken.PAID.name())) {
			books.owed(attempt.order(), id, receipt);
			returns.due(Ids.of(id, "return"), id, null, ReturnReason.valueOf(became), receipt.amount(), now());
			audit.record("checkout.owed", "order", attempt.order(),
					Map.of("amount", receipt.amount(), "reason", became));
		}
	}

	private boolean isNew(Attempt attempt, String event) {
		return jdbc.sql("""
				insert into checkout_callbacks (organization_id, account_id, event_id, attempt_id, heard_at)
				values (:organization, :account, :event, :attempt, :now) on conflict do nothing
				""")
			.param("organization", tenancy.current())
			.param("account", attempt.account())
			.param("event", event)
			.param("attempt", attempt.id())
			.param("now", Timestamp.from(now()))
			.update() > 0;
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
