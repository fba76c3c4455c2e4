-- Public pages on which members order by themselves. Group, products and orders are of other modules, so without a key.
-- secret: signs the personal links, the links to single orders, and the forms on the page of a group.
create table order_pages (
    organization_id uuid        not null,
    id              uuid        not null,
    kind            text        not null,
    group_id        uuid,
    title           text        not null,
    code            text        not null,
    secret          bytea       not null,
    created_at      timestamptz not null,
    closed_at       timestamptz,
    refused         bigint      not null,
    constraint order_pages_key primary key (organization_id, id),
    constraint order_pages_organization_fk foreign key (organization_id) references organizations (id),
    constraint order_pages_code_once unique (organization_id, code),
    constraint order_pages_kind check ((kind = 'PERSONAL' and group_id is null) or (kind = 'GROUP' and group_id is not null)),
    constraint order_pages_title check (length(title) between 1 and 100),
    constraint order_pages_secret check (length(secret) = 32),
    constraint order_pages_refused check (refused >= 0)
);
create index order_pages_latest on order_pages (organization_id, created_at desc, id desc);
grant select, insert, update (closed_at, refused) on order_pages to ${app};
alter table order_pages enable row level security;
create policy order_pages_of_the_organization on order_pages
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What a page sells, in its order.
create table order_page_products (
    organization_id uuid not null,
    page_id         uuid not null,
    product_id      uuid not null,
    ordinal         int  not null,
    constraint order_page_products_key primary key (organization_id, page_id, product_id),
    constraint order_page_products_page_fk foreign key (organization_id, page_id) references order_pages (organization_id, id)
);
grant select, insert on order_page_products to ${app};
alter table order_page_products enable row level security;
create policy order_page_products_of_the_organization on order_page_products
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The orders that came by a page. Whose they are, the orders say: so they go along when two members are one. Append-only.
create table order_page_orders (
    organization_id uuid        not null,
    id              uuid        not null,
    page_id         uuid        not null,
    placed_at       timestamptz not null,
    constraint order_page_orders_key primary key (organization_id, id),
    constraint order_page_orders_page_fk foreign key (organization_id, page_id) references order_pages (organization_id, id)
);
create index order_page_orders_of_page on order_page_orders (organization_id, page_id, placed_at desc, id desc);
grant select, insert on order_page_orders to ${app};
alter table order_page_orders enable row level security;
create policy order_page_orders_of_the_organization on order_page_orders
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
