package io.guildhall.checkout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberScope;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderService;
import io.guildhall.provider.ProviderName;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Shows what was tried, what came in, and what is to go back. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class CheckoutReading {

	private static final String RETURNS = """
			select t.*, o.number, c.provider from checkout_returns t
			join order_facts o on o.organization_id = t.organization_id and o.order_id = t.order_id
			join checkout_attempts a on a.organization_id = t.organization_id and a.id = t.attempt_id
			join checkout_accounts c on c.organization_id = a.organization_id and c.id = a.account_id
			where t.organization_id = :organization
			""";

	private final AttemptStore attempts;

	private final CheckoutAccounts accounts;

	private final OrderService orders;

	private final MemberScope scope;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * The tries of an order, the latest first.
	 * @throws io.guildhall.order.OrderRefused if there is no such order
	 */
	@May(Permission.SALES_READ)
	public List<AttemptSummary> of(OrderId order) {
		orders.get(order);
		Map<UUID, List<AttemptSummary.Receipt>> receipts = receipts(order);
		return attempts.of(order).stream().map(attempt -> summary(attempt, receipts)).toList();
	}

	/**
	 * A try.
	 * @throws CheckoutRefused if there is none
	 */
	@May(Permission.SALES_READ)
	public AttemptSummary get(UUID id) {
		Attempt attempt = visible(id);
		return summary(attempt, receipts(attempt.order()));
	}

	/** What is to go back of an order, and went. */
	@May(Permission.SALES_READ)
	public List<ReturnSummary> returnsOf(OrderId order) {
		orders.get(order);
		return jdbc.sql(RETURNS + " and t.order_id = :order order by t.made_at, t.id")
			.param("organization", tenancy.current())
			.param("order", order.id())
			.query(CheckoutReading::back)
			.list();
	}

	/**
	 * Money that is to go back.
	 * @throws CheckoutRefused if there is none such
	 */
	@May(Permission.SALES_READ)
	public ReturnSummary getReturn(UUID id) {
		MemberScope.Limit limited = scope.on("o.member_id");
		return jdbc.sql(RETURNS + limited.sql() + " and t.id = :id")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("id", id)
			.query(CheckoutReading::back)
			.optional()
			.orElseThrow(CheckoutRefused::unknownReturn);
	}

	/**
	 * Money that is to go back, the latest first.
	 * @param open only what has not gone yet
	 */
	@May(Permission.SALES_READ)
	public Slice<ReturnSummary> returns(boolean open, @Nullable String after) {
		MemberScope.Limit limited = scope.on("o.member_id");
		List<ReturnSummary> rows = jdbc.sql(RETURNS + limited.sql() + """
				and (not :open or t.settled_at is null)
				and (cast(:at as timestamptz) is null
				    or (t.made_at, t.id) < (cast(:at as timestamptz), cast(:id as uuid)))
				order by t.made_at desc, t.id desc limit :limit
				""")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("open", open)
			.params(Slice.byTime(after))
			.param("limit", Slice.PAGE + 1)
			.query(CheckoutReading::back)
			.list();
		return Slice.of(rows, Slice.PAGE, row -> List.of(row.madeAt(), row.id()));
	}

	/** A try, if who acts may see its order. */
	Attempt visible(UUID id) {
		Attempt attempt = attempts.require(id);
		orders.get(attempt.order());
		return attempt;
	}

	private Map<UUID, List<AttemptSummary.Receipt>> receipts(OrderId order) {
		return jdbc.sql("""
				select * from checkout_receipts where organization_id = :organization and order_id = :order
				order by paid_at, heard_at, id
				""")
			.param("organization", tenancy.current())
			.param("order", order.id())
			.query((row, number) -> Map.entry(row.getObject("attempt_id", UUID.class), receipt(row)))
			.list()
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
	}

	private AttemptSummary summary(Attempt attempt, Map<UUID, List<AttemptSummary.Receipt>> receipts) {
		Progress progress = attempt.progress();
		String link = attempt.charge().site() + CheckoutService.PATH + attempt.charge().code();
		String code = progress.link();
		return new AttemptSummary(attempt.id(), attempt.order(), accounts.require(attempt.account()).provider(),
				attempt.state(), attempt.charge().amount(), link,
				(code != null && !code.startsWith("http")) ? code : link, progress.failure(),
				progress.unwanted() && attempt.state().isOpen(), attempt.charge().startedAt(),
				attempt.charge().expiresAt(), progress.heardAt(), attempt.actorName(),
				receipts.getOrDefault(attempt.id(), List.of()));
	}

	private static AttemptSummary.Receipt receipt(ResultSet row) throws SQLException {
		String currency = row.getString("currency");
		return new AttemptSummary.Receipt(row.getObject("id", UUID.class), row.getString("transaction_id"),
				new Money(row.getLong("amount_minor"), currency), new Money(row.getLong("fee_minor"), currency),
				row.getTimestamp("paid_at").toInstant(), row.getString("became"));
	}

	private static ReturnSummary back(ResultSet row, int number) throws SQLException {
		return new ReturnSummary(row.getObject("id", UUID.class), new OrderId(row.getObject("order_id", UUID.class)),
				row.getLong("number"), row.getObject("attempt_id", UUID.class),
				ProviderName.valueOf(row.getString("provider")), ReturnReason.valueOf(row.getString("reason")),
				new Money(row.getLong("amount_minor"), row.getString("currency")),
				ReturnState.valueOf(row.getString("state")), row.getString("failure"),
				row.getTimestamp("made_at").toInstant(), Rows.instant(row, "settled_at"), row.getString("settled_by"),
				row.getString("note"));
	}

}
