package io.guildhall.rebate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponId;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.order.OrderId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Lists rebates and approves them: up to the limit of refunds by whoever records orders,
 * above it by those who approve refunds.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class Rebates {

	/** How many are moved at once. */
	public static final int MOST_AT_ONCE = 500;

	static final String OBJECT = "rebate";

	/** What is done with many of them at once. */
	static final String RUN = "rebates";

	static final int LONGEST_TEXT = 200;

	private static final String REBATES = """
			select r.*, coalesce(p.name, b.name) as name, o.number, i.payout_id, o.paid_day is not null as paid_for,
				coalesce(f.open, false) as goods_open,
				coalesce(r.earned_on, case when r.earned_at is not null then o.paid_day + r.wait_days
					when r.state <> 'CANCELLED' and o.paid_day is not null and f.open is not true then %s end) as due_on
			from rebates r
			left join rebate_programmes p on p.organization_id = r.organization_id and p.id = r.programme_id
			left join coupon_batch_facts b on b.organization_id = r.organization_id and b.batch_id = r.batch_id
			join order_facts o on o.organization_id = r.organization_id and o.order_id = r.order_id
			left join fulfilment_facts f on f.organization_id = r.organization_id and f.order_id = r.order_id
			left join rebate_payout_items i on i.organization_id = r.organization_id and i.rebate_id = r.id
				and i.state <> 'FAILED'
			where r.organization_id = :organization""".formatted(RebateEarning.DAY);

	private final RebateEarning earning;

	private final OrganizationService organizations;

	private final MemberScope scope;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** The rebates, the latest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<Rebate> list(RebateFilter filter, @Nullable String after) {
		return slice(filter, after, Slice.PAGE);
	}

	Slice<Rebate> slice(RebateFilter filter, @Nullable String after, int size) {
		List<String> cursor = Slice.decode(after, 1);
		MemberScope.Limit limited = scope.on("r.member_id");
		Map<String, Object> parameters = new HashMap<>(limited.parameters());
		StringBuilder sql = new StringBuilder(REBATES).append(limited.sql());
		if (filter.state() != null) {
			sql.append(" and r.state = :state");
			parameters.put("state", filter.state().name());
		}
		if (filter.debts()) {
			sql.append(" and r.paid_minor - r.amount_minor - r.settled_minor > 0");
		}
		if (filter.programme() != null) {
			sql.append(" and r.programme_id = :programme");
			parameters.put("programme", filter.programme());
		}
		if (filter.batch() != null) {
			sql.append(" and r.batch_id = :batch");
			parameters.put("batch", filter.batch().id());
		}
		if (filter.coupon() != null) {
			sql.append(" and r.coupon_id = :coupon");
			parameters.put("coupon", filter.coupon().id());
		}
		if (filter.member() != null) {
			sql.append(" and r.member_id = :member");
			parameters.put("member", filter.member().id());
		}
		if (filter.order() != null) {
			sql.append(" and r.order_id = :order");
			parameters.put("order", filter.order().id());
		}
		if (filter.number() != null) {
			sql.append(" and o.number = :number");
			parameters.put("number", filter.number());
		}
		if (filter.named() != null) {
			sql.append(" and r.member_id = any(cast(:named as uuid[]))");
			parameters.put("named", filter.named().stream().map(MemberId::toString).toArray(String[]::new));
		}
		if (!cursor.isEmpty()) {
			sql.append(" and r.id < :after");
			parameters.put("after", Slice.id(cursor, 0));
		}
		LocalDate today = organizations.today();
		return Slice.of(jdbc.sql(sql.append(" order by r.id desc limit :limit").toString())
			.params(parameters)
			.param("organization", tenancy.current())
			.param("limit", size + 1)
			.query((row, number) -> rebate(row, today))
			.list(), size, row -> List.of(row.id()));
	}

	/**
	 * A rebate.
	 * @throws RebateRefused if there is none of a member whom who asks may see
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Rebate get(UUID id) {
		MemberScope.Limit limited = scope.on("r.member_id");
		LocalDate today = organizations.today();
		return jdbc.sql(REBATES + " and r.id = :id" + limited.sql())
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("id", id)
			.query((row, number) -> rebate(row, today))
			.optional()
			.orElseThrow(RebateRefused::unknown);
	}

	/**
	 * Approves rebates that are earned: all of them, or none. Whether they are, their
	 * orders are asked once more; no night has to have passed. What was earned before is
	 * not lost by goods that turn out not to have been handed over.
	 * @return what they come to
	 * @throws RebateRefused if one of them is above the limit of who acts, is not there,
	 * does not wait for approval, or is not earned any more
	 */
	@May(Permission.ORDER_RECORD)
	public Money approve(Collection<UUID> ids) {
		Set<UUID> wanted = wanted(ids);
		Money limit = organizations.current().refundLimit();
		if (!OnBehalf.may(Permission.REFUND_APPROVE)) {
			requireBelow(wanted, limit);
		}
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		LocalDate today = organizations.dayOf(now);
		hold(wanted);
		earning.earn(wanted, today);
		MemberScope.Limit limited = scope.on("r.member_id");
		List<Long> approved = jdbc.sql("""
				update rebates r set state = 'APPROVED', version = version + 1, approved_at = :now, approved_by = :actor
				where r.organization_id = :organization and r.id = any(cast(:ids as uuid[])) and r.state = 'PENDING'
				and %s%s returning r.amount_minor
				""".formatted(RebateEarning.KEPT, limited.sql()))
			.params(limited.parameters())
			.param("now", Timestamp.from(now))
			.param("actor", OnBehalf.actor().name())
			.param("organization", tenancy.current())
			.param("ids", texts(wanted))
			.param("day", today)
			.query(Long.class)
			.list();
		requireAll(wanted, approved.size());
		Money sum = new Money(approved.stream().mapToLong(Long::longValue).sum(), limit.currency());
		record("rebate.approved", wanted, sum);
		return sum;
	}

	/**
	 * What could not be paid out is to be paid out again.
	 * @throws RebateRefused if there is none, or its payout has not failed
	 */
	@May(Permission.REFUND_APPROVE)
	public Rebate retry(UUID id) {
		get(id);
		int moved = jdbc.sql("""
				update rebates set state = 'APPROVED', version = version + 1
				where organization_id = :organization and id = :id and state = 'FAILED'
				""").param("organization", tenancy.current()).param("id", id).update();
		if (moved == 0) {
			throw RebateRefused.moved();
		}
		audit.record("rebate.retried", OBJECT, id, Map.of("state", RebateState.FAILED),
				Map.of("state", RebateState.APPROVED));
		return get(id);
	}

	/** In one order, so that of two who move the same ones one waits for the other. */
	private void hold(Set<UUID> wanted) {
		jdbc.sql("""
				select id from rebates where organization_id = :organization and id = any(cast(:ids as uuid[]))
				order by id for update
				""").param("organization", tenancy.current()).param("ids", texts(wanted)).query(UUID.class).list();
	}

	private void requireBelow(Set<UUID> wanted, Money limit) {
		boolean above = jdbc.sql("""
				select exists (select from rebates r where r.organization_id = :organization
					and r.id = any(cast(:ids as uuid[])) and r.amount_minor > :limit)
				""")
			.param("organization", tenancy.current())
			.param("ids", texts(wanted))
			.param("limit", limit.minor())
			.query(Boolean.class)
			.single();
		if (above) {
			throw RebateRefused.aboveLimit(limit);
		}
	}

	/** One entry, however many they are. */
	private void record(String action, Set<UUID> ids, Money sum) {
		if (ids.size() == 1) {
			audit.record(action, OBJECT, ids.iterator().next(), Map.of("amount", sum));
		}
		else {
			audit.record(action, RUN, tenancy.current(), Map.of("amount", sum, "rebates", ids.size()));
		}
	}

	static Set<UUID> wanted(Collection<UUID> ids) {
		if (ids.isEmpty()) {
			throw RebateRefused.nothingChosen();
		}
		if (ids.size() > MOST_AT_ONCE) {
			throw RebateRefused.tooMany(MOST_AT_ONCE);
		}
		return Set.copyOf(ids);
	}

	/** No row changed is an error, never silence (RULES, Orders and payments). */
	static void requireAll(Set<UUID> wanted, int moved) {
		if (moved != wanted.size()) {
			throw RebateRefused.moved();
		}
	}

	static String[] texts(Collection<UUID> ids) {
		return ids.stream().map(UUID::toString).toArray(String[]::new);
	}

	/**
	 * A text that somebody wrote.
	 * @throws RebateRefused if it is too long
	 */
	static String text(@Nullable String text) {
		String stripped = (text != null) ? text.strip() : "";
		if (stripped.length() > LONGEST_TEXT || stripped.indexOf('\0') >= 0) {
			throw RebateRefused.text();
		}
		return stripped;
	}

	private static int daysTo(LocalDate day, LocalDate today) {
		return (int) Math.max(ChronoUnit.DAYS.between(today, day), 0);
	}

	private static Rebate rebate(ResultSet row, LocalDate today) throws SQLException {
		String currency = row.getString("currency");
		long amount = row.getLong("amount_minor");
		long paid = row.getLong("paid_minor");
		UUID coupon = row.getObject("coupon_id", UUID.class);
		UUID batch = row.getObject("batch_id", UUID.class);
		RebateState state = RebateState.valueOf(row.getString("state"));
		LocalDate earnedOn = row.getObject("due_on", LocalDate.class);
		RebateWait waits = (state == RebateState.PROMISED)
				? RebateWait.of(row.getBoolean("paid_for"), row.getBoolean("goods_open")) : null;
		return new Rebate(row.getObject("id", UUID.class), row.getObject("programme_id", UUID.class),
				(coupon != null) ? new CouponId(coupon) : null, (batch != null) ? new BatchId(batch) : null,
				row.getString("name"), new OrderId(row.getObject("order_id", UUID.class)), row.getLong("number"),
				new MemberId(row.getObject("member_id", UUID.class)), state,
				new Money(row.getLong("promised_minor"), currency), new Money(amount, currency),
				new Money(paid, currency),
				new Money(Math.max(paid - amount - row.getLong("settled_minor"), 0), currency),
				row.getTimestamp("promised_at").toInstant(), earnedOn, waits,
				(waits == RebateWait.DAYS && earnedOn != null) ? daysTo(earnedOn, today) : null,
				Rows.instant(row, "approved_at"), row.getString("approved_by"), row.getObject("payout_id", UUID.class));
	}

}
