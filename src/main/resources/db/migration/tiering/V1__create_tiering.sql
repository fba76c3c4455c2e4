-- By what members are told apart: one policy for the organization (its scope is all zeros), at most one more per
-- community. Its terms here are those of its latest version.
create table tier_policies (
    organization_id     uuid    not null,
    id                  uuid    not null,
    version             bigint  not null,
    scope_id            uuid    not null,
    number              int     not null,
    kind                text    not null,
    window_days         int     not null,
    activity_measure    text    not null,
    activity_threshold  bigint  not null,
    potential_threshold bigint,
    spend_measure       text,
    spend_all_time      boolean not null,
    spend_threshold     bigint,
    margin_percent      int     not null,
    evaluated_as_of     date,
    constraint tier_policies_key primary key (organization_id, id),
    constraint tier_policies_scope_once unique (organization_id, scope_id),
    constraint tier_policies_organization_fk foreign key (organization_id) references organizations (id),
    constraint tier_policies_kind check (kind in ('ACTIVITY_SPEND', 'ACTIVITY')),
    constraint tier_policies_activity_measure check (activity_measure in ('MESSAGES', 'ACTIVE_DAYS')),
    constraint tier_policies_spend_measure check (spend_measure in ('NET_SPEND', 'ORDERS')),
    constraint tier_policies_window check (window_days between 1 and 730),
    constraint tier_policies_margin check (margin_percent between 0 and 50),
    constraint tier_policies_terms check (activity_threshold > 0 and case kind
        when 'ACTIVITY' then potential_threshold between 1 and activity_threshold - 1 and spend_threshold is null
        else potential_threshold is null and spend_measure is not null and spend_threshold > 0 end)
);
grant select, insert, update on tier_policies to ${app};
alter table tier_policies enable row level security;
create policy tier_policies_of_the_organization on tier_policies
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Every terms that a policy ever had; taking back is a new version with old terms.
create table tier_policy_versions (
    organization_id     uuid        not null,
    policy_id           uuid        not null,
    number              int         not null,
    kind                text        not null,
    window_days         int         not null,
    activity_measure    text        not null,
    activity_threshold  bigint      not null,
    potential_threshold bigint,
    spend_measure       text,
    spend_all_time      boolean     not null,
    spend_threshold     bigint,
    margin_percent      int         not null,
    made_at             timestamptz not null,
    made_by             text        not null,
    restored_from       int,
    constraint tier_policy_versions_key primary key (organization_id, policy_id, number),
    constraint tier_policy_versions_policy_fk foreign key (organization_id, policy_id)
        references tier_policies (organization_id, id)
);
grant select, insert on tier_policy_versions to ${app};
alter table tier_policy_versions enable row level security;
create policy tier_policy_versions_of_the_organization on tier_policy_versions
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Who is what now: narrow, and only written where a tier changed. Activity and spend are those of that day. The
-- evaluation holds the policy's row while it writes these by the million, so no foreign key looks for it each time.
create table tier_assignments (
    organization_id uuid   not null,
    policy_id       uuid   not null,
    member_id       uuid   not null,
    tier            text   not null,
    since_day       date   not null,
    activity        bigint not null,
    spend           bigint not null,
    constraint tier_assignments_key primary key (organization_id, policy_id, member_id),
    constraint tier_assignments_tier check (tier in ('CORE', 'POTENTIAL', 'SILENT', 'DORMANT_SPENDER', 'NEW'))
);
create index tier_assignments_by_tier on tier_assignments (organization_id, policy_id, tier, member_id);
grant select, insert, update, delete on tier_assignments to ${app};
alter table tier_assignments enable row level security;
create policy tier_assignments_of_the_organization on tier_assignments
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Every change of tier with what it was judged by. No tier before: judged for the first time; none after: gone from
-- the community, or erased.
create table tier_changes (
    organization_id uuid        not null,
    policy_id       uuid        not null,
    member_id       uuid        not null,
    day             date        not null,
    from_tier       text,
    to_tier         text,
    activity        bigint      not null,
    spend           bigint      not null,
    joined_day      date,
    policy_number   int         not null,
    evaluated_at    timestamptz not null,
    constraint tier_changes_key primary key (organization_id, policy_id, member_id, day)
);
create index tier_changes_by_day on tier_changes (organization_id, policy_id, day);
grant select, insert, update on tier_changes to ${app};
alter table tier_changes enable row level security;
create policy tier_changes_of_the_organization on tier_changes
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What an evaluation found.
create table tier_evaluations (
    organization_id  uuid        not null,
    id               uuid        not null,
    policy_id        uuid        not null,
    policy_number    int         not null,
    as_of            date        not null,
    evaluated_at     timestamptz not null,
    core             bigint      not null,
    potential        bigint      not null,
    silent           bigint      not null,
    dormant_spender  bigint      not null,
    newcomers        bigint      not null,
    changed          bigint      not null,
    constraint tier_evaluations_key primary key (organization_id, id),
    constraint tier_evaluations_policy_fk foreign key (organization_id, policy_id)
        references tier_policies (organization_id, id)
);
create index tier_evaluations_by_time on tier_evaluations (organization_id, policy_id, evaluated_at desc);
grant select, insert on tier_evaluations to ${app};
alter table tier_evaluations enable row level security;
create policy tier_evaluations_of_the_organization on tier_evaluations
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- community_id is null for the policy of the organization. spend_minor counts orders where the policy does.
create view tiering_facts with (security_invoker = true) as
    select a.organization_id, a.policy_id, nullif(p.scope_id, '00000000-0000-0000-0000-000000000000') as community_id,
        a.member_id, a.tier, a.since_day, a.activity, a.spend as spend_minor
    from tier_assignments a
    join tier_policies p on p.organization_id = a.organization_id and p.id = a.policy_id;
grant select on tiering_facts to ${app};

create view tiering_change_facts with (security_invoker = true) as
    select c.organization_id, c.policy_id, nullif(p.scope_id, '00000000-0000-0000-0000-000000000000') as community_id,
        c.member_id, c.day, c.from_tier, c.to_tier
    from tier_changes c
    join tier_policies p on p.organization_id = c.organization_id and p.id = c.policy_id;
grant select on tiering_change_facts to ${app};
