package io.guildhall.coupon;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberScope;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The steps of letting many coupons count longer, each a transaction of its own. */
@Component
@Transactional(propagation = Propagation.REQUIRES_NEW)
@RequiredArgsConstructor
class CouponExtensionSlices {

	private static final int SIZE = 2000;

	private static final String SOONER = """
			c.organization_id = :organization and c.batch_id = :batch and c.state = 'ISSUED'
			and c.expires_at > :now and c.expires_at < :ends
			""";

	private final CouponRegister register;

	private final MemberScope scope;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** How many there are to do. */
	@Transactional(readOnly = true)
	public long count(UUID batch, Instant ends) {
		MemberScope.Limit limited = scope.on("c.member_id");
		return with("select count(*) from coupons c where " + SOONER + limited.sql(), limited, batch, ends)
			.query(Long.class)
			.single();
	}

	/**
	 * Does the next ones; an order that wants one of them waits for this, or this for it.
	 * @return how many; 0 where none is left
	 */
	int next(UUID batch, Instant ends, String reason) {
		MemberScope.Limit limited = scope.on("c.member_id");
		List<UUID> longer = with("""
				update coupons u set expires_at = :ends, version = u.version + 1
				where u.organization_id = :organization and u.id in (
				    select c.id from coupons c where %s%s order by c.id limit :limit for update)
				returning u.id
				""".formatted(SOONER, limited.sql()), limited, batch, ends).param("limit", SIZE)
			.query(UUID.class)
			.list();
		if (!longer.isEmpty()) {
			register.moved(longer, CouponState.ISSUED, CouponState.ISSUED, "extended", reason, null);
		}
		return longer.size();
	}

	private JdbcClient.StatementSpec with(String sql, MemberScope.Limit limited, UUID batch, Instant ends) {
		return jdbc.sql(sql)
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("batch", batch)
			.param("now", Timestamp.from(register.now()))
			.param("ends", Timestamp.from(ends));
	}

}
