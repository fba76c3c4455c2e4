-- The last number that an order got. The row is locked until the commit, so it is drawn last.
create table order_numbers (
    organization_id uuid   not null,
    last            bigint not null,
    constraint order_numbers_key primary key (organization_id),
    constraint order_numbers_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert, update on order_numbers to ${app};

alter table order_numbers enable row level security;
create policy order_numbers_of_the_organization on order_numbers
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create table orders (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    number          bigint      not null,
    member_id       uuid        not null,
    state           text        not null,
    source          text        not null,
    external_no     text,
    run_id          uuid,
    coupon_id       uuid,
    list_minor      bigint      not null,
    discount_minor  bigint      not null,
    total_minor     bigint      not null,
    refunded_minor  bigint      not null,
    currency        text        not null,
    note            text        not null,
    placed_at       timestamptz not null,
    placed_day      date        not null,
    due_at          timestamptz,
    paid_at         timestamptz,
    paid_day        date,
    closed_at       timestamptz,
    constraint orders_key primary key (organization_id, id),
    constraint orders_number_once unique (organization_id, number),
    constraint orders_organization_fk foreign key (organization_id) references organizations (id),
    constraint orders_state check (state in
        ('UNPAID', 'PAID', 'PARTLY_REFUNDED', 'REFUNDED', 'CANCELLED', 'EXPIRED', 'TAKEN_BACK')),
    constraint orders_source check (source in ('STAFF', 'API', 'IMPORT')),
    constraint orders_imported check ((source = 'IMPORT') = (external_no is not null and run_id is not null)),
    constraint orders_paid check ((paid_at is null) = (state in ('UNPAID', 'CANCELLED', 'EXPIRED'))
        and (paid_at is null) = (paid_day is null)),
    constraint orders_amounts check (discount_minor between 0 and list_minor
        and total_minor = list_minor - discount_minor and refunded_minor between 0 and total_minor),
    constraint orders_refunds check (case state
        when 'UNPAID' then refunded_minor = 0 when 'PAID' then refunded_minor = 0
        when 'PARTLY_REFUNDED' then refunded_minor > 0 and refunded_minor < total_minor
        when 'REFUNDED' then refunded_minor = total_minor and total_minor > 0 else true end),
    constraint orders_currency check (currency ~ '^[A-Z]{3}$')
);
-- An imported order comes in once; what was taken back may come again.
create unique index orders_external_once on orders (organization_id, source, external_no)
    where external_no is not null and state <> 'TAKEN_BACK';
create index orders_by_time on orders (organization_id, placed_at desc, id desc);
create index orders_by_member on orders (organization_id, member_id, placed_at desc);
create index orders_by_paid_day on orders (organization_id, paid_day) where paid_day is not null;
create index orders_due on orders (organization_id, due_at) where state = 'UNPAID';
create index orders_by_run on orders (organization_id, run_id) where run_id is not null;
grant select, insert, update on orders to ${app};

alter table orders enable row level security;
create policy orders_of_the_organization on orders
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Name, kind and price are those of the day of the sale. That the organization exists, the key to the order says.
create table order_lines (
    organization_id uuid   not null,
    id              uuid   not null,
    version         bigint not null,
    order_id        uuid   not null,
    ordinal         int    not null,
    product_id      uuid   not null,
    product_name    text   not null,
    product_kind    text   not null,
    quantity        int    not null,
    unit_minor      bigint not null,
    list_minor      bigint not null,
    discount_minor  bigint not null,
    total_minor     bigint not null,
    refunded_minor  bigint not null,
    constraint order_lines_key primary key (organization_id, id),
    constraint order_lines_once unique (organization_id, order_id, ordinal),
    constraint order_lines_order_fk foreign key (organization_id, order_id) references orders (organization_id, id),
    constraint order_lines_quantity check (quantity > 0),
    constraint order_lines_amounts check (unit_minor >= 0 and discount_minor between 0 and list_minor
        and total_minor = list_minor - discount_minor and refunded_minor between 0 and total_minor)
);
grant select, insert, update on order_lines to ${app};

alter table order_lines enable row level security;
create policy order_lines_of_the_organization on order_lines
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What was paid back. Append-only.
create table order_refunds (
    organization_id uuid        not null,
    id              uuid        not null,
    order_id        uuid        not null,
    amount_minor    bigint      not null,
    currency        text        not null,
    reason          text        not null,
    at              timestamptz not null,
    day             date        not null,
    actor_id        uuid,
    actor_name      text        not null,
    request_id      uuid,
    run_id          uuid,
    constraint order_refunds_key primary key (organization_id, id),
    constraint order_refunds_order_fk foreign key (organization_id, order_id) references orders (organization_id, id),
    constraint order_refunds_amount check (amount_minor > 0)
);
create index order_refunds_by_order on order_refunds (organization_id, order_id);
create index order_refunds_by_day on order_refunds (organization_id, day);
grant select, insert on order_refunds to ${app};

alter table order_refunds enable row level security;
create policy order_refunds_of_the_organization on order_refunds
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Which part of a refund belongs to which line. Append-only.
create table order_refund_lines (
    organization_id uuid   not null,
    refund_id       uuid   not null,
    line_id         uuid   not null,
    amount_minor    bigint not null,
    constraint order_refund_lines_key primary key (organization_id, refund_id, line_id),
    constraint order_refund_lines_refund_fk foreign key (organization_id, refund_id)
        references order_refunds (organization_id, id),
    constraint order_refund_lines_line_fk foreign key (organization_id, line_id)
        references order_lines (organization_id, id),
    constraint order_refund_lines_amount check (amount_minor > 0)
);
grant select, insert on order_refund_lines to ${app};

alter table order_refund_lines enable row level security;
create policy order_refund_lines_of_the_organization on order_refund_lines
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Refunds above the organization's limit wait here for somebody who may approve them.
create table refund_requests (
    organization_id   uuid        not null,
    id                uuid        not null,
    version           bigint      not null,
    order_id          uuid        not null,
    line_id           uuid,
    amount_minor      bigint      not null,
    currency          text        not null,
    method            text        not null,
    reason            text        not null,
    state             text        not null,
    requested_at      timestamptz not null,
    requested_by      uuid,
    requested_by_name text        not null,
    decided_at        timestamptz,
    decided_by_name   text,
    decision_note     text,
    constraint refund_requests_key primary key (organization_id, id),
    constraint refund_requests_order_fk foreign key (organization_id, order_id) references orders (organization_id, id),
    constraint refund_requests_line_fk foreign key (organization_id, line_id)
        references order_lines (organization_id, id),
    constraint refund_requests_state check (state in ('PENDING', 'APPROVED', 'DECLINED')),
    constraint refund_requests_method check (method in ('CASH', 'TRANSFER', 'OTHER')),
    constraint refund_requests_amount check (amount_minor > 0),
    constraint refund_requests_decided check ((state = 'PENDING') = (decided_at is null))
);
-- Of one order, one waits at a time.
create unique index refund_requests_pending_once on refund_requests (organization_id, order_id)
    where state = 'PENDING';
create index refund_requests_by_time on refund_requests (organization_id, requested_at desc, id desc);
grant select, insert, update on refund_requests to ${app};

alter table refund_requests enable row level security;
create policy refund_requests_of_the_organization on refund_requests
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Orders of an import that was taken back are in no view but this one, by their state.
create view order_facts with (security_invoker = true) as
select organization_id, id as order_id, number, member_id, state, source, placed_at, placed_day, paid_at, paid_day,
    total_minor, refunded_minor, currency, coupon_id
from orders;
grant select on order_facts to ${app};

create view order_spend_facts with (security_invoker = true) as
select organization_id, member_id, day, sum(paid_minor)::bigint as paid_minor,
    sum(refunded_minor)::bigint as refunded_minor, sum(orders)::bigint as orders
from (
    select organization_id, member_id, paid_day as day, total_minor as paid_minor, 0 as refunded_minor, 1 as orders
    from orders
    where paid_day is not null and state <> 'TAKEN_BACK'
    union all
    select o.organization_id, o.member_id, r.day, 0, r.amount_minor, 0
    from order_refunds r
    join orders o on o.organization_id = r.organization_id and o.id = r.order_id
    where o.state <> 'TAKEN_BACK'
) as moves
group by organization_id, member_id, day;
grant select on order_spend_facts to ${app};

create view order_line_facts with (security_invoker = true) as
select o.organization_id, l.order_id, l.id as line_id, l.product_id, o.member_id, o.paid_day, l.quantity,
    l.total_minor, l.refunded_minor
from order_lines l
join orders o on o.organization_id = l.organization_id and o.id = l.order_id
where o.paid_day is not null and o.state <> 'TAKEN_BACK';
grant select on order_line_facts to ${app};
