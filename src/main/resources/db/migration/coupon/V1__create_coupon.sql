-- What may be issued: terms and validity. Editing it never changes what a member holds.
create table coupon_batches (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    name            text        not null,
    note            text        not null,
    state           text        not null,
    kind            text        not null,
    largest_minor   bigint      not null,
    basis_points    int         not null,
    threshold_minor bigint      not null,
    currency        text        not null,
    first_day       date,
    last_day        date,
    days            int,
    per_member      int         not null,
    created_at      timestamptz not null,
    constraint coupon_batches_key primary key (organization_id, id),
    constraint coupon_batches_organization_fk foreign key (organization_id) references organizations (id),
    constraint coupon_batches_state check (state in ('DRAFT', 'ACTIVE', 'PAUSED', 'ENDED')),
    constraint coupon_batches_terms check ((kind = 'AMOUNT' and basis_points = 0)
        or (kind = 'PERCENT' and basis_points between 1 and 10000)),
    constraint coupon_batches_worth check (largest_minor > 0 and threshold_minor >= 0),
    constraint coupon_batches_validity check ((days is not null and days between 1 and 3650 and first_day is null and last_day is null)
        or (days is null and first_day is not null and last_day >= first_day)),
    constraint coupon_batches_per_member check (per_member between 1 and 100)
);
create index coupon_batches_by_time on coupon_batches (organization_id, created_at desc, id desc);
grant select, insert, update on coupon_batches to ${app};

alter table coupon_batches enable row level security;
create policy coupon_batches_of_the_organization on coupon_batches
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The counter that members race for. It stands alone: no foreign key points at it, so nobody locks it but who takes.
create table coupon_stock (
    organization_id uuid    not null,
    batch_id        uuid    not null,
    stock           bigint  not null,
    issued          bigint  not null,
    is_open         boolean not null,
    constraint coupon_stock_key primary key (organization_id, batch_id),
    constraint coupon_stock_organization_fk foreign key (organization_id) references organizations (id),
    constraint coupon_stock_never_oversold check (stock > 0 and issued between 0 and stock)
);
grant select, insert, update on coupon_stock to ${app};

alter table coupon_stock enable row level security;
create policy coupon_stock_of_the_organization on coupon_stock
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- An issue to many: whom, and how far it is.
create table coupon_issues (
    organization_id uuid        not null,
    id              uuid        not null,
    batch_id        uuid        not null,
    audience        jsonb       not null,
    campaign_id     uuid,
    job_id          uuid,
    actor_kind      text        not null,
    actor_id        uuid,
    actor_name      text        not null,
    created_at      timestamptz not null,
    frozen_at       timestamptz,
    revoked_at      timestamptz,
    total           bigint      not null,
    constraint coupon_issues_key primary key (organization_id, id),
    constraint coupon_issues_organization_fk foreign key (organization_id) references organizations (id),
    constraint coupon_issues_batch_fk foreign key (organization_id, batch_id) references coupon_batches (organization_id, id)
);
create index coupon_issues_by_batch on coupon_issues (organization_id, batch_id, created_at desc);
grant select, insert, update on coupon_issues to ${app};

alter table coupon_issues enable row level security;
create policy coupon_issues_of_the_organization on coupon_issues
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What became of each row of an issue. The subject is kept only where a pasted line named nobody.
create table coupon_issue_results (
    organization_id uuid   not null,
    issue_id        uuid   not null,
    row_number      bigint not null,
    member_id       uuid,
    subject         text,
    outcome         text   not null,
    coupon_id       uuid,
    constraint coupon_issue_results_key primary key (organization_id, issue_id, row_number),
    constraint coupon_issue_results_organization_fk foreign key (organization_id) references organizations (id),
    constraint coupon_issue_results_issue_fk foreign key (organization_id, issue_id) references coupon_issues (organization_id, id),
    constraint coupon_issue_results_outcome check (outcome in
        ('PENDING', 'ISSUED', 'LIMIT_REACHED', 'SOLD_OUT', 'NOT_OPEN', 'NOT_ELIGIBLE', 'UNKNOWN', 'AMBIGUOUS', 'TWICE', 'CANCELLED')),
    constraint coupon_issue_results_coupon check ((outcome = 'ISSUED') = (coupon_id is not null))
);
create index coupon_issue_results_by_outcome on coupon_issue_results (organization_id, issue_id, outcome, row_number);
grant select, insert, update on coupon_issue_results to ${app};

