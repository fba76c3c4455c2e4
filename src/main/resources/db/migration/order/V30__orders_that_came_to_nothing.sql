-- An order that came to nothing can be called off: then it stands where one stands of which all was paid back.
alter table orders drop constraint orders_refunds;
alter table orders add constraint orders_refunds check (case state
    when 'UNPAID' then refunded_minor = 0 when 'PAID' then refunded_minor = 0
    when 'PARTLY_REFUNDED' then refunded_minor > 0 and refunded_minor < total_minor
    when 'REFUNDED' then refunded_minor = total_minor and (total_minor > 0 or closed_at is not null) else true end);
