package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberScope;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/** What orders bought to be used: of an order, and of a product. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class Purchases {

	private final PurchaseRows rows;

	private final MemberBenefits benefits;

	private final CatalogService catalog;

	private final OrderService orders;

	private final MemberScope scope;

	private final OrganizationService organizations;

	/**
	 * What an order bought, with what is left of it today; nothing where it bought
	 * nothing that is used bit by bit, or is not paid.
	 * @throws io.guildhall.order.OrderRefused if there is no such order
	 */
	@May(Permission.SALES_READ)
	public List<BoughtBenefit> of(OrderId order) {
		orders.get(order);
		return benefits.standing(rows.ofOrder(order), organizations.today());
	}

	/**
	 * Who bought a product and has not given it back, with what is left of it on a day;
	 * who paid first before the rest.
	 * @throws io.guildhall.catalog.CatalogRefused if there is no such product
	 */
	@May(Permission.SALES_READ)
	public Slice<BoughtBenefit> of(ProductId product, LocalDate day, @Nullable String after) {
		catalog.require(product);
		MemberScope.Limit limit = scope.on("p.member_id");
		Map<String, @Nullable Object> parameters = new HashMap<>(limit.parameters());
		parameters.put("product", product.id());
		parameters.putAll(Slice.byTime(after));
		parameters.put("limit", Slice.PAGE + 1);
		List<Purchase> some = rows.select(limit.sql() + """
				and p.product_id = :product and p.pieces > 0 and (cast(:at as timestamptz) is null
				    or (p.paid_at, p.id) > (cast(:at as timestamptz), cast(:id as uuid)))
				order by p.paid_at, p.id limit :limit
				""", parameters);
		return Slice.of(benefits.standing(some, day), Slice.PAGE,
				one -> List.of(one.purchase().paidAt(), one.purchase().line()));
	}

}
