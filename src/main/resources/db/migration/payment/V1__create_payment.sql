-- Money that was handed over, in or out. Append-only: what is wrong is put right by a row in the other direction.
create table payments (
    organization_id uuid        not null,
    id              uuid        not null,
    order_id        uuid        not null,
    member_id       uuid        not null,
    direction       text        not null,
    method          text        not null,
    amount_minor    bigint      not null,
    currency        text        not null,
    at              timestamptz not null,
    day             date        not null,
    reference       text        not null,
    actor_id        uuid,
    actor_name      text        not null,
    run_id          uuid,
    constraint payments_key primary key (organization_id, id),
    constraint payments_organization_fk foreign key (organization_id) references organizations (id),
    constraint payments_direction check (direction in ('IN', 'OUT')),
    constraint payments_method check (method in ('CASH', 'TRANSFER', 'OTHER')),
    constraint payments_amount check (amount_minor > 0),
    constraint payments_currency check (currency ~ '^[A-Z]{3}$')
);
-- An order is paid once, whoever asks at the same time.
create unique index payments_in_once on payments (organization_id, order_id) where direction = 'IN';
create index payments_by_order on payments (organization_id, order_id);
grant select, insert on payments to ${app};

alter table payments enable row level security;
create policy payments_of_the_organization on payments
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view payment_facts with (security_invoker = true) as
select organization_id, id as payment_id, order_id, member_id, direction, method, amount_minor, currency, at, day
from payments;
grant select on payment_facts to ${app};
