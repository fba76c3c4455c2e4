create table campaigns (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    name            text        not null,
    goal            text        not null,
    audience        text        not null,
    batch_id        uuid,
    text            text        not null,
    window_days     int         not null,
    state           text        not null,
    issue_id        uuid,
    created_at      timestamptz not null,
    launched_at     timestamptz,
    ended_at        timestamptz,
    constraint campaigns_key primary key (organization_id, id),
    constraint campaigns_organization_fk foreign key (organization_id) references organizations (id),
    constraint campaigns_name check (length(name) between 1 and 80),
    constraint campaigns_goal check (goal in ('WELCOME', 'WAKE_UP', 'DISCOUNT', 'REPURCHASE', 'RENEWAL', 'FLASH_SALE',
        'LIVE', 'SERVICE')),
    constraint campaigns_window check (window_days between 1 and 90),
    constraint campaigns_state check (state in ('DRAFT', 'RUNNING', 'ENDED')),
    constraint campaigns_life check ((state = 'DRAFT') = (launched_at is null) and (state = 'ENDED') = (ended_at is not null))
);
create index campaigns_by_time on campaigns (organization_id, created_at desc, id desc);
grant select, insert, update on campaigns to ${app};
alter table campaigns enable row level security;
create policy campaigns_of_the_organization on campaigns
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view campaign_facts with (security_invoker = true) as
    select organization_id, id as campaign_id, name, goal, state, batch_id, window_days, launched_at, ended_at
    from campaigns;
grant select on campaign_facts to ${app};
