package io.guildhall.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.catalog.Shelf;
import io.guildhall.catalog.ShelfOffer;
import io.guildhall.coupon.Basket;
import io.guildhall.coupon.CouponDiscount;
import io.guildhall.coupon.CouponRedemption;
import io.guildhall.member.MemberService;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipUpgrades;
import io.guildhall.membership.PlanId;
import io.guildhall.membership.PlanOffer;
import io.guildhall.membership.PlanSale;
import io.guildhall.membership.SeatGift;
import io.guildhall.membership.SeatGifts;
import io.guildhall.membership.UpgradeOffer;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/** Makes an order of what is asked for: who, what, at which price. */
@Component
@RequiredArgsConstructor
class OrderPlacing {

	private final MemberService members;

	private final CatalogService catalog;

	private final PlanSale plans;

	private final SeatGifts gifts;

	private final MembershipUpgrades upgrades;

	private final CouponRedemption coupons;

	private final OrderCashback cashback;

	private final OrderAllowances allowances;

	private final OrderRegister register;

	private final Shelf shelf;

	private final OrganizationService organizations;

	private final OrderSettings settings;

	/** An order as it would be, before any coupon; nothing is written. */
	Order draft(NewOrder wanted, Instant now) {
		OrganizationDetails organization = organizations.current();
		members.requireKnown(wanted.member());
		if (wanted.recipient() != null && members.require(wanted.recipient()).erased()) {
			throw OrderRefused.giftErased();
		}
		OrderId id = OrderId.next();
		List<OrderLine> lines = lines(id, wanted, organization.currency());
		Map<UUID, ShelfOffer> offers = shelf.check(wanted.member(), limited(lines, wanted));
		lines.forEach(line -> line.take(offers.get(line.getId())));
		Order order = new Order(id, wanted.member(), lines, organization.currency(), wanted.source(),
				(wanted.note() != null) ? wanted.note() : "", now, organization.dayOf(now),
				now.plus(settings.unpaidFor()));
		if (wanted.recipient() != null) {
			order.giveTo(wanted.recipient());
		}
		return order;
	}

	/**
	 * An order that replaces a membership's plan, with what of it is not used taken off.
	 * It takes nothing from the shelf: products of plans are limited in no way.
	 * @param expected what it was said to come to; null for whatever it comes to
	 */
	Order upgrade(MembershipId membership, PlanId plan, OrderSource source, @Nullable Money expected, Instant now) {
		UpgradeOffer wanted = upgrades.offer(membership, plan);
		NewOrder asked = new NewOrder(wanted.member(), List.of(new NewOrder.Line(wanted.product(), 1, wanted.price())),
				List.of(), null, source, null)
			.expecting(expected);
		Order order = draft(asked, now);
		order.credit(upgrades.upgrade(membership, plan, order.getId().id()).credit());
		requireExpected(order, asked);
		return order;
	}

	/**
	 * Holds the seats and the coupons of the order, if there are any, and takes the
	 * discounts off.
	 */
	void reserve(Order order, NewOrder wanted) {
		register.holdTrials(order);
		holdSeats(order);
		if (!wanted.coupons().isEmpty()) {
			Instant until = java.util.Objects.requireNonNull(order.getDueAt());
			take(order, coupons.reserve(wanted.coupons(), wanted.member(), basket(order), order.getId().id(), until));
		}
		takeAllowance(order, wanted);
		requireExpected(order, wanted);
		cashback.hold(order);
	}

	/**
	 * The same for an order that is paid as it is placed: the coupons are used at once.
	 */
	void redeem(Order order, NewOrder wanted, Instant paidAt) {
		register.holdTrials(order);
		holdSeats(order);
		if (!wanted.coupons().isEmpty()) {
			Instant until = java.util.Objects.requireNonNull(order.getDueAt());
			take(order, coupons.redeem(wanted.coupons(), wanted.member(), basket(order), order.getId().id(), until,
					paidAt));
		}
		takeAllowance(order, wanted);
		requireExpected(order, wanted);
		cashback.redeem(order, paidAt);
	}

	private void holdSeats(Order order) {
		order.getLines()
			.stream()
			.filter(OrderLine::isEarly)
			.sorted(Comparator.comparing(line -> line.getProduct().id(), Ids.IN_ORDER))
			.forEach(line -> plans.hold(order.getMember(), line.getProduct(), order.getId().id(),
					order.money(line.getUnitMinor())));
	}

