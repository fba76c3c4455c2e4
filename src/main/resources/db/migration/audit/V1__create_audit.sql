create table audit_entries (
    organization_id uuid        not null,
    id              uuid        not null,
    at              timestamptz not null,
    actor_kind      text        not null,
    actor_id        uuid,
    actor_name      text        not null,
    address         text,
    action          text        not null,
    object_type     text        not null,
    object_id       text        not null,
    before          jsonb,
    after           jsonb,
    constraint audit_entries_key primary key (organization_id, id),
    constraint audit_entries_organization_fk foreign key (organization_id) references organizations (id),
    constraint audit_entries_actor check (actor_kind in ('STAFF', 'API_KEY', 'MEMBER', 'SYSTEM'))
);
create index audit_entries_by_object on audit_entries (organization_id, object_type, object_id, id);
create index audit_entries_by_action on audit_entries (organization_id, action, id);
create index audit_entries_by_actor on audit_entries (organization_id, actor_id, id);
-- append-only
grant select, insert on audit_entries to ${app};
alter table audit_entries enable row level security;
create policy audit_entries_of_the_organization on audit_entries
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What was personal in a change lies apart, where the erasure of the member reaches it.
create table audit_personal (
    organization_id uuid  not null,
    entry_id        uuid  not null,
    member_id       uuid  not null,
    before          jsonb,
    after           jsonb,
    constraint audit_personal_key primary key (organization_id, entry_id),
    constraint audit_personal_entry_fk foreign key (organization_id, entry_id)
        references audit_entries (organization_id, id)
);
create index audit_personal_by_member on audit_personal (organization_id, member_id);
grant select, insert, delete on audit_personal to ${app};
alter table audit_personal enable row level security;
create policy audit_personal_of_the_organization on audit_personal
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
