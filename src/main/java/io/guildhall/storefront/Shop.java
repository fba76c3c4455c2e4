package io.guildhall.storefront;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductPicture;
import io.guildhall.catalog.ProductPictures;
import io.guildhall.catalog.PublicOffer;
import io.guildhall.catalog.PublicShelf;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponState;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.fulfilment.Deliveries;
import io.guildhall.fulfilment.FulfilmentListing;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.member.MemberId;
import io.guildhall.order.NewOrder;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderNumbers;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.OrderState;
import io.guildhall.order.QuotedSeats;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What can be ordered on a page, for how much, and that it is ordered: all prices and all
 * limits are those of orders. Of somebody of whom nothing is known, what everybody gets.
 */
@Component
@RequiredArgsConstructor
class Shop {

	/** As many coupons are looked at for the best. */
	private static final int COUPONS = 20;

	private static final int LONGEST_NOTE = 500;

	/** The member has ordered nothing here yet. */
	static final String NOTHING_YET = "none";

	private final ShopReading reading;

	private final PublicShelf shelf;

	private final ProductPictures pictures;

	private final OrderService orders;

	private final OrderNumbers numbers;

	private final QuotedSeats seats;

	private final CouponService coupons;

	private final FulfilmentListing deliveries;

	private final Idempotency idempotency;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** What there is on a page, for a member or for anybody. */
	List<ShopPage.Offer> offers(ShopReading.Opened page, @Nullable MemberId member) {
		List<ShopPage.Offer> offers = new ArrayList<>();
		Map<ProductId, List<ProductPicture>> seen = pictures.of(page.products());
		for (PublicOffer offer : shelf.offers(page.products())) {
			Money price = null;
			Told why = null;
			try {
				if (member != null) {
					price = orders.quote(order(member, List.of(line(offer.id(), 1)))).total();
				}
				else {
					price = open(offer, 1).price();
				}
			}
			catch (DomainException refusal) {
				why = Told.of(refusal);
			}
			offers.add(new ShopPage.Offer(offer.id().id(), offer.name(), offer.description(),
					seen.getOrDefault(offer.id(), List.of()), price, offer.regular(), why));
		}
		return offers;
	}

	/**
	 * What it would come to.
	 * @throws DomainException if it cannot be ordered so
	 */
	ShopReview review(ShopReading.Opened page, @Nullable MemberId member, ShopForm form) {
		List<NewOrder.Line> lines = lines(page, form);
		return (member != null) ? review(member, lines, form) : review(lines);
	}

	private ShopReview review(MemberId member, List<NewOrder.Line> lines, ShopForm form) {
		NewOrder wanted = order(member, lines);
		OrderDetails bare = orders.quote(wanted);
		List<ShopReview.Coupon> held = coupons(member, wanted);
		UUID chosen = form.without() ? null
				: held.stream()
					.map(ShopReview.Coupon::id)
					.filter(id -> form.coupon() == null || id.equals(form.coupon()))
					.findFirst()
					.orElse(null);
		OrderDetails quote = (chosen != null) ? orders.quote(wanted.with(List.of(new CouponId(chosen)))) : bare;
		return new ShopReview(
				quote.lines()
					.stream()
					.map(line -> new ShopReview.Line(line.product().id(), line.productName(), line.quantity(),
							line.unitPrice(), line.list()))
					.toList(),
				quote.list(), quote.discount(), quote.total(), quote.promisedBack(), held, chosen,
				seats.deliver(quote));
	}

	private ShopReview review(List<NewOrder.Line> wanted) {
		Map<ProductId, Integer> quantities = new LinkedHashMap<>();
		wanted.forEach(line -> quantities.put(line.product(), line.quantity()));
		List<PublicOffer> offers = shelf.offers(quantities);
		List<ShopReview.Line> lines = new ArrayList<>();
		boolean sent = false;
		Money total = null;
		for (NewOrder.Line line : wanted) {
			PublicOffer offer = offers.stream()
				.filter(one -> one.id().equals(line.product()))
				.findFirst()
				.map(one -> open(one, line.quantity()))
				.orElseThrow(StorefrontRefused::nothing);
			Money its = offer.price().times(line.quantity());
			lines.add(new ShopReview.Line(offer.id().id(), offer.name(), line.quantity(), offer.price(), its));
			total = (total != null) ? total.plus(its) : its;
			sent |= Deliveries.delivers(offer.kind());
		}
		Money all = Objects.requireNonNull(total);
		Money nothing = Money.zero(all.currency());
		return new ShopReview(lines, all, nothing, all, nothing, List.of(), null, sent);
	}

