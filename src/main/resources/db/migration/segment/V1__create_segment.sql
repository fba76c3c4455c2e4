create table segments (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    name            text        not null,
    rule            text        not null,
    frozen_at       timestamptz,
    members         bigint      not null,
    counted_at      timestamptz not null,
    created_at      timestamptz not null,
    archived_at     timestamptz,
    constraint segments_key primary key (organization_id, id),
    constraint segments_organization_fk foreign key (organization_id) references organizations (id),
    constraint segments_name check (length(name) between 1 and 80),
    constraint segments_members check (members >= 0)
);
create unique index segments_by_name on segments (organization_id, name) where archived_at is null;
grant select, insert, update on segments to ${app};
alter table segments enable row level security;
create policy segments_of_the_organization on segments
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Who was in a frozen segment when it was frozen.
create table segment_members (
    organization_id uuid not null,
    segment_id      uuid not null,
    member_id       uuid not null,
    constraint segment_members_key primary key (organization_id, segment_id, member_id),
    constraint segment_members_segment_fk foreign key (organization_id, segment_id)
        references segments (organization_id, id)
);
create index segment_members_by_member on segment_members (organization_id, member_id);
grant select, insert, delete on segment_members to ${app};
alter table segment_members enable row level security;
create policy segment_members_of_the_organization on segment_members
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
