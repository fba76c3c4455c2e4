package io.guildhall.storefront;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductId;
import io.guildhall.link.LinkDoor;
import io.guildhall.link.LinkKind;
import io.guildhall.link.LinkRefused;
import io.guildhall.link.PublicLink;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Reads what the doors of order pages decide by. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class ShopReading {

	/** As many orders of before are shown. */
	private static final int FEW = 5;

	private final Idempotency idempotency;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * What a door needs to know of a page.
	 *
	 * @param products what it sells, in its order
	 */
	record Opened(PublicLink link, List<ProductId> products) implements LinkDoor.Opened {

		UUID id() {
			return link.id();
		}

		/** Whether it is for a group, so that who orders says who they are. */
		boolean ofGroup() {
			return link.kind() == LinkKind.GROUP;
		}

		/** What stands in the link to an order that came by it. */
		String token(OrderId order) {
			return link.sign(OrderPages.ORDER, order.id());
		}

	}

	/** The door by which who follows a link comes in. */
	static LinkDoor<Opened> door(ShopReading reading) {
		return new LinkDoor<>(OrderPages.TABLE, reading::page, LinkRefused::unknown);
	}

	/** The page that stands behind a code. */
	Optional<Opened> page(UUID id) {
		return jdbc.sql("""
				select p.*, array(select cast(i.product_id as text) from order_page_products i
				    where i.organization_id = :organization and i.page_id = p.id order by i.ordinal) as products
				from order_pages p where p.organization_id = :organization and p.id = :id
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.query((row, number) -> new Opened(PublicLink.read(row),
					Arrays.stream((String[]) row.getArray("products").getArray()).map(ProductId::of).toList()))
			.optional();
	}

	/** What the member ordered by the page, the latest first. */
	List<PageOrder> mine(UUID page, MemberId member) {
		return jdbc.sql("""
				select p.id, p.placed_at, o.number, o.member_id, o.state, o.total_minor, o.currency
				from order_page_orders p
				join order_facts o on o.organization_id = :organization and o.order_id = p.id
				where p.organization_id = :organization and p.page_id = :page and o.member_id = :member
				order by p.placed_at desc, p.id desc limit :few
				""")
			.param("organization", tenancy.current())
			.param("page", page)
			.param("member", member.id())
			.param("few", FEW)
			.query(PageOrder::read)
			.list();
	}

	/**
	 * The member's orders by pages of groups: who sent those, and where, was anybody who
	 * knows their contact.
	 */
	List<UUID> byContact(MemberId member) {
		return jdbc.sql("""
				select p.id from order_page_orders p
				join order_pages g on g.organization_id = :organization and g.id = p.page_id and g.kind = 'GROUP'
				join order_facts o on o.organization_id = :organization and o.order_id = p.id
				where p.organization_id = :organization and o.member_id = :member
				""").param("organization", tenancy.current()).param("member", member.id()).query(UUID.class).list();
	}

	/** Whether an order came by the page. */
	boolean isOf(UUID page, UUID order) {
		return jdbc.sql("""
				select exists (select from order_page_orders
				where organization_id = :organization and id = :order and page_id = :page)
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.param("page", page)
			.query(Boolean.class)
			.single();
	}

	/** Whether something was done under a key. */
	boolean isAnswered(String key) {
		return idempotency.answered(List.of(key)).containsKey(key);
	}

}
