create table communities (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    name            text        not null,
    types           text        not null,
    persona         text        not null,
    mission         text        not null,
    core_value      text        not null,
    portrait        text        not null,
    goal            text        not null,
    created_at      timestamptz not null,
    archived_at     timestamptz,
    constraint communities_key primary key (organization_id, id),
    constraint communities_organization_fk foreign key (organization_id) references organizations (id),
    constraint communities_name check (length(name) between 1 and 80),
    constraint communities_types check (types ~ '^(INTEREST|PRODUCT|KNOWLEDGE|RESOURCE)(,(INTEREST|PRODUCT|KNOWLEDGE|RESOURCE))*$')
);
-- An archived name is free again.
create unique index communities_name_once on communities (organization_id, name) where archived_at is null;
grant select, insert, update on communities to ${app};

alter table communities enable row level security;
create policy communities_of_the_organization on communities
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create table community_groups (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    community_id    uuid        not null,
    name            text        not null,
    carrier         text        not null,
    stage           text        not null,
    capacity        int         not null,
    rules           text        not null,
    welcome         text        not null,
    host_id         uuid,
    created_at      timestamptz not null,
    archived_at     timestamptz,
    constraint community_groups_key primary key (organization_id, id),
    constraint community_groups_organization_fk foreign key (organization_id) references organizations (id),
    constraint community_groups_community_fk foreign key (organization_id, community_id)
        references communities (organization_id, id),
    constraint community_groups_name check (length(name) between 1 and 80),
    constraint community_groups_carrier check (carrier in ('WECHAT', 'WECOM', 'QQ', 'WEIBO', 'ZSXQ', 'TELEGRAM',
        'DISCORD', 'WHATSAPP', 'SLACK', 'LINE', 'IRC', 'APP', 'OTHER')),
    constraint community_groups_stage check (stage in ('CONVERSION', 'VALUE')),
    constraint community_groups_capacity check (capacity between 1 and 1000000)
);
create unique index community_groups_name_once on community_groups (organization_id, community_id, name)
    where archived_at is null;
create index community_groups_by_host on community_groups (organization_id, host_id) where host_id is not null;
grant select, insert, update on community_groups to ${app};

alter table community_groups enable row level security;
create policy community_groups_of_the_organization on community_groups
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view community_facts with (security_invoker = true) as
    select organization_id, id as community_id, name, archived_at is not null as archived
    from communities;
grant select on community_facts to ${app};

create view community_group_facts with (security_invoker = true) as
    select organization_id, id as group_id, community_id, name, carrier, stage, capacity, host_id,
        archived_at is not null as archived
    from community_groups;
grant select on community_group_facts to ${app};
