package io.guildhall.order;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.ProductHold;
import io.guildhall.catalog.Shelf;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/** What an order holds of products of which there are only so many, and who got it. */
@Service
@Transactional
@RequiredArgsConstructor
public class OrderHanding {

	private static final int LONGEST_REASON = 200;

	private final OrderRegister register;

	private final Shelf shelf;

	private final OrderDeliveries deliveries;

	private final HandingsTakenBack wrong;

	private final KeptWords words;

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
		return register.require(id).getState().isRefundable() ? undelivered(id, ProductHold.State.HELD) : List.of();
	}

	/**
	 * What of a paid order was handed over by itself, and can be taken back as something
	 * that was not.
	 * @throws OrderRefused if there is no such order
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<ProductHold> handedByThemselves(OrderId id) {
		Order order = register.require(id);
		if (!order.getState().isRefundable()) {
			return List.of();
		}
		Set<UUID> paidBack = paidBack(order);
		return undelivered(id, ProductHold.State.HANDED_OVER).stream()
			.filter(hold -> !paidBack.contains(hold.line()))
			.toList();
	}

	/**
	 * The member has got that; what is to be delivered stays as it is.
	 * @return what the order holds or got
	 * @throws OrderRefused if the order is not paid, or holds nothing of the kind
	 */
	@May(Permission.ORDER_RECORD)
	public List<ProductHold> handOverByThemselves(OrderId id) {
		if (!register.requireToMove(id).getState().isRefundable()) {
			throw OrderRefused.notToHandOver();
		}
		List<ProductHold> held = undelivered(id, ProductHold.State.HELD);
		if (held.isEmpty()) {
			throw OrderRefused.nothingHeld();
		}
		shelf.handOver(held.stream().map(ProductHold::line).toList());
		audit.record("order.handed-over", OrderService.OBJECT, id,
				Map.of("pieces", held.stream().mapToLong(ProductHold::quantity).sum()));
		return shelf.of(id.id());
	}

	/**
	 * The member never got what was handed over by itself: it is held for the order
	 * again. Who refunds holds the order as well, so of what was paid back behind a
	 * handing nothing comes back here: that refund laid nothing on the shelf.
	 * @param lines null for all that was
	 * @param reason why, in at most 200 characters
	 * @return what the order holds or got
	 * @throws OrderRefused if nobody says why, no line is chosen, one was not handed over
	 * by itself, or was paid back since
	 */
	@May(Permission.ORDER_RECORD)
	public List<ProductHold> takeBack(OrderId id, @Nullable Collection<UUID> lines, String reason) {
		String why = reason.strip();
		if (why.isEmpty() || why.length() > LONGEST_REASON || why.indexOf('\0') >= 0) {
			throw OrderRefused.reasonOfHanding(LONGEST_REASON);
		}
		if (lines != null && lines.isEmpty()) {
			throw OrderRefused.nothingChosen();
		}
		Order order = register.requireToMove(id);
		List<ProductHold> handed = undelivered(id, ProductHold.State.HANDED_OVER);
		if (handed.isEmpty()) {
			throw OrderRefused.nothingHanded();
		}
		List<ProductHold> back = handed.stream().filter(hold -> lines == null || lines.contains(hold.line())).toList();
		Set<UUID> its = back.stream().map(ProductHold::line).collect(Collectors.toSet());
		if (lines != null && !its.containsAll(lines)) {
			throw OrderRefused.notHanded();
		}
		Set<UUID> paidBack = paidBack(order);
		if (!order.getState().isRefundable() || its.stream().anyMatch(paidBack::contains)) {
			throw OrderRefused.handedPaidBackSince();
		}
		shelf.takeBack(its);
		String things = back.stream()
			.map(hold -> hold.productName() + " × " + hold.quantity())
			.collect(Collectors.joining(", "));
		wrong.add(id, things, words.of(order.getMember(), why));
		audit.record("order.handing-taken-back", OrderService.OBJECT, id,
				Map.of("pieces", back.stream().mapToLong(ProductHold::quantity).sum()));
		return shelf.of(id.id());
	}

	/**
	 * What of an order was thought to be handed over by itself, and was not, the latest
	 * first.
	 * @throws OrderRefused if there is no such order
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<HandingTakenBack> takenBack(OrderId id) {
		register.require(id);
		return wrong.of(id);
	}

	@EventListener
	void forgetReasons(MemberErased erased) {
		wrong.forget(erased.member());
	}

	/** What of it is not delivered, and stands so. */
	private List<ProductHold> undelivered(OrderId id, ProductHold.State state) {
		Set<UUID> delivered = deliveries.lines(id);
		return shelf.of(id.id())
			.stream()
			.filter(hold -> hold.state() == state && !delivered.contains(hold.line()))
			.toList();
	}

	private static Set<UUID> paidBack(Order order) {
		return order.getLines()
			.stream()
			.filter(line -> line.getTotalMinor() > 0 && line.left() == 0)
			.map(OrderLine::getId)
			.collect(Collectors.toSet());
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
