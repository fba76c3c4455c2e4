package io.guildhall.coupon;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
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

	private final CouponRegister register;

	private final CouponLedger ledger;

	private final AuditTrail audit;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public int order() {
		return ORDER;
	}

	@Override
	@Transactional
	public void run(LocalDate day) {
		Instant begin = organizations.current().startOf(day);
		List<Ended> ended = jdbc.sql("""
				update coupons set state = 'EXPIRED', version = version + 1
				where organization_id = :organization and state = 'ISSUED' and expires_at <= :begin
				returning id, largest_minor, currency
				""")
			.param("organization", tenancy.current())
			.param("begin", Timestamp.from(begin))
			.query(Ended.class)
			.list();
		if (ended.isEmpty()) {
			return;
		}
		register.moved(ended.stream().map(Ended::id).toList(), CouponState.ISSUED, CouponState.EXPIRED, "expired", null,
				null);
		Money lapsed = ended.stream().map(Ended::largest).reduce(Money::plus).orElseThrow();
		// The update is its own guard: what has ended does not end again.
		UUID run = Ids.next();
		ledger.settle("COUPON_EXPIRY", run, "EXPIRED", begin, lapsed, null);
		audit.record("coupon.expired", "coupon-expiry", run, Map.of(),
				Map.of("expired", ended.size(), "lapsed", lapsed));
	}

	private record Ended(UUID id, long largestMinor, String currency) {

		Money largest() {
			return new Money(largestMinor, currency);
		}

	}

}
