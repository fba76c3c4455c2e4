-- A product for less, for a while, for some, and only so many.
create table flash_sales (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    product_id      uuid        not null,
    state           text        not null,
    price_minor     bigint      not null,
    currency        text        not null,
    starts_at       timestamptz not null,
    -- The first instant at which it no longer holds.
    ends_at         timestamptz not null,
    per_member      int         not null,
    eligibility     jsonb       not null,
    created_at      timestamptz not null,
    constraint flash_sales_key primary key (organization_id, id),
    constraint flash_sales_product_fk foreign key (organization_id, product_id) references products (organization_id, id),
    constraint flash_sales_state check (state in ('DRAFT', 'OPEN', 'CANCELLED')),
    constraint flash_sales_price check (price_minor >= 0),
    constraint flash_sales_currency check (currency ~ '^[A-Z]{3}$'),
    constraint flash_sales_window check (ends_at > starts_at),
    constraint flash_sales_per_member check (per_member between 1 and 1000)
);
create index flash_sales_by_time on flash_sales (organization_id, starts_at desc, id desc);
create index flash_sales_of_product on flash_sales (organization_id, product_id, ends_at) where state = 'OPEN';
grant select, insert, update on flash_sales to ${app};
alter table flash_sales enable row level security;
create policy flash_sales_of_the_organization on flash_sales
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The counter that its buyers race for; no foreign key points at it.
create table flash_sale_stock (
    organization_id uuid   not null,
    sale_id         uuid   not null,
    stock           bigint not null,
    taken           bigint not null,
    constraint flash_sale_stock_key primary key (organization_id, sale_id),
    constraint flash_sale_stock_never_oversold check (stock > 0 and taken between 0 and stock)
);
grant select, insert, update on flash_sale_stock to ${app};
alter table flash_sale_stock enable row level security;
create policy flash_sale_stock_of_the_organization on flash_sale_stock
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- By which sale something was taken.
alter table product_holds add column sale_id uuid;
create index product_holds_by_sale on product_holds (organization_id, sale_id, member_id) where sale_id is not null;
