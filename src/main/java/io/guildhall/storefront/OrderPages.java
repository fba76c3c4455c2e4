package io.guildhall.storefront;

import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.community.GroupId;
import io.guildhall.link.LinkKind;
import io.guildhall.link.LinkPurpose;
import io.guildhall.link.LinkRefused;
import io.guildhall.link.LinkTable;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberLinks;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
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

	static final LinkTable TABLE = new LinkTable("order_pages", "order-page");

	/** What the link of a member, who orders on a page, is signed for. */
	static final LinkPurpose MEMBER = new LinkPurpose("order-page/MEMBER/", true);

	/** What the link to an order that came by a page is signed for. */
	static final LinkPurpose ORDER = new LinkPurpose("order-page/ORDER/", false);

	/** A page sells a small choice. */
	static final int MOST = 10;

	private static final String PAGES = """
			select p.*, g.name as group_name, <mine> as mine,
			    array(select cast(i.product_id as text) from order_page_products i
			        where i.organization_id = :organization and i.page_id = p.id order by i.ordinal) as products,
			    (select count(*) from order_page_orders i
			        where i.organization_id = :organization and i.page_id = p.id <members>) as orders
			from order_pages p
			left join community_group_facts g on g.organization_id = p.organization_id and g.group_id = p.group_id
			where p.organization_id = :organization
			""";

	private static final String OF_MEMBERS = """
			and exists (select from order_facts o
			    where o.organization_id = :organization and o.order_id = i.id %s)
			""";

	private final CatalogService catalog;

	private final MemberLinks links;

	private final MemberScope scope;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Makes a page.
	 * @throws StorefrontRefused if one of the products cannot be sold there
	 * @throws LinkRefused if the title is too long, or the group does not fit the kind
	 * @throws io.guildhall.community.CommunityRefused if there is no such group, for who
	 * acts
	 */
	@May(Permission.ORDER_RECORD)
	public OrderPage create(NewOrderPage wanted) {
		List<ProductSummary> products = products(wanted);
		OrderPageId id = OrderPageId.next();
		jdbc.sql("""
				insert into order_pages (organization_id, id, kind, group_id, title, code, secret, created_at, refused,
				    made_by)
				values (:organization, :id, :kind, :group, :title, :code, :secret, :now, 0, :host)
				""")
			.params(links.row(TABLE, id.id(), wanted.kind(), wanted.group(), wanted.title(), products.get(0).name()))
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
		audit.record("storefront.page.created", OBJECT, id, Map.of("kind", wanted.kind(), "products", products.size()));
		return get(id);
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
			if (product.kind() == ProductKind.MEMBERSHIP && wanted.kind() == LinkKind.GROUP) {
				throw StorefrontRefused.membership(product.name());
			}
		}
		return products;
	}

	/**
	 * Closes a page for good; what was ordered on it stays, and can be looked at.
	 * @throws LinkRefused if there is none for who acts, or it is not theirs to close
	 */
	@May(Permission.ORDER_RECORD)
	public OrderPage close(OrderPageId id) {
		OrderPage page = get(id);
		if (links.close(TABLE, id.id(), page.mine())) {
			audit.record("storefront.page.closed", OBJECT, id, Map.of("orders", page.orders()));
		}
		return get(id);
	}

	/**
	 * A page.
	 * @throws LinkRefused if there is none for who acts
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public OrderPage get(OrderPageId id) {
		return read("and p.id = :id").param("id", id.id())
			.query(OrderPages::page)
			.optional()
			.orElseThrow(LinkRefused::unknown);
	}

	/** The pages that who acts may see, the latest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<OrderPage> list(@Nullable String after) {
		List<OrderPage> rows = read("""
				and (cast(:at as timestamptz) is null
				    or (p.created_at, p.id) < (cast(:at as timestamptz), cast(:id as uuid)))
				order by p.created_at desc, p.id desc limit :limit
				""").params(Slice.byTime(after)).param("limit", Slice.PAGE + 1).query(OrderPages::page).list();
		return Slice.of(rows, Slice.PAGE, page -> List.of(page.createdAt(), page.id()));
	}

	private JdbcClient.StatementSpec read(String which) {
		MemberLinks.Seen seen = links.seen("p", "o.member_id");
		String ofMembers = seen.ofMembers().isEmpty() ? "" : OF_MEMBERS.formatted(seen.ofMembers());
		return jdbc.sql(PAGES.replace("<mine>", seen.mine()).replace("<members>", ofMembers) + seen.condition() + which)
			.params(seen.parameters());
	}

	/**
	 * What stands in the link of a member.
	 * @throws LinkRefused if the page is that of a group
	 * @throws io.guildhall.member.MemberRefused if there is no such member, for who acts
	 */
	@May(Permission.ORDER_RECORD)
	@Transactional(readOnly = true)
	public String token(OrderPageId id, MemberId member) {
		get(id);
		return links.token(TABLE, MEMBER, id.id(), member);
	}

	/**
	 * Writes the links of many members as CSV, as {@link MemberLinks#sheet} does it; that
	 * they were taken out is written down.
	 * @throws LinkRefused if there is no such page for who acts, it is that of a group,
	 * or closed
	 * @throws io.guildhall.member.MemberRefused if a field or a value of the filter is
	 * unknown
	 */
	@May(Permission.ORDER_RECORD)
	public void sheet(OrderPageId id, MemberFilter filter, UnaryOperator<String> address, OutputStream out) {
		get(id);
		long written = links.sheet(TABLE, MEMBER, id.id(), filter, address, out);
		audit.record("storefront.links.exported", OBJECT, id, Map.of("members", written));
	}

	/**
	 * What stands in the link of a group.
	 * @throws LinkRefused if each member has another
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public String code(OrderPageId id) {
		get(id);
		return links.code(TABLE, id.id());
	}

	/**
	 * The orders that came by a page, the latest first, of members whom who acts may see.
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<PageOrder> orders(OrderPageId id, @Nullable String after) {
		get(id);
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
			.params(Slice.byTime(after))
			.param("limit", Slice.PAGE + 1)
			.query(PageOrder::read)
			.list();
		return Slice.of(rows, Slice.PAGE, order -> List.of(order.placedAt(), order.id()));
	}

	private static OrderPage page(ResultSet row, int number) throws SQLException {
		UUID group = row.getObject("group_id", UUID.class);
		return new OrderPage(new OrderPageId(row.getObject("id", UUID.class)), LinkKind.valueOf(row.getString("kind")),
				row.getString("title"), (group != null) ? new GroupId(group) : null, row.getString("group_name"),
				row.getString("code"),
				Arrays.stream((String[]) row.getArray("products").getArray()).map(ProductId::of).toList(),
				row.getTimestamp("created_at").toInstant(), Rows.instant(row, "closed_at"), row.getLong("orders"),
				row.getLong("refused"), row.getBoolean("mine"));
	}

}
