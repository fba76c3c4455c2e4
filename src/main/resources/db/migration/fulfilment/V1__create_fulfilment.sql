-- What of an order has to be sent or handed over, and where it goes. The id is that of the order, which is of another module,
-- as are member and product, so without keys. "open" and "under_way" are kept beside the lines and parcels, for the lists.
-- The address is personal: who is erased has none.
create table fulfilments (
    organization_id uuid        not null,
    id              uuid        not null,
    member_id       uuid        not null,
    placed_at       timestamptz not null,
    open            boolean     not null,
    under_way       boolean     not null,
    recipient       text,
    phone           text,
    region          text,
    city            text,
    district        text,
    street          text,
    postcode        text,
    country         text,
    constraint fulfilments_key primary key (organization_id, id),
    constraint fulfilments_organization_fk foreign key (organization_id) references organizations (id),
    constraint fulfilments_address check (
        (recipient is null and phone is null and region is null and city is null and district is null and street is null
            and postcode is null and country is null)
        or (recipient is not null and phone is not null and region is not null and city is not null
            and district is not null and street is not null and postcode is not null and country is not null))
);
create index fulfilments_open on fulfilments (organization_id, placed_at, id) where open;
create index fulfilments_under_way on fulfilments (organization_id, placed_at, id) where under_way;
create index fulfilments_of_member on fulfilments (organization_id, member_id, placed_at desc, id desc);
grant select, insert on fulfilments to ${app};
grant update (member_id, open, under_way, recipient, phone, region, city, district, street, postcode, country)
    on fulfilments to ${app};
alter table fulfilments enable row level security;
create policy fulfilments_of_the_organization on fulfilments
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Something that was sent, with the courier's number.
create table fulfilment_parcels (
    organization_id uuid        not null,
    id              uuid        not null,
    order_id        uuid        not null,
    carrier         text        not null,
    tracking_no     text        not null,
    shipped_at      timestamptz not null,
    shipped_by      text        not null,
    delivered_at    timestamptz,
    constraint fulfilment_parcels_key primary key (organization_id, id),
    constraint fulfilment_parcels_order_fk foreign key (organization_id, order_id)
        references fulfilments (organization_id, id),
    constraint fulfilment_parcels_carrier check (length(carrier) between 1 and 60),
    constraint fulfilment_parcels_tracking_no check (length(tracking_no) <= 60)
);
create index fulfilment_parcels_of_order on fulfilment_parcels (organization_id, order_id, shipped_at);
grant select, insert, update (carrier, tracking_no, delivered_at) on fulfilment_parcels to ${app};
alter table fulfilment_parcels enable row level security;
create policy fulfilment_parcels_of_the_organization on fulfilment_parcels
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- A line of an order that can be held in the hand. The id is that of the order's line.
create table fulfilment_lines (
    organization_id uuid        not null,
    id              uuid        not null,
    order_id        uuid        not null,
    ordinal         int         not null,
    product_id      uuid        not null,
    product_name    text        not null,
    quantity        int         not null,
    state           text        not null,
    parcel_id       uuid,
    moved_at        timestamptz not null,
    constraint fulfilment_lines_key primary key (organization_id, id),
    constraint fulfilment_lines_order_fk foreign key (organization_id, order_id)
        references fulfilments (organization_id, id),
    constraint fulfilment_lines_parcel_fk foreign key (organization_id, parcel_id)
        references fulfilment_parcels (organization_id, id),
    constraint fulfilment_lines_state check (state in ('OPEN', 'SHIPPED', 'DELIVERED', 'HANDED_OVER', 'STOPPED')),
    constraint fulfilment_lines_in_a_parcel check ((parcel_id is not null) = (state in ('SHIPPED', 'DELIVERED'))),
    constraint fulfilment_lines_quantity check (quantity > 0)
);
create index fulfilment_lines_of_order on fulfilment_lines (organization_id, order_id, ordinal);
create index fulfilment_lines_of_parcel on fulfilment_lines (organization_id, parcel_id) where parcel_id is not null;
grant select, insert, update (state, parcel_id, moved_at) on fulfilment_lines to ${app};
alter table fulfilment_lines enable row level security;
create policy fulfilment_lines_of_the_organization on fulfilment_lines
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
