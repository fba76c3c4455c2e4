package io.guildhall.order;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.payment.PaymentProof;
import io.guildhall.payment.PaymentProofs;
import io.guildhall.payment.PaymentSummary;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * Pictures of the money that was handed over for an order, in or out, by hand: whoever
 * may see the order sees them, whoever records payments adds them.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class OrderProofs {

	private final OrderService orders;

	private final OrderRegister register;

	private final PaymentProofs proofs;

	private final AuditTrail audit;

	private final TransactionTemplate transaction;

	/**
	 * Draws pictures for an order, before the transaction that keeps them: a large one
	 * takes a while, and holds neither a connection nor the order. For an order that is
	 * not there nothing is drawn.
	 * @param files PNG or JPEG
	 * @throws OrderRefused if there is no such order
	 * @throws io.guildhall.payment.PaymentRefused if one is no picture, is too large, or
	 * there are too many
	 */
	@May(Permission.ORDER_RECORD)
	@Transactional(propagation = Propagation.NEVER)
	public List<PaymentProofs.Drawn> draw(OrderId id, List<byte[]> files) {
		if (!files.isEmpty()) {
			transaction.executeWithoutResult(status -> register.require(id));
		}
		return PaymentProofs.drawn(files);
	}

	/**
	 * Draws pictures for a payment of an order, in the same way.
	 * @param files PNG or JPEG
	 * @throws OrderRefused if there is no such order
	 * @throws io.guildhall.payment.PaymentRefused if it has no such payment, a provider
	 * took it, one is no picture, is too large, or there would be too many
	 */
	@May(Permission.ORDER_RECORD)
	@Transactional(propagation = Propagation.NEVER)
	public List<PaymentProofs.Drawn> draw(OrderId id, UUID payment, List<byte[]> files) {
		transaction.executeWithoutResult(status -> {
			register.require(id);
			proofs.requireRoom(id.id(), payment, files.size());
		});
		return PaymentProofs.drawn(files);
	}

	/**
	 * Draws pictures for an order that is to be placed, in the same way.
	 * @param files PNG or JPEG
	 * @throws io.guildhall.payment.PaymentRefused if one is no picture, is too large, or
	 * there are too many
	 */
	@May(Permission.ORDER_RECORD)
	@Transactional(propagation = Propagation.NEVER)
	public List<PaymentProofs.Drawn> draw(List<byte[]> files) {
		return PaymentProofs.drawn(files);
	}

	/**
	 * The money of an order came in, and these pictures show it: both, or neither.
	 * @param pictures none is as good as some
	 * @throws OrderRefused if it is not the total, came too late, or came before
	 */
	@May(Permission.ORDER_RECORD)
	public OrderDetails markPaid(OrderId id, NewPayment payment, List<PaymentProofs.Drawn> pictures) {
		return shown(orders.markPaid(id, payment), pictures);
	}

	/**
	 * Places an order whose money is there already, and these pictures show it: all of
	 * it, or nothing.
	 * @param pictures none is as good as some
	 * @throws OrderRefused if something in the order is not right
	 */
	@May(Permission.ORDER_RECORD)
	public OrderDetails placePaid(NewOrder wanted, NewPayment payment, List<PaymentProofs.Drawn> pictures) {
		return shown(orders.placePaid(wanted, payment), pictures);
	}

	/**
	 * Adds pictures to a payment of an order, all of them or none.
	 * @param pictures one at least
	 * @throws OrderRefused if there is no such order
	 * @throws io.guildhall.payment.PaymentRefused if it has no such payment, a provider
	 * took it, or there would be too many
	 */
	@May(Permission.ORDER_RECORD)
	public List<PaymentProof> add(OrderId id, UUID payment, List<PaymentProofs.Drawn> pictures) {
		register.require(id);
		keep(id, payment, pictures);
		return proofs.of(id.id());
	}

	/**
	 * The pictures of an order's payments.
	 * @throws OrderRefused if there is no such order
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<PaymentProof> of(OrderId id) {
		register.require(id);
		return proofs.of(id.id());
	}

	/**
	 * A picture, as JPEG.
	 * @param small as lists show it
	 * @throws OrderRefused if there is no such order
	 * @throws io.guildhall.payment.PaymentRefused if it has no such picture
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public byte[] jpeg(OrderId id, UUID proof, boolean small) {
		register.require(id);
		return proofs.jpeg(id.id(), proof, small);
	}

	/**
	 * Takes a picture away that does not belong there; that it was there is written down.
	 * @throws OrderRefused if there is no such order
	 * @throws io.guildhall.payment.PaymentRefused if it has no such picture
	 */
	@May(Permission.ORDER_RECORD)
	public void remove(OrderId id, UUID proof) {
		register.require(id);
		proofs.remove(id.id(), proof);
		audit.record("order.proof-removed", OrderService.OBJECT, id, Map.of("pictures", 1));
	}

	/**
	 * What came to nothing was paid with nothing, of which there is nothing to be seen.
	 */
	private OrderDetails shown(OrderDetails paid, List<PaymentProofs.Drawn> drawn) {
		if (!drawn.isEmpty()) {
			orders.get(paid.id())
				.payments()
				.stream()
				.filter(one -> one.amount().isPositive())
				.map(PaymentSummary::id)
				.findFirst()
				.ifPresent(came -> keep(paid.id(), came, drawn));
		}
		return paid;
	}

	private void keep(OrderId id, UUID payment, List<PaymentProofs.Drawn> drawn) {
		proofs.add(id.id(), payment, drawn);
		audit.record("order.proof-added", OrderService.OBJECT, id, Map.of("pictures", drawn.size()));
	}

}