	/** Those that are of use here, that which takes most off first. */
	private List<ShopReview.Coupon> coupons(MemberId member, NewOrder wanted) {
		Instant now = clock.instant();
		return coupons.held(member)
			.stream()
			.filter(held -> held.state() == CouponState.ISSUED && !held.validFrom().isAfter(now))
			.limit(COUPONS)
			.map(held -> coupon(held, wanted))
			.filter(Objects::nonNull)
			.sorted(Comparator.comparing(ShopReview.Coupon::discount).thenComparing(ShopReview.Coupon::back).reversed())
			.toList();
	}

	private ShopReview.@Nullable Coupon coupon(CouponSummary held, NewOrder wanted) {
		try {
			OrderDetails quote = orders.quote(wanted.with(List.of(held.id())));
			ShopReview.Coupon coupon = new ShopReview.Coupon(held.id().id(), held.batchName(), quote.discount(),
					quote.cashback());
			return coupon.isOfUse() ? coupon : null;
		}
		catch (DomainException notHere) {
			return null;
		}
	}

	/**
	 * Places the order, at the price that was shown. The same form again is the same
	 * order, and so is that of another window.
	 * @param form whose turn, where it has one, is the one that its page was shown at
	 * @param again key of the form, for a page that knows no turn; null where it does
	 * @throws DomainException if it cannot be ordered so, or costs something else
	 */
	OrderId place(ShopReading.Opened page, MemberId member, ShopForm form, @Nullable String again) {
		NewOrder wanted = order(page, member, lines(page, form), form);
		// Also where it goes: whoever corrects that and sends it again is told that it is
		// ordered, not shown an order that goes elsewhere as if it were theirs. As it was
		// typed: whether it is needed may be another question once something is ordered.
		Object content = List.of(member, new TreeMap<>(form.quantities()), wanted.coupons(), form.to(), form.again());
		return numbers.placing(() -> (again == null) ? turn(page, form.turn(), wanted, content, form)
				: idempotency.once(formKey(page, again), content, OrderId.class,
						() -> turn(page, latest(page, member), wanted, content, form)));
	}

	/**
	 * Whether something was ordered by a form of a group's page: then it is told so
	 * again, whatever has become of price and stock.
	 */
	boolean isUsed(ShopReading.Opened page, String form) {
		return reading.isAnswered(formKey(page, form));
	}

	private static String formKey(ShopReading.Opened page, String form) {
		return "order-form/" + page.id() + "/" + form;
	}

	/** One order of a member for each turn: who comes second gets that of the first. */
	private OrderId turn(ShopReading.Opened page, String turn, NewOrder wanted, Object content, ShopForm form) {
		return idempotency.once("order-page/" + page.id() + "/" + wanted.member() + "/" + turn, content, OrderId.class,
				() -> {
					List<PageOrder> mine = reading.mine(page.id(), wanted.member());
					if (!turn.equals(mine.isEmpty() ? NOTHING_YET : mine.get(0).id().toString())) {
						throw StorefrontRefused.moved();
					}
					if (waiting(mine)) {
						throw StorefrontRefused.waiting();
					}
					OrderDetails placed = orders.place(wanted.to(address(page, wanted, form)));
					if (form.shown() == null || placed.total().minor() != form.shown()) {
						throw page.ofGroup() ? StorefrontRefused.ownLink() : StorefrontRefused.priceChanged();
					}
					insert(page, placed.id());
					return placed.id();
				});
	}

