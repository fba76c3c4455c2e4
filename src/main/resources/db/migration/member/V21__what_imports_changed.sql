-- What an import of changes changed of a member, so that it can be taken back. cells: by a name of the column that stays
-- {"heading", "before", "run", "after"}: what stood there, by which import, and what the import made of it. undone: what
-- taking it back did; kept: why what was not put back was not, by the same names. Emptied with the person.
create table member_run_changes (
    organization_id uuid        not null,
    run_id          uuid        not null,
    member_id       uuid        not null,
    file_ordinal    int         not null,
    line            bigint      not null,
    changed_at      timestamptz not null,
    cells           jsonb       not null,
    undone          text,
    undone_at       timestamptz,
    kept            jsonb,
    constraint member_run_changes_key primary key (organization_id, run_id, member_id),
    constraint member_run_changes_member_fk foreign key (organization_id, member_id)
        references members (organization_id, id),
    constraint member_run_changes_undone check (undone in ('ALL', 'SOME', 'NONE', 'WAITING')),
    constraint member_run_changes_once check ((undone is null) = (undone_at is null))
);
create index member_run_changes_by_line on member_run_changes (organization_id, run_id, file_ordinal, line, member_id);
create index member_run_changes_of_member on member_run_changes (organization_id, member_id, changed_at);
grant select, insert, update, delete on member_run_changes to ${app};
alter table member_run_changes enable row level security;
create policy member_run_changes_of_the_organization on member_run_changes
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
