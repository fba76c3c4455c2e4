-- At most so many days of 365 a membership may stand still; none where nothing is said.
alter table plans add column pause_days int not null default 0;
alter table plans add constraint plans_pause check (pause_days between 0 and 365);

-- While it stands still: since when, and when it goes on by itself.
alter table memberships add column paused_on date, add column paused_until date;
alter table memberships add constraint memberships_paused check ((state = 'PAUSED') = (paused_on is not null)
    and (paused_on is null) = (paused_until is null) and (paused_on is null or paused_until > paused_on));
create index memberships_by_pause on memberships (organization_id, paused_until) where state = 'PAUSED';

-- The days on which it stood still, each as often longer afterwards.
create table membership_pauses (
    organization_id uuid not null,
    membership_id   uuid not null,
    from_on         date not null,
    until_on        date not null,
    resumed_on      date,
    constraint membership_pauses_key primary key (organization_id, membership_id, from_on),
    constraint membership_pauses_membership_fk foreign key (organization_id, membership_id)
        references memberships (organization_id, id),
    constraint membership_pauses_time check (until_on > from_on
        and (resumed_on is null or resumed_on between from_on and until_on))
);
create unique index membership_pauses_one_open on membership_pauses (organization_id, membership_id)
    where resumed_on is null;
grant select, insert, update on membership_pauses to ${app};

alter table membership_pauses enable row level security;
create policy membership_pauses_of_the_organization on membership_pauses
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Another plan: a better one now, by an order in which the unused part of what was paid is taken off, or any at the end.
create table membership_changes (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    membership_id   uuid        not null,
    kind            text        not null,
    plan_id         uuid        not null,
    state           text        not null,
    order_id        uuid,
    credit_minor    bigint      not null,
    currency        text        not null,
    asked_at        timestamptz not null,
    asked_by        text        not null,
    closed_at       timestamptz,
    constraint membership_changes_key primary key (organization_id, id),
    constraint membership_changes_order_once unique (organization_id, order_id),
    constraint membership_changes_membership_fk foreign key (organization_id, membership_id)
        references memberships (organization_id, id),
    constraint membership_changes_plan_fk foreign key (organization_id, plan_id) references plans (organization_id, id),
    constraint membership_changes_kind check (kind in ('UPGRADE', 'AT_END') and (kind = 'UPGRADE') = (order_id is not null)),
    constraint membership_changes_state check (state in ('PENDING', 'DONE', 'WITHDRAWN')
        and (state = 'PENDING') = (closed_at is null)),
    constraint membership_changes_credit check (credit_minor >= 0)
);
create unique index membership_changes_one_pending on membership_changes (organization_id, membership_id)
    where state = 'PENDING';
create index membership_changes_by_membership on membership_changes (organization_id, membership_id);
grant select, insert, update on membership_changes to ${app};

alter table membership_changes enable row level security;
create policy membership_changes_of_the_organization on membership_changes
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Of a term: what was paid back of it while it went on; what of it an upgrade takes off, by which order, and since when it is
-- replaced by that; and what it took over itself.
alter table membership_terms add column paid_back_minor bigint not null default 0,
    add column credit_minor bigint not null default 0, add column credited_by uuid,
    add column credited_minor bigint not null default 0, add column replaced_on date;
alter table membership_terms add constraint membership_terms_credit check (paid_back_minor between 0 and paid_minor
    and credit_minor >= 0 and credited_minor >= 0 and credited_minor <= paid_minor + credit_minor
    and (credited_by is not null or (credited_minor = 0 and replaced_on is null)));

-- What was owed of a replaced term goes over to the one that replaced it: it is released no further.
alter table membership_deferrals add column stopped boolean not null default false;

alter table membership_moves drop constraint membership_moves_what;
alter table membership_moves add constraint membership_moves_what check (what in ('GRANTED', 'RENEWED',
    'CANCELLATION_ASKED', 'CANCELLATION_WITHDRAWN', 'REFUNDED', 'GRACE', 'EXPIRED', 'CANCELLED', 'GIVEN', 'REVOKED',
    'GIFT_HANDED_OVER', 'PAUSED', 'RESUMED', 'UPGRADE_ASKED', 'UPGRADED', 'CHANGE_AT_END_ASKED', 'CHANGE_WITHDRAWN',
    'PLAN_CHANGED'));

create or replace view membership_deferred_facts with (security_invoker = true) as
    select d.organization_id, d.term_id, t.membership_id, m.member_id, t.plan_id, t.order_id, d.from_on, d.months, d.released,
        d.amount_minor,
        case when d.stopped then 0 else d.amount_minor - d.amount_minor * d.released / d.months end as owed_minor, d.currency
    from membership_deferrals d
    join membership_terms t on t.organization_id = d.organization_id and t.id = d.term_id
    join memberships m on m.organization_id = t.organization_id and m.id = t.membership_id;

-- What an upgrade replaced did not come due.
create or replace view membership_due_facts with (security_invoker = true) as
    select t.organization_id, t.membership_id, m.member_id, t.to_on as due_on,
        exists (select from membership_terms later where later.organization_id = t.organization_id
            and later.membership_id = t.membership_id and later.position > t.position and later.refunded_at is null
            and later.order_id is not null) as renewed
    from membership_terms t join memberships m on m.organization_id = t.organization_id and m.id = t.membership_id
    where t.to_on is not null and t.refunded_at is null and t.order_id is not null and t.replaced_on is null;
