package io.guildhall.rebate;

import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.member.MemberService;
import io.guildhall.order.OrderId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.rebate.RebatePayout.Item;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import io.guildhall.table.TableFormat;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/** Shows payouts, and takes them out as a table for whoever pays. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class RebatePayoutReading {

	private static final int CHUNK = 500;

	private static final String PAYOUTS = """
			select p.*, n.items, n.amount, n.open, n.paid, n.failed from rebate_payouts p
			cross join lateral (select count(*) as items, coalesce(sum(i.amount_minor), 0) as amount,
				count(*) filter (where i.state = 'OPEN') as open, count(*) filter (where i.state = 'PAID') as paid,
				count(*) filter (where i.state = 'FAILED') as failed
				from rebate_payout_items i
				join rebates r on r.organization_id = :organization and r.id = i.rebate_id
				where i.organization_id = :organization and i.payout_id = p.id %s) n
			where p.organization_id = :organization and n.items > 0 and\s""";

	private static final String ITEMS = """
			select i.*, r.order_id, r.member_id, r.currency, o.number,
				i.state <> 'FAILED' and r.amount_minor < i.amount_minor + i.offset_minor as late
			from rebate_payout_items i
			join rebates r on r.organization_id = i.organization_id and r.id = i.rebate_id
			join order_facts o on o.organization_id = r.organization_id and o.order_id = r.order_id
			where i.organization_id = :organization and i.payout_id = :payout""";

	private final MemberService members;

	private final MemberScope scope;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * The payouts on which there is somebody whom who asks may see, the latest first;
	 * they come to what is on them of those.
	 */
	@May(Permission.SALES_READ)
	public Slice<RebatePayout> list(@Nullable String after) {
		List<String> cursor = Slice.decode(after, 1);
		String currency = organizations.current().currency();
		MemberScope.Limit limited = scope.on("r.member_id");
		return Slice
			.of(jdbc.sql(PAYOUTS.formatted(limited.sql()) + "(:first or p.id < :after) order by p.id desc limit :limit")
				.params(limited.parameters())
				.param("organization", tenancy.current())
				.param("first", cursor.isEmpty())
				.param("after", Slice.id(cursor, 0))
				.param("limit", Slice.PAGE + 1)
				.query((row, number) -> payout(row, currency))
				.list(), Slice.PAGE, payout -> List.of(payout.id()));
	}

	/**
	 * A payout, as far as it is of members whom who asks may see.
	 * @throws RebateRefused if there is none, or nothing of those is on it
	 */
	@May(Permission.SALES_READ)
	public RebatePayout get(UUID id) {
		String currency = organizations.current().currency();
		MemberScope.Limit limited = scope.on("r.member_id");
		return jdbc.sql(PAYOUTS.formatted(limited.sql()) + "p.id = :id")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("id", id)
			.query((row, number) -> payout(row, currency))
			.optional()
			.orElseThrow(RebateRefused::unknownPayout);
	}

	/**
	 * What is on a payout, of members whom who asks may see.
	 * @param state only those; null for all
	 * @throws RebateRefused if there is none
	 */
	@May(Permission.SALES_READ)
	public Slice<Item> items(UUID payout, RebatePayout.@Nullable State state, @Nullable String after) {
		get(payout);
		List<String> cursor = Slice.decode(after, 1);
		MemberScope.Limit limited = scope.on("r.member_id");
		return Slice.of(jdbc
			.sql(ITEMS + limited.sql()
					+ " and (:any or i.state = :state) and (:first or i.id > :after) order by i.id limit :limit")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("payout", payout)
			.param("any", state == null)
			.param("state", (state != null) ? state.name() : "")
			.param("first", cursor.isEmpty())
			.param("after", Slice.id(cursor, 0))
			.param("limit", Slice.PAGE + 1)
			.query(RebatePayoutReading::item)
			.list(), Slice.PAGE, item -> List.of(item.id()));
	}

	/**
	 * Writes a payout as a table, a chunk at a time; the stream stays open.
	 * @throws RebateRefused if there is none
	 */
	@May(Permission.REFUND_APPROVE)
	@Transactional
	public void export(UUID payout, TableFormat format, OutputStream out) {
		get(payout);
		audit.record("rebate.payout.exported", RebatePayouts.OBJECT, payout, Map.of());
		try (TableWriter table = TableWriter.of(format, out, "payout");
				Stream<Item> items = jdbc.sql(ITEMS + " order by i.id")
					.withFetchSize(CHUNK)
					.param("organization", tenancy.current())
					.param("payout", payout)
					.query(RebatePayoutReading::item)
					.stream()) {
			table.row(List.of("item_id", "member_id", "name", "order_no", "amount", "currency", "state", "reference"));
			List<Item> some = new ArrayList<>();
			items.forEach(item -> {
				some.add(item);
				if (some.size() == CHUNK) {
					write(table, some);
				}
			});
			write(table, some);
		}
	}

	private void write(TableWriter table, List<Item> some) {
		Map<String, String> names = members.names(some.stream().map(Item::member).distinct().toList());
		for (Item item : some) {
			table.row(Arrays.asList(item.id().toString(), item.member().toString(), names.get(item.member().toString()),
					item.orderNumber(), item.amount().toMajor(), item.amount().currency(), item.state().name(),
					item.reference()));
		}
		some.clear();
	}

	private static RebatePayout payout(ResultSet row, String currency) throws SQLException {
		return new RebatePayout(row.getObject("id", UUID.class), row.getString("note"),
				row.getTimestamp("made_at").toInstant(), row.getString("made_by"), row.getLong("items"),
				new Money(row.getLong("amount"), currency), row.getLong("open"), row.getLong("paid"),
				row.getLong("failed"));
	}

	private static Item item(ResultSet row, int number) throws SQLException {
		String currency = row.getString("currency");
		return new Item(row.getObject("id", UUID.class), row.getObject("rebate_id", UUID.class),
				new OrderId(row.getObject("order_id", UUID.class)), row.getLong("number"),
				new MemberId(row.getObject("member_id", UUID.class)), new Money(row.getLong("amount_minor"), currency),
				new Money(row.getLong("offset_minor"), currency), RebatePayout.State.valueOf(row.getString("state")),
				row.getBoolean("late"), row.getString("reference"), Rows.instant(row, "settled_at"),
				row.getString("settled_by"));
	}

}
