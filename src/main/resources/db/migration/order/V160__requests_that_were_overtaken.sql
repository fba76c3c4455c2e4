-- A request waits for money that went back by another refund meanwhile: nothing is left to approve, and to decline it would say
-- that nothing was paid back.
alter table refund_requests drop constraint refund_requests_state;
alter table refund_requests add constraint refund_requests_state
    check (state in ('PENDING', 'APPROVED', 'DECLINED', 'OVERTAKEN'));
update refund_requests r set state = 'OVERTAKEN', version = r.version + 1,
    decided_at = coalesce((select max(b.at) from order_refunds b
        where b.organization_id = r.organization_id and b.order_id = r.order_id), r.requested_at)
where r.state = 'PENDING' and (
    exists (select from orders o where o.organization_id = r.organization_id and o.id = r.order_id and o.state = 'REFUNDED')
    or exists (select from order_lines l where l.organization_id = r.organization_id and l.id = r.line_id
        and l.refunded_minor = l.total_minor));
