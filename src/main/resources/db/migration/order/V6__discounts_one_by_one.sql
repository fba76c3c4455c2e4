-- What was taken off an order, one after the other: by coupons, or by somebody of the staff as they saw fit. An order with one
-- coupon and nothing else needs no row: it says so itself. Never changed: an order's amounts are not either.
create table order_discounts (
    organization_id uuid   not null,
    order_id        uuid   not null,
    ordinal         int    not null,
    coupon_id       uuid,
    amount_minor    bigint not null,
    reason          text,
    account_id      uuid,
    actor_name      text,
    constraint order_discounts_key primary key (organization_id, order_id, ordinal),
    constraint order_discounts_order_fk foreign key (organization_id, order_id) references orders (organization_id, id),
    constraint order_discounts_amount check (amount_minor > 0),
    constraint order_discounts_kind check ((coupon_id is null) = (reason is not null))
);
grant select, insert on order_discounts to ${app};
alter table order_discounts enable row level security;
create policy order_discounts_of_the_organization on order_discounts
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
-- What somebody gave at which time, for who looks at that.
create index order_discounts_given on order_discounts (organization_id, order_id) where account_id is not null;

-- How much of their allowance somebody has taken off on a day of the organization. It is moved by guarded updates only.
create table order_allowance_days (
    organization_id uuid   not null,
    account_id      uuid   not null,
    day             date   not null,
    taken_minor     bigint not null,
    constraint order_allowance_days_key primary key (organization_id, account_id, day),
    constraint order_allowance_days_organization_fk foreign key (organization_id) references organizations (id),
    constraint order_allowance_days_taken check (taken_minor >= 0)
);
grant select, insert, update on order_allowance_days to ${app};
alter table order_allowance_days enable row level security;
create policy order_allowance_days_of_the_organization on order_allowance_days
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
