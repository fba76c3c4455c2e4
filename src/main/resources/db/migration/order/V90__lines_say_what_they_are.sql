-- What a line is and was called: for who gives afterwards what old and imported orders bought.
create or replace view order_line_facts with (security_invoker = true) as
select o.organization_id, l.order_id, l.id as line_id, l.product_id, o.member_id, o.paid_day, l.quantity,
    l.total_minor, l.refunded_minor, l.product_name, l.product_kind
from order_lines l
join orders o on o.organization_id = l.organization_id and o.id = l.order_id
where o.paid_day is not null and o.state <> 'TAKEN_BACK';
