package io.guildhall.statement;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Compares all that a provider has said with all that we have written down of it. Done
 * again it finds the same: a difference that is gone is settled, one that came back is
 * open again, and what somebody has explained stays explained.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class StatementComparing {

	/**
	 * What differs, since a day. A row is of the payment or refund that bears its
	 * reference, else of the one that bears our id. What is ours only is looked for in
	 * the periods of the statements, and among rows of a month before too: the provider
	 * may have a refund under the day on which it was asked for.
	 */
	private static final String FOUND = """
			with said as (
			    select * from statement_rows where organization_id = :organization and provider = :provider
			    and at >= cast(:since as timestamptz) - interval '31 days'),
			payment as (
			    select s.id as row_id, s.reference, s.our_id, s.amount_minor, s.currency, s.fee_minor, s.at, s.done,
			        coalesce(c.receipt_id, o.receipt_id) as receipt_id
			    from said s
			    left join checkout_receipt_facts c on c.organization_id = s.organization_id and c.provider = s.provider
			        and c.transaction_id = s.reference
			    left join checkout_receipt_facts o on o.organization_id = s.organization_id and o.provider = s.provider
			        and o.attempt_id = s.our_id and c.receipt_id is null
			    where s.kind = 'PAYMENT'),
			refund as (
			    select s.id as row_id, s.reference, s.amount_minor, s.currency, s.at, s.done,
			        coalesce(t.return_id, o.return_id) as return_id
			    from said s
			    left join checkout_return_facts t on t.organization_id = s.organization_id and t.provider = s.provider
			        and t.external_id = s.reference
			    left join checkout_return_facts o on o.organization_id = s.organization_id and o.provider = s.provider
			        and o.return_id = s.our_id and t.return_id is null
			    where s.kind = 'REFUND'),
			differing as (
			    select 'NOT_OURS' as kind, p.row_id as subject, p.reference, p.row_id, a.attempt_id, null::uuid as return_id,
			        a.order_id, p.amount_minor as theirs_minor, p.currency as theirs_currency, null::bigint as ours_minor,
			        null::text as ours_currency, p.at
			    from payment p
			    left join checkout_attempt_facts a on a.organization_id = :organization and a.provider = :provider
			        and a.attempt_id = p.our_id
			    where p.done and p.receipt_id is null
			    union all
			    select v.kind, p.row_id, p.reference, p.row_id, c.attempt_id, null, c.order_id, v.theirs, p.currency,
			        v.ours, c.currency, p.at
			    from payment p
			    join checkout_receipt_facts c on c.organization_id = :organization and c.receipt_id = p.receipt_id
			    cross join lateral (values
			        ('STATE', not p.done, p.amount_minor, c.amount_minor),
			        ('CURRENCY', p.done and p.currency <> c.currency, p.amount_minor, c.amount_minor),
			        ('AMOUNT', p.done and p.currency = c.currency and p.amount_minor <> c.amount_minor,
			            p.amount_minor, c.amount_minor),
			        ('FEE', p.done and p.currency = c.currency and p.fee_minor <> c.fee_minor, p.fee_minor, c.fee_minor))
			        as v (kind, differs, theirs, ours)
			    where v.differs
			    union all
			    select 'NOT_THEIRS', c.receipt_id, c.transaction_id, null, c.attempt_id, null, c.order_id, null, null,
			        c.amount_minor, c.currency, c.paid_at
			    from checkout_receipt_facts c
			    where c.organization_id = :organization and c.provider = :provider and c.paid_at >= :since
			    and exists (select from statements s where s.organization_id = c.organization_id
			        and s.provider = c.provider and c.paid_at >= s.from_at and c.paid_at < s.until_at)
			    and not exists (select from payment p where p.receipt_id = c.receipt_id)
			    union all
			    select 'REFUND_NOT_OURS', r.row_id, r.reference, r.row_id, null, null, null, r.amount_minor, r.currency,
			        null, null, r.at
			    from refund r where r.done and r.return_id is null
			    union all
			    select v.kind, r.row_id, r.reference, r.row_id, t.attempt_id, t.return_id, t.order_id, r.amount_minor,
			        r.currency, t.amount_minor, t.currency, r.at
			    from refund r
			    join checkout_return_facts t on t.organization_id = :organization and t.return_id = r.return_id
			    cross join lateral (values
			        ('REFUND_STATE', r.done <> (t.state = 'DONE')),
			        ('REFUND_AMOUNT', r.done and t.state = 'DONE'
			            and (r.currency <> t.currency or r.amount_minor <> t.amount_minor)))
			        as v (kind, differs)
			    where v.differs
			    union all
			    select 'REFUND_NOT_THEIRS', t.return_id, coalesce(t.external_id, ''), null, t.attempt_id, t.return_id,
			        t.order_id, null, null, t.amount_minor, t.currency, t.settled_at
			    from checkout_return_facts t
			    where t.organization_id = :organization and t.provider = :provider and t.state = 'DONE'
			    and t.settled_at >= :since and exists (select from statements s where s.organization_id = t.organization_id
			        and s.provider = t.provider and t.settled_at >= s.from_at and t.settled_at < s.until_at)
			    and not exists (select from refund r where r.return_id = t.return_id)),
			found as materialized (
			    select guildhall_id(subject, kind) as id, d.* from differing d)
			""";

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Compares once more, as far back as something is open.
	 * @param from at least since then
	 */
	void compare(ProviderName provider, Instant from) {
		Map<String, Object> parameters = Map.of("organization", tenancy.current(), "provider", provider.name(), "now",
				Timestamp.from(clock.instant()), "since", Timestamp.from(since(provider, from)));
		jdbc.sql(
				FOUND + """
						insert into statement_differences (organization_id, id, provider, kind, reference, row_id, attempt_id,
						    return_id, order_id, theirs_minor, theirs_currency, ours_minor, ours_currency, at, state, note, found_at)
						select :organization, f.id, :provider, f.kind, f.reference, f.row_id, f.attempt_id, f.return_id, f.order_id,
						    f.theirs_minor, f.theirs_currency, f.ours_minor, f.ours_currency, f.at, 'OPEN', '', :now
						from found f
						on conflict (organization_id, id) do update set
						    state = case when statement_differences.state = 'SETTLED' then 'OPEN' else statement_differences.state end,
						    moved_at = case when statement_differences.state = 'SETTLED' then null
						        else statement_differences.moved_at end,
						    attempt_id = excluded.attempt_id, return_id = excluded.return_id, order_id = excluded.order_id,
						    theirs_minor = excluded.theirs_minor, theirs_currency = excluded.theirs_currency,
						    ours_minor = excluded.ours_minor, ours_currency = excluded.ours_currency
						""")
			.params(parameters)
			.update();
		jdbc.sql(FOUND + """
				update statement_differences d set state = 'SETTLED', moved_at = :now, moved_by = null
				where d.organization_id = :organization and d.provider = :provider and d.state <> 'SETTLED'
				and d.at >= :since and not exists (select from found f where f.id = d.id)
				""").params(parameters).update();
	}

	private Instant since(ProviderName provider, Instant from) {
		return jdbc.sql("""
				select least(cast(:from as timestamptz), min(at)) from statement_differences
				where organization_id = :organization and provider = :provider and state = 'OPEN'
				""")
			.params(Map.of("organization", tenancy.current(), "provider", provider.name(), "from",
					Timestamp.from(from)))
			.query(Timestamp.class)
			.single()
			.toInstant();
	}

}
