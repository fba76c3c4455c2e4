package io.guildhall.storefront;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.member.MemberService;
import io.guildhall.onboarding.PublicCodes;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The public pages on which members order, for the staff. */
@Service
@Transactional
@RequiredArgsConstructor
public class OrderPages {

	/** What the audit calls a page. */
	public static final String OBJECT = "order-page";

	/** In the table of public codes. */
	static final String KIND = "order-page";

	/** A page sells a small choice. */
	static final int MOST = 10;

	private static final int LONGEST = 100;

	private static final String PAGES = """
			select p.*, g.name as group_name,
			    array(select cast(i.product_id as text) from order_page_products i
			        where i.organization_id = :organization and i.page_id = p.id order by i.ordinal) as products,
			    (select count(*) from order_page_orders o
			        where o.organization_id = :organization and o.page_id = p.id) as orders
			from order_pages p
			left join community_group_facts g on g.organization_id = p.organization_id and g.group_id = p.group_id
			where p.organization_id = :organization
			""";

	private final CatalogService catalog;

	private final CommunityService communities;

	private final MemberService members;

	private final MemberScope scope;

	private final PublicCodes codes;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Makes a page.
	 * @throws StorefrontRefused if the title is too long, the group does not fit the
	 * kind, or one of the products cannot be sold there
	 */
	@May(Permission.ORDER_RECORD)
	public OrderPage create(NewOrderPage wanted) {
		List<ProductSummary> products = products(wanted);
		String title = (wanted.title() != null && !wanted.title().isBlank()) ? wanted.title().strip()
				: products.get(0).name();
		if (title.length() > LONGEST) {
			throw StorefrontRefused.title(LONGEST);
		}
		GroupId group = wanted.group();
		if ((group != null) != (wanted.kind() == OrderPageKind.GROUP)) {
			throw StorefrontRefused.group();
		}
		if (group != null) {
			communities.require(group);
		}
		OrderPageId id = OrderPageId.next();
		insert(id, wanted, title);
		audit.record("storefront.page.created", OBJECT, id, Map.of("kind", wanted.kind(), "products", products.size()));
		return get(id);
	}

