package io.guildhall.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

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

	private final ApplicationEventPublisher events;

	private final Tenancy tenancy;

	/** An order that waited was paid: the coupon that it held is used. */
	void paid(Order order, PaymentMethod method, @Nullable String reference) {
		if (order.getCouponId() != null) {
			cashback.use(order, Objects.requireNonNull(order.getPaidAt()));
		}
		placedPaid(order, method, reference);
	}

	/**
	 * The order is paid, and has used its coupon: revenue at list price, less the
	 * discount.
	 */
	void placedPaid(Order order, PaymentMethod method, @Nullable String reference) {
		UUID id = order.getId().id();
		Instant at = Objects.requireNonNull(order.getPaidAt());
		for (OrderLine line : order.getLines()) {
			if (line.getProductKind() == ProductKind.MEMBERSHIP) {
				memberships.grant(order.getMember(), line.getProduct(), id, order.money(line.getTotalMinor()), at);
			}
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
				Objects.requireNonNull(order.getPaidDay()), order.total()));
	}

	/**
	 * Something was paid back. Once nothing is left, the coupon goes back to the member;
	 * a membership is taken back once nothing is left of its line. What goes back online
	 * is owed until the provider has paid it out.
	 */
	void refunded(Order order, Order.Refund refund, UUID refundId, PaymentMethod method, Instant at) {
		UUID id = order.getId().id();
		boolean online = method == PaymentMethod.ONLINE;
		if (!online) {
			payments.payBack(id, order.getMember(), method, refund.amount(), at, null);
		}
		journal.post(new Posting(SOURCE, id, "REFUNDED/" + refundId, at, List.of(
				Line.debit(Account.REFUND, refund.amount(), order.getMember()),
				Line.credit(online ? Account.REFUND_PAYABLE : Account.CASH, refund.amount(), order.getMember()))));
		release(order, refund, refundId, method, at);
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
		release(order, new Order.Refund(order.total(), List.of()), Ids.next(), PaymentMethod.OTHER, at);
		allowances.giveBack(order, discounts.of(order));
	}

	private void release(Order order, Order.Refund refund, UUID refundId, PaymentMethod method, Instant at) {
		UUID id = order.getId().id();
		boolean whole = order.getState() == OrderState.REFUNDED;
		if (whole && order.getCouponId() != null) {
			coupons.giveBack(id);
		}
		shelf.release(id, unsold(order, refund, whole));
		takeBack(order, whole);
		followers.refunded(order.getId(), refundId, at);
		events.publishEvent(new OrderRefunded(tenancy.current(), order.getId(), refundId, order.getMember(),
				organizations.dayOf(at), refund.amount(), method, whole));
	}

	private void takeBack(Order order, boolean whole) {
		UUID id = order.getId().id();
		List<OrderLine> sold = order.getLines()
			.stream()
			.filter(line -> line.getProductKind() == ProductKind.MEMBERSHIP)
			.toList();
		sold.forEach(line -> membershipRefunds.paidBack(id, line.getProduct(), order.money(line.left())));
		List<ProductId> given = sold.stream()
			.filter(line -> whole || (line.left() == 0 && line.getTotalMinor() > 0))
			.map(OrderLine::getProduct)
			.toList();
		if (!given.isEmpty()) {
			memberships.refund(id, given);
		}
	}

	/**
	 * The order will not be paid: what it holds goes back, in the order in which
	 * {@link OrderPlacing} takes it, for the two wait for the same counters.
	 */
	void closed(Order order, String reason) {
		if (order.getLines().stream().anyMatch(line -> line.getProductKind() == ProductKind.MEMBERSHIP)) {
			plans.closed(order.getId().id());
		}
		if (order.getCouponId() != null) {
			coupons.release(order.getId().id(), reason);
		}
		allowances.giveBack(order, discounts.of(order));
		shelf.release(order.getId().id());
		followers.closed(order.getId(), Objects.requireNonNull(order.getClosedAt()));
		events.publishEvent(new OrderClosed(tenancy.current(), order.getId()));
	}

	/**
	 * The lines that were sold no more after a refund: those of which nothing is left.
	 */
	private static List<UUID> unsold(Order order, Order.Refund refund, boolean whole) {
		return (whole ? order.getLines().stream() : refund.parts().stream().map(Order.Refund.Part::line))
			.filter(line -> line.left() == 0)
			.map(OrderLine::getId)
			.toList();
	}

}
