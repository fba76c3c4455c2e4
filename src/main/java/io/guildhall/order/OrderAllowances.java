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
 * within that of whoever made its key. A price below that of the product is the same by
 * another name (ADR 142).
 */
@Service
@Transactional
@RequiredArgsConstructor
public class OrderAllowances {

	private static final int LONGEST_REASON = 200;

	private final OrganizationService organizations;

	private final MemberScope scope;

	private final AuditTrail audit;

	private final PriceCuts cuts;

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

	/**
	 * Something that was taken off an order.
	 *
	 * @param price whether that was by prices below those of the products
	 * @param counted whether it counted against an allowance
	 * @param reason null where who may sell for less did not say why
	 */
	public record Given(OrderId order, long number, MemberId member, OrderState state, Money amount, boolean price,
			boolean counted, @Nullable String reason, String actorName, Instant at) {
	}

	/**
	 * What counts against an allowance.
	 *
	 * @param by what is left of it; null where nothing counts
	 */
	record Counted(Money amount, @Nullable Left by) {
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
		List<String> cursor = Slice.decode(after, 3);
		MemberScope.Limit limited = scope.on("o.member_id");
		Map<String, @Nullable Object> parameters = new HashMap<>(limited.parameters());
		parameters.put("organization", tenancy.current());
		parameters.put("account", account);
		parameters.put("at", cursor.isEmpty() ? null : Timestamp.from(Slice.instant(cursor, 0)));
		parameters.put("id", cursor.isEmpty() ? null : Slice.id(cursor, 1).toString());
		parameters.put("price", !cursor.isEmpty() && Boolean.parseBoolean(cursor.get(2)));
		parameters.put("limit", Slice.PAGE + 1);
		List<Given> rows = jdbc
			.sql("""
					select o.id, o.number, o.member_id, o.state, o.placed_at, o.currency, d.amount_minor, d.price, d.counted,
					    d.reason, d.actor_name
					from (select order_id, account_id, amount_minor, false as price, true as counted, reason, actor_name
					        from order_discounts where organization_id = :organization and account_id is not null
					    union all
					    select order_id, account_id, amount_minor, true, counted, reason, actor_name
					        from order_price_cuts where organization_id = :organization) d
					join orders o on o.organization_id = :organization and o.id = d.order_id
					where o.organization_id = :organization
					and (cast(:account as uuid) is null or d.account_id = cast(:account as uuid))
					and (cast(:at as timestamptz) is null
					    or (o.placed_at, o.id, d.price) < (cast(:at as timestamptz), cast(:id as uuid), :price))
					"""
					+ limited.sql() + " order by o.placed_at desc, o.id desc, d.price desc limit :limit")
			.params(parameters)
			.query((row, number) -> new Given(new OrderId(row.getObject("id", UUID.class)), row.getLong("number"),
					new MemberId(row.getObject("member_id", UUID.class)), OrderState.valueOf(row.getString("state")),
					new Money(row.getLong("amount_minor"), row.getString("currency")), row.getBoolean("price"),
					row.getBoolean("counted"), row.getString("reason"), row.getString("actor_name"),
					row.getTimestamp("placed_at").toInstant()))
			.list();
		return Slice.of(rows, Slice.PAGE, row -> List.of(row.at(), row.order(), row.price()));
	}

	/**
	 * Shows what somebody would take off, and what their prices below those of the
	 * products give away: both count, but prices of who sets policies do not.
	 * @param wanted null where only prices were agreed on
	 * @return what counts against their allowance
	 * @throws OrderRefused if they may not, or it is more than the order comes to
	 */
	Counted quote(Order order, @Nullable Discretion wanted) {
		Money below = OnBehalf.may(Permission.POLICY_EDIT) ? Money.zero(order.getCurrency()) : order.below();
		Money amount = (wanted != null) ? wanted.amount() : null;
		if (amount == null && below.isZero()) {
			return new Counted(below, null);
		}
		UUID account = OnBehalf.host();
		Left left = (account != null) ? left(account, order.getPlacedDay()).orElse(null) : null;
		if (account == null || left == null) {
			throw (amount != null) ? OrderRefused.noAllowance() : OrderRefused.belowPrice(below);
		}
		if (wanted != null && amount != null) {
			requireSense(order, amount, wanted.reason());
		}
		Money counted = (amount != null) ? amount.plus(below) : below;
		if (counted.compareTo(left.perOrder()) > 0) {
			throw OrderRefused.abovePerOrder(left.perOrder());
		}
		if (counted.compareTo(left.left()) > 0) {
			throw OrderRefused.abovePerDay(left.left());
		}
		if (wanted != null && amount != null) {
			order.discount(new OrderDiscount(null, amount, wanted.reason().strip(), account, OnBehalf.actor().name()));
		}
		return new Counted(counted, left);
	}

	private static void requireSense(Order order, Money amount, String reason) {
		requireReason(reason);
		if (!amount.currency().equals(order.getCurrency())) {
			throw OrderRefused.otherCurrency(amount.currency(), order.getCurrency());
		}
		if (!amount.isPositive() || amount.compareTo(order.total()) > 0) {
			throw OrderRefused.discretionAmount(order.total());
		}
	}

	private static void requireReason(String reason) {
		if (reason.isBlank() || reason.length() > LONGEST_REASON) {
			throw OrderRefused.discretionReason(LONGEST_REASON);
		}
	}

	/**
	 * Takes it off the order and the day. Of several at once, on however many instances,
	 * none goes beyond the allowance: the day is moved only as far as that.
	 * @throws OrderRefused if nobody says why, somebody was faster, or as {@link #quote}
	 * does
	 */
	void take(Order order, @Nullable Discretion wanted) {
		Counted counted = quote(order, wanted);
		if (counted.by() != null) {
			requireReason((wanted != null) ? wanted.reason() : "");
			count(order, counted.amount(), counted.by());
		}
		if (wanted != null && wanted.amount() != null) {
			audit.record("order.discretion", OrderService.OBJECT, order.getId(), Map.of("amount", wanted.amount()));
		}
		if (order.below().isPositive()) {
			cut(order, wanted);
		}
	}

	private void count(Order order, Money amount, Left left) {
		int taken = jdbc.sql("""
				insert into order_allowance_days as there (organization_id, account_id, day, taken_minor)
				values (:organization, :account, :day, :minor)
				on conflict (organization_id, account_id, day) do update set taken_minor = there.taken_minor + :minor
				where there.taken_minor + :minor <= :most
				""")
			.params(of(OnBehalf.host(), order.getPlacedDay()))
			.param("minor", amount.minor())
			.param("most", left.perDay().minor())
			.update();
		if (taken == 0) {
			throw OrderRefused.abovePerDay(left().map(Left::left).orElse(Money.zero(order.getCurrency())));
		}
	}

	private void cut(Order order, @Nullable Discretion wanted) {
		boolean counted = !OnBehalf.may(Permission.POLICY_EDIT);
		String reason = (wanted != null && !wanted.reason().isBlank()) ? wanted.reason().strip() : null;
		UUID account = OnBehalf.host();
		if (account != null) {
			order.getTakenOff().cut(new PriceCut(order.below(), reason, account, OnBehalf.actor().name(), counted));
		}
		audit.record("order.below-price", OrderService.OBJECT, order.getId(),
				Map.of("amount", order.below(), "counted", counted));
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
		cuts.giveBack(order);
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
