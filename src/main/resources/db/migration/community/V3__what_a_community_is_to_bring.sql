-- What the organization wants of a community within a period, and whether its product fits. goal_target and goal_counted:
-- heads, or minor units of goal_currency. goal_counted is entered by hand; leads are counted from facts.
create table community_positions (
    organization_id uuid   not null,
    community_id    uuid   not null,
    version         bigint not null,
    goal_kind       text,
    goal_target     bigint,
    goal_currency   text,
    goal_from       date,
    goal_until      date,
    goal_counted    bigint,
    sells           boolean,
    generalizes     boolean,
    impulse         boolean,
    band            text,
    constraint community_positions_key primary key (organization_id, community_id),
    constraint community_positions_organization_fk foreign key (organization_id) references organizations (id),
    constraint community_positions_community_fk foreign key (organization_id, community_id)
        references communities (organization_id, id),
    constraint community_positions_kind check (goal_kind in ('BRAND', 'TRAFFIC', 'LEADS', 'REVENUE')),
    constraint community_positions_goal check ((goal_kind is null) = (goal_target is null)
        and (goal_kind is null) = (goal_from is null) and (goal_kind is null) = (goal_until is null)
        and goal_target > 0 and goal_counted >= 0 and goal_from <= goal_until),
    constraint community_positions_currency check (coalesce(goal_kind = 'REVENUE', false) = (goal_currency is not null)),
    constraint community_positions_leads check (goal_counted is null or goal_kind <> 'LEADS'),
    constraint community_positions_band check (band in ('LOW', 'MIDDLE', 'HIGH'))
);
grant select, insert, update on community_positions to ${app};
alter table community_positions enable row level security;
create policy community_positions_of_the_organization on community_positions
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
