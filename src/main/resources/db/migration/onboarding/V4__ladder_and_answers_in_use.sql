-- What counts as a step, by channel; scope_id zero is the organization, which holds where a channel has no row. stuck_days: 0
-- asks nobody.
create table channel_ladders (
    organization_id uuid   not null,
    scope_id        uuid   not null,
    version         bigint not null,
    steps           text[] not null,
    check_ins       int    not null,
    stuck_days      int    not null,
    constraint channel_ladders_key primary key (organization_id, scope_id),
    constraint channel_ladders_organization_fk foreign key (organization_id) references organizations (id),
    constraint channel_ladders_steps check (steps[1] = 'JOIN' and cardinality(steps) between 2 and 5
        and steps <@ cast('{JOIN,FORM,CHECK_IN,REWARD,PURCHASE}' as text[])),
    constraint channel_ladders_check_ins check (check_ins between 1 and 100),
    constraint channel_ladders_stuck_days check (stuck_days between 0 and 365)
);
grant select, insert, update, delete on channel_ladders to ${app};
alter table channel_ladders enable row level security;
create policy channel_ladders_of_the_organization on channel_ladders
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Which step of a channel's ladder a member has reached, and on which of the organization's days. A row stays, whatever becomes
-- of the fact that made it: nobody goes back. asked_on, settled_on: when the staff was asked to help with the next step, and when
-- there was nothing to do any more.
create table channel_steps (
    organization_id uuid not null,
    id              uuid not null,
    channel_id      uuid not null,
    member_id       uuid not null,
    step            text not null,
    reached_on      date not null,
    asked_on        date,
    settled_on      date,
    constraint channel_steps_key primary key (organization_id, id),
    constraint channel_steps_channel_fk foreign key (organization_id, channel_id) references channels (organization_id, id),
    constraint channel_steps_once unique (organization_id, channel_id, member_id, step),
    constraint channel_steps_step check (step in ('JOIN', 'FORM', 'CHECK_IN', 'REWARD', 'PURCHASE')),
    constraint channel_steps_settled check (settled_on is null or asked_on is not null)
);
create index channel_steps_of_member on channel_steps (organization_id, member_id);
create index channel_steps_asked on channel_steps (organization_id, channel_id) where asked_on is not null and settled_on is null;
grant select, insert, update (member_id, asked_on, settled_on) on channel_steps to ${app};
alter table channel_steps enable row level security;
create policy channel_steps_of_the_organization on channel_steps
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- When the steps of a channel were worked out last.
alter table channels add column counted_at timestamptz;

-- Every question that a channel asks or ever asked, with every option that it ever had: segments go on when a question goes.
create table channel_questions (
    organization_id uuid    not null,
    id              uuid    not null,
    channel_id      uuid    not null,
    position        int     not null,
    text            text    not null,
    labels          text[]  not null,
    asked           boolean not null,
    constraint channel_questions_key primary key (organization_id, id),
    constraint channel_questions_channel_fk foreign key (organization_id, channel_id) references channels (organization_id, id)
);
create index channel_questions_of_channel on channel_questions (organization_id, channel_id, position);
grant select, insert, update (position, text, labels, asked) on channel_questions to ${app};
alter table channel_questions enable row level security;
create policy channel_questions_of_the_organization on channel_questions
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

insert into channel_questions (organization_id, id, channel_id, position, text, labels, asked)
select c.organization_id, cast(q.value ->> 'id' as uuid), c.id, q.position, q.value ->> 'text',
    array(select o ->> 'label' from jsonb_array_elements(q.value -> 'options') as o), true
from channels c
cross join jsonb_array_elements(cast(c.questions as jsonb)) with ordinality as q (value, position);

create index channel_answers_of_question on channel_answers (organization_id, question_id, member_id);
