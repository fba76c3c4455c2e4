-- Check-in challenges of a group. A day turns cut_off_minutes after midnight in the organization's zone. Members, groups and
-- coupon batches are of other modules, so without a key.
create table challenges (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    group_id        uuid        not null,
    name            text        not null,
    text            text        not null,
    starts_on       date        not null,
    ends_on         date        not null,
    cut_off_minutes integer     not null,
    proof           boolean     not null,
    cards           integer     not null,
    counting        text        not null,
    creator_id      uuid,
    created_at      timestamptz not null,
    closed_on       date,
    constraint challenges_key primary key (organization_id, id),
    constraint challenges_organization_fk foreign key (organization_id) references organizations (id),
    constraint challenges_name check (length(name) between 1 and 80),
    constraint challenges_text check (length(text) <= 2000),
    constraint challenges_days check (ends_on >= starts_on and ends_on - starts_on < 366),
    constraint challenges_cut_off check (cut_off_minutes between 0 and 720),
    constraint challenges_cards check (cards between 0 and 31),
    constraint challenges_counting check (counting in ('STREAK', 'DAYS'))
);
create index challenges_latest on challenges (organization_id, starts_on desc, id desc);
create index challenges_of_group on challenges (organization_id, group_id, ends_on);
grant select, insert, update on challenges to ${app};
alter table challenges enable row level security;
create policy challenges_of_the_organization on challenges
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What is given at so many days. Once somebody takes part, stages stay as they are.
create table challenge_stages (
    organization_id uuid    not null,
    challenge_id    uuid    not null,
    stage           integer not null,
    need            integer not null,
    title           text    not null,
    batch_id        uuid,
    constraint challenge_stages_key primary key (organization_id, challenge_id, stage),
    constraint challenge_stages_challenge_fk foreign key (organization_id, challenge_id) references challenges (organization_id, id),
    constraint challenge_stages_need check (need between 1 and 366),
    constraint challenge_stages_title check (length(title) between 1 and 80)
);
grant select, insert, update, delete on challenge_stages to ${app};
alter table challenge_stages enable row level security;
create policy challenge_stages_of_the_organization on challenge_stages
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- token: what stands in the member's personal link. The staff sends it again and again, so it is kept as it is; it opens
-- nothing but this member's days of this challenge.
create table challenge_participants (
    organization_id uuid        not null,
    challenge_id    uuid        not null,
    member_id       uuid        not null,
    id              uuid        not null,
    token           text        not null,
    cards_left      integer     not null,
    joined_on       date        not null,
    joined_at       timestamptz not null,
    constraint challenge_participants_key primary key (organization_id, challenge_id, member_id),
    constraint challenge_participants_id unique (organization_id, id),
    constraint challenge_participants_token unique (organization_id, token),
    constraint challenge_participants_challenge_fk foreign key (organization_id, challenge_id) references challenges (organization_id, id),
    constraint challenge_participants_cards check (cards_left >= 0)
);
create index challenge_participants_of_member on challenge_participants (organization_id, member_id);
grant select, insert, update on challenge_participants to ${app};
alter table challenge_participants enable row level security;
create policy challenge_participants_of_the_organization on challenge_participants
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- A day of a member is there once, whoever asks how often (RULES, Check-ins). proof is what the member wrote, and goes with
-- the member.
create table check_ins (
    organization_id uuid        not null,
    challenge_id    uuid        not null,
    member_id       uuid        not null,
    day             date        not null,
    id              uuid        not null,
    state           text        not null,
    made_up         boolean     not null,
    proof           text        not null,
    at              timestamptz not null,
    decided_at      timestamptz,
    decided_by      text,
    reason          text,
    constraint check_ins_key primary key (organization_id, challenge_id, member_id, day),
    constraint check_ins_id unique (organization_id, id),
    constraint check_ins_challenge_fk foreign key (organization_id, challenge_id) references challenges (organization_id, id),
    constraint check_ins_state check (state in ('WAITING', 'COUNTED', 'REFUSED')),
    constraint check_ins_proof check (length(proof) <= 500),
    constraint check_ins_reason check (length(reason) <= 200)
);
create index check_ins_waiting on check_ins (organization_id, challenge_id, at, id) where state = 'WAITING';
create index check_ins_of_member on check_ins (organization_id, member_id, day);
grant select, insert, update on check_ins to ${app};
alter table check_ins enable row level security;
create policy check_ins_of_the_organization on check_ins
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- A stage of a member is given once: the row stands from the moment it is reached, and is owed until it is given.
create table challenge_rewards (
    organization_id uuid        not null,
    challenge_id    uuid        not null,
    member_id       uuid        not null,
    stage           integer     not null,
    id              uuid        not null,
    state           text        not null,
    coupon_id       uuid,
    refusal         text,
    reached_at      timestamptz not null,
    given_at        timestamptz,
    constraint challenge_rewards_key primary key (organization_id, challenge_id, member_id, stage),
    constraint challenge_rewards_id unique (organization_id, id),
    constraint challenge_rewards_stage_fk foreign key (organization_id, challenge_id, stage)
        references challenge_stages (organization_id, challenge_id, stage),
    constraint challenge_rewards_state check (state in ('OWED', 'GIVEN')),
    constraint challenge_rewards_given check ((state = 'GIVEN') = (given_at is not null))
);
create index challenge_rewards_owed on challenge_rewards (organization_id, reached_at, id) where state = 'OWED';
create index challenge_rewards_of_member on challenge_rewards (organization_id, member_id);
grant select, insert, update on challenge_rewards to ${app};
alter table challenge_rewards enable row level security;
create policy challenge_rewards_of_the_organization on challenge_rewards
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What was due on which day and what was done of it: the check-in rate (PRODUCT, "The four rates").
create view challenge_due_facts with (security_invoker = true) as
select p.organization_id, c.group_id, p.challenge_id, p.member_id, cast(d as date) as day,
    exists (select from check_ins i where i.organization_id = p.organization_id and i.challenge_id = p.challenge_id
        and i.member_id = p.member_id and i.day = cast(d as date) and i.state = 'COUNTED') as done
from challenge_participants p
join challenges c on c.organization_id = p.organization_id and c.id = p.challenge_id
cross join generate_series(greatest(c.starts_on, p.joined_on), least(c.ends_on, coalesce(c.closed_on, c.ends_on)), interval '1 day') d;
grant select on challenge_due_facts to ${app};
