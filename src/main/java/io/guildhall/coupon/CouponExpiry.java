package io.guildhall.coupon;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DurableSoon;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Writes down each night which coupons have ended, set-based. Nobody depends on it for
 * whether a coupon still counts: that is asked of its end.
 */
@Component
@RequiredArgsConstructor
class CouponExpiry implements NightlyWork {

	private static final int ORDER = 20;

	/**
	 * So many take a tenth of a second; whoever claims of the same batch waits for the
	 * end of it at most.
	 */
	private static final int SLICE = 2_000;

	private final CouponRegister register;

	private final CouponLedger ledger;

	private final CouponStock stock;

	private final AuditTrail audit;

	private final DurableSoon durable;

	private final OrganizationService organizations;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public int order() {
		return ORDER;
	}

	@Override
	public void run(LocalDate day) {
		expire(organizations.current().startOf(day), SLICE);
	}

	/**
	 * Slice by slice, each a transaction: what a crash leaves is whole slices, and the
	 * next night does the rest. A coupon that somebody holds at this moment is not waited
	 * for.
	 */
	void expire(Instant begin, int size) {
		Ended last = Ended.BEFORE_ALL;
		while (last != null) {
			List<Ended> ended = expireSome(begin, last, size);
			last = ended.isEmpty() ? null : ended.get(0);
		}
	}

	private List<Ended> expireSome(Instant begin, Ended after, int size) {
		return Objects.requireNonNull(transaction.execute(status -> {
			durable.here();
			List<Ended> ended = jdbc
				.sql("""
						with due as materialized (
						    select id, expires_at from coupons
						    where organization_id = :organization and state = 'ISSUED' and expires_at <= :begin
						    and (expires_at, id) > (:afterAt, :afterId)
						    order by expires_at, id limit :size for update skip locked),
						last as (select expires_at, id from due order by expires_at desc, id desc limit 1),
						ended as (
						    update coupons c set state = 'EXPIRED', version = c.version + 1 from due
						    where c.organization_id = :organization and c.id = due.id
						    returning c.organization_id, c.id, c.batch_id, c.largest_minor, c.currency),
						moved as (
						    insert into coupon_moves (organization_id, coupon_id, number, at, from_state, to_state, reason, actor_kind,
						        actor_id, actor_name)
						    select e.organization_id, e.id, (select max(b.number) + 1 from coupon_moves b
						            where b.organization_id = :organization and b.coupon_id = e.id),
						        :at, 'ISSUED', 'EXPIRED', 'expired', :actorKind, cast(:actor as uuid), :actorName
						    from ended e where e.organization_id = :organization)
						select e.batch_id, e.currency, count(*) as coupons, cast(sum(e.largest_minor) as bigint) as minor,
						    last.expires_at as last_at, last.id as last_id
						from ended e cross join last where e.organization_id = :organization
						group by e.batch_id, e.currency, last.expires_at, last.id
						""")
				.params(CouponRegister.actor())
				.param("organization", tenancy.current())
				.param("begin", Timestamp.from(begin))
				.param("afterAt", after.lastAt())
				.param("afterId", after.lastId())
				.param("size", size)
				.param("at", Timestamp.from(register.now()))
				.query(Ended.class)
				.list();
			ended.stream()
				.collect(Collectors.groupingBy(Ended::currency))
				.forEach((currency, of) -> book(currency, of, begin));
			stock.lapse(ended.stream().collect(Collectors.toMap(Ended::batchId, Ended::minor, Long::sum)));
			return ended;
		}));
	}

	/** The update is its own guard: what has ended does not end again. */
	private void book(String currency, List<Ended> ended, Instant begin) {
		UUID slice = Ids.next();
		Money lapsed = new Money(ended.stream().mapToLong(Ended::minor).sum(), currency);
		ledger.settle("COUPON_EXPIRY", slice, "EXPIRED", begin, lapsed, null);
		audit.record("coupon.expired", "coupon-expiry", slice, Map.of(),
				Map.of("expired", ended.stream().mapToLong(Ended::coupons).sum(), "lapsed", lapsed));
	}

	/**
	 * So many coupons of one batch and currency have ended.
	 *
	 * @param lastAt when the last one of the whole slice ended
	 * @param lastId which one that was
	 */
	private record Ended(UUID batchId, String currency, long coupons, long minor, Timestamp lastAt, UUID lastId) {

		static final Ended BEFORE_ALL = new Ended(Slice.FIRST, "", 0, 0, Timestamp.from(Instant.EPOCH), Slice.FIRST);

	}

}
