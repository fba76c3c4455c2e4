-- For what and for whom coupons count, and how they go together: written once and never changed, since members hold coupons
-- with it. A batch that is changed points at a new one. products: of which they take something off; none for all.
create table coupon_conditions (
    organization_id uuid        not null,
    id              uuid        not null,
    products        uuid[]      not null,
    members_only    boolean     not null,
    stackable       boolean     not null,
    grace_days      int         not null,
    created_at      timestamptz not null,
    constraint coupon_conditions_key primary key (organization_id, id),
    constraint coupon_conditions_organization_fk foreign key (organization_id) references organizations (id),
    constraint coupon_conditions_products check (cardinality(products) <= 50),
    constraint coupon_conditions_grace check (grace_days between 0 and 365)
);
grant select, insert on coupon_conditions to ${app};
alter table coupon_conditions enable row level security;
create policy coupon_conditions_of_the_organization on coupon_conditions
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Null where there is no condition at all.
alter table coupon_batches add column conditions_id uuid;
alter table coupon_batches add constraint coupon_batches_conditions_fk
    foreign key (organization_id, conditions_id) references coupon_conditions (organization_id, id);
-- Without a key: it is that of the batch, and would be looked up for every single claim.
alter table coupons add column conditions_id uuid;

alter table coupon_batches drop constraint coupon_batches_terms;
alter table coupon_batches add constraint coupon_batches_terms check ((kind in ('AMOUNT', 'GIFT', 'SAMPLE') and basis_points = 0)
    or (kind = 'PERCENT' and basis_points between 1 and 10000));
alter table coupons drop constraint coupons_terms;
alter table coupons add constraint coupons_terms check ((kind in ('AMOUNT', 'GIFT', 'SAMPLE') and basis_points = 0)
    or (kind = 'PERCENT' and basis_points between 1 and 10000));

alter table coupon_issue_results drop constraint coupon_issue_results_outcome;
alter table coupon_issue_results add constraint coupon_issue_results_outcome check (outcome in ('PENDING', 'ISSUED',
    'LIMIT_REACHED', 'SOLD_OUT', 'BUDGET_SPENT', 'NOT_OPEN', 'NOT_ELIGIBLE', 'NO_MEMBERSHIP', 'UNKNOWN', 'AMBIGUOUS', 'TWICE',
    'CANCELLED'));

-- What a coupon took off that its member may not keep: what gave it was taken back after it had been used.
create table coupon_debts (
    organization_id uuid        not null,
    coupon_id       uuid        not null,
    order_id        uuid        not null,
    amount_minor    bigint      not null,
    currency        text        not null,
    reason          text        not null,
    booked_at       timestamptz not null,
    ended_at        timestamptz,
    ended_as        text,
    ended_note      text,
    ended_by_name   text,
    constraint coupon_debts_key primary key (organization_id, coupon_id),
    constraint coupon_debts_coupon_fk foreign key (organization_id, coupon_id) references coupons (organization_id, id),
    constraint coupon_debts_amount check (amount_minor > 0),
    constraint coupon_debts_end check ((ended_at is null) = (ended_as is null)
        and (ended_as is null or ended_as in ('FELL_AWAY', 'WAIVED', 'RECEIVED')))
);
create index coupon_debts_by_time on coupon_debts (organization_id, booked_at desc, coupon_id desc);
grant select, insert, update on coupon_debts to ${app};
alter table coupon_debts enable row level security;
create policy coupon_debts_of_the_organization on coupon_debts
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