	private void takeAllowance(Order order, NewOrder wanted) {
		if (wanted.discretion() != null || order.below().isPositive()) {
			allowances.take(order, wanted.discretion());
		}
	}

	/**
	 * Who orders was told what it comes to. Compared here, with all that is taken off
	 * held already, there is no time between this and the order in which it could change.
	 */
	private static void requireExpected(Order order, NewOrder wanted) {
		Money expected = wanted.expected();
		if (expected == null) {
			return;
		}
		if (!expected.currency().equals(order.getCurrency())) {
			throw OrderRefused.otherCurrency(expected.currency(), order.getCurrency());
		}
		if (!expected.equals(order.total())) {
			throw OrderRefused.priceChanged(order.total());
		}
	}

	/** Takes what there is a stock or a limit of from the shelf, or refuses the order. */
	void hold(Order order, NewOrder wanted) {
		List<Shelf.Line> given = order.giftsOf(gifts::of)
			.stream()
			.filter(SeatGift::limited)
			.map(gift -> new Shelf.Line(gift.seat(), gift.product(), 1, true, null, null))
			.toList();
		shelf.hold(order.getId().id(), order.getMember(), limited(order.getLines(), wanted), given);
	}

	/** Shows what would be taken off. */
	void quote(Order order, NewOrder wanted) {
		if (!wanted.coupons().isEmpty()) {
			take(order, coupons.quote(wanted.coupons(), wanted.member(), basket(order)));
		}
		if (wanted.discretion() != null || order.below().isPositive()) {
			allowances.quote(order, wanted.discretion());
		}
		cashback.quote(order);
	}

	private static void take(Order order, List<CouponDiscount> discounts) {
		discounts.forEach(
				discount -> order.discount(OrderDiscount.by(discount.coupon(), discount.amount()), discount.parts()));
	}

	private List<OrderLine> lines(OrderId order, NewOrder wanted, String currency) {
		if (wanted.lines().isEmpty() || wanted.lines().size() > Order.MOST_LINES) {
			throw OrderRefused.noLines();
		}
		Map<ProductId, ProductSummary> products = catalog
			.summaries(wanted.lines().stream().map(NewOrder.Line::product).toList());
		Set<ProductId> sold = new HashSet<>();
		List<OrderLine> lines = new ArrayList<>();
		for (NewOrder.Line line : wanted.lines()) {
			ProductSummary product = products.get(line.product());
			if (product == null) {
				product = catalog.require(line.product());
			}
			if (!product.active()) {
				throw OrderRefused.notForSale(product.name());
			}
			PlanOffer offer = null;
			if (product.kind() == ProductKind.MEMBERSHIP) {
				if (line.quantity() != 1 || !sold.add(line.product())) {
					throw OrderRefused.oneMembership(product.name());
				}
				offer = plans.offer(wanted.holder(), wanted.member(), line.product(), line.shownPrice());
			}
			Money unit = (offer != null) ? offer.price() : product.price();
			if (line.unitPrice() != null) {
				offer = null;
				unit = line.unitPrice();
			}
			if (!unit.currency().equals(currency)) {
				throw OrderRefused.otherCurrency(unit.currency(), currency);
			}
			OrderLine made = new OrderLine(order, lines.size() + 1, product, line.quantity(), unit).at(offer);
			if (line.unitPrice() != null) {
				made.agreed(product.price());
			}
			lines.add(made);
		}
		return lines;
	}

	private static List<Shelf.Line> limited(List<OrderLine> lines, NewOrder wanted) {
		return lines.stream()
			.filter(OrderLine::isLimited)
			.map(line -> new Shelf.Line(line.getId(), line.getProduct(), line.getQuantity(),
					wanted.lines().get(line.getOrdinal() - 1).unitPrice() != null, line.getFlashSaleId(),
					line.getTrialLineId()))
			.toList();
	}

	private static Basket basket(Order order) {
		return new Basket(order.getLines()
			.stream()
			.map(line -> new Basket.Line(line.getProduct(), line.getProductKind() == ProductKind.SAMPLE,
					line.getQuantity(), order.money(line.getListMinor())))
			.toList());
	}

}
