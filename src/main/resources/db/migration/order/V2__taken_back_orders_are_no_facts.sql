-- An order that came with an import which was taken back never was, for anybody who counts.
create or replace view order_facts with (security_invoker = true) as
select organization_id, id as order_id, number, member_id, state, source, placed_at, placed_day, paid_at, paid_day,
    total_minor, refunded_minor, currency, coupon_id
from orders
where state <> 'TAKEN_BACK';
