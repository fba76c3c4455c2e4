-- What goes back when somebody asks for their money, and how many days before the end the staff is reminded.
alter table plans add column refund_policy text not null default 'OPEN', add column refund_hours int;
alter table plans add constraint plans_refund check (refund_policy in ('OPEN', 'NONE', 'PRORATED', 'FULL_WITHIN')
    and (refund_policy = 'FULL_WITHIN') = (refund_hours is not null)
    and (refund_hours is null or refund_hours between 1 and 8784));

create table plan_reminders (
    organization_id uuid not null,
    plan_id         uuid not null,
    days            int  not null,
    constraint plan_reminders_key primary key (organization_id, plan_id, days),
    constraint plan_reminders_plan_fk foreign key (organization_id, plan_id) references plans (organization_id, id),
    constraint plan_reminders_days check (days between 0 and 365)
);
grant select, insert, delete on plan_reminders to ${app};

alter table plan_reminders enable row level security;
create policy plan_reminders_of_the_organization on plan_reminders
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Of which end the staff was reminded how many days before, once each; settled when there is nothing to do any more.
create table membership_reminders (
    organization_id uuid not null,
    membership_id   uuid not null,
    ends_on         date not null,
    days            int  not null,
    asked_on        date not null,
    settled_on      date,
    constraint membership_reminders_key primary key (organization_id, membership_id, ends_on, days),
    constraint membership_reminders_membership_fk foreign key (organization_id, membership_id)
        references memberships (organization_id, id)
);
create index membership_reminders_open on membership_reminders (organization_id, membership_id) where settled_on is null;
grant select, insert, update on membership_reminders to ${app};

alter table membership_reminders enable row level security;
create policy membership_reminders_of_the_organization on membership_reminders
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- A term that was paid back in part ends where that happened.
alter table membership_terms add column ended_on date;
alter table membership_moves drop constraint membership_moves_what;
alter table membership_moves add constraint membership_moves_what check (what in ('GRANTED', 'RENEWED',
    'CANCELLATION_ASKED', 'CANCELLATION_WITHDRAWN', 'REFUNDED', 'GRACE', 'EXPIRED', 'CANCELLED', 'GIVEN', 'REVOKED',
    'GIFT_HANDED_OVER', 'PAUSED', 'RESUMED', 'UPGRADE_ASKED', 'UPGRADED', 'CHANGE_AT_END_ASKED', 'CHANGE_WITHDRAWN',
    'PLAN_CHANGED', 'ENDED'));
