-- A way in: a public page under a code that leads to groups. The community is of another module, so without a key.
-- secret: signs the forms of this channel; edition: counts the changes of its questions, which are JSON.
create table channels (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    code            text        not null,
    name            text        not null,
    community_id    uuid        not null,
    questions       text        not null,
    edition         int         not null,
    secret          bytea       not null,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    closed_at       timestamptz,
    constraint channels_key primary key (organization_id, id),
    constraint channels_organization_fk foreign key (organization_id) references organizations (id),
    constraint channels_code_once unique (organization_id, code),
    constraint channels_name check (length(name) between 1 and 80),
    constraint channels_secret check (length(secret) = 32)
);
grant select, insert, update on channels to ${app};
alter table channels enable row level security;
create policy channels_of_the_organization on channels
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Where it leads, in the order in which they are filled. entry: a link, or what to do to get in.
create table channel_groups (
    organization_id uuid not null,
    channel_id      uuid not null,
    position        int  not null,
    group_id        uuid not null,
    entry           text not null,
    constraint channel_groups_key primary key (organization_id, channel_id, position),
    constraint channel_groups_channel_fk foreign key (organization_id, channel_id)
        references channels (organization_id, id),
    constraint channel_groups_once unique (organization_id, channel_id, group_id),
    constraint channel_groups_entry check (length(entry) between 1 and 500)
);
grant select, insert, delete on channel_groups to ${app};
alter table channel_groups enable row level security;
create policy channel_groups_of_the_organization on channel_groups
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What it lures with. The words never change: others are another bait, or the figures would be of neither.
create table channel_baits (
    organization_id uuid    not null,
    id              uuid    not null,
    channel_id      uuid    not null,
    position        int     not null,
    title           text    not null,
    text            text    not null,
    retired         boolean not null,
    constraint channel_baits_key primary key (organization_id, id),
    constraint channel_baits_channel_fk foreign key (organization_id, channel_id)
        references channels (organization_id, id),
    constraint channel_baits_title check (length(title) between 1 and 80),
    constraint channel_baits_text check (length(text) <= 1000)
);
create index channel_baits_of_channel on channel_baits (organization_id, channel_id, position);
grant select, insert, update (position, retired) on channel_baits to ${app};
alter table channel_baits enable row level security;
create policy channel_baits_of_the_organization on channel_baits
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Each form that was sent in: its id was in the form, so that sending it twice is once. Of who did not fit there is the
-- day, and nothing else. group_id: the group that was offered, and on which day; null while all are full.
create table channel_joins (
    organization_id uuid        not null,
    id              uuid        not null,
    channel_id      uuid        not null,
    bait_id         uuid        not null,
    outcome         text        not null,
    day             date        not null,
    member_id       uuid,
    newcomer        boolean     not null,
    group_id        uuid,
    offered_day     date,
    joined_at       timestamptz,
    constraint channel_joins_key primary key (organization_id, id),
    constraint channel_joins_channel_fk foreign key (organization_id, channel_id)
        references channels (organization_id, id),
    constraint channel_joins_outcome check (outcome in ('JOINED', 'SCREENED')),
    constraint channel_joins_offered check ((group_id is null) = (offered_day is null)),
    constraint channel_joins_screened check (outcome = 'JOINED' or (member_id is null and joined_at is null))
);
create index channel_joins_of_channel on channel_joins (organization_id, channel_id, member_id);
create index channel_joins_of_member on channel_joins (organization_id, member_id) where member_id is not null;
create index channel_joins_of_group on channel_joins (organization_id, group_id, offered_day) where group_id is not null;
grant select, insert, update (member_id, newcomer, group_id, offered_day, joined_at) on channel_joins to ${app};
alter table channel_joins enable row level security;
create policy channel_joins_of_the_organization on channel_joins
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What was answered, with the words of the question as it was asked.
create table channel_answers (
    organization_id uuid not null,
    id              uuid not null,
    join_id         uuid not null,
    member_id       uuid not null,
    position        int  not null,
    question_id     uuid not null,
    question        text not null,
    answer          text not null,
    constraint channel_answers_key primary key (organization_id, id),
    constraint channel_answers_join_fk foreign key (organization_id, join_id)
        references channel_joins (organization_id, id),
    constraint channel_answers_once unique (organization_id, join_id, position)
);
create index channel_answers_of_member on channel_answers (organization_id, member_id);
grant select, insert, delete, update (member_id) on channel_answers to ${app};
alter table channel_answers enable row level security;
create policy channel_answers_of_the_organization on channel_answers
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What is counted only, by the organization's days. bait_id is zero for what was refused before a bait was known.
create table channel_days (
    organization_id uuid   not null,
    channel_id      uuid   not null,
    bait_id         uuid   not null,
    day             date   not null,
    visits          bigint not null,
    refused         bigint not null,
    constraint channel_days_key primary key (organization_id, channel_id, bait_id, day),
    constraint channel_days_channel_fk foreign key (organization_id, channel_id)
        references channels (organization_id, id)
);
grant select, insert, update on channel_days to ${app};
alter table channel_days enable row level security;
create policy channel_days_of_the_organization on channel_days
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- How often an address sent something within a stretch of time; the address is a keyed hash, and goes with the stretch.
create table channel_tries (
    organization_id uuid        not null,
    channel_id      uuid        not null,
    stretch         timestamptz not null,
    address         text        not null,
    tries           int         not null,
    constraint channel_tries_key primary key (organization_id, channel_id, stretch, address),
    constraint channel_tries_channel_fk foreign key (organization_id, channel_id)
        references channels (organization_id, id)
);
grant select, insert, update, delete on channel_tries to ${app};
alter table channel_tries enable row level security;
create policy channel_tries_of_the_organization on channel_tries
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view onboarding_join_facts with (security_invoker = true) as
    select organization_id, id as join_id, channel_id, bait_id, member_id, newcomer, group_id, day
    from channel_joins where outcome = 'JOINED';
grant select on onboarding_join_facts to ${app};
