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
create table personal_changes (
    organization_id uuid  not null,
    entry_id        uuid  not null,
    member_id       uuid  not null,
    before          jsonb,
    after           jsonb,
    constraint personal_changes_key primary key (organization_id, entry_id),
    constraint personal_changes_entry_fk foreign key (organization_id, entry_id)
        references audit_entries (organization_id, id)
);
create index personal_changes_by_member on personal_changes (organization_id, member_id);
grant select, insert, delete on personal_changes to ${app};
alter table personal_changes enable row level security;
create policy personal_changes_of_the_organization on personal_changes
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
