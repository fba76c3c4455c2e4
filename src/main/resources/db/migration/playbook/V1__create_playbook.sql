-- Where the bands of prices begin and end; without a row, the house's own figures hold.
create table playbook_limits (
    organization_id uuid   not null,
    low_minor       bigint not null,
    high_minor      bigint not null,
    currency        text   not null,
    constraint playbook_limits_key primary key (organization_id),
    constraint playbook_limits_organization_fk foreign key (organization_id) references organizations (id),
    constraint playbook_limits_order check (low_minor >= 0 and low_minor < high_minor),
    constraint playbook_limits_currency check (currency ~ '^[A-Z]{3}$')
);
grant select, insert, update on playbook_limits to ${app};

alter table playbook_limits enable row level security;
create policy playbook_limits_of_the_organization on playbook_limits
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The products for which something was set up. Who sets up locks the row first, so that nothing is made twice.
-- asked_at: when those who look after members were last asked to talk to them, and how many they were.
create table playbook_products (
    organization_id uuid        not null,
    product_id      uuid        not null,
    set_up_at       timestamptz not null,
    asked_at        timestamptz,
    asked           int,
    constraint playbook_products_key primary key (organization_id, product_id),
    constraint playbook_products_organization_fk foreign key (organization_id) references organizations (id),
    constraint playbook_products_asked check ((asked_at is null) = (asked is null) and asked > 0)
);
grant select, insert, update on playbook_products to ${app};

alter table playbook_products enable row level security;
create policy playbook_products_of_the_organization on playbook_products
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
