package io.guildhall.order;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * Takes what payment providers report. That money is there already: whatever has become
 * of the order in the meantime, it is an answer and never an error, so that none gets
 * lost. The order's row is locked first, so that nobody closes it meanwhile (ADR 123).
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class OrderTill {

	private final OrderRegister register;

	private final OrderRepository orders;

	private final OrderSettlement settlement;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final GatheredWrites writes;

	private final Clock clock;

	/** What became of money that came in. */
	public enum Taken {

		/** The order is paid with it. */
		PAID,
		/** The order was closed before. */
		LATE,
		/** The order was paid before. */
		TWICE,
		/** It is not what the order comes to. */
		WRONG_AMOUNT

	}

	/**
	 * An order that waits for money; until the end of the transaction it stays so.
	 * @throws OrderRefused if it is paid or closed
	 */
	@May(Permission.ORDER_RECORD)
	public Waiting waiting(OrderId id) {
		Order order = register.requireToMove(id);
		switch (order.stateAt(clock.instant())) {
			case UNPAID -> {
				return new Waiting(id, order.getNumber(), order.total(),
						java.util.Objects.requireNonNull(order.getDueAt()));
			}
			case EXPIRED -> throw OrderRefused.tooLate();
			case CANCELLED, TAKEN_BACK -> throw OrderRefused.closed();
			default -> throw OrderRefused.paidAlready();
		}
	}

	/**
	 * Money of an order came in.
	 * @param at when, as the provider says
	 * @param reference by which the provider knows it
	 */
	@May(Permission.ORDER_RECORD)
	public Taken take(OrderId id, Money amount, Instant at, String reference) {
		Instant now = clock.instant();
		Order order = register.requireToMove(id);
		switch (order.stateAt(now)) {
			case UNPAID -> {
				if (!amount.equals(order.total())) {
					return Taken.WRONG_AMOUNT;
				}
			}
			case EXPIRED, CANCELLED, TAKEN_BACK -> {
				return Taken.LATE;
			}
			default -> {
				return Taken.TWICE;
			}
		}
		Instant paid = at.isAfter(now) ? now : at;
		order.pay(amount, paid, organizations.dayOf(paid), now);
		orders.settle(order, OrderState.UNPAID, 0);
		return writes.together(() -> {
			settlement.paid(order, PaymentMethod.ONLINE, reference);
			audit.record("order.paid", OrderService.OBJECT, id, Map.of("state", OrderState.UNPAID),
					Map.of("state", order.getState(), "method", PaymentMethod.ONLINE, "amount", order.total()));
			return Taken.PAID;
		});
	}

	/** Locks the order's row, for those who write down more about it. */
	public void lock(OrderId id) {
		register.lock(id);
	}

	/** Locks the rows of several orders, by their ids. */
	public void lock(Collection<OrderId> some) {
		register.lock(some);
	}

	/**
	 * An order that waits for money.
	 *
	 * @param dueAt when it closes unpaid
	 */
	public record Waiting(OrderId id, long number, Money total, Instant dueAt) {
	}

}
