create table files (
    organization_id uuid        not null,
    id              uuid        not null,
    name            text        not null,
    content_type    text        not null,
    size            bigint      not null,
    sha256          text        not null,
    created_at      timestamptz not null,
    constraint files_key primary key (organization_id, id),
    constraint files_organization_fk foreign key (organization_id) references organizations (id),
    constraint files_size check (size >= 0)
);
grant select, insert, delete on files to ${app};
alter table files enable row level security;
create policy files_of_the_organization on files
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create table file_chunks (
    organization_id uuid  not null,
    file_id         uuid  not null,
    ordinal         int   not null,
    bytes           bytea not null,
    constraint file_chunks_key primary key (organization_id, file_id, ordinal),
    constraint file_chunks_organization_fk foreign key (organization_id) references organizations (id)
);
alter table file_chunks alter column bytes set storage external;
grant select, insert, delete on file_chunks to ${app};
alter table file_chunks enable row level security;
create policy file_chunks_of_the_organization on file_chunks
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
