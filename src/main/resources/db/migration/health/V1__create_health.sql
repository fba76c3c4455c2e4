-- How a group was at the end of a day, and what that makes it.
create table group_health (
    organization_id   uuid   not null,
    group_id          uuid   not null,
    day               date   not null,
    stage             text   not null,
    first_day         date,
    last_spoke        date,
    members           bigint not null,
    joined            bigint not null,
    gone              bigint not null,
    speakers          bigint not null,
    messages          bigint not null,
    messages_before   bigint not null,
    messages_month    bigint not null,
    messages_top      bigint not null,
    messages_known    bigint not null,
    messages_linked   bigint not null,
    constraint group_health_key primary key (organization_id, group_id, day),
    constraint group_health_organization_fk foreign key (organization_id) references organizations (id),
    constraint group_health_stage check (stage in ('FORMING', 'LIVELY', 'FADING', 'DEAD', 'AD_RIDDEN')),
    constraint group_health_counts check (members >= 0 and joined >= 0 and gone >= 0 and speakers >= 0 and messages >= 0
        and messages_before >= 0 and messages_top between 0 and messages_month and messages_linked between 0 and messages_known)
);
create index group_health_by_day on group_health (organization_id, day);
grant select, insert, update, delete on group_health to ${app};
alter table group_health enable row level security;
create policy group_health_of_the_organization on group_health
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- How many are in both of two groups, as of the last count; those that share nobody have no row.
create table group_overlaps (
    organization_id uuid   not null,
    group_id        uuid   not null,
    other_id        uuid   not null,
    day             date   not null,
    shared          bigint not null,
    constraint group_overlaps_key primary key (organization_id, group_id, other_id),
    constraint group_overlaps_organization_fk foreign key (organization_id) references organizations (id),
    constraint group_overlaps_order check (group_id < other_id),
    constraint group_overlaps_shared check (shared > 0)
);
grant select, insert, update, delete on group_overlaps to ${app};
alter table group_overlaps enable row level security;
create policy group_overlaps_of_the_organization on group_overlaps
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
