package io.guildhall.storefront;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.community.GroupId;
import io.guildhall.link.LinkKind;

/**
 * What somebody wants an order page to be.
 *
 * @param group whose members may order; none for personal links
 * @param title what members read at the top; null for the name of the first product
 * @param products what it sells, in the order in which it shows them
 */
public record NewOrderPage(LinkKind kind, @Nullable GroupId group, @Nullable String title, List<ProductId> products) {

	public NewOrderPage {
		products = List.copyOf(products);
	}
}
