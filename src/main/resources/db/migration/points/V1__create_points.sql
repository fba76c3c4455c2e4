-- What gives points, from a day to a day. Terms under which points were given are never edited: a change ends the rule
-- and makes another one that begins the day after.
create table point_rules (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    kind            text        not null,
    name            text        not null,
    action          text,
    points          bigint      not null,
    per_minor       bigint,
    daily_cap       bigint,
    wait_days       int         not null,
    expires_days    int,
    first_day       date        not null,
    last_day        date,
    constraint point_rules_key primary key (organization_id, id),
    constraint point_rules_organization_fk foreign key (organization_id) references organizations (id),
    constraint point_rules_kind check (kind in ('SPEND', 'ACTIVE_DAY', 'MESSAGE', 'ACTION')),
    constraint point_rules_name check (length(name) between 1 and 100),
    constraint point_rules_action check ((kind = 'ACTION') = (action is not null)),
    constraint point_rules_points check (points between 0 and 1000000),
    constraint point_rules_per check ((kind = 'SPEND') = (per_minor is not null) and per_minor > 0),
    constraint point_rules_cap check (daily_cap > 0),
    constraint point_rules_life check (wait_days >= 0 and expires_days > wait_days),
    constraint point_rules_days check (last_day >= first_day - 1)
);
grant select, insert, update on point_rules to ${app};
alter table point_rules enable row level security;
create policy point_rules_of_the_organization on point_rules
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What a member has: a projection of the entries, that a proof adds up again. Negative where more was taken back than was there.
-- Its row is what all who move points of a member wait for.
create table point_accounts (
    organization_id uuid   not null,
    member_id       uuid   not null,
    balance         bigint not null,
    constraint point_accounts_key primary key (organization_id, member_id),
    constraint point_accounts_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert, update on point_accounts to ${app};
alter table point_accounts enable row level security;
create policy point_accounts_of_the_organization on point_accounts
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Double entry in one row: the member's account changes by the points, the organization's account by as many the other way.
-- of_id: the entry that it takes back, or whose lots it is about. for_day: the day for which it was earned. Append-only,
-- but for words that an erasure takes.
create table point_entries (
    organization_id uuid        not null,
    id              uuid        not null,
    run_id          uuid        not null,
    member_id       uuid        not null,
    points          bigint      not null,
    account         text        not null,
    source_type     text        not null,
    source_id       uuid        not null,
    reason          text        not null,
    rule_id         uuid,
    for_day         date        not null,
    of_id           uuid,
    note            text,
    at              timestamptz not null,
    actor_kind      text        not null,
    actor_id        uuid,
    actor_name      text        not null,
    constraint point_entries_key primary key (organization_id, id),
    constraint point_entries_once unique (organization_id, source_id, source_type, reason),
    constraint point_entries_organization_fk foreign key (organization_id) references organizations (id),
    constraint point_entries_of_fk foreign key (organization_id, of_id) references point_entries (organization_id, id),
    constraint point_entries_account check (account in ('ISSUED', 'GRANTED', 'SPENT', 'EXPIRED', 'ADJUSTED', 'MERGED'))
);
create index point_entries_by_time on point_entries (organization_id, at desc, id desc);
create index point_entries_of_member on point_entries (organization_id, member_id, at desc, id desc);
create index point_entries_by_run on point_entries (organization_id, run_id);
create index point_entries_of_rule on point_entries (organization_id, rule_id, for_day) where rule_id is not null;
create index point_entries_earned on point_entries (organization_id, for_day) where account = 'ISSUED';
create index point_entries_of on point_entries (organization_id, of_id) where of_id is not null;
grant select, insert, update (note) on point_entries to ${app};
alter table point_entries enable row level security;
create policy point_entries_of_the_organization on point_entries
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Points that came in together, and what is left of them. Usable from available_on on, no longer from expires_on on.
-- entry_id: the entry that earned them; made_by: the entry that put them here, another one after a merge.
create table point_lots (
    organization_id uuid   not null,
    id              uuid   not null,
    member_id       uuid   not null,
    entry_id        uuid   not null,
    made_by         uuid   not null,
    earned          bigint not null,
    remaining       bigint not null,
    available_on    date   not null,
    expires_on      date,
    constraint point_lots_key primary key (organization_id, id),
    constraint point_lots_entry_fk foreign key (organization_id, entry_id) references point_entries (organization_id, id),
    constraint point_lots_made_by_fk foreign key (organization_id, made_by) references point_entries (organization_id, id),
    constraint point_lots_remaining check (remaining between 0 and earned),
    constraint point_lots_life check (expires_on > available_on)
);
create index point_lots_left on point_lots (organization_id, member_id) where remaining > 0;
create index point_lots_ending on point_lots (organization_id, expires_on) where remaining > 0;
grant select, insert, update (remaining) on point_lots to ${app};
alter table point_lots enable row level security;
create policy point_lots_of_the_organization on point_lots
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Which lots an entry took from, or gave back to. Append-only.
create table point_lot_moves (
    organization_id uuid   not null,
    lot_id          uuid   not null,
    entry_id        uuid   not null,
    kind            text   not null,
    points          bigint not null,
    constraint point_lot_moves_key primary key (organization_id, lot_id, entry_id, kind),
    constraint point_lot_moves_lot_fk foreign key (organization_id, lot_id) references point_lots (organization_id, id),
    constraint point_lot_moves_entry_fk foreign key (organization_id, entry_id) references point_entries (organization_id, id),
    constraint point_lot_moves_kind check (kind in ('OUT', 'BACK')),
    constraint point_lot_moves_points check (points > 0)
);
create index point_lot_moves_of_entry on point_lot_moves (organization_id, entry_id);
grant select, insert on point_lot_moves to ${app};
alter table point_lot_moves enable row level security;
create policy point_lot_moves_of_the_organization on point_lot_moves
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- So many points buy a coupon of a batch. The batch is of another module, so without a key.
create table point_prices (
    organization_id uuid   not null,
    batch_id        uuid   not null,
    points          bigint not null,
    constraint point_prices_key primary key (organization_id, batch_id),
    constraint point_prices_organization_fk foreign key (organization_id) references organizations (id),
    constraint point_prices_points check (points between 1 and 100000000)
);
grant select, insert, update, delete on point_prices to ${app};
alter table point_prices enable row level security;
create policy point_prices_of_the_organization on point_prices
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What adding everything up came to.
create table point_proofs (
    organization_id uuid        not null,
    id              uuid        not null,
    at              timestamptz not null,
    entries         bigint      not null,
    members         bigint      not null,
    outstanding     bigint      not null,
    differences     bigint      not null,
    constraint point_proofs_key primary key (organization_id, id),
    constraint point_proofs_organization_fk foreign key (organization_id) references organizations (id)
);
create index point_proofs_last on point_proofs (organization_id, at desc);
grant select, insert on point_proofs to ${app};
alter table point_proofs enable row level security;
create policy point_proofs_of_the_organization on point_proofs
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What did not add up; the first thousand.
create table point_differences (
    organization_id uuid   not null,
    proof_id        uuid   not null,
    number          int    not null,
    kind            text   not null,
    subject_id      uuid   not null,
    expected        bigint not null,
    found           bigint not null,
    constraint point_differences_key primary key (organization_id, proof_id, number),
    constraint point_differences_proof_fk foreign key (organization_id, proof_id) references point_proofs (organization_id, id)
);
grant select, insert on point_differences to ${app};
alter table point_differences enable row level security;
create policy point_differences_of_the_organization on point_differences
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- How levels are judged: by points earned within so many days; who falls below keeps the level for so many days.
create table point_ladders (
    organization_id uuid   not null,
    version         bigint not null,
    window_days     int    not null,
    buffer_days     int    not null,
    constraint point_ladders_key primary key (organization_id),
    constraint point_ladders_organization_fk foreign key (organization_id) references organizations (id),
    constraint point_ladders_days check (window_days between 1 and 3650 and buffer_days between 0 and 365)
);
grant select, insert, update on point_ladders to ${app};
alter table point_ladders enable row level security;
create policy point_ladders_of_the_organization on point_ladders
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The honor titles, by the points from which one has them.
create table point_levels (
    organization_id uuid   not null,
    name            text   not null,
    threshold       bigint not null,
    constraint point_levels_key primary key (organization_id, name),
    constraint point_levels_threshold_once unique (organization_id, threshold),
    constraint point_levels_organization_fk foreign key (organization_id) references organizations (id),
    constraint point_levels_name check (length(name) between 1 and 40),
    constraint point_levels_threshold check (threshold > 0)
);
grant select, insert, delete on point_levels to ${app};
alter table point_levels enable row level security;
create policy point_levels_of_the_organization on point_levels
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Which level a member has, and on which day they lose it unless they earn enough again.
create table point_standings (
    organization_id uuid   not null,
    member_id       uuid   not null,
    level           text   not null,
    since           date   not null,
    earned          bigint not null,
    falls_on        date,
    constraint point_standings_key primary key (organization_id, member_id),
    constraint point_standings_organization_fk foreign key (organization_id) references organizations (id)
);
create index point_standings_falling on point_standings (organization_id, falls_on, member_id) where falls_on is not null;
grant select, insert, update, delete on point_standings to ${app};
alter table point_standings enable row level security;
create policy point_standings_of_the_organization on point_standings
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Who rose and fell, on which day, with how many points.
create table point_standing_changes (
    organization_id uuid   not null,
    member_id       uuid   not null,
    day             date   not null,
    from_level      text,
    to_level        text,
    earned          bigint not null,
    constraint point_standing_changes_key primary key (organization_id, member_id, day),
    constraint point_standing_changes_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert, update on point_standing_changes to ${app};
alter table point_standing_changes enable row level security;
create policy point_standing_changes_of_the_organization on point_standing_changes
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view points_balance_facts with (security_invoker = true) as
    select organization_id, member_id, balance from point_accounts;
grant select on points_balance_facts to ${app};