alter table coupon_issue_results enable row level security;
create policy coupon_issue_results_of_the_organization on coupon_issue_results
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create table coupons (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    batch_id        uuid        not null,
    member_id       uuid        not null,
    code            text        not null,
    -- The member's first, second, … of the batch; a revoked one leaves its slot.
    slot            int,
    state           text        not null,
    kind            text        not null,
    largest_minor   bigint      not null,
    basis_points    int         not null,
    threshold_minor bigint      not null,
    currency        text        not null,
    valid_from      timestamptz not null,
    -- The first instant at which it no longer counts.
    expires_at      timestamptz not null,
    issued_at       timestamptz not null,
    issued_day      date        not null,
    issue_id        uuid,
    campaign_id     uuid,
    reserved_until  timestamptz,
    order_id        uuid,
    discount_minor  bigint,
    used_at         timestamptz,
    used_day        date,
    constraint coupons_key primary key (organization_id, id),
    constraint coupons_code_once unique (organization_id, code),
    constraint coupons_slot_once unique (organization_id, batch_id, member_id, slot),
    constraint coupons_organization_fk foreign key (organization_id) references organizations (id),
    constraint coupons_batch_fk foreign key (organization_id, batch_id) references coupon_batches (organization_id, id),
    constraint coupons_state check (state in ('ISSUED', 'RESERVED', 'USED', 'EXPIRED', 'REVOKED')),
    constraint coupons_slot check ((slot is null) = (state = 'REVOKED')),
    constraint coupons_terms check ((kind = 'AMOUNT' and basis_points = 0)
        or (kind = 'PERCENT' and basis_points between 1 and 10000)),
    constraint coupons_worth check (largest_minor > 0 and threshold_minor >= 0 and (discount_minor is null or discount_minor > 0)),
    constraint coupons_order check ((order_id is not null) = (state in ('RESERVED', 'USED'))),
    constraint coupons_use check ((used_at is not null) = (state = 'USED')),
    constraint coupons_time check (expires_at > valid_from)
);
create index coupons_by_batch on coupons (organization_id, batch_id, issued_at desc, id desc);
create index coupons_by_batch_state on coupons (organization_id, batch_id, state);
create index coupons_by_member on coupons (organization_id, member_id, issued_at desc);
create index coupons_by_end on coupons (organization_id, expires_at) where state = 'ISSUED';
create index coupons_by_order on coupons (organization_id, order_id) where order_id is not null;
create index coupons_by_issue on coupons (organization_id, issue_id) where issue_id is not null;
create index coupons_by_campaign on coupons (organization_id, campaign_id) where campaign_id is not null;
create index coupons_by_use on coupons (organization_id, used_day) where used_day is not null;
create index coupons_by_issued_day on coupons (organization_id, issued_day);
grant select, insert, update on coupons to ${app};

alter table coupons enable row level security;
create policy coupons_of_the_organization on coupons
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Every move with its actor, reason and time; nobody changes or deletes one.
create table coupon_moves (
    organization_id uuid        not null,
    coupon_id       uuid        not null,
    number          int         not null,
    at              timestamptz not null,
    from_state      text,
    to_state        text        not null,
    reason          text        not null,
    note            text,
    order_id        uuid,
    actor_kind      text        not null,
    actor_id        uuid,
    actor_name      text        not null,
    constraint coupon_moves_key primary key (organization_id, coupon_id, number),
    constraint coupon_moves_organization_fk foreign key (organization_id) references organizations (id),
    constraint coupon_moves_coupon_fk foreign key (organization_id, coupon_id) references coupons (organization_id, id)
);
grant select, insert on coupon_moves to ${app};

alter table coupon_moves enable row level security;
create policy coupon_moves_of_the_organization on coupon_moves
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The SQL face of the module.
create view coupon_facts with (security_invoker = true) as
    select organization_id, id as coupon_id, batch_id, member_id, state, issued_at, issued_day, used_at, used_day, order_id,
        discount_minor, case when state in ('ISSUED', 'RESERVED') then largest_minor else 0 end as liability_minor,
        expires_at, campaign_id, currency, code
    from coupons;
grant select on coupon_facts to ${app};

create view coupon_batch_facts with (security_invoker = true) as
    select b.organization_id, b.id as batch_id, b.name, b.state, s.stock, s.issued
    from coupon_batches b join coupon_stock s on s.organization_id = b.organization_id and s.batch_id = b.id;
grant select on coupon_batch_facts to ${app};
