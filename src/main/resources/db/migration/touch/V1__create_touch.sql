create table touches (
    organization_id uuid        not null,
    id              uuid        not null,
    campaign_id     uuid        not null,
    step            int         not null,
    member_id       uuid        not null,
    channel         text        not null,
    goal            text        not null,
    state           text        not null,
    blocked_by      text,
    planned_at      timestamptz not null,
    moved_at        timestamptz not null,
    sent_at         timestamptz,
    sent_day        date,
    actor_id        uuid,
    actor_name      text,
    constraint touches_key primary key (organization_id, id),
    constraint touches_once unique (organization_id, campaign_id, step, member_id, channel),
    constraint touches_organization_fk foreign key (organization_id) references organizations (id),
    constraint touches_channel check (channel in ('HUMAN')),
    constraint touches_goal check (goal in ('SELLING', 'SERVICE')),
    constraint touches_state check (state in ('PLANNED', 'SENT', 'SUPPRESSED')),
    constraint touches_blocked check (blocked_by in ('SUSPENDED', 'CONSENT', 'PROTECTION')),
    constraint touches_sent check ((state = 'SENT') = (sent_at is not null) and (sent_at is null) = (sent_day is null))
);
create index touches_by_member on touches (organization_id, member_id, sent_at);
create index touches_by_state on touches (organization_id, campaign_id, state, id);
grant select, insert, update on touches to ${app};
alter table touches enable row level security;
create policy touches_of_the_organization on touches
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view touch_facts with (security_invoker = true) as
    select organization_id, id as touch_id, campaign_id, step, member_id, channel, goal, state, blocked_by, sent_at,
        sent_day, actor_name
    from touches;
grant select on touch_facts to ${app};
