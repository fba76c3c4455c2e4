-- Coupons that are given by themselves when there is an occasion. A rule is never changed: it is stopped, and another made.
-- Batch, group, field and product are of other modules, so without a key. since: nothing before that is an occasion.
create table occasion_rules (
    organization_id uuid        not null,
    id              uuid        not null,
    batch_id        uuid        not null,
    occasion        text        not null,
    group_id        uuid,
    tier            text,
    field_id        uuid,
    product_id      uuid,
    since           timestamptz not null,
    since_day       date        not null,
    stopped_at      timestamptz,
    constraint occasion_rules_key primary key (organization_id, id),
    constraint occasion_rules_organization_fk foreign key (organization_id) references organizations (id),
    constraint occasion_rules_occasion check (
        (occasion = 'JOINED' and tier is null and field_id is null and product_id is null)
        or (occasion = 'TIER' and tier is not null and group_id is null and field_id is null and product_id is null)
        or (occasion = 'BIRTHDAY' and field_id is not null and group_id is null and tier is null and product_id is null)
        or (occasion = 'PAYMENT' and product_id is not null and group_id is null and tier is null and field_id is null))
);
create index occasion_rules_of_batch on occasion_rules (organization_id, batch_id, since desc, id desc);
-- The same occasion twice would give two coupons.
create unique index occasion_rules_once on occasion_rules (organization_id, batch_id, occasion,
    coalesce(tier, cast(coalesce(group_id, field_id, product_id) as text), '')) where stopped_at is null;
grant select, insert, update (stopped_at) on occasion_rules to ${app};
alter table occasion_rules enable row level security;
create policy occasion_rules_of_the_organization on occasion_rules
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What became of each occasion, once for a rule and a member. occasion: which one it was, so a day, a year or an order.
-- AGAIN: it was refused, and somebody wants it to be tried anew.
create table occasion_givings (
    organization_id uuid        not null,
    id              uuid        not null,
    rule_id         uuid        not null,
    member_id       uuid        not null,
    occasion        text        not null,
    order_id        uuid,
    outcome         text        not null,
    coupon_id       uuid,
    refusal         text,
    at              timestamptz not null,
    constraint occasion_givings_key primary key (organization_id, id),
    constraint occasion_givings_rule_fk foreign key (organization_id, rule_id) references occasion_rules (organization_id, id),
    constraint occasion_givings_once unique (organization_id, rule_id, member_id, occasion),
    constraint occasion_givings_outcome check ((outcome = 'GIVEN' and coupon_id is not null and refusal is null)
        or (outcome in ('REFUSED', 'AGAIN') and coupon_id is null and refusal is not null))
);
create index occasion_givings_by_outcome on occasion_givings (organization_id, rule_id, outcome, id);
create index occasion_givings_of_order on occasion_givings (organization_id, order_id) where order_id is not null;
create index occasion_givings_of_member on occasion_givings (organization_id, member_id);
create index occasion_givings_of_coupon on occasion_givings (organization_id, coupon_id) where coupon_id is not null;
grant select, insert, update on occasion_givings to ${app};
alter table occasion_givings enable row level security;
create policy occasion_givings_of_the_organization on occasion_givings
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
