package io.guildhall.checkout;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has to be true of an organization's money at any time, each as a statement that
 * counts by how much it is not: the journal against itself, and against the rows that it
 * is about. A question mark stands for the organization.
 */
final class MoneyProofs {

	/** By what they claim. */
	static final Map<String, String> AT_ANY_TIME = new LinkedHashMap<>();

	/** Once everybody who is to be asked was asked. */
	static final Map<String, String> AT_REST = new LinkedHashMap<>();

	private static final String ON = "(select coalesce(sum(minor), 0) from journal_lines where organization_id = ? and account in (%s))";

	private static final String PAID_OUT = """
			+ (select coalesce(sum(amount_minor), 0) from rebate_payout_items where organization_id = ? and state = 'PAID')
			- (select coalesce(sum(minor), 0) from rebate_settlements where organization_id = ? and way = 'PAID_BACK')""";

	static {
		always("every posting adds up to nothing", """
				select count(*) from (select from journal_lines where organization_id = ?
				    group by posting_id, currency having sum(minor) <> 0) x""");
		always("lines add up to their order",
				"""
						select count(*) from orders o where o.organization_id = ? and (o.list_minor, o.discount_minor, o.total_minor)
						    <> (select sum(l.list_minor), sum(l.discount_minor), sum(l.total_minor) from order_lines l
						        where l.organization_id = o.organization_id and l.order_id = o.id)""");
		always("what orders gave back is what their refunds say, and no line gave more than it has", """
				select count(*) from orders o where o.organization_id = ? and (o.refunded_minor
				    <> (select coalesce(sum(r.amount_minor), 0) from order_refunds r
				        where r.organization_id = o.organization_id and r.order_id = o.id)
				    or o.refunded_minor <> (select sum(l.refunded_minor) from order_lines l
				        where l.organization_id = o.organization_id and l.order_id = o.id))""");
		always("a paid order has one payment, of its total, and no other has any",
				"""
						select count(*) from orders o where o.organization_id = ?
						    and (select coalesce(sum(p.amount_minor), 0) from payments p where p.organization_id = o.organization_id
						        and p.order_id = o.id and p.direction = 'IN')
						    <> case when o.paid_at is null then 0 else o.total_minor end""");
		always("revenue is what orders kept", "select " + on("'REVENUE', 'DISCOUNT', 'REFUND'") + """
				+ (select coalesce(sum(total_minor - refunded_minor), 0) from orders
				   where organization_id = ? and paid_at is not null)""");
		always("cash is what was handed over, and what providers paid out",
				"select " + on("'CASH'")
						+ """
								- (select coalesce(sum(case direction when 'IN' then amount_minor else - amount_minor end), 0)
								   from payments where organization_id = ? and method <> 'ONLINE')
								- (select coalesce(sum(amount_minor - fee_minor), 0) from checkout_receipts where organization_id = ?)
								+ (select coalesce(sum(amount_minor), 0) from checkout_returns where organization_id = ? and state = 'DONE')"""
						+ PAID_OUT);
		always("what providers kept are their fees", "select " + on("'PAYMENT_FEE'")
				+ " - (select coalesce(sum(fee_minor), 0) from checkout_receipts where organization_id = ?)");
		always("what is owed back is what has not gone back", "select " + on("'REFUND_PAYABLE'") + """
				+ (select coalesce(sum(amount_minor), 0) from checkout_returns
				   where organization_id = ? and state in ('DUE', 'SENT', 'UNKNOWN', 'FAILED'))""");
		always("what came in pays an order or is to go back whole", """
				select count(*) from checkout_receipts r where r.organization_id = ? and (r.became <> 'PAID')
				    <> exists (select from checkout_returns b where b.organization_id = r.organization_id
				        and b.receipt_id = r.id and b.refund_id is null and b.amount_minor = r.amount_minor)""");
		always("coupons are promised at the most that they can take off", "select " + on("'COUPON_PROMISE'") + """
				+ (select coalesce(sum(largest_minor), 0) from coupons
				   where organization_id = ? and state in ('ISSUED', 'RESERVED'))""");
		always("what was promised and kept has two sides", "select " + on("'COUPON_PROMISE', 'COUPON_COST'"));
		always("batches count what they have issued",
				"""
						select count(*) from coupon_stock s where s.organization_id = ? and s.issued <> (select count(*) from coupons c
						    where c.organization_id = s.organization_id and c.batch_id = s.batch_id and c.state <> 'REVOKED')""");
		always("a coupon is held by the order that waits with it, and used by the one that was paid with it",
				"""
						select count(*) from orders o left join coupons c on c.organization_id = o.organization_id and c.order_id = o.id
						    where o.organization_id = ? and o.coupon_id is not null and c.id is distinct from o.coupon_id
						    and o.state in ('UNPAID', 'PAID', 'PARTLY_REFUNDED')""");
		always("no coupon is held or used by an order that has let go of it",
				"""
						select count(*) from coupons c where c.organization_id = ? and c.order_id is not null
						    and not exists (select from orders o where o.organization_id = c.organization_id and o.id = c.order_id
						        and o.coupon_id = c.id and o.state = case c.state when 'RESERVED' then 'UNPAID' else o.state end
						        and o.state in ('UNPAID', 'PAID', 'PARTLY_REFUNDED'))""");
		always("coupons remember each of their moves", """
				select count(*) from coupons c where c.organization_id = ? and c.state is distinct from
				    (select m.to_state from coupon_moves m where m.organization_id = c.organization_id
				        and m.coupon_id = c.id order by m.number desc limit 1)""");
		always("what is paid and not earned yet stands on its account", "select " + on("'DEFERRED_REVENUE'") + """
				+ (select coalesce(sum(amount_minor - amount_minor * released / months), 0) from membership_deferrals
				   where organization_id = ? and not stopped)""");
		always("rebates are promised, then owed", "select " + on("'REBATE_PROMISE'")
				+ """
						+ (select coalesce(sum(amount_minor), 0) from rebates where organization_id = ? and state = 'PROMISED')""");
		always("rebates that were earned are owed until they are paid out", "select " + on("'REBATE_LIABILITY'") + """
				+ (select coalesce(sum(amount_minor), 0) from rebates
				   where organization_id = ? and state in ('PENDING', 'APPROVED', 'FAILED'))""");
		always("what was paid out for nothing is to come back", "select " + on("'RECEIVABLE'") + """
				- (select coalesce(sum(paid_minor - amount_minor - settled_minor), 0) from rebates
				   where organization_id = ? and state = 'PAID')""");
		always("a paid rebate is one payout of it", """
				select count(*) from rebates r where r.organization_id = ? and (r.state = 'PAID')
				    <> exists (select from rebate_payout_items i where i.organization_id = r.organization_id
				        and i.rebate_id = r.id and i.state = 'PAID')""");
		always("never more is promised back of a line than is paid for it and kept", """
				select count(*) from order_lines l where l.organization_id = ?
				    and l.total_minor - l.refunded_minor < (
				        select coalesce(sum(trunc(cast(part.minor as numeric) * (l.total_minor - l.refunded_minor)
				            / nullif(l.total_minor, 0))), 0)
				        from rebates r cross join lateral unnest(r.line_ids, r.line_minors) as part (line_id, minor)
				        where r.organization_id = l.organization_id and r.order_id = l.order_id
				        and part.line_id = l.id)""");
		always("what is left of a rebate is what is left of its parts", """
				select count(*) from rebates r where r.organization_id = ? and r.amount_minor <> (
				    select coalesce(sum(trunc(cast(part.minor as numeric) * (l.total_minor - l.refunded_minor)
				        / nullif(l.total_minor, 0))), 0)
				    from unnest(r.line_ids, r.line_minors) as part (line_id, minor)
				    join order_lines l on l.organization_id = r.organization_id and l.id = part.line_id)
				    and exists (select from orders o where o.organization_id = r.organization_id and o.id = r.order_id
				        and o.paid_at is not null)""");
		always("an order that came to nothing has no rebate",
				"""
						select count(*) from rebates r join orders o on o.organization_id = r.organization_id and o.id = r.order_id
						    where r.organization_id = ? and r.amount_minor > 0 and r.state <> 'CANCELLED'
						    and o.state in ('CANCELLED', 'EXPIRED', 'REFUNDED')""");
		always("what a used coupon promises back is a rebate of its order, and no other coupon's is",
				"""
						select count(*) from coupons c where c.organization_id = ? and c.kind = 'CASHBACK' and (c.state = 'USED')
						    <> exists (select from rebates r where r.organization_id = c.organization_id and r.coupon_id = c.id
						        and r.order_id = c.order_id and r.promised_minor = c.discount_minor and r.member_id = c.member_id)""");
		always("no coupon promises back what was not paid, or was paid back",
				"""
						select count(*) from rebates r join orders o on o.organization_id = r.organization_id and o.id = r.order_id
						    where r.organization_id = ? and r.coupon_id is not null
						    and (o.paid_at is null or r.amount_minor > o.total_minor - o.refunded_minor)""");
		always("no more was promised than the programmes have", """
				select count(*) from rebate_budgets where organization_id = ? and used_minor > most_minor""");
		always("the shelf has given what orders hold",
				"""
						select count(*) from product_stock s where s.organization_id = ? and s.taken <> (select coalesce(sum(h.quantity), 0)
						    from product_holds h where h.organization_id = s.organization_id and h.product_id = s.product_id
						    and h.state <> 'RETURNED')""");
		always("no order that came to nothing holds anything of the shelf",
				"""
						select count(*) from product_holds h join orders o on o.organization_id = h.organization_id and o.id = h.order_id
						    where h.organization_id = ? and h.state = 'HELD' and o.state in ('CANCELLED', 'EXPIRED', 'REFUNDED')""");
		always("deferring has two sides", "select " + on("'DEFERRED_REVENUE', 'DEFERRAL'"));
		always("a paid membership has its term, a refunded one no more",
				"""
						select count(*) from order_lines l join orders o on o.organization_id = l.organization_id and o.id = l.order_id
						    where o.organization_id = ? and l.product_kind = 'MEMBERSHIP'
						    and (o.state in ('PAID', 'PARTLY_REFUNDED') and (l.refunded_minor < l.total_minor or l.total_minor = 0))
						    <> exists (select from membership_terms t join plans p on p.organization_id = t.organization_id
						        and p.id = t.plan_id where t.organization_id = o.organization_id and t.order_id = o.id
						        and p.product_id = l.product_id and t.refunded_at is null)""");
		always("nobody has two live memberships of a family",
				"""
						select count(*) from (select from memberships where organization_id = ?
						    and state in ('PENDING', 'ACTIVE', 'GRACE', 'PAUSED') group by member_id, family having count(*) > 1) x""");
		always("what is bought to be used is there once it is paid, and kept as far as it was not paid back",
				"""
						select count(*) from order_lines l join orders o on o.organization_id = l.organization_id and o.id = l.order_id
						    left join benefit_purchases p on p.organization_id = l.organization_id and p.id = l.id
						    where o.organization_id = ? and l.product_kind = 'CONSULTATION' and case when o.paid_at is null
						    then p.id is not null else p.kept_minor is distinct from l.total_minor - l.refunded_minor end""");
		always("nobody uses more of what was bought than is left of it",
				"""
						select count(*) from benefit_purchases p where p.organization_id = ? and p.pieces < (select count(*)
						    from benefit_uses u where u.organization_id = p.organization_id and u.line_id = p.id and u.undone_at is null)""");
		always("what is owed of what was bought is what was not used of it",
				"""
						select count(*) from benefit_purchases p where p.organization_id = ? and p.pieces - (select count(*)
						    from benefit_uses u where u.organization_id = p.organization_id and u.line_id = p.id and u.undone_at is null)
						    <> (select coalesce(sum(b.left_count), 0) from benefit_promises b
						        where b.organization_id = p.organization_id and b.line_id = p.id)""");
		always("what can be carried home is to be delivered, as long as its order wants it",
				"""
						select count(*) from order_lines l join orders o on o.organization_id = l.organization_id and o.id = l.order_id
						    left join fulfilment_lines f on f.organization_id = l.organization_id and f.id = l.id
						    where o.organization_id = ? and l.product_kind = 'GOODS' and (f.id is null or f.state = 'OPEN'
						    and o.state in ('CANCELLED', 'EXPIRED', 'REFUNDED') or f.state = 'STOPPED' and l.refunded_minor < l.total_minor
						    and o.state not in ('CANCELLED', 'EXPIRED') or f.state <> 'OPEN' and o.state = 'UNPAID')""");
		rest("what the provider holds for us is what our books say",
				"select " + on("'CASH', 'PAYMENT_FEE'")
						+ """
								- (select coalesce(sum(case direction when 'IN' then amount_minor else - amount_minor end), 0)
								   from payments where organization_id = ? and method <> 'ONLINE')
								- (select coalesce(sum(amount_minor * ((paid_at is not null)::int + (paid_again_at is not null)::int)), 0)
								   from sandbox_charges where organization_id = ?)
								+ (select coalesce(sum(amount_minor), 0) from sandbox_refunds where organization_id = ?)"""
						+ PAID_OUT);
		rest("nothing is still to go back",
				"""
						select count(*) from checkout_returns where organization_id = ? and state in ('DUE', 'SENT', 'UNKNOWN')""");
		rest("of every payment it is known how it ended",
				"""
						select count(*) from checkout_attempts where organization_id = ? and state in ('CREATED', 'PENDING', 'UNKNOWN')""");
		rest("no order waits beyond its time", """
				select count(*) from orders where organization_id = ? and state = 'UNPAID'""");
	}

	private MoneyProofs() {
	}

	private static void always(String claim, String sql) {
		AT_ANY_TIME.put(claim, sql);
	}

	private static void rest(String claim, String sql) {
		AT_REST.put(claim, sql);
	}

	/** What stands on accounts. */
	private static String on(String accounts) {
		return ON.formatted(accounts);
	}

}
