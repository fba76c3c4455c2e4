-- An import: the files that came in together, what is to become of them, and how far it got.
create table imports (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    kind            text        not null,
    state           text        not null,
    name            text        not null,
    upload_key      text        not null,
    options         jsonb       not null,
    expected        jsonb       not null,
    counts          jsonb       not null,
    sample          jsonb       not null,
    file_ordinal    int         not null,
    records         bigint      not null,
    bytes           bigint      not null,
    total_bytes     bigint      not null,
    job_id          uuid,
    failure         text,
    created_at      timestamptz not null,
    created_by      uuid,
    created_by_name text        not null,
    checked_at      timestamptz,
    started_at      timestamptz,
    ended_at        timestamptz,
    constraint imports_key primary key (organization_id, id),
    constraint imports_upload_once unique (organization_id, upload_key),
    constraint imports_organization_fk foreign key (organization_id) references organizations (id),
    constraint imports_kind check (kind in ('CHATS', 'MEMBERS', 'ORDERS')),
    constraint imports_state check (state in ('UPLOADED', 'CHECKING', 'CHECKED', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED', 'UNDOING', 'UNDONE')),
    constraint imports_position check (file_ordinal >= 0 and records >= 0 and bytes >= 0 and total_bytes >= 0)
);
create index imports_by_age on imports (organization_id, created_at desc, id desc);
grant select, insert, update on imports to ${app};

-- A file of an import, and what it was recognized as.
create table import_files (
    organization_id uuid    not null,
    id              uuid    not null,
    version         bigint  not null,
    import_id       uuid    not null,
    ordinal         int     not null,
    content_id      uuid,
    name            text    not null,
    size            bigint  not null,
    format          text,
    carrier         text,
    charset         text,
    zoned           boolean not null,
    dated           boolean not null,
    confidence      int     not null,
    chat_name       text,
    refusal         text,
    constraint import_files_key primary key (organization_id, id),
    constraint import_files_ordinal_once unique (organization_id, import_id, ordinal),
    constraint import_files_organization_fk foreign key (organization_id) references organizations (id),
    constraint import_files_import_fk foreign key (organization_id, import_id) references imports (organization_id, id),
    constraint import_files_readable check (refusal is not null or (format is not null and content_id is not null)),
    constraint import_files_confidence check (confidence between 0 and 100 and size >= 0)
);
grant select, insert, update on import_files to ${app};

-- What could not be taken, of the dry run or of the import; goes with the undo, since an excerpt may be personal.
create table import_problems (
    organization_id uuid   not null,
    id              uuid   not null,
    import_id       uuid   not null,
    dry             boolean not null,
    file_ordinal    int    not null,
    line            bigint not null,
    reason          text   not null,
    excerpt         text   not null,
    constraint import_problems_key primary key (organization_id, id),
    constraint import_problems_organization_fk foreign key (organization_id) references organizations (id),
    constraint import_problems_import_fk foreign key (organization_id, import_id) references imports (organization_id, id),
    constraint import_problems_excerpt check (length(excerpt) <= 200)
);
create index import_problems_by_line on import_problems (organization_id, import_id, dry, file_ordinal, line, id);
grant select, insert, delete on import_problems to ${app};

-- Whom an import met; kept says why one whom it made stays after an undo.
create table import_members (
    organization_id uuid    not null,
    import_id       uuid    not null,
    member_id       uuid    not null,
    is_new          boolean not null,
    kept            text,
    constraint import_members_key primary key (organization_id, import_id, member_id),
    constraint import_members_organization_fk foreign key (organization_id) references organizations (id),
    constraint import_members_import_fk foreign key (organization_id, import_id) references imports (organization_id, id)
);
create index import_members_by_outcome on import_members (organization_id, import_id, is_new, member_id);
grant select, insert, update, delete on import_members to ${app};

-- Which column of a table means what, as chosen last for a table with this head.
create table import_mappings (
    organization_id uuid        not null,
    kind            text        not null,
    fingerprint     text        not null,
    columns         jsonb       not null,
    changed_at      timestamptz not null,
    constraint import_mappings_key primary key (organization_id, kind, fingerprint),
    constraint import_mappings_organization_fk foreign key (organization_id) references organizations (id),
    constraint import_mappings_kind check (kind in ('MEMBERS', 'ORDERS'))
);
grant select, insert, update on import_mappings to ${app};

-- Two imports of an organization take turns, slice by slice, so that they never wait for each other in a circle.
create table import_turns (
    organization_id uuid        not null,
    taken_at        timestamptz not null,
    constraint import_turns_key primary key (organization_id),
    constraint import_turns_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert, update on import_turns to ${app};

alter table imports enable row level security;
create policy imports_of_the_organization on imports
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

alter table import_files enable row level security;
create policy import_files_of_the_organization on import_files
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

alter table import_problems enable row level security;
create policy import_problems_of_the_organization on import_problems
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

alter table import_members enable row level security;
create policy import_members_of_the_organization on import_members
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

alter table import_mappings enable row level security;
create policy import_mappings_of_the_organization on import_mappings
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

alter table import_turns enable row level security;
create policy import_turns_of_the_organization on import_turns
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
