-- A row for each payment and refund instead of one for each member and day: whoever reads it adds up anyway, and adding up
-- twice kept the conditions of the reader (a member, a window of days) from the tables.
create or replace view order_spend_facts with (security_invoker = true) as
select organization_id, member_id, paid_day as day, total_minor as paid_minor, 0::bigint as refunded_minor,
    1::bigint as orders
from orders
where paid_day is not null and state <> 'TAKEN_BACK'
union all
select o.organization_id, o.member_id, r.day, 0::bigint, r.amount_minor, 0::bigint
from order_refunds r
join orders o on o.organization_id = r.organization_id and o.id = r.order_id
where o.state <> 'TAKEN_BACK';
