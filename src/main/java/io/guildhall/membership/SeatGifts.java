package io.guildhall.membership;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductDetails;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.catalog.Shelf;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.BatchState;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponReserve;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Gifts of early birds that are things of ours. There is one for whoever gets a seat: a
 * product is held on the shelf with the order, of a batch a coupon is set aside with it.
 * Where there is none any more, the early bird is over.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class SeatGifts {

	private final CatalogService catalog;

	private final Shelf shelf;

	private final CouponBatches batches;

	private final CouponReserve reserve;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * What somebody wants, with the name and the cost of its gift.
	 * @throws PlanRefused if that cannot be one
	 */
	NewEarlyBird named(NewEarlyBird wanted) {
		NewEarlyBird named = wanted;
		if (wanted.giftProduct() != null) {
			ProductDetails product = catalog.get(wanted.giftProduct());
			boolean thing = product.kind() == ProductKind.GOODS || product.kind() == ProductKind.SAMPLE;
			if (!product.active() || !thing) {
				throw PlanRefused.giftProduct(product.name());
			}
			Money cost = product.cost();
			named = named.naming(product.name(), (cost != null) ? cost : wanted.giftCost());
		}
		if (wanted.giftBatch() != null) {
			BatchDetails batch = batches.get(wanted.giftBatch());
			if (batch.state() != BatchState.ACTIVE) {
				throw PlanRefused.giftBatch(batch.name());
			}
			named = named.naming(batch.name(), batch.terms().largest());
		}
		return named;
	}

	/** How many of a gift are left; null where nobody counts. */
	@Nullable Long left(@Nullable ProductId product, @Nullable BatchId batch) {
		if (product != null) {
			ProductSummary its = catalog.summaries(List.of(product)).get(product);
			return (its != null && its.active()) ? shelf.left(product) : Long.valueOf(0);
		}
		return (batch != null) ? Long.valueOf(reserve.left(batch)) : null;
	}

	/** A seat is held: one of its coupons is set aside with it. */
	void held(UUID order, PlanId plan) {
		jdbc.sql("""
				select gift, gift_batch_id from plan_seats
				where organization_id = :organization and order_id = :order and plan_id = :plan and state = 'HELD'
				and gift_batch_id is not null
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.param("plan", plan.id())
			.query((row, number) -> Map.entry(new BatchId(row.getObject("gift_batch_id", UUID.class)),
					row.getString("gift")))
			.optional()
			.ifPresent(gift -> reserve.setAsideLast(gift.getKey(), () -> {
				throw PlanRefused.giftGone(gift.getValue());
			}));
	}

	/** Nobody gets the coupon of a seat that is free again before it was issued. */
	void letGo(BatchId batch) {
		reserve.letGoLast(batch);
	}

	/** The products that go with the seats of an order. */
	public List<SeatGift> of(UUID order) {
		List<Map.Entry<UUID, ProductId>> gifts = jdbc.sql("""
				select id, gift_product_id from plan_seats where organization_id = :organization and order_id = :order
				and state in ('HELD', 'TAKEN') and gift_product_id is not null order by id
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.query((row, number) -> Map.entry(row.getObject("id", UUID.class),
					new ProductId(row.getObject("gift_product_id", UUID.class))))
			.list();
		if (gifts.isEmpty()) {
			return List.of();
		}
		Map<ProductId, ProductSummary> products = catalog.summaries(gifts.stream().map(Map.Entry::getValue).toList());
		return gifts.stream().map(gift -> {
			ProductSummary product = products.get(gift.getValue());
			if (product == null) {
				product = catalog.require(gift.getValue());
			}
			return new SeatGift(gift.getKey(), product.id(), product.name(), product.limited());
		}).toList();
	}

	/**
	 * Something left the house: what of it was a gift is handed over. Who refunds holds
	 * the seat before what is delivered, so that one is left out here: its refund finds
	 * the gift gone, and the seat is free with or without it.
	 * @param lines of orders, and seats
	 */
	public void leftTheHouse(Collection<UUID> lines) {
		jdbc.sql("""
				update plan_seats set handed_at = :now, handed_by = :by
				where organization_id = :organization and id in (
				    select s.id from plan_seats s where s.organization_id = :organization
				    and s.id = any(cast(:lines as uuid[])) and s.state = 'TAKEN' and s.gift_product_id is not null
				    and s.handed_at is null order by s.id for update skip locked)
				""")
			.param("now", Timestamp.from(clock.instant()))
			.param("by", OnBehalf.actor().name())
			.param("organization", tenancy.current())
			.param("lines", lines.stream().map(UUID::toString).toArray(String[]::new))
			.update();
	}

	/**
	 * Something never left the house: what of it was a gift is owed as before. A seat
	 * that a refund holds is left out here too: it is free after that.
	 * @param lines of orders, and seats
	 */
	public void hereAgain(Collection<UUID> lines) {
		jdbc.sql("""
				update plan_seats set handed_at = null, handed_by = null
				where organization_id = :organization and id in (
				    select s.id from plan_seats s where s.organization_id = :organization
				    and s.id = any(cast(:lines as uuid[])) and s.state = 'TAKEN' and s.gift_product_id is not null
				    and s.handed_at is not null order by s.id for update skip locked)
				""")
			.param("organization", tenancy.current())
			.param("lines", lines.stream().map(UUID::toString).toArray(String[]::new))
			.update();
	}

}
