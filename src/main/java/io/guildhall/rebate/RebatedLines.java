package io.guildhall.rebate;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.MoneyBack;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What rebates, of programmes and of coupons, give back of lines of orders: whatever is
 * promised, earned or paid out, as refunds leave it.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY, readOnly = true)
@RequiredArgsConstructor
class RebatedLines implements MoneyBack {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public Map<UUID, Money> of(Collection<UUID> lines) {
		return jdbc
			.sql("""
					select l.line_id, r.currency, cast(sum(trunc(case when part.minor is not null
							then cast(part.minor as numeric) * (l.total_minor - l.refunded_minor) / l.total_minor
							else cast(r.promised_minor as numeric) * (l.total_minor - l.refunded_minor) / r.base_minor end))
						as bigint) as minor
					from order_line_facts l
					join rebates r on r.organization_id = :organization and r.order_id = l.order_id and r.state <> 'CANCELLED'
					cross join lateral unnest(r.line_ids, r.line_minors) as part (line_id, minor)
					where l.organization_id = :organization and l.line_id = any(cast(:lines as uuid[]))
					and l.total_minor > 0 and part.line_id = l.line_id
					group by l.line_id, r.currency
					""")
			.param("organization", tenancy.current())
			.param("lines", Rebates.texts(lines))
			.query((row, number) -> Map.entry(row.getObject("line_id", UUID.class),
					new Money(row.getLong("minor"), row.getString("currency"))))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

}
