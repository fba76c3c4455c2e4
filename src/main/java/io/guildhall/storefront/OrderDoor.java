package io.guildhall.storefront;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import io.guildhall.checkout.CheckoutAccounts;
import io.guildhall.checkout.CheckoutService;
import io.guildhall.fulfilment.FulfilmentDetails;
import io.guildhall.fulfilment.FulfilmentListing;
import io.guildhall.link.LinkGate;
import io.guildhall.link.LinkRefused;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderState;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The page of a single order, for the member who placed it on an order page. */
@Service
@RequiredArgsConstructor
public class OrderDoor {

	/** As long as all of what was promised with an order still is. */
	private static final Set<OrderState> BACK = EnumSet.of(OrderState.UNPAID, OrderState.PAID);

	private final ShopReading reading;

	private final LinkGate gate;

	private final OrderService orders;

	private final FulfilmentListing deliveries;

	private final CheckoutService checkout;

	private final CheckoutAccounts accounts;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	/**
	 * The page.
	 * @param address of who asks
	 * @throws LinkRefused if the link is none, or was altered
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public OrderView view(String token, String address) {
		return own(token, address, order -> view(orders.get(order)));
	}

	/**
	 * Has it paid online.
	 * @param site where our pages stand
	 * @return where; null where that cannot be done now, as for an organization that is
	 * suspended
	 * @throws LinkRefused as {@link #view}
	 */
	public @Nullable String pay(String token, String site, String address) {
		return this.<@Nullable String>own(token, address, order -> {
			if (organizations.current().suspended()) {
				return null;
			}
			try {
				return checkout.start(order, site, null).link();
			}
			catch (DomainException notNow) {
				return null;
			}
		});
	}

	/**
	 * The member calls it off.
	 * @return whether it is; not once money came, nor while the organization is suspended
	 * @throws LinkRefused as {@link #view}
	 */
	public boolean cancel(String token, String address) {
		return own(token, address, order -> {
			try {
				boolean unpaid = !organizations.current().suspended() && orders.get(order).state() == OrderState.UNPAID;
				if (unpaid) {
					orders.cancel(order);
				}
				return unpaid;
			}
			catch (DomainException tooLate) {
				return false;
			}
		});
	}

	private OrderView view(OrderDetails order) {
		Optional<FulfilmentDetails> delivery = deliveries.find(order.id().id());
		return new OrderView(organizations.current().name(), organizations.current().zone(), order.number(),
				order.state(),
				order.lines()
					.stream()
					.map(line -> new OrderView.Line(line.productName(), line.quantity(), line.list()))
					.toList(),
				order.discount(), order.total(), order.refunded(),
				BACK.contains(order.state()) ? order.promisedBack() : Money.zero(order.total().currency()),
				accounts.current() != null && !organizations.current().suspended(), order.dueAt(), order.placedAt(),
				delivery.map(FulfilmentDetails::lines).orElse(List.of()),
				delivery.map(FulfilmentDetails::parcels).orElse(List.of()));
	}

	private <T extends @Nullable Object> T own(String token, String address, Function<OrderId, T> work) {
		return gate.behind(ShopReading.door(reading), OrderPages.ORDER, token, address, (page, named) -> {
			if (!reading.isOf(page.id(), named)) {
				throw LinkRefused.unknown();
			}
			OrderId order = new OrderId(named);
			UUID member = orders.get(order).member().id();
			Actor themselves = new Actor(Actor.Kind.MEMBER, member, Actor.SYSTEM.name(), null);
			return onBehalf.of(themselves, ShopDoor.OWN, false, tenancy.current(), () -> work.apply(order));
		});
	}

}