	private void insert(OrderPageId id, NewOrderPage wanted, String title) {
		GroupId group = wanted.group();
		jdbc.sql("""
				insert into order_pages (organization_id, id, kind, group_id, title, code, secret, created_at, refused)
				values (:organization, :id, :kind, cast(:group as uuid), :title, :code, :secret, :now, 0)
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("kind", wanted.kind().name())
			.param("group", (group != null) ? group.toString() : null)
			.param("title", title)
			.param("code", codes.take(KIND, id.id()))
			.param("secret", codes.secret())
			.param("now", Timestamp.from(clock.instant()))
			.update();
		jdbc.sql("""
				insert into order_page_products (organization_id, page_id, product_id, ordinal)
				select :organization, :page, one.product, one.ordinal
				from unnest(:products::uuid[]) with ordinality as one (product, ordinal)
				""")
			.param("organization", tenancy.current())
			.param("page", id.id())
			.param("products", wanted.products().stream().map(ProductId::id).toArray(UUID[]::new))
			.update();
	}

	private List<ProductSummary> products(NewOrderPage wanted) {
		List<ProductId> ids = wanted.products();
		if (ids.isEmpty() || ids.size() > MOST || ids.stream().distinct().count() < ids.size()) {
			throw StorefrontRefused.products(MOST);
		}
		List<ProductSummary> products = ids.stream().map(catalog::require).toList();
		for (ProductSummary product : products) {
			if (!product.active()) {
				throw StorefrontRefused.notForSale(product.name());
			}
			if (product.kind() == ProductKind.MEMBERSHIP && wanted.kind() == OrderPageKind.GROUP) {
				throw StorefrontRefused.membership(product.name());
			}
		}
		return products;
	}

	/** Closes a page for good; what was ordered on it stays, and can be looked at. */
	@May(Permission.ORDER_RECORD)
	public OrderPage close(OrderPageId id) {
		OrderPage page = get(id);
		int closed = jdbc.sql("""
				update order_pages set closed_at = :now
				where organization_id = :organization and id = :id and closed_at is null
				""")
			.param("now", Timestamp.from(clock.instant()))
			.param("organization", tenancy.current())
			.param("id", id.id())
			.update();
		if (closed > 0) {
			audit.record("storefront.page.closed", OBJECT, id, Map.of("orders", page.orders()));
		}
		return get(id);
	}

	/**
	 * A page.
	 * @throws StorefrontRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public OrderPage get(OrderPageId id) {
		return jdbc.sql(PAGES + " and p.id = :id")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(OrderPages::page)
			.optional()
			.orElseThrow(StorefrontRefused::unknown);
	}

	/** The pages, the latest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<OrderPage> list(@Nullable String after) {
		List<String> cursor = Slice.decode(after, 2);
		List<OrderPage> rows = jdbc.sql(PAGES + """
				and (cast(:at as timestamptz) is null
				    or (p.created_at, p.id) < (cast(:at as timestamptz), cast(:id as uuid)))
				order by p.created_at desc, p.id desc limit :limit
				""")
			.param("organization", tenancy.current())
			.param("at", cursor.isEmpty() ? null : Timestamp.from(Slice.instant(cursor, 0)))
			.param("id", cursor.isEmpty() ? null : Slice.id(cursor, 1))
			.param("limit", Slice.PAGE + 1)
			.query(OrderPages::page)
			.list();
		return Slice.of(rows, Slice.PAGE, page -> List.of(page.createdAt(), page.id()));
	}

	/**
	 * What stands in the link of a member.
	 * @throws StorefrontRefused if the page is that of a group
	 * @throws io.guildhall.member.MemberRefused if there is no such member, for who acts
	 */
	@May(Permission.ORDER_RECORD)
	@Transactional(readOnly = true)
	public String token(OrderPageId id, MemberId member) {
		OrderPage page = get(id);
		if (page.kind() != OrderPageKind.PERSONAL) {
			throw StorefrontRefused.notPersonal();
		}
		members.require(member);
		byte[] secret = jdbc.sql("select secret from order_pages where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(byte[].class)
			.single();
		return PageToken.sign(PageToken.Purpose.MEMBER, page.code(), secret, id.id(), member.id());
	}

	/**
	 * What stands in the link of a group.
	 * @throws StorefrontRefused if each member has another
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public String code(OrderPageId id) {
		OrderPage page = get(id);
		if (page.kind() != OrderPageKind.GROUP) {
			throw StorefrontRefused.notOfGroup();
		}
		return page.code();
	}

	/**
	 * The orders that came by a page, the latest first, of members whom who acts may see.
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<PageOrder> orders(OrderPageId id, @Nullable String after) {
		get(id);
		List<String> cursor = Slice.decode(after, 2);
		MemberScope.Limit limited = scope.on("o.member_id");
		List<PageOrder> rows = jdbc.sql("""
				select p.id, p.placed_at, o.number, o.member_id, o.state, o.total_minor, o.currency
				from order_page_orders p
				join order_facts o on o.organization_id = :organization and o.order_id = p.id
				where p.organization_id = :organization and p.page_id = :page
				""" + limited.sql() + """
				 and (cast(:at as timestamptz) is null
				    or (p.placed_at, p.id) < (cast(:at as timestamptz), cast(:id as uuid)))
				order by p.placed_at desc, p.id desc limit :limit
				""")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("page", id.id())
			.param("at", cursor.isEmpty() ? null : Timestamp.from(Slice.instant(cursor, 0)))
			.param("id", cursor.isEmpty() ? null : Slice.id(cursor, 1))
			.param("limit", Slice.PAGE + 1)
			.query(PageOrder::read)
			.list();
		return Slice.of(rows, Slice.PAGE, order -> List.of(order.placedAt(), order.id()));
	}

	private static OrderPage page(ResultSet row, int number) throws SQLException {
		UUID group = row.getObject("group_id", UUID.class);
		Timestamp closed = row.getTimestamp("closed_at");
		return new OrderPage(new OrderPageId(row.getObject("id", UUID.class)),
				OrderPageKind.valueOf(row.getString("kind")), row.getString("title"),
				(group != null) ? new GroupId(group) : null, row.getString("group_name"), row.getString("code"),
				Arrays.stream((String[]) row.getArray("products").getArray()).map(ProductId::of).toList(),
				row.getTimestamp("created_at").toInstant(), (closed != null) ? closed.toInstant() : null,
				row.getLong("orders"), row.getLong("refused"));
	}

}
