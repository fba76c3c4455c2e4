create table jobs (
    organization_id  uuid        not null,
    id               uuid        not null,
    kind             text        not null,
    state            text        not null,
    parameters       jsonb       not null,
    result_path      text        not null,
    started_by       jsonb       not null,
    done             bigint      not null,
    total            bigint      not null,
    cancel_requested boolean     not null,
    failure          text,
    result           jsonb,
    created_at       timestamptz not null,
    started_at       timestamptz,
    moved_at         timestamptz not null,
    ended_at         timestamptz,
    constraint jobs_key primary key (organization_id, id),
    constraint jobs_organization_fk foreign key (organization_id) references organizations (id),
    constraint jobs_state check (state in ('QUEUED', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
    constraint jobs_progress check (done >= 0 and total >= 0)
);
create index jobs_running on jobs (organization_id, id) where state in ('QUEUED', 'RUNNING');
grant select, insert, update on jobs to ${app};
alter table jobs enable row level security;
create policy jobs_of_the_organization on jobs
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
