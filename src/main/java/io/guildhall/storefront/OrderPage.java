package io.guildhall.storefront;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.community.GroupId;
import io.guildhall.link.LinkKind;

/**
 * A public page on which members order.
 *
 * @param title what they read at the top
 * @param group whose members may order; null for personal links
 * @param code what stands in the address
 * @param products what it sells
 * @param closedAt from when nothing can be ordered on it any more
 * @param orders how many came by it, of members whom who acts may see
 * @param refused how many times it was followed by somebody whom it is not for, or in a
 * form that is not ours
 * @param mine whether who acts may close it: who is limited to groups of their own closes
 * what is for all members only if they made it
 */
public record OrderPage(OrderPageId id, LinkKind kind, String title, @Nullable GroupId group,
		@Nullable String groupName, String code, List<ProductId> products, Instant createdAt,
		@Nullable Instant closedAt, long orders, long refused, boolean mine) {

	/** Whether something can be ordered on it. */
	public boolean open() {
		return closedAt == null;
	}

}
