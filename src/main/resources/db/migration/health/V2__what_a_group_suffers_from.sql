-- Links and ads come from the days of groups, so there is nothing left that is known of some messages only.
-- last_member_spoke: the last day on which anybody but staff wrote. strangers: members who never spoke with another one
-- there; null where it was not counted. event_...: what happened last in the group, with the messages of the seven days
-- before it began and after it ended.
alter table group_health drop constraint group_health_counts;
alter table group_health drop column messages_known;
alter table group_health add column last_member_spoke date;
alter table group_health add column messages_ads bigint not null default 0;
alter table group_health add column strangers bigint;
alter table group_health add column event_kind text;
alter table group_health add column event_name text;
alter table group_health add column event_from date;
alter table group_health add column event_until date;
alter table group_health add column event_before bigint;
alter table group_health add column event_after bigint;
update group_health set last_member_spoke = last_spoke;
alter table group_health add constraint group_health_counts check (members >= 0 and joined >= 0 and gone >= 0
    and speakers >= 0 and messages >= 0 and messages_before >= 0 and messages_top between 0 and messages_month
    and messages_linked >= 0 and messages_ads >= 0 and strangers between 0 and members);
alter table group_health add constraint group_health_event check (event_kind in ('CHALLENGE', 'CAMPAIGN', 'SPIKE')
    and event_from <= event_until and event_before >= 0 and event_after >= 0);

-- When an organization's groups were last counted, so that what came late corrects the days since; and the tag by which
-- members are known to be staff.
create table health_states (
    organization_id uuid        not null,
    counted_at      timestamptz,
    staff_tag       text,
    constraint health_states_key primary key (organization_id),
    constraint health_states_organization_fk foreign key (organization_id) references organizations (id),
    constraint health_states_tag check (length(staff_tag) between 1 and 40)
);
grant select, insert, update on health_states to ${app};
alter table health_states enable row level security;
create policy health_states_of_the_organization on health_states
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Groups that went into another one.
create table health_merges (
    organization_id uuid        not null,
    id              uuid        not null,
    group_id        uuid        not null,
    into_id         uuid        not null,
    moved           int         not null,
    merged_at       timestamptz not null,
    actor_name      text        not null,
    undone_at       timestamptz,
    constraint health_merges_key primary key (organization_id, id),
    constraint health_merges_organization_fk foreign key (organization_id) references organizations (id),
    constraint health_merges_other check (group_id <> into_id),
    constraint health_merges_moved check (moved >= 0)
);
create index health_merges_latest on health_merges (organization_id, merged_at desc, id desc);
create unique index health_merges_once on health_merges (organization_id, group_id) where undone_at is null;
grant select, insert, update on health_merges to ${app};
alter table health_merges enable row level security;
create policy health_merges_of_the_organization on health_merges
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
