-- By how much the prices that somebody agreed on for an order lie below those of its products. counted: against their
-- allowance; who may sell for less without one is not counted. Never changed: an order's amounts are not either.
create table order_price_cuts (
    organization_id uuid    not null,
    order_id        uuid    not null,
    amount_minor    bigint  not null,
    reason          text,
    account_id      uuid    not null,
    actor_name      text    not null,
    counted         boolean not null,
    constraint order_price_cuts_key primary key (organization_id, order_id),
    constraint order_price_cuts_order_fk foreign key (organization_id, order_id) references orders (organization_id, id),
    constraint order_price_cuts_amount check (amount_minor > 0),
    constraint order_price_cuts_reason check (reason is not null or not counted)
);
grant select, insert on order_price_cuts to ${app};
alter table order_price_cuts enable row level security;
create policy order_price_cuts_of_the_organization on order_price_cuts
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
