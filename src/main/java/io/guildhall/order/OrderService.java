package io.guildhall.order;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.coupon.CouponService;
import io.guildhall.member.MemberScope;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.PlanId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.payment.PaymentService;
import io.guildhall.payment.PaymentSummary;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Places orders, and takes note of their payment. */
@Service
@Transactional
@RequiredArgsConstructor
public class OrderService {

	static final String OBJECT = "order";

	private final OrderPlacing placing;

	private final OrderRegister register;

	private final OrderDiscounts discounts;

	private final OrderRepository orders;

	private final CouponService coupons;

	private final OrderSettlement settlement;

	private final PaymentService payments;

	private final OrderFollowers followers;

	private final OrderDeliveries deliveries;

	private final MemberScope scope;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final GatheredWrites writes;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Places an order that waits for its money, and holds its coupon until then. One that
	 * comes to nothing is paid at once.
	 * @throws OrderRefused if something in it is not right, or it comes to something else
	 * than was expected
	 */
	@May(Permission.ORDER_RECORD)
	public OrderDetails place(NewOrder wanted) {
		return writes.together(() -> {
			Instant now = clock.instant();
			Order order = placing.draft(wanted, now);
			placing.reserve(order, wanted);
			payIfFree(order, now);
			placing.hold(order, wanted);
			deliveries.placed(order, wanted);
			return write(order, now);
		});
	}

	/**
	 * Places an order for a better plan, in which what of the one before is not used is
	 * taken off. Once it is paid, the new one begins at once.
	 * @throws io.guildhall.membership.MembershipRefused if the membership does not run,
	 * or costs less than what is not used
	 */
	@May(Permission.ORDER_RECORD)
	public OrderDetails upgrade(MembershipId membership, PlanId plan, OrderSource source) {
		return upgrade(membership, plan, source, null);
	}

	/**
	 * Places an order for a better plan, for the sum that whoever asks for it was told.
	 * @param expected what it was said to come to; null for whatever it comes to now
	 * @throws OrderRefused if it comes to something else than was expected
	 * @throws io.guildhall.membership.MembershipRefused if the membership does not run,
	 * or costs less than what is not used
	 */
	@May(Permission.ORDER_RECORD)
	public OrderDetails upgrade(MembershipId membership, PlanId plan, OrderSource source, @Nullable Money expected) {
		return writes.together(() -> {
			Instant now = clock.instant();
			Order order = placing.upgrade(membership, plan, source, expected, now);
			payIfFree(order, now);
			return write(order, now);
		});
	}

	/**
	 * Places an order whose money is there already.
	 * @throws OrderRefused if something in it is not right, or it comes to something else
	 * than was expected
	 */
	@May(Permission.ORDER_RECORD)
	public OrderDetails placePaid(NewOrder wanted, NewPayment payment) {
		return writes.together(() -> {
			Instant now = clock.instant();
			Order order = placing.draft(wanted, now);
			placing.redeem(order, wanted, (payment.at() != null) ? payment.at() : now);
			pay(order, payment, now);
			settlement.placedPaid(order, payment.method(), payment.reference());
			placing.hold(order, wanted);
			deliveries.placed(order, wanted);
			return write(order, now);
		});
	}

	/**
	 * What an order would come to; nothing is written or held. What was expected is
	 * passed over.
	 * @throws OrderRefused if something in it is not right
	 */
	@May(Permission.ORDER_RECORD)
	@Transactional(readOnly = true)
	public OrderDetails quote(NewOrder wanted) {
		Instant now = clock.instant();
		Order order = placing.draft(wanted, now);
		placing.quote(order, wanted);
		OrderDetails quote = OrderDetails.of(order, 0, now, List.of(), List.of());
		return quote.promising(followers.quoted(quote, order.unpromised()));
	}

