package io.guildhall.benefit;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductDetails;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.job.JobService;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * Gives afterwards what orders bought to be used: those that are older than sessions,
 * packages and camps, and imported ones. Only where somebody says so, since nobody but
 * the staff knows what of it was had elsewhere.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class PurchaseGiving {

	/** So many are counted, and no more. */
	public static final int MOST_COUNTED = 1_000;

	static final String KIND = "benefit.giving";

	static final String PRODUCT = "product";

	private static final String OBJECT = "order";

	private final MissingPurchases missing;

	private final Purchases purchases;

	private final OrderService orders;

	private final CatalogService catalog;

	private final JobService jobs;

	private final AuditTrail audit;

	/**
	 * What an order bought and never gave; nothing for most.
	 * @throws io.guildhall.order.OrderRefused if there is no such order
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<MissingPurchase> missing(OrderId order) {
		orders.get(order);
		return missing.of(order);
	}

	/**
	 * Gives what an order bought; what it gave before stays as it is, and once more gives
	 * nothing more.
	 * @return all that it bought, with what is left of it today
	 * @throws io.guildhall.order.OrderRefused if there is no such order
	 */
	@May(Permission.ORDER_RECORD)
	public List<BoughtBenefit> give(OrderId order) {
		give(missing(order));
		return purchases.of(order);
	}

	/**
	 * How many lines of a product gave nothing, at most {@link #MOST_COUNTED}; of members
	 * whom who asks may see.
	 * @throws io.guildhall.catalog.CatalogRefused if there is no such product
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public int missing(ProductId product) {
		return isCounted(catalog.get(product)) ? missing.count(product, MOST_COUNTED) : 0;
	}

	/**
	 * Gives what all orders of a product bought, in the background.
	 * @return the job
	 * @throws BenefitRefused if the product says not how often it can be used
	 * @throws io.guildhall.catalog.CatalogRefused if there is no such product
	 */
	@May(Permission.CATALOG_EDIT)
	public UUID giveAll(ProductId product) {
		if (!isCounted(catalog.get(product))) {
			throw BenefitRefused.notCounted();
		}
		return jobs.start(KIND, Map.of(PRODUCT, product.toString()), "/products/" + product + "/giving");
	}

	/** Gives some, and notes it with each order. */
	int give(List<MissingPurchase> some) {
		List<Purchase> given = missing.give(some);
		Map<OrderId, Map<String, Object>> said = given.stream()
			.collect(Collectors.groupingBy(Purchase::order, Collectors.collectingAndThen(Collectors.toList(),
					its -> Map.of("lines", its.size(), "pieces", its.stream().mapToInt(Purchase::pieces).sum()))));
		if (!said.isEmpty()) {
			audit.recordEach("benefit.given", OBJECT, said);
		}
		return given.size();
	}

	/** The next of a product after a line. */
	@Transactional(readOnly = true)
	List<MissingPurchase> next(ProductId product, UUID after, int most) {
		return missing.of(product, after, most);
	}

	private static boolean isCounted(ProductDetails product) {
		return product.kind() == ProductKind.CONSULTATION || product.kind() == ProductKind.CAMP
				|| product.uses() != null;
	}

}
