-- What happened, as it came in: by month, found by its identity and by time only. Timelines and figures come from
-- the roll-up. There is no foreign key on what is written a hundred thousand times a second: activity_group_days,
-- which every writing touches, has it. Partitions are made by the owner before they are needed and carry no grants.
create table activity_events (
    organization_id uuid        not null,
    day             date        not null,
    source          text collate "C" not null,
    external_id     text collate "C" not null,
    member_id       uuid        not null,
    group_id        uuid        not null,
    at              timestamptz not null,
    kind            text        not null,
    characters      int         not null,
    has_link        boolean     not null,
    run_id          uuid,
    constraint activity_events_key primary key (organization_id, day, source, external_id),
    constraint activity_events_kind check (kind in ('MESSAGE', 'CHECK_IN', 'ANSWER', 'SHARE', 'REACTION',
        'LIVE_ATTENDED', 'JOINED', 'LEFT', 'RENAMED'))
) partition by range (day);
create index activity_events_by_time on activity_events using brin (at);
grant select, insert, delete on activity_events to ${app};
alter table activity_events enable row level security;
create policy activity_events_of_the_organization on activity_events
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The words of messages, only where an organization chose to keep them; apart, so that they can go by themselves.
create table activity_texts (
    organization_id uuid not null,
    day             date not null,
    source          text collate "C" not null,
    external_id     text collate "C" not null,
    body            text not null,
    constraint activity_texts_key primary key (organization_id, day, source, external_id)
) partition by range (day);
grant select, insert, delete on activity_texts to ${app};
alter table activity_texts enable row level security;
create policy activity_texts_of_the_organization on activity_texts
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The roll-up: what a member did in a group on a day of the organization. Comings and goings are no activity.
create table activity_days (
    organization_id uuid not null,
    day             date not null,
    group_id        uuid not null,
    member_id       uuid not null,
    messages        int  not null,
    characters      int  not null,
    others          int  not null,
    constraint activity_days_key primary key (organization_id, day, group_id, member_id),
    constraint activity_days_counts check (messages >= 0 and characters >= 0 and others >= 0)
);
create index activity_days_of_member on activity_days (organization_id, member_id, day);
grant select, insert, update, delete on activity_days to ${app};
alter table activity_days enable row level security;
create policy activity_days_of_the_organization on activity_days
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- A group's day; the row of no group (all zeros) is that of all groups, where a member speaks once however many
-- groups they spoke in.
create table activity_group_days (
    organization_id uuid not null,
    day             date not null,
    group_id        uuid not null,
    messages        int  not null,
    speakers        int  not null,
    others          int  not null,
    constraint activity_group_days_key primary key (organization_id, day, group_id),
    constraint activity_group_days_organization_fk foreign key (organization_id) references organizations (id)
);
create index activity_group_days_of_group on activity_group_days (organization_id, group_id, day);
grant select, insert, update, delete on activity_group_days to ${app};
alter table activity_group_days enable row level security;
create policy activity_group_days_of_the_organization on activity_group_days
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Which days a run of an import wrote to, so that it can be taken back.
create table activity_runs (
    organization_id uuid   not null,
    run_id          uuid   not null,
    first_day       date   not null,
    last_day        date   not null,
    events          bigint not null,
    constraint activity_runs_key primary key (organization_id, run_id),
    constraint activity_runs_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert, update, delete on activity_runs to ${app};
alter table activity_runs enable row level security;
create policy activity_runs_of_the_organization on activity_runs
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view activity_day_facts with (security_invoker = true) as
    select organization_id, member_id, group_id, day, messages, characters, others from activity_days;
grant select on activity_day_facts to ${app};

create view activity_group_day_facts with (security_invoker = true) as
    select organization_id, group_id, day, messages, speakers, others from activity_group_days
    where group_id <> '00000000-0000-0000-0000-000000000000';
grant select on activity_group_day_facts to ${app};

-- All groups of the organization together.
create view activity_all_day_facts with (security_invoker = true) as
    select organization_id, day, messages, speakers, others from activity_group_days
    where group_id = '00000000-0000-0000-0000-000000000000';
grant select on activity_all_day_facts to ${app};
