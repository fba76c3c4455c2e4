-- What a plan gave from some time on: a set never changes, another one follows it. Plans are of another module, so without a key.
-- since: for terms that were paid for from then on; the beginning of time where it is for everybody who has the plan.
create table benefit_sets (
    organization_id uuid        not null,
    plan_id         uuid        not null,
    number          int         not null,
    since           timestamptz not null,
    everybody       boolean     not null,
    made_at         timestamptz not null,
    actor_kind      text        not null,
    actor_id        uuid,
    actor_name      text        not null,
    constraint benefit_sets_key primary key (organization_id, plan_id, number),
    constraint benefit_sets_organization_fk foreign key (organization_id) references organizations (id),
    constraint benefit_sets_number check (number > 0)
);
grant select, insert on benefit_sets to ${app};

alter table benefit_sets enable row level security;
create policy benefit_sets_of_the_organization on benefit_sets
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create table benefit_rules (
    organization_id uuid   not null,
    plan_id         uuid   not null,
    number          int    not null,
    position        int    not null,
    name            text   not null,
    note            text,
    -- How often in each period; none for as often as they like.
    quota           int,
    period          text   not null,
    carry           int    not null,
    unit_minor      bigint not null,
    currency        text   not null,
    constraint benefit_rules_key primary key (organization_id, plan_id, number, position),
    constraint benefit_rules_name_once unique (organization_id, plan_id, number, name),
    constraint benefit_rules_set_fk foreign key (organization_id, plan_id, number) references benefit_sets (organization_id, plan_id, number),
    constraint benefit_rules_quota check (quota between 1 and 10000),
    constraint benefit_rules_period check (period in ('MONTH', 'YEAR', 'TERM')),
    constraint benefit_rules_carry check (carry between 0 and 10000 and (carry = 0 or quota is not null)),
    constraint benefit_rules_value check (unit_minor >= 0)
);
grant select, insert on benefit_rules to ${app};

alter table benefit_rules enable row level security;
create policy benefit_rules_of_the_organization on benefit_rules
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Whoever uses something of a membership waits here for who does so at the same time.
create table benefit_turns (
    organization_id uuid        not null,
    membership_id   uuid        not null,
    turned_at       timestamptz not null,
    constraint benefit_turns_key primary key (organization_id, membership_id),
    constraint benefit_turns_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert, update (turned_at) on benefit_turns to ${app};

alter table benefit_turns enable row level security;
create policy benefit_turns_of_the_organization on benefit_turns
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Each use, with what it was worth then. One that is taken back stays, and does not count.
create table benefit_uses (
    organization_id uuid        not null,
    id              uuid        not null,
    member_id       uuid        not null,
    membership_id   uuid        not null,
    benefit         text        not null,
    key             text        not null,
    used_at         timestamptz not null,
    used_on         date        not null,
    unit_minor      bigint      not null,
    currency        text        not null,
    actor_kind      text        not null,
    actor_id        uuid,
    actor_name      text        not null,
    undone_at       timestamptz,
    undone_by       text,
    undo_reason     text,
    constraint benefit_uses_key primary key (organization_id, id),
    constraint benefit_uses_once unique (organization_id, key),
    constraint benefit_uses_organization_fk foreign key (organization_id) references organizations (id),
    constraint benefit_uses_value check (unit_minor >= 0),
    constraint benefit_uses_undone check ((undone_at is null) = (undone_by is null) and (undone_at is null) = (undo_reason is null))
);
create index benefit_uses_of_membership on benefit_uses (organization_id, membership_id, benefit, used_on) where undone_at is null;
create index benefit_uses_of_member on benefit_uses (organization_id, member_id, used_at desc, id desc);
create index benefit_uses_by_time on benefit_uses (organization_id, used_at desc, id desc);
grant select, insert, update (member_id, undone_at, undone_by, undo_reason) on benefit_uses to ${app};

alter table benefit_uses enable row level security;
create policy benefit_uses_of_the_organization on benefit_uses
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What is owed of each paid term: counted anew when something of it moves, and every night.
create table benefit_promises (
    organization_id uuid   not null,
    id              uuid   not null,
    member_id       uuid   not null,
    membership_id   uuid   not null,
    term_id         uuid   not null,
    benefit         text   not null,
    left_count      bigint not null,
    unit_minor      bigint not null,
    currency        text   not null,
    until_on        date,
    constraint benefit_promises_key primary key (organization_id, id),
    constraint benefit_promises_once unique (organization_id, term_id, benefit),
    constraint benefit_promises_organization_fk foreign key (organization_id) references organizations (id),
    constraint benefit_promises_left check (left_count > 0 and unit_minor >= 0)
);
create index benefit_promises_of_membership on benefit_promises (organization_id, membership_id);
create index benefit_promises_of_member on benefit_promises (organization_id, member_id);
grant select, insert, update, delete on benefit_promises to ${app};

alter table benefit_promises enable row level security;
create policy benefit_promises_of_the_organization on benefit_promises
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- By what members are known at the counter. Who turned out to be one person has both.
create table benefit_codes (
    organization_id uuid        not null,
    id              uuid        not null,
    member_id       uuid        not null,
    code            text        collate "C" not null,
    made_at         timestamptz not null,
    constraint benefit_codes_key primary key (organization_id, id),
    constraint benefit_codes_once unique (organization_id, code),
    constraint benefit_codes_organization_fk foreign key (organization_id) references organizations (id)
);
create index benefit_codes_of_member on benefit_codes (organization_id, member_id);
grant select, insert, update (member_id), delete on benefit_codes to ${app};

alter table benefit_codes enable row level security;
create policy benefit_codes_of_the_organization on benefit_codes
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The SQL face of the module: what is owed, and what was used.
create view benefit_open_facts with (security_invoker = true) as
    select organization_id, member_id, membership_id, term_id, benefit, left_count, unit_minor, currency,
        left_count * unit_minor as open_minor, until_on
    from benefit_promises;
grant select on benefit_open_facts to ${app};

create view benefit_use_facts with (security_invoker = true) as
    select organization_id, id as use_id, member_id, membership_id, benefit, used_at, used_on, unit_minor, currency
    from benefit_uses where undone_at is null;
grant select on benefit_use_facts to ${app};