	/**
	 * The money of an order came in.
	 * @throws OrderRefused if it is not the total, came too late, or came before
	 */
	@May(Permission.ORDER_RECORD)
	public OrderDetails markPaid(OrderId id, NewPayment payment) {
		Instant now = clock.instant();
		Order order = register.require(id);
		pay(order, payment, now);
		orders.settle(order, OrderState.UNPAID, 0);
		Order paid = writes.together(() -> {
			settlement.paid(order, payment.method(), payment.reference());
			audit.record("order.paid", OBJECT, id, Map.of("state", OrderState.UNPAID),
					Map.of("state", order.getState(), "method", payment.method(), "amount", order.total()));
			return order;
		});
		return details(paid, now);
	}

	/**
	 * Calls an order off that is not paid, or that came to nothing; its coupon goes back,
	 * and whatever else it took.
	 * @throws OrderRefused if money was paid for it, or it is closed already
	 */
	@May(Permission.ORDER_RECORD)
	public OrderDetails cancel(OrderId id) {
		Instant now = clock.instant();
		Order order = register.require(id);
		OrderState from = order.getState();
		order.cancel(now);
		orders.settle(order, from, 0);
		Order cancelled = writes.together(() -> {
			if (from == OrderState.UNPAID) {
				settlement.closed(order, "cancelled");
			}
			else {
				settlement.undone(order, now);
			}
			audit.record("order.cancelled", OBJECT, id, Map.of("state", from), Map.of("state", order.getState()));
			return order;
		});
		return details(cancelled, now);
	}

	/**
	 * An order.
	 * @throws OrderRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public OrderDetails get(OrderId id) {
		return details(register.require(id), clock.instant());
	}

	private void payIfFree(Order order, Instant now) {
		if (order.total().isZero()) {
			order.pay(order.total(), now, order.getPlacedDay(), now);
			settlement.free(order);
		}
	}

	private void pay(Order order, NewPayment payment, Instant now) {
		if (!PaymentMethod.byHand().contains(payment.method())) {
			throw OrderRefused.notByHand();
		}
		Instant at = (payment.at() != null) ? payment.at() : now;
		Money amount = (payment.amount() != null) ? payment.amount() : order.total();
		order.pay(amount, at, organizations.dayOf(at), now);
	}

	private OrderDetails write(Order order, Instant now) {
		Map<String, Object> said = new LinkedHashMap<>();
		said.put("state", order.getState());
		said.put("total", order.total());
		said.put("lines", order.getLines().size());
		if (order.isGift()) {
			// Whose it is says the order, to who may see them: its history is for more.
			said.put("forAnother", true);
		}
		audit.record("order.placed", OBJECT, order.getId(), Map.of(), said);
		List<OrderPromise> promises = followers.placed(OrderDetails.of(order, 0, now, List.of(), List.of()),
				order.unpromised());
		long number = register.place(order);
		discounts.write(order);
		return OrderDetails.of(order, number, now, List.of(), List.of()).promising(promises);
	}

	private OrderDetails details(Order order, Instant now) {
		UUID id = order.getId().id();
		List<OrderDetails.Refund> refunds = jdbc.sql("""
				select id, amount_minor, reason, at, actor_name from order_refunds
				where organization_id = :organization and order_id = :order order by at, id
				""")
			.param("organization", tenancy.current())
			.param("order", id)
			.query((row, number) -> new OrderDetails.Refund(row.getObject("id", UUID.class),
					order.money(row.getLong("amount_minor")), row.getString("reason"),
					row.getTimestamp("at").toInstant(), row.getString("actor_name")))
			.list();
		List<PaymentSummary> handed = payments.of(id);
		if (order.getCouponId() != null) {
			coupons.promisedBack(id).ifPresent(order.getCashback()::promise);
		}
		OrderDetails whole = OrderDetails
			.of(order.taken(new TakenOff(discounts.of(order))), order.getNumber(), now, refunds, handed)
			.promising(followers.promised(order.getId()));
		return (whole.recipient() == null || scope.contains(whole.recipient())) ? whole : whole.withoutRecipient();
	}

}
