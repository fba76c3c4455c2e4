alter table refund_requests drop constraint refund_requests_method;
alter table refund_requests add constraint refund_requests_method
    check (method in ('CASH', 'TRANSFER', 'OTHER', 'ONLINE'));
