package io.guildhall.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.Shelf;
import io.guildhall.coupon.CouponRedemption;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.journal.Posting;
import io.guildhall.journal.Posting.Line;
import io.guildhall.membership.MembershipRefunds;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.PlanSale;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.payment.PaymentService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What follows when an order is paid, paid back or closed: money, coupon, memberships,
 * and the news of it, all in the order's transaction.
 * <p>
 * Who places, pays, closes or refunds an order locks in one order, so that nobody waits
 * in a circle: first the rows of orders, where something is paid back the slots and turns
 * of what was bought to be used, then the seats of early birds, coupons, the day of an
 * allowance, memberships, what is to be delivered, the shelf (stock, then flash sales),
 * what follows orders (rebates, then budgets), the counter of numbers, and last, with
 * what was gathered, the counters of coupons' batches. Of several of one kind each has an
 * order of its own (docs/architecture.md).
 */
@Component
@RequiredArgsConstructor
class OrderSettlement {

	private static final String SOURCE = "ORDER";

	private final PaymentService payments;

	private final JournalService journal;

	private final CouponRedemption coupons;

	private final OrderCashback cashback;

	private final OrderAllowances allowances;

	private final OrderDiscounts discounts;

	private final MembershipService memberships;

	private final MembershipRefunds membershipRefunds;

	private final PlanSale plans;

	private final Shelf shelf;

	private final OrganizationService organizations;

	private final OrderFollowers followers;

	private final OrderDeliveries deliveries;

	private final ApplicationEventPublisher events;

	private final Tenancy tenancy;

	/** An order that waited was paid: the coupon that it held is used. */
	void paid(Order order, PaymentMethod method, @Nullable String reference) {
		useHeld(order);
		settle(order, method, reference, true);
	}

	/** An order that comes to nothing is paid as it is placed. */
	void free(Order order) {
		useHeld(order);
		settle(order, PaymentMethod.OTHER, null, false);
	}

	/** An order was placed with its money, and has used its coupon by that. */
	void placedPaid(Order order, PaymentMethod method, @Nullable String reference) {
		settle(order, method, reference, false);
	}

	private void useHeld(Order order) {
		if (order.getCouponId() != null) {
			cashback.use(order, Objects.requireNonNull(order.getPaidAt()));
		}
	}

	/** Revenue at list price, less the discount. */
	private void settle(Order order, PaymentMethod method, @Nullable String reference, boolean waited) {
		UUID id = order.getId().id();
		Instant at = Objects.requireNonNull(order.getPaidAt());
		List<OrderLine> sold = plansOf(order);
		for (OrderLine line : sold) {
			memberships.grant(order.holder(), line.getProduct(), id, order.money(line.getTotalMinor()), at);
		}
		if (order.total().isPositive()) {
			payments.receive(id, order.getMember(), method, order.total(), at, reference);
		}
		if (order.getListMinor() > 0) {
			List<Line> lines = new ArrayList<>();
			if (order.total().isPositive()) {
				lines.add(Line.debit(Account.CASH, order.total(), order.getMember()));
			}
			if (order.getDiscountMinor() > 0) {
				lines.add(Line.debit(Account.DISCOUNT, order.money(order.getDiscountMinor()), order.getMember()));
			}
			lines.add(Line.credit(Account.REVENUE, order.money(order.getListMinor()), order.getMember()));
			journal.post(new Posting(SOURCE, id, "PAID", at, lines));
		}
		followers.paid(OrderDetails.of(order, 0, at, List.of(), List.of()));
		events.publishEvent(new OrderPaid(tenancy.current(), order.getId(), order.getMember(),
				Objects.requireNonNull(order.getPaidDay()), order.total(), waited, !sold.isEmpty(), order.holder()));
	}

	/** Its lines that sell memberships, in the order in which those are locked. */
	private List<OrderLine> plansOf(Order order) {
		List<OrderLine> sold = order.getLines()
			.stream()
			.filter(line -> line.getProductKind() == ProductKind.MEMBERSHIP)
			.toList();
		return plans.inOrder(sold.stream().map(OrderLine::getProduct).distinct().toList())
			.stream()
			.flatMap(product -> sold.stream().filter(line -> line.getProduct().equals(product)))
			.toList();
	}

