package io.guildhall.order;

import java.util.Collection;
import java.util.UUID;

import org.hibernate.annotations.EmbeddedColumnNaming;
import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.catalog.ShelfOffer;
import io.guildhall.membership.PlanOffer;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/**
 * A product in an order, with its share of the discount, and what was paid back of it.
 * Amounts are minor units of the order's currency.
 */
@Entity
@Table(name = "order_lines")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class OrderLine extends TenantOwned {

	/** The largest quantity. */
	static final int MOST = 100_000;

	@Id
	private UUID id;

	@Embedded
	@EmbeddedColumnNaming("order_%s")
	private OrderId order;

	private int ordinal;

	@Embedded
	@EmbeddedColumnNaming("product_%s")
	private ProductId product;

	private String productName;

	@Enumerated(EnumType.STRING)
	private ProductKind productKind;

	private int quantity;

	private long unitMinor;

	private long listMinor;

	private long discountMinor;

	private long totalMinor;

	/** Moved by {@link OrderRepository#settle} only. */
	@Column(updatable = false)
	private long refundedMinor;

	/** Whose price it has. */
	private @Nullable UUID flashSaleId;

	/** The line by which the trial was paid that is taken off its price. */
	private @Nullable UUID trialLineId;

	private long creditMinor;

	/** Whether the shelf has a say in it; known of a new order only. */
	@Transient
	private boolean limited;

	/** Whether it was made at an early price, and so needs a seat. */
	@Transient
	private boolean early;

	/** How much less than its product costs was agreed on; known of a new order only. */
	@Transient
	private long belowMinor;

	/** What its order's coupons promise back of it; known of a new order only. */
	@Transient
	private long promisedMinor;

	OrderLine(OrderId order, int ordinal, ProductSummary product, int quantity, Money unit) {
		if (quantity < 1 || quantity > MOST) {
			throw OrderRefused.quantity();
		}
		if (unit.isNegative()) {
			throw OrderRefused.negativePrice();
		}
		this.id = Ids.next();
		this.order = order;
		this.ordinal = ordinal;
		this.product = product.id();
		this.productName = product.name();
		this.productKind = product.kind();
		this.limited = product.limited();
		this.quantity = quantity;
		price(unit);
	}

	/** What lines come to before anything is taken off, in minor units. */
	static long list(Collection<OrderLine> lines) {
		try {
			return lines.stream().mapToLong(OrderLine::getListMinor).reduce(0, Math::addExact);
		}
		catch (ArithmeticException tooLarge) {
			throw OrderRefused.tooLarge();
		}
	}

	/** Takes a lower price, where there is one for it. */
	void take(@Nullable ShelfOffer offer) {
		if (offer != null) {
			flashSaleId = offer.sale();
			trialLineId = offer.trialLine();
			creditMinor = offer.credit().minor();
			price(offer.price());
		}
	}

	private void price(Money unit) {
		unitMinor = unit.minor();
		try {
			listMinor = unit.times(quantity).minor();
		}
		catch (ArithmeticException tooLarge) {
			throw OrderRefused.tooLarge();
		}
		totalMinor = listMinor;
	}

	/** A plan at its price of now; an early one needs a seat. */
	OrderLine at(@Nullable PlanOffer offer) {
		early = offer != null && offer.early();
		return this;
	}

	/** Its price was agreed on: what is given away by it. */
	void agreed(Money regular) {
		try {
			belowMinor = Math.multiplyExact(Math.max(regular.minor() - unitMinor, 0), (long) quantity);
		}
		catch (ArithmeticException tooLarge) {
			throw OrderRefused.tooLarge();
		}
	}

	/** Takes its share of a discount of the order off. */
	void discount(long share) {
		discountMinor += share;
		totalMinor = listMinor - discountMinor;
	}

	/** Coupons promise so much of it back. */
	void promise(long minor) {
		promisedMinor = minor;
	}

	/** What can still be paid back of it. */
	long left() {
		return totalMinor - refundedMinor;
	}

	void refund(long minor) {
		refundedMinor += minor;
	}

}
