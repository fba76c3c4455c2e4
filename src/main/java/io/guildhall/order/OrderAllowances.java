package io.guildhall.order;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What people of the staff take off orders as they see fit: within the allowance that the
 * owner has granted them, in a day of the organization and of one order. A program acts
 * within that of whoever made its key.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class OrderAllowances {

	private static final int LONGEST_REASON = 200;

	private final OrganizationService organizations;

	private final MemberScope scope;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * What somebody may still take off.
	 *
	 * @param perDay what they were granted
	 * @param left of that today
	 * @param perOrder of one order
	 */
	public record Left(Money perDay, Money left, Money perOrder) {
	}

	/** Something that was taken off an order. */
	public record Given(OrderId order, long number, MemberId member, OrderState state, Money amount, String reason,
			String actorName, Instant at) {
	}

	/** What who acts may still take off; nothing where they were granted nothing. */
	@May(Permission.ORDER_RECORD)
	@Transactional(readOnly = true)
	public Optional<Left> left() {
		UUID account = OnBehalf.host();
		return (account != null) ? left(account, organizations.today()) : Optional.empty();
	}

	/**
	 * Who gave what, the latest first, on orders of members whom who asks may see.
	 * @param account of whom; null for all
	 */
	@May(Permission.POLICY_EDIT)
	@Transactional(readOnly = true)
	public Slice<Given> given(@Nullable UUID account, @Nullable String after) {
		List<String> cursor = Slice.decode(after, 2);
		MemberScope.Limit limited = scope.on("o.member_id");
		Map<String, @Nullable Object> parameters = new HashMap<>(limited.parameters());
		parameters.put("organization", tenancy.current());
		parameters.put("account", account);
		parameters.put("at", cursor.isEmpty() ? null : Timestamp.from(Instant.parse(cursor.get(0))));
		parameters.put("id", cursor.isEmpty() ? null : cursor.get(1));
		parameters.put("limit", Slice.PAGE + 1);
		List<Given> rows = jdbc
			.sql("""
					select o.id, o.number, o.member_id, o.state, o.placed_at, o.currency, d.amount_minor, d.reason, d.actor_name
					from order_discounts d
					join orders o on o.organization_id = d.organization_id and o.id = d.order_id
					where d.organization_id = :organization and d.account_id is not null
					and (cast(:account as uuid) is null or d.account_id = cast(:account as uuid))
					and (cast(:at as timestamptz) is null
					    or (o.placed_at, o.id) < (cast(:at as timestamptz), cast(:id as uuid)))
					"""
					+ limited.sql() + " order by o.placed_at desc, o.id desc limit :limit")
			.params(parameters)
			.query((row, number) -> new Given(new OrderId(row.getObject("id", UUID.class)), row.getLong("number"),
					new MemberId(row.getObject("member_id", UUID.class)), OrderState.valueOf(row.getString("state")),
					new Money(row.getLong("amount_minor"), row.getString("currency")), row.getString("reason"),
					row.getString("actor_name"), row.getTimestamp("placed_at").toInstant()))
			.list();
		return Slice.of(rows, Slice.PAGE, row -> List.of(row.at(), row.order()));
	}

	/**
	 * Shows what somebody would take off.
	 * @return what they may
	 * @throws OrderRefused if they may not, or it is more than the order comes to
	 */
	Left quote(Order order, Discretion wanted) {
		UUID account = OnBehalf.host();
		Left left = (account != null) ? left(account, order.getPlacedDay()).orElse(null) : null;
		if (account == null || left == null) {
			throw OrderRefused.noAllowance();
		}
		if (wanted.reason().isBlank() || wanted.reason().length() > LONGEST_REASON) {
			throw OrderRefused.discretionReason(LONGEST_REASON);
		}
		Money amount = wanted.amount();
		if (!amount.currency().equals(order.getCurrency())) {
			throw OrderRefused.otherCurrency(amount.currency(), order.getCurrency());
		}
		if (!amount.isPositive() || amount.compareTo(order.total()) > 0) {
			throw OrderRefused.discretionAmount(order.total());
		}
		if (amount.compareTo(left.perOrder()) > 0) {
			throw OrderRefused.abovePerOrder(left.perOrder());
		}
		if (amount.compareTo(left.left()) > 0) {
			throw OrderRefused.abovePerDay(left.left());
		}
		order.discount(new OrderDiscount(null, amount, wanted.reason().strip(), account, OnBehalf.actor().name()));
		return left;
	}

	/**
	 * Takes it off the order and the day. Of several at once, on however many instances,
	 * none goes beyond the allowance: the day is moved only as far as that.
	 * @throws OrderRefused if somebody was faster, or as {@link #quote} does
	 */
	void take(Order order, Discretion wanted) {
		Left left = quote(order, wanted);
		int taken = jdbc.sql("""
				insert into order_allowance_days as there (organization_id, account_id, day, taken_minor)
				values (:organization, :account, :day, :minor)
				on conflict (organization_id, account_id, day) do update set taken_minor = there.taken_minor + :minor
				where there.taken_minor + :minor <= :most
				""")
			.params(of(OnBehalf.host(), order.getPlacedDay()))
			.param("minor", wanted.amount().minor())
			.param("most", left.perDay().minor())
			.update();
		if (taken == 0) {
			throw OrderRefused.abovePerDay(left().map(Left::left).orElse(Money.zero(order.getCurrency())));
		}
		audit.record("order.discretion", OrderService.OBJECT, order.getId(), Map.of("amount", wanted.amount()));
	}

	/** The order closed unpaid: its day has as much again. */
	void giveBack(Order order, List<OrderDiscount> discounts) {
		discounts.stream()
			.filter(discount -> discount.account() != null)
			.forEach(discount -> jdbc.sql("""
					update order_allowance_days set taken_minor = taken_minor - :minor
					where organization_id = :organization and account_id = :account and day = :day
					""")
				.params(of(discount.account(), order.getPlacedDay()))
				.param("minor", discount.amount().minor())
				.update());
	}

	private Optional<Left> left(UUID account, LocalDate day) {
		return jdbc
			.sql("""
					select a.per_day_minor, greatest(a.per_day_minor - coalesce(d.taken_minor, 0), 0) as left_minor, a.per_order_minor, a.currency
					from staff_allowance_facts a
					left join order_allowance_days d on d.organization_id = :organization and d.account_id = a.account_id
					    and d.day = :day
					where a.organization_id = :organization and a.account_id = :account
					""")
			.params(of(account, day))
			.query((row, number) -> new Left(new Money(row.getLong("per_day_minor"), row.getString("currency")),
					new Money(row.getLong("left_minor"), row.getString("currency")),
					new Money(row.getLong("per_order_minor"), row.getString("currency"))))
			.optional();
	}

	private Map<String, @Nullable Object> of(@Nullable UUID account, LocalDate day) {
		Map<String, @Nullable Object> parameters = new HashMap<>();
		parameters.put("organization", tenancy.current());
		parameters.put("account", account);
		parameters.put("day", day);
		return parameters;
	}

}