	/**
	 * Something was paid back. Once nothing is left, the coupon goes back to the member;
	 * a membership is taken back once nothing is left of its line. What goes back online
	 * is owed until the provider has paid it out.
	 * @param ends whether memberships end of whose lines something was paid back
	 */
	void refunded(Order order, RefundPlan refund, UUID refundId, PaymentMethod method, boolean ends, Instant at) {
		UUID id = order.getId().id();
		boolean online = method == PaymentMethod.ONLINE;
		if (!online) {
			payments.payBack(id, order.getMember(), method, refund.amount(), at, null);
		}
		journal.post(new Posting(SOURCE, id, "REFUNDED/" + refundId, at, List.of(
				Line.debit(Account.REFUND, refund.amount(), order.getMember()),
				Line.credit(online ? Account.REFUND_PAYABLE : Account.CASH, refund.amount(), order.getMember()))));
		release(order, refund, refundId, method, ends, at);
	}

	/**
	 * A paid order that came to nothing was called off: what follows is what follows a
	 * refund of all, without any money. What somebody took off as they saw fit they have
	 * again, since nothing of it was sold.
	 * @throws OrderRefused if something of it was used
	 */
	void undone(Order order, Instant at) {
		if (!followers.unused(order.getId()).isEmpty()) {
			throw OrderRefused.usedForNothing();
		}
		release(order, new RefundPlan(order.total(), List.of()), Ids.next(), PaymentMethod.OTHER, false, at);
	}

	private void release(Order order, RefundPlan refund, UUID refundId, PaymentMethod method, boolean ends,
			Instant at) {
		UUID id = order.getId().id();
		boolean whole = order.getState() == OrderState.REFUNDED;
		List<OrderLine> sold = plansOf(order);
		List<ProductId> given = sold.stream()
			.filter(line -> whole || (line.left() == 0 && line.getTotalMinor() > 0))
			.map(OrderLine::getProduct)
			.toList();
		List<UUID> gifts = plans.freeSeats(id, given);
		if (whole && order.getCouponId() != null) {
			coupons.giveBack(id);
		}
		if (order.total().isZero()) {
			allowances.giveBack(order, discounts.of(order));
		}
		takeBack(order, refund, sold, given, ends);
		List<UUID> unsold = unsold(order, refund, whole);
		deliveries.unsold(order, unsold, gifts);
		shelf.release(id, Stream.concat(unsold.stream(), gifts.stream()).toList());
		followers.refunded(order.getId(), refundId, at);
		events.publishEvent(new OrderRefunded(tenancy.current(), order.getId(), refundId, order.getMember(),
				organizations.dayOf(at), refund.amount(), method, whole, !sold.isEmpty(), order.holder()));
	}

	/**
	 * @param given of which nothing is left
	 */
	private void takeBack(Order order, RefundPlan refund, List<OrderLine> sold, List<ProductId> given, boolean ends) {
		UUID id = order.getId().id();
		sold.forEach(line -> membershipRefunds.paidBack(id, line.getProduct(), order.money(line.left())));
		if (!given.isEmpty()) {
			memberships.refund(id, given);
		}
		if (ends) {
			sold.stream()
				.filter(line -> refund.parts().stream().anyMatch(part -> part.line().equals(line)))
				.forEach(line -> membershipRefunds.end(id, line.getProduct()));
		}
	}

	/** The order will not be paid: what it holds goes back. */
	void closed(Order order, String reason) {
		UUID id = order.getId().id();
		boolean sold = !plansOf(order).isEmpty();
		List<UUID> gifts = sold ? plans.freeSeats(id) : List.of();
		if (order.getCouponId() != null) {
			coupons.release(id, reason);
		}
		allowances.giveBack(order, discounts.of(order));
		if (sold) {
			plans.closed(id);
		}
		deliveries.closed(order, gifts);
		shelf.release(id);
		followers.closed(order.getId(), Objects.requireNonNull(order.getClosedAt()));
		events.publishEvent(new OrderClosed(tenancy.current(), order.getId()));
	}

	/**
	 * The lines that were sold no more after a refund: those of which nothing is left.
	 */
	private static List<UUID> unsold(Order order, RefundPlan refund, boolean whole) {
		return (whole ? order.getLines().stream() : refund.parts().stream().map(RefundPlan.Part::line))
			.filter(line -> line.left() == 0)
			.map(OrderLine::getId)
			.toList();
	}

}