	/** Whether an order waits for its money. */
	boolean waiting(List<PageOrder> mine) {
		return !mine.isEmpty() && mine.get(0).state() == OrderState.UNPAID
				&& orders.get(mine.get(0).id()).state() == OrderState.UNPAID;
	}

	private String latest(ShopReading.Opened page, MemberId member) {
		List<PageOrder> mine = reading.mine(page.id(), member);
		return mine.isEmpty() ? NOTHING_YET : mine.get(0).id().toString();
	}

	private void insert(ShopReading.Opened page, OrderId order) {
		jdbc.sql("""
				insert into order_page_orders (organization_id, id, page_id, placed_at)
				values (:organization, :order, :page, :now)
				""")
			.param("organization", tenancy.current())
			.param("order", order.id())
			.param("page", page.id())
			.param("now", Timestamp.from(clock.instant()))
			.update();
	}

	/**
	 * Refuses a form in which something is missing, whoever sends it.
	 * @param sent whether something of it goes by a courier
	 * @return where it goes; null where nothing does, or where it went the last time
	 * @throws DomainException with what is missing
	 */
	@Nullable ShippingAddress requireWhole(ShopReading.Opened page, boolean sent, ShopForm form) {
		if (form.note().length() > LONGEST_NOTE) {
			throw StorefrontRefused.note(LONGEST_NOTE);
		}
		ShippingAddress typed = sent ? form.to().address() : null;
		if (sent && typed == null && !(form.again() && !page.ofGroup())) {
			throw StorefrontRefused.addressNeeded();
		}
		return typed;
	}

	private @Nullable ShippingAddress address(ShopReading.Opened page, NewOrder wanted, ShopForm form) {
		boolean sent = isSent(wanted);
		ShippingAddress typed = requireWhole(page, sent, form);
		MemberId member = wanted.member();
		return (!sent || typed != null) ? typed
				: deliveries.lastWhole(member, reading.byContact(member)).orElseThrow(StorefrontRefused::addressNeeded);
	}

	/**
	 * Whether something of it goes by a courier: what is bought, or what comes with the
	 * seat of an early bird.
	 */
	private boolean isSent(NewOrder wanted) {
		List<PublicOffer> bought = shelf.offers(wanted.lines().stream().map(NewOrder.Line::product).toList());
		return bought.stream().anyMatch(offer -> Deliveries.delivers(offer.kind()))
				|| (bought.stream().anyMatch(offer -> offer.kind() == ProductKind.MEMBERSHIP)
						&& seats.deliver(orders.quote(wanted)));
	}

	private static PublicOffer open(PublicOffer offer, int quantity) {
		if (!offer.forSale()) {
			throw StorefrontRefused.notForSale(offer.name());
		}
		Long left = offer.left();
		if (left != null && left < quantity) {
			throw StorefrontRefused.soldOut(offer.name(), left);
		}
		Integer most = offer.perMember();
		if (most != null && most < quantity) {
			throw StorefrontRefused.limit(offer.name(), most);
		}
		return offer;
	}

	private static List<NewOrder.Line> lines(ShopReading.Opened page, ShopForm form) {
		List<NewOrder.Line> lines = page.products()
			.stream()
			.filter(product -> form.quantities().getOrDefault(product.id(), 0) > 0)
			.map(product -> line(product, form.quantities().getOrDefault(product.id(), 0)))
			.toList();
		if (lines.isEmpty()) {
			throw StorefrontRefused.nothing();
		}
		return lines;
	}

	private static NewOrder.Line line(ProductId product, int quantity) {
		return new NewOrder.Line(product, quantity, null);
	}

	private static NewOrder order(MemberId member, List<NewOrder.Line> lines) {
		return new NewOrder(member, lines, null, null, OrderSource.PAGE);
	}

	private static NewOrder order(ShopReading.Opened page, MemberId member, List<NewOrder.Line> lines, ShopForm form) {
		UUID coupon = (form.without() || page.ofGroup()) ? null : form.coupon();
		return new NewOrder(member, lines, (coupon != null) ? new CouponId(coupon) : null, form.note(),
				OrderSource.PAGE);
	}

}
