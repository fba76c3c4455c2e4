package io.guildhall.demo;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
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

	private final OrderService orders;

	private final OrderRefunds refunds;

	OrderId sell(MemberId member, ProductId product, @Nullable CouponSummary coupon) {
		return orders
			.placePaid(order(member, product, coupon), new NewPayment(PaymentMethod.TRANSFER, null, null, null))
			.id();
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
