package io.guildhall.demo;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.fulfilment.Courier;
import io.guildhall.fulfilment.Deliveries;
import io.guildhall.fulfilment.FulfilmentDetails;
import io.guildhall.fulfilment.FulfilmentService;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.member.MemberId;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.RefundAsk;
import io.guildhall.payment.PaymentMethod;
import lombok.RequiredArgsConstructor;

/** Sells to the people of the demo, as staff does. */
@Component
@RequiredArgsConstructor
class DemoSales {

	/** Where all of them seem to live. */
	private static final ShippingAddress HOME = new ShippingAddress("书友", "130 0000 0000", "浙江", "杭州", "西湖区", "文三路 1 号",
			"310000", "");

	private static final long FIRST = 1_000_000_000L;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final FulfilmentService fulfilment;

	OrderId sell(MemberId member, ProductId product, @Nullable CouponSummary coupon) {
		OrderDetails order = orders.placePaid(order(member, product, coupon),
				new NewPayment(PaymentMethod.TRANSFER, null, null, null));
		if (order.lines().stream().anyMatch(line -> Deliveries.delivers(line.productKind()))) {
			send(order);
		}
		return order.id();
	}

	private void send(OrderDetails order) {
		UUID id = order.id().id();
		fulfilment.address(id, HOME);
		FulfilmentDetails sent = fulfilment.ship(id, new Courier("顺丰速运", "SF" + (FIRST + order.number())), List.of());
		fulfilment.delivered(sent.parcels().get(0).id());
	}

	void place(MemberId member, ProductId product) {
		orders.place(order(member, product, null));
	}

	void refund(OrderId order) {
		refunds.refund(order, new RefundAsk(null, null, PaymentMethod.TRANSFER, "时间冲突，无法参加"));
	}

	private static NewOrder order(MemberId member, ProductId product, @Nullable CouponSummary coupon) {
		return new NewOrder(member, List.of(new NewOrder.Line(product, 1, null)), (coupon != null) ? coupon.id() : null,
				null, OrderSource.STAFF);
	}

}
