-- What taking imports back took from what a merge had handed over: so much less goes back when the merge is taken back.
-- Merges are of another module, so without a key; the rows go with the merge.
create table activity_gone_since_merges (
    organization_id uuid not null,
    merge_id        uuid not null,
    day             date not null,
    group_id        uuid not null,
    messages        int  not null,
    characters      int  not null,
    others          int  not null,
    links           int  not null,
    ads             int  not null,
    constraint activity_gone_since_merges_key primary key (organization_id, merge_id, day, group_id),
    constraint activity_gone_since_merges_organization_fk foreign key (organization_id) references organizations (id),
    constraint activity_gone_since_merges_counts check (messages >= 0 and characters >= 0 and others >= 0
        and links >= 0 and ads >= 0)
);
grant select, insert, update, delete on activity_gone_since_merges to ${app};
alter table activity_gone_since_merges enable row level security;
create policy activity_gone_since_merges_of_the_organization on activity_gone_since_merges
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Who takes an import back, and who hands days from one member to another, takes a turn: whose the days are must not
-- change while they are looked for.
create table activity_turns (
    organization_id uuid   not null,
    turn            bigint not null,
    constraint activity_turns_key primary key (organization_id),
    constraint activity_turns_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert, update on activity_turns to ${app};
alter table activity_turns enable row level security;
create policy activity_turns_of_the_organization on activity_turns
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
