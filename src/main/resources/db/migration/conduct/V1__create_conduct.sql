-- What members did against the rules of a group, and what the staff decided. Members, groups and accounts are of other
-- modules, so without a key. rule: the line of the group's rules as it stood then. Never deleted: taken back.
create table violations (
    organization_id   uuid        not null,
    id                uuid        not null,
    version           bigint      not null,
    member_id         uuid        not null,
    group_id          uuid        not null,
    kind              text        not null,
    rule              text        not null,
    note              text        not null,
    excerpt           text        not null,
    happened_at       timestamptz not null,
    happened_on       date        not null,
    recorded_at       timestamptz not null,
    recorder_name     text        not null,
    state             text        not null,
    proposed          text,
    step              text,
    step_reason       text        not null,
    decided_at        timestamptz,
    decided_by        text,
    taken_back_at     timestamptz,
    taken_back_reason text        not null,
    taken_back_by     text,
    constraint violations_key primary key (organization_id, id),
    constraint violations_organization_fk foreign key (organization_id) references organizations (id),
    constraint violations_kind check (kind in ('ADVERTISING', 'HARASSMENT', 'SPAM', 'OFF_TOPIC', 'FRAUD', 'OTHER')),
    constraint violations_state check (state in ('OPEN', 'DECIDED', 'TAKEN_BACK')),
    constraint violations_steps check (step in ('WARN', 'REMOVE', 'BLOCK') and proposed in ('WARN', 'REMOVE', 'BLOCK')),
    constraint violations_decided check ((step is null) = (decided_at is null) and (state <> 'OPEN' or step is null)
        and (state <> 'DECIDED' or step is not null)),
    constraint violations_taken_back check ((state = 'TAKEN_BACK') = (taken_back_at is not null)),
    constraint violations_texts check (length(rule) <= 4000 and length(note) <= 2000 and length(excerpt) <= 4000
        and length(step_reason) <= 2000 and length(taken_back_reason) <= 2000)
);
create index violations_latest on violations (organization_id, happened_at desc, id desc);
create index violations_open on violations (organization_id, happened_at, id) where state = 'OPEN';
create index violations_of_member on violations (organization_id, member_id, happened_at desc, id desc);
create index violations_of_group on violations (organization_id, group_id, happened_at desc, id desc);
grant select, insert, update on violations to ${app};
alter table violations enable row level security;
create policy violations_of_the_organization on violations
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The ladder of an organization; without a row the one of the house holds.
create table conduct_ladders (
    organization_id uuid   not null,
    version         bigint not null,
    remove_after    int    not null,
    remove_days     int    not null,
    block_after     int    not null,
    block_days      int    not null,
    constraint conduct_ladders_key primary key (organization_id),
    constraint conduct_ladders_organization_fk foreign key (organization_id) references organizations (id),
    constraint conduct_ladders_counts check (remove_after between 1 and 100 and block_after between 1 and 100
        and remove_after <= block_after),
    constraint conduct_ladders_days check (remove_days between 1 and 3650 and block_days between 1 and 3650)
);
grant select, insert, update on conduct_ladders to ${app};
alter table conduct_ladders enable row level security;
create policy conduct_ladders_of_the_organization on conduct_ladders
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
