-- What an order bought for a member to use: sessions of a consultation, uses of a service package, seats of a camp. The id is that
-- of the order's line. bought: how many were paid for; pieces: how many of them were not taken back by refunds.
-- to_on: the first day on which they are gone; none where they never are, and of camps, whose days are those of the product.
create table benefit_purchases (
    organization_id uuid        not null,
    id              uuid        not null,
    order_id        uuid        not null,
    member_id       uuid        not null,
    product_id      uuid        not null,
    name            text        not null,
    kind            text        not null,
    bought          int         not null,
    pieces          int         not null,
    price_minor     bigint      not null,
    kept_minor      bigint      not null,
    currency        text        not null,
    from_on         date        not null,
    to_on           date,
    paid_at         timestamptz not null,
    constraint benefit_purchases_key primary key (organization_id, id),
    constraint benefit_purchases_organization_fk foreign key (organization_id) references organizations (id),
    constraint benefit_purchases_kind check (kind in ('CONSULTATION', 'SERVICE', 'CAMP')),
    constraint benefit_purchases_pieces check (pieces between 0 and bought and bought > 0),
    constraint benefit_purchases_kept check (kept_minor between 0 and price_minor),
    constraint benefit_purchases_days check (to_on > from_on)
);
create index benefit_purchases_of_order on benefit_purchases (organization_id, order_id);
create index benefit_purchases_of_member on benefit_purchases (organization_id, member_id, paid_at, id);
create index benefit_purchases_of_product on benefit_purchases (organization_id, product_id, paid_at, id) where pieces > 0;
grant select, insert, update (member_id, pieces, kept_minor) on benefit_purchases to ${app};

alter table benefit_purchases enable row level security;
create policy benefit_purchases_of_the_organization on benefit_purchases
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- A use is of a membership, or of such a line; so is a turn, and what is owed.
alter table benefit_turns rename column membership_id to source_id;

alter table benefit_uses alter column membership_id drop not null;
alter table benefit_uses add column line_id uuid;
alter table benefit_uses add constraint benefit_uses_source check (num_nonnulls(membership_id, line_id) = 1);
create index benefit_uses_of_line on benefit_uses (organization_id, line_id, used_on) where undone_at is null and line_id is not null;

alter table benefit_promises alter column membership_id drop not null;
alter table benefit_promises add column line_id uuid;
alter table benefit_promises add constraint benefit_promises_source check (num_nonnulls(membership_id, line_id) = 1);
-- Of a line its exact share of what was paid, which is no multiple of what one is worth.
alter table benefit_promises add column open_minor bigint not null default 0;
update benefit_promises set open_minor = left_count * unit_minor;
alter table benefit_promises add constraint benefit_promises_open check (open_minor >= 0);
create unique index benefit_promises_of_line on benefit_promises (organization_id, line_id) where line_id is not null;

create or replace view benefit_open_facts with (security_invoker = true) as
    select organization_id, member_id, membership_id, term_id, benefit, left_count, unit_minor, currency, open_minor, until_on, line_id
    from benefit_promises;

create or replace view benefit_use_facts with (security_invoker = true) as
    select organization_id, id as use_id, member_id, membership_id, benefit, used_at, used_on, unit_minor, currency, line_id
    from benefit_uses where undone_at is null;

-- What of it orders bought.
alter table benefit_owed_days add column bought_minor bigint not null default 0;
alter table benefit_owed_days add constraint benefit_owed_days_bought check (bought_minor >= 0);
grant update (bought_minor) on benefit_owed_days to ${app};

-- Slots of a product: each seat is one of what an order bought. host_id: who of the staff holds it.
alter table benefit_slots add column product_id uuid;
alter table benefit_slots add column host_id uuid;
alter table benefit_slots add constraint benefit_slots_costs_one check (num_nonnulls(benefit, product_id) < 2);
create index benefit_slots_of_product on benefit_slots (organization_id, product_id, starts_at, id) where product_id is not null;

-- Which booking a use is of.
create index benefit_bookings_of_use on benefit_bookings (organization_id, use_id) where use_id is not null;
