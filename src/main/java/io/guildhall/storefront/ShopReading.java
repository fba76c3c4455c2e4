package io.guildhall.storefront;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductId;
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
	 * @param secret in hexadecimal digits
	 */
	record Opened(UUID id, OrderPageKind kind, String title, String code, @Nullable UUID group, String secret,
			boolean closed, List<ProductId> products) {

		/** What signs for it. */
		byte[] key() {
			return HexFormat.of().parseHex(secret);
		}

		/** What stands in the link to an order that came by it. */
		String token(OrderId order) {
			return PageToken.sign(PageToken.Purpose.ORDER, code, key(), id, order.id());
		}

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
			.query((row, number) -> new Opened(id, OrderPageKind.valueOf(row.getString("kind")), row.getString("title"),
					row.getString("code"), row.getObject("group_id", UUID.class),
					HexFormat.of().formatHex(row.getBytes("secret")), row.getTimestamp("closed_at") != null,
					Arrays.stream((String[]) row.getArray("products").getArray()).map(ProductId::of).toList()))
			.optional();
	}

	/** The member, as whom they go today; empty for one who is none any more. */
	Optional<MemberId> member(UUID named) {
		return jdbc.sql("""
				select m.member_id from member_facts m where m.organization_id = :organization and m.state = 'ACTIVE'
				and m.member_id = coalesce((select a.into_id from member_alias_facts a
				    where a.organization_id = :organization and a.member_id = :member), :member)
				""")
			.param("organization", tenancy.current())
			.param("member", named)
			.query(UUID.class)
			.optional()
			.map(MemberId::new);
	}

	/** Whether the member is in the group now. */
	boolean isIn(UUID group, MemberId member) {
		return jdbc.sql("""
				select exists (select from member_group_facts where organization_id = :organization
				and member_id = :member and group_id = :group and left_at is null)
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("group", group)
			.query(Boolean.class)
			.single();
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

	/** Somebody followed a link for whom it is not, or with what is not ours. */
	@Transactional
	void refused(UUID page) {
		jdbc.sql("update order_pages set refused = refused + 1 where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", page)
			.update();
	}

}
