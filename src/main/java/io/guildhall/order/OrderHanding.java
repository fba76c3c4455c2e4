package io.guildhall.order;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.ProductHold;
import io.guildhall.catalog.Shelf;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/** What an order holds of products of which there are only so many, and who got it. */
@Service
@Transactional
@RequiredArgsConstructor
public class OrderHanding {

	private final OrderRegister register;

	private final Shelf shelf;

	private final OrderDeliveries deliveries;

	private final AuditTrail audit;

	/**
	 * What an order holds or got.
	 * @throws OrderRefused if there is no such order
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<ProductHold> of(OrderId id) {
		register.require(id);
		return shelf.of(id.id());
	}

	/**
	 * The member has got what the order holds; a refund lays it back on no shelf.
	 * @throws OrderRefused if the order is not paid, or holds nothing
	 */
	@May(Permission.ORDER_RECORD)
	public List<ProductHold> handOver(OrderId id) {
		Order order = register.require(id);
		if (!order.getState().isRefundable()) {
			throw OrderRefused.notToHandOver();
		}
		UUID its = id.id();
		int lines = deliveries.handedOver(id);
		long pieces = shelf.handOver(its);
		if (pieces == 0 && lines == 0) {
			throw OrderRefused.nothingHeld();
		}
		audit.record("order.handed-over", OrderService.OBJECT, id, Map.of("number", pieces));
		return shelf.of(its);
	}

}
