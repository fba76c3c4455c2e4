-- What was paid and paid back for each line, each on its own day: spend that asks for what. Whoever reads it adds up. A row of
-- a payment has the quantity, one of a refund has none.
create view order_line_spend_facts with (security_invoker = true) as
select o.organization_id, o.member_id, o.id as order_id, l.product_id, l.product_kind, o.paid_day as day, l.quantity,
    l.total_minor as paid_minor, 0::bigint as refunded_minor
from orders o
join order_lines l on l.organization_id = o.organization_id and l.order_id = o.id
where o.paid_day is not null and o.state <> 'TAKEN_BACK'
union all
select o.organization_id, o.member_id, o.id, l.product_id, l.product_kind, r.day, 0, 0::bigint, p.amount_minor
from order_refunds r
join orders o on o.organization_id = r.organization_id and o.id = r.order_id
join order_refund_lines p on p.organization_id = r.organization_id and p.refund_id = r.id
join order_lines l on l.organization_id = p.organization_id and l.id = p.line_id
where o.state <> 'TAKEN_BACK';
grant select on order_line_spend_facts to ${app};
