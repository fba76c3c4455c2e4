package io.guildhall.checkout;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.KeptWords;
import io.guildhall.order.OrderId;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.provider.PaymentProvider;
import io.guildhall.provider.PaymentProvider.ProviderRefusal;
import io.guildhall.provider.PaymentProvider.ProviderSilent;
import io.guildhall.provider.PaymentProvider.Started;
import io.guildhall.provider.ProviderLine;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;

/**
 * Has orders paid online. What is to be done is written down before the provider is
 * called, and the answer after that, each in a transaction of its own: none waits for a
 * provider.
 */
@Service
public class CheckoutService {

	/** Where our page for the payer stands, before its code. */
	public static final String PATH = PaymentProvider.PAY_PAGES;

	/** What stands behind the code of that page. */
	public static final String KIND = "checkout";

	private static final int LONGEST_NOTE = 200;

	private final CheckoutOpening opening;

	private final CheckoutReading reading;

	private final CheckoutReconciler reconciler;

	private final CheckoutHearing hearing;

	private final CheckoutBooks books;

	private final KeptWords words;

	private final AttemptStore attempts;

	private final ReturnStore returns;

	private final Providers providers;

	private final Idempotency idempotency;

	private final AuditTrail audit;

	private final Clock clock;

	private final TransactionTemplate transaction;

	CheckoutService(CheckoutOpening opening, CheckoutReading reading, CheckoutReconciler reconciler,
			CheckoutHearing hearing, CheckoutBooks books, KeptWords words, AttemptStore attempts, ReturnStore returns,
			Providers providers, Idempotency idempotency, AuditTrail audit, Clock clock,
			PlatformTransactionManager transactions) {
		this.opening = opening;
		this.reading = reading;
		this.reconciler = reconciler;
		this.hearing = hearing;
		this.books = books;
		this.words = words;
		this.attempts = attempts;
		this.returns = returns;
		this.providers = providers;
		this.idempotency = idempotency;
		this.audit = audit;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * Has an order paid: opens a charge at the chosen provider. While one is open, it is
	 * that one again. Whether the provider answered, the state says.
	 * @param site where our pages stand, for links back
	 * @param key of an {@code Idempotency-Key}
	 * @throws CheckoutRefused if there is no provider, or what came of the last try is
	 * not known
	 * @throws io.guildhall.order.OrderRefused if the order takes no money
	 */
	@May(Permission.ORDER_RECORD)
	public AttemptSummary start(OrderId order, String site, @Nullable String key) {
		UUID id = idempotency.once(key, List.of("checkout", order), UUID.class, () -> opening.open(order, site));
		Attempt attempt = attempts.require(id);
		if (attempt.state() == AttemptState.CREATED) {
			send(attempt);
		}
		return reading.get(id);
	}

	/**
	 * Asks the provider now how a try stands.
	 * @throws CheckoutRefused if there is none
	 */
	@May(Permission.ORDER_RECORD)
	public AttemptSummary ask(UUID id) {
		reconciler.ask(reading.visible(id));
		return reading.get(id);
	}

	/**
	 * Sees to it that nobody pays by it any more. Who has paid already has.
	 * @throws CheckoutRefused if there is none
	 */
	@May(Permission.ORDER_RECORD)
	public AttemptSummary close(UUID id) {
		Attempt attempt = reading.visible(id);
		if (attempt.state().isOpen()) {
			hearing.moved(attempt, progress -> progress.unwanted(clock.instant()));
			reconciler.ask(attempts.require(id));
		}
		return reading.get(id);
	}

	/**
	 * Asks the provider now to return money, also where it said no before.
	 * @throws CheckoutRefused if there is none such
	 */
	@May(Permission.REFUND_APPROVE)
	public ReturnSummary returnAgain(UUID id) {
		reading.getReturn(id);
		transaction.executeWithoutResult(status -> {
			MoneyReturn read = returns.requireToMove(id);
			if (read.state() == ReturnState.FAILED) {
				returns.move(read, read.again(clock.instant()), null, "");
			}
		});
		MoneyReturn back = returns.require(id);
		if (back.settledAt() == null) {
			reconciler.payBack(back);
		}
		return reading.getReturn(id);
	}

	/**
	 * Writes down that money went back by another way, where the provider said no.
	 * @param note by which way
	 * @throws CheckoutRefused if the provider did not say no: then it might go back twice
	 */
	@May(Permission.REFUND_APPROVE)
	public ReturnSummary returnedByHand(UUID id, String note) {
		if (note.isBlank() || note.strip().length() > LONGEST_NOTE) {
			throw CheckoutRefused.noNote();
		}
		reading.getReturn(id);
		transaction.executeWithoutResult(status -> {
			MoneyReturn read = returns.requireToMove(id);
			MoneyReturn done = read.byHand(clock.instant());
			String how = words.of(books.memberOf(done.order()), note.strip());
			returns.move(read, done, OnBehalf.actor().name(), how);
			books.returned(done, PaymentMethod.OTHER, clock.instant(), how);
			audit.record("checkout.returned-by-hand", "order", done.order(), Map.of("amount", done.amount()));
		});
		return reading.getReturn(id);
	}

	private void send(Attempt attempt) {
		try {
			Started started = providers.call(attempt.account(),
					(provider, credentials) -> provider.start(credentials, attempt.charge()));
			hearing.moved(attempt, progress -> progress.started(started.externalId(), started.link(), clock.instant(),
					attempt.charge().expiresAt()));
		}
		catch (ProviderRefusal refusal) {
			boolean busy = refusal.code().equals(ProviderLine.BUSY);
			hearing.moved(attempt, progress -> busy ? progress.later(clock.instant())
					: progress.refused(refusal.code(), clock.instant()));
		}
		catch (ProviderSilent silent) {
			// Another request of the same may have been answered meanwhile.
			hearing.moved(attempt, progress -> (progress.state() == AttemptState.CREATED)
					? progress.unanswered(ProviderLine.SILENT, clock.instant()) : progress);
		}
	}

}
