package io.guildhall.order;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
	 * What a paid order holds that is handed over by itself: places in a course, say.
	 * What can be held in the hand leaves with the order's delivery, by a parcel or in
	 * person.
	 * @throws OrderRefused if there is no such order
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<ProductHold> byThemselves(OrderId id) {
		return register.require(id).getState().isRefundable() ? held(id) : List.of();
	}

	/**
	 * The member has got that; what is to be delivered stays as it is.
	 * @return what the order holds or got
	 * @throws OrderRefused if the order is not paid, or holds nothing of the kind
	 */
	@May(Permission.ORDER_RECORD)
	public List<ProductHold> handOverByThemselves(OrderId id) {
		if (!register.require(id).getState().isRefundable()) {
			throw OrderRefused.notToHandOver();
		}
		List<ProductHold> held = held(id);
		if (held.isEmpty()) {
			throw OrderRefused.nothingHeld();
		}
		shelf.handOver(held.stream().map(ProductHold::line).toList());
		audit.record("order.handed-over", OrderService.OBJECT, id,
				Map.of("pieces", held.stream().mapToLong(ProductHold::quantity).sum()));
		return shelf.of(id.id());
	}

	private List<ProductHold> held(OrderId id) {
		Set<UUID> delivered = deliveries.lines(id);
		return shelf.of(id.id())
			.stream()
			.filter(hold -> hold.state() == ProductHold.State.HELD && !delivered.contains(hold.line()))
			.toList();
	}

	/**
	 * The member has got all that the order holds, and what is to be delivered; a refund
	 * lays it back on no shelf.
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
		audit.record("order.handed-over", OrderService.OBJECT, id, Map.of("pieces", pieces));
		return shelf.of(its);
	}

}
