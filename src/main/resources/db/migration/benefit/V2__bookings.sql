-- When and where something takes place, and for how many. taken: a counter that those who book race for.
-- benefit: of which each seat is a use; none where it is free for every member.
create table benefit_slots (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    title           text        not null,
    place           text        not null,
    note            text        not null,
    starts_at       timestamptz not null,
    starts_on       date        not null,
    capacity        int         not null,
    taken           int         not null,
    benefit         text,
    cancel_hours    int         not null,
    missed_counts   boolean     not null,
    cancelled_at    timestamptz,
    cancel_reason   text,
    maker_id        uuid,
    created_at      timestamptz not null,
    constraint benefit_slots_key primary key (organization_id, id),
    constraint benefit_slots_organization_fk foreign key (organization_id) references organizations (id),
    constraint benefit_slots_seats check (capacity between 1 and 10000 and taken between 0 and capacity),
    constraint benefit_slots_deadline check (cancel_hours between 0 and 720),
    constraint benefit_slots_cancelled check ((cancelled_at is null) = (cancel_reason is null))
);
create index benefit_slots_by_time on benefit_slots (organization_id, starts_at, id);
create index benefit_slots_by_day on benefit_slots (organization_id, starts_on) where cancelled_at is null;
grant select, insert, update on benefit_slots to ${app};

alter table benefit_slots enable row level security;
create policy benefit_slots_of_the_organization on benefit_slots
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Who takes part, and who waits for a seat, in the order in which they asked.
create table benefit_bookings (
    organization_id uuid        not null,
    id              uuid        not null,
    slot_id         uuid        not null,
    member_id       uuid        not null,
    state           text        not null,
    use_id          uuid,
    asked_at        timestamptz not null,
    asked_by        text        not null,
    changed_at      timestamptz not null,
    changed_by      text        not null,
    constraint benefit_bookings_key primary key (organization_id, id),
    constraint benefit_bookings_slot_fk foreign key (organization_id, slot_id) references benefit_slots (organization_id, id),
    constraint benefit_bookings_state check (state in ('BOOKED', 'WAITING', 'ATTENDED', 'MISSED', 'CANCELLED'))
);
create unique index benefit_bookings_once on benefit_bookings (organization_id, slot_id, member_id) where state <> 'CANCELLED';
create index benefit_bookings_waiting on benefit_bookings (organization_id, slot_id, asked_at, id) where state = 'WAITING';
create index benefit_bookings_of_slot on benefit_bookings (organization_id, slot_id, asked_at, id);
create index benefit_bookings_of_member on benefit_bookings (organization_id, member_id, asked_at desc, id desc);
grant select, insert, update (member_id, state, use_id, changed_at, changed_by) on benefit_bookings to ${app};

alter table benefit_bookings enable row level security;
create policy benefit_bookings_of_the_organization on benefit_bookings
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view benefit_booking_facts with (security_invoker = true) as
    select b.organization_id, b.id as booking_id, b.slot_id, b.member_id, b.state, s.benefit, s.starts_at, s.starts_on, b.asked_at
    from benefit_bookings b join benefit_slots s on s.organization_id = b.organization_id and s.id = b.slot_id;
grant select on benefit_booking_facts to ${app};
