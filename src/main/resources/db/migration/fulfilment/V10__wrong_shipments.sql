-- A table of a courier as it was taken in, so that it can be taken back as a whole. Its name is that of the file.
create table fulfilment_tables (
    organization_id   uuid        not null,
    id                uuid        not null,
    name              text        not null,
    taken_at          timestamptz not null,
    taken_by          text        not null,
    parcels           int         not null,
    taken_back_at     timestamptz,
    taken_back_by     text,
    taken_back_reason text,
    constraint fulfilment_tables_key primary key (organization_id, id),
    constraint fulfilment_tables_organization_fk foreign key (organization_id) references organizations (id),
    constraint fulfilment_tables_parcels check (parcels > 0),
    constraint fulfilment_tables_name check (length(name) <= 200),
    constraint fulfilment_tables_taken_back check ((taken_back_at is null) = (taken_back_by is null)
        and (taken_back_at is null) = (taken_back_reason is null) and length(taken_back_reason) between 1 and 200)
);
create index fulfilment_tables_by_time on fulfilment_tables (organization_id, taken_at desc, id desc);
grant select, insert, update (taken_back_at, taken_back_by, taken_back_reason) on fulfilment_tables to ${app};
alter table fulfilment_tables enable row level security;
create policy fulfilment_tables_of_the_organization on fulfilment_tables
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- A parcel that never went out is taken back: its lines are here again, and it keeps in words what was thought to be in it.
-- The reason goes where its member is erased.
alter table fulfilment_parcels add column table_id uuid;
alter table fulfilment_parcels add column taken_back_at timestamptz;
alter table fulfilment_parcels add column taken_back_by text;
alter table fulfilment_parcels add column taken_back_reason text;
alter table fulfilment_parcels add column taken_back_things text;
alter table fulfilment_parcels add constraint fulfilment_parcels_table_fk foreign key (organization_id, table_id)
    references fulfilment_tables (organization_id, id);
alter table fulfilment_parcels add constraint fulfilment_parcels_taken_back check (
    (taken_back_at is null) = (taken_back_by is null) and (taken_back_at is null) = (taken_back_reason is null)
    and (taken_back_at is null) = (taken_back_things is null) and length(taken_back_reason) <= 200
    and (taken_back_at is null or delivered_at is null));
create index fulfilment_parcels_of_table on fulfilment_parcels (organization_id, table_id, id) where table_id is not null;
grant update (taken_back_at, taken_back_by, taken_back_reason, taken_back_things) on fulfilment_parcels to ${app};
