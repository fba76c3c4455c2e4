-- Two members who may be one person, and why; what people decided stays decided. The members are of another module, so
-- without a key. weight: the evidence in bits, times a hundred.
create table merge_suggestions (
    organization_id uuid        not null,
    id              uuid        not null,
    member_id       uuid        not null,
    other_id        uuid        not null,
    reasons         text[]      not null,
    weight          int         not null,
    state           text        not null,
    found_at        timestamptz not null,
    decided_at      timestamptz,
    decided_by      text,
    constraint merge_suggestions_key primary key (organization_id, id),
    constraint merge_suggestions_once unique (organization_id, member_id, other_id),
    constraint merge_suggestions_organization_fk foreign key (organization_id) references organizations (id),
    constraint merge_suggestions_state check (state in ('OPEN', 'DISMISSED', 'MERGED')),
    constraint merge_suggestions_decided check ((state = 'OPEN') = (decided_at is null)),
    constraint merge_suggestions_order check (member_id < other_id)
);
create index merge_suggestions_open on merge_suggestions (organization_id, weight desc, id) where state = 'OPEN';
create index merge_suggestions_by_other on merge_suggestions (organization_id, other_id);
grant select, insert, update, delete on merge_suggestions to ${app};
alter table merge_suggestions enable row level security;
create policy merge_suggestions_of_the_organization on merge_suggestions
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create table merges (
    organization_id uuid        not null,
    id              uuid        not null,
    survivor_id     uuid        not null,
    merged_id       uuid        not null,
    merged_at       timestamptz not null,
    merged_by       text        not null,
    undone_at       timestamptz,
    undone_by       text,
    final_at        timestamptz,
    constraint merges_key primary key (organization_id, id),
    constraint merges_organization_fk foreign key (organization_id) references organizations (id),
    constraint merges_two check (survivor_id <> merged_id)
);
create unique index merges_once on merges (organization_id, merged_id) where undone_at is null;
create index merges_of_survivor on merges (organization_id, survivor_id, merged_at);
create index merges_by_time on merges (organization_id, merged_at desc, id desc);
grant select, insert, update on merges to ${app};
alter table merges enable row level security;
create policy merges_of_the_organization on merges
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What each kind of belongings needs to be taken back; forgotten with the person.
create table merge_belongings (
    organization_id uuid  not null,
    merge_id        uuid  not null,
    belongings      text  not null,
    moved           jsonb not null,
    constraint merge_belongings_key primary key (organization_id, merge_id, belongings),
    constraint merge_belongings_merge_fk foreign key (organization_id, merge_id) references merges (organization_id, id)
);
grant select, insert, delete on merge_belongings to ${app};
alter table merge_belongings enable row level security;
create policy merge_belongings_of_the_organization on merge_belongings
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
