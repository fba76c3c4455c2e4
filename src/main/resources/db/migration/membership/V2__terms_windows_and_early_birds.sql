-- A quarter, and any number of days, beside months, years and life; and when a plan is sold.
alter table plans add column days int, add column sale_from timestamptz, add column sale_until timestamptz;
alter table plans drop constraint plans_term;
alter table plans add constraint plans_term check (term in ('MONTHLY', 'QUARTERLY', 'YEARLY', 'LIFETIME', 'ONE_OFF'));
alter table plans add constraint plans_days
    check ((term = 'ONE_OFF') = (days is not null) and (days is null or days between 1 and 3650));
alter table plans add constraint plans_window check (sale_from is null or sale_until is null or sale_from <= sale_until);

-- A term is of months, of days, or (neither) for life. One without an order was given by the staff, who say why.
alter table membership_terms add column days int, add column reason text;
alter table membership_terms alter column order_id drop not null;
alter table membership_terms add constraint membership_terms_length check (months is null or days is null);
alter table membership_terms add constraint membership_terms_given check ((order_id is null) = (reason is not null));

alter table membership_moves add column reason text;
alter table membership_moves drop constraint membership_moves_what;
alter table membership_moves add constraint membership_moves_what check (what in ('GRANTED', 'RENEWED',
    'CANCELLATION_ASKED', 'CANCELLATION_WITHDRAWN', 'REFUNDED', 'GRACE', 'EXPIRED', 'CANCELLED', 'GIVEN', 'REVOKED',
    'GIFT_HANDED_OVER'));

-- The first so many, until a time, at their own price. No foreign key points at this table: its counter is what buyers race
-- for, and a key would take a lock on its row for each seat.
create table plan_early_birds (
    organization_id uuid        not null,
    plan_id         uuid        not null,
    seats           int         not null,
    taken           int         not null,
    until           timestamptz not null,
    price_minor     bigint      not null,
    currency        text        not null,
    gift            text,
    gift_cost_minor bigint      not null,
    constraint plan_early_birds_key primary key (organization_id, plan_id),
    constraint plan_early_birds_plan_fk foreign key (organization_id, plan_id) references plans (organization_id, id),
    constraint plan_early_birds_seats check (seats between 1 and 1000000 and taken between 0 and seats),
    constraint plan_early_birds_price check (price_minor >= 0 and gift_cost_minor >= 0)
);
grant select, insert, update on plan_early_birds to ${app};

alter table plan_early_birds enable row level security;
create policy plan_early_birds_of_the_organization on plan_early_birds
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Who has one: held while the order waits, taken once it is paid, released when it is not or when its money goes back.
create table plan_seats (
    organization_id uuid        not null,
    id              uuid        not null,
    plan_id         uuid        not null,
    order_id        uuid        not null,
    member_id       uuid        not null,
    state           text        not null,
    price_minor     bigint      not null,
    currency        text        not null,
    gift            text,
    gift_cost_minor bigint      not null,
    held_at         timestamptz not null,
    taken_at        timestamptz,
    released_at     timestamptz,
    handed_at       timestamptz,
    handed_by       text,
    constraint plan_seats_key primary key (organization_id, id),
    constraint plan_seats_once unique (organization_id, order_id, plan_id),
    constraint plan_seats_plan_fk foreign key (organization_id, plan_id) references plans (organization_id, id),
    constraint plan_seats_state check (state in ('HELD', 'TAKEN', 'RELEASED')),
    constraint plan_seats_times check ((state = 'RELEASED') = (released_at is not null)
        and (state <> 'TAKEN' or taken_at is not null)),
    constraint plan_seats_gift check (handed_at is null or (gift is not null and taken_at is not null))
);
create index plan_seats_by_member on plan_seats (organization_id, member_id);
create index plan_seats_by_plan on plan_seats (organization_id, plan_id, held_at);
create index plan_seats_gifts on plan_seats (organization_id, taken_at)
    where state = 'TAKEN' and gift is not null and handed_at is null;
grant select, insert, update on plan_seats to ${app};

alter table plan_seats enable row level security;
create policy plan_seats_of_the_organization on plan_seats
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What is owed still: gifts that were promised with a seat and not handed over, at their cost, and service that was paid for.
create view membership_gift_facts with (security_invoker = true) as
    select organization_id, id as seat_id, plan_id, order_id, member_id, gift, gift_cost_minor as cost_minor, currency,
        taken_at as promised_at, handed_at, released_at
    from plan_seats
    where taken_at is not null and gift is not null;
grant select on membership_gift_facts to ${app};

create view membership_deferred_facts with (security_invoker = true) as
    select d.organization_id, d.term_id, t.membership_id, m.member_id, t.plan_id, t.order_id, d.from_on, d.months, d.released,
        d.amount_minor, d.amount_minor - d.amount_minor * d.released / d.months as owed_minor, d.currency
    from membership_deferrals d
    join membership_terms t on t.organization_id = d.organization_id and t.id = d.term_id
    join memberships m on m.organization_id = t.organization_id and m.id = t.membership_id;
grant select on membership_deferred_facts to ${app};

-- What was given is not sold, and so neither comes due nor renews anything.
create or replace view membership_due_facts with (security_invoker = true) as
    select t.organization_id, t.membership_id, m.member_id, t.to_on as due_on,
        exists (select from membership_terms later where later.organization_id = t.organization_id
            and later.membership_id = t.membership_id and later.position > t.position and later.refunded_at is null
            and later.order_id is not null) as renewed
    from membership_terms t join memberships m on m.organization_id = t.organization_id and m.id = t.membership_id
    where t.to_on is not null and t.refunded_at is null and t.order_id is not null;
