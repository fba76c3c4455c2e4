create table products (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    name            text        not null,
    kind            text        not null,
    price_minor     bigint      not null,
    currency        text        not null,
    description     text        not null,
    active          boolean     not null,
    created_at      timestamptz not null,
    constraint products_key primary key (organization_id, id),
    constraint products_name_once unique (organization_id, name),
    constraint products_organization_fk foreign key (organization_id) references organizations (id),
    constraint products_name check (length(name) between 1 and 200 and name = btrim(name)),
    constraint products_kind check (kind in
        ('GOODS', 'COURSE', 'CAMP', 'CONSULTATION', 'SAMPLE', 'SERVICE', 'MEMBERSHIP')),
    constraint products_price check (price_minor >= 0),
    constraint products_currency check (currency ~ '^[A-Z]{3}$')
);
grant select, insert, update on products to ${app};

alter table products enable row level security;
create policy products_of_the_organization on products
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view catalog_facts with (security_invoker = true) as
select organization_id, id as product_id, name, kind, price_minor, currency, active
from products;
grant select on catalog_facts to ${app};
