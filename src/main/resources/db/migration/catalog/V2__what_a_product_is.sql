-- What belongs to a product's kind, what it costs, and who may buy how many. limited: an order has to ask the shelf, since
-- something of this holds, or because it is counted; then it has a row in product_stock.
alter table products add column sku text;
alter table products add column cost_minor bigint;
alter table products add column starts_on date;
alter table products add column ends_on date;
alter table products add column minutes int;
alter table products add column per_member int;
alter table products add column eligibility jsonb not null default '{}';
alter table products add column limited boolean not null default false;
alter table products add constraint products_sku check (length(sku) between 1 and 60 and sku = btrim(sku));
alter table products add constraint products_cost check (cost_minor >= 0);
alter table products add constraint products_days check (ends_on >= starts_on and (starts_on is null) = (ends_on is null));
alter table products add constraint products_minutes check (minutes between 1 and 1440);
alter table products add constraint products_per_member check (per_member between 1 and 1000);
create unique index products_sku_once on products (organization_id, sku) where sku is not null;

-- The counter that orders race for. It stands alone: no foreign key points at it, so nobody locks it but who takes.
-- stock: all that was ever laid in, null for unlimited; taken: what orders hold or got; handed: what of that they got.
create table product_stock (
    organization_id uuid   not null,
    product_id      uuid   not null,
    stock           bigint,
    taken           bigint not null,
    handed          bigint not null,
    constraint product_stock_key primary key (organization_id, product_id),
    constraint product_stock_never_oversold check (handed between 0 and taken and (stock is null or taken <= stock))
);
grant select, insert, update on product_stock to ${app};
alter table product_stock enable row level security;
create policy product_stock_of_the_organization on product_stock
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What orders took of limited products, line by line; the id is the line's.
create table product_holds (
    organization_id uuid        not null,
    id              uuid        not null,
    order_id        uuid        not null,
    product_id      uuid        not null,
    member_id       uuid        not null,
    quantity        int         not null,
    state           text        not null,
    held_at         timestamptz not null,
    ended_at        timestamptz,
    constraint product_holds_key primary key (organization_id, id),
    constraint product_holds_product_fk foreign key (organization_id, product_id) references products (organization_id, id),
    constraint product_holds_quantity check (quantity > 0),
    constraint product_holds_state check (state in ('HELD', 'HANDED_OVER', 'RETURNED')),
    constraint product_holds_end check ((ended_at is null) = (state = 'HELD'))
);
create index product_holds_by_order on product_holds (organization_id, order_id);
create index product_holds_by_member on product_holds (organization_id, member_id, product_id);
grant select, insert on product_holds to ${app};
grant update (member_id, state, ended_at) on product_holds to ${app};
alter table product_holds enable row level security;
create policy product_holds_of_the_organization on product_holds
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What people laid in and took out, and why; nobody changes or deletes one. Without a number: unlimited from then on.
create table product_stock_changes (
    organization_id uuid        not null,
    id              uuid        not null,
    product_id      uuid        not null,
    number          bigint,
    on_hand         bigint,
    reason          text        not null,
    at              timestamptz not null,
    actor_id        uuid,
    actor_name      text        not null,
    constraint product_stock_changes_key primary key (organization_id, id),
    constraint product_stock_changes_product_fk foreign key (organization_id, product_id)
        references products (organization_id, id),
    constraint product_stock_changes_number check (number <> 0 and (number is null) = (on_hand is null))
);
create index product_stock_changes_by_product on product_stock_changes (organization_id, product_id, id desc);
grant select, insert on product_stock_changes to ${app};
alter table product_stock_changes enable row level security;
create policy product_stock_changes_of_the_organization on product_stock_changes
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create or replace view catalog_facts with (security_invoker = true) as
select organization_id, id as product_id, name, kind, price_minor, currency, active, sku, cost_minor
from products;
