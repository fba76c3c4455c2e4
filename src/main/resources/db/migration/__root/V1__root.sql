-- Global tables: they belong to the house and never refer to a table of a tenant.

create table organizations (
    id                uuid        primary key,
    slug              text        not null,
    name              text        not null,
    zone              text        not null,
    currency          text        not null,
    language          text        not null,
    demo              boolean     not null,
    keeps_text        boolean     not null,
    retention_months  int         not null,
    refund_limit      bigint      not null,
    lifetime_months   int         not null,
    nightly_day       date        not null,
    suspended_at      timestamptz,
    created_at        timestamptz not null,
    version           bigint      not null,
    constraint organizations_slug_once unique (slug),
    constraint organizations_slug check (slug ~ '^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$'),
    constraint organizations_retention check (retention_months between 0 and 1200),
    constraint organizations_refund_limit check (refund_limit >= 0),
    constraint organizations_lifetime check (lifetime_months between 1 and 600),
    constraint organizations_currency check (currency ~ '^[A-Z]{3}$'),
    constraint organizations_language check (language in ('en', 'zh-CN'))
);
grant select, insert, update on organizations to ${app};

-- Modulith's own, of spring-modulith-events-jdbc 2.1, schemas/v2/schema-postgresql.sql
create table event_publication (
    id                     uuid        primary key,
    listener_id            text        not null,
    event_type             text        not null,
    serialized_event       text        not null,
    publication_date       timestamptz not null,
    completion_date        timestamptz,
    status                 text,
    completion_attempts    int,
    last_resubmission_date timestamptz
);
create index event_publication_by_serialized_event on event_publication using hash (serialized_event);
create index event_publication_by_completion_date on event_publication (completion_date);
grant select, insert, update, delete on event_publication to ${app};

-- Spring Session's own, of spring-session-jdbc 4.0, schema-postgresql.sql
create table spring_session (
    primary_id            char(36)     not null,
    session_id            char(36)     not null,
    creation_time         bigint       not null,
    last_access_time      bigint       not null,
    max_inactive_interval int          not null,
    expiry_time           bigint       not null,
    principal_name        varchar(100),
    constraint spring_session_key primary key (primary_id)
);
create unique index spring_session_by_session_id on spring_session (session_id);
create index spring_session_by_expiry_time on spring_session (expiry_time);
create index spring_session_by_principal_name on spring_session (principal_name);
create table spring_session_attributes (
    session_primary_id char(36)     not null,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    constraint spring_session_attributes_key primary key (session_primary_id, attribute_name),
    constraint spring_session_attributes_session_fk foreign key (session_primary_id)
        references spring_session (primary_id) on delete cascade
);
grant select, insert, update, delete on spring_session, spring_session_attributes to ${app};

-- db-scheduler's own, of db-scheduler 16, postgresql_tables.sql
create table scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    constraint scheduled_tasks_key primary key (task_name, task_instance)
);
create index scheduled_tasks_by_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_last_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_by_priority on scheduled_tasks (priority desc, execution_time asc);
grant select, insert, update, delete on scheduled_tasks to ${app};

-- The id of a row that a run makes of a source row (io.guildhall.shared.Ids#of): a version-8 UUID.
create function guildhall_id(run uuid, source text) returns uuid
    language sql immutable strict parallel safe
    return (
        select overlay(overlay(h placing '8' from 13 for 1)
            placing substr('89ab', 1 + (('x' || substr(h, 17, 1))::bit(4)::int & 3), 1) from 17 for 1)::uuid
        from (select md5(run::text || '/' || source) as h) as hash
    );

-- What a request with an Idempotency-Key was answered; written in the transaction of its work.
create table idempotency_keys (
    organization_id uuid        not null,
    key             text        not null,
    fingerprint     text        not null,
    answer          jsonb,
    created_at      timestamptz not null,
    constraint idempotency_keys_key primary key (organization_id, key),
    constraint idempotency_keys_organization_fk foreign key (organization_id) references organizations (id),
    constraint idempotency_keys_length check (length(key) between 1 and 200)
);
grant select, insert, update, delete on idempotency_keys to ${app};
alter table idempotency_keys enable row level security;
create policy idempotency_keys_of_the_organization on idempotency_keys
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
