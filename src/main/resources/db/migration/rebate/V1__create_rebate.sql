-- Programmes: what is promised, for which orders. Terms are written while it is a draft; from then on only its state moves.
create table rebate_programmes (
    organization_id   uuid        not null,
    id                uuid        not null,
    version           bigint      not null,
    name              text        not null,
    state             text        not null,
    product_ids       uuid[]      not null,
    amount_minor      bigint,
    share             int,
    cap_minor         bigint,
    currency          text        not null,
    first_day         date        not null,
    last_day          date        not null,
    wait_days         int         not null,
    member_most_minor bigint,
    budget_minor      bigint,
    community_id      uuid,
    made_at           timestamptz not null,
    constraint rebate_programmes_key primary key (organization_id, id),
    constraint rebate_programmes_organization_fk foreign key (organization_id) references organizations (id),
    constraint rebate_programmes_state check (state in ('DRAFT', 'ACTIVE', 'ENDED')),
    constraint rebate_programmes_reward check (case when share is null then amount_minor > 0 and cap_minor is null
        else amount_minor is null and share between 1 and 10000 and cap_minor > 0 end),
    constraint rebate_programmes_days check (first_day <= last_day and wait_days between 0 and 365),
    constraint rebate_programmes_limits check (member_most_minor > 0 and budget_minor > 0),
    constraint rebate_programmes_currency check (currency ~ '^[A-Z]{3}$')
);
-- Asked by every order.
create index rebate_programmes_active on rebate_programmes (organization_id, last_day) where state = 'ACTIVE';
grant select, insert, update on rebate_programmes to ${app};

alter table rebate_programmes enable row level security;
create policy rebate_programmes_of_the_organization on rebate_programmes
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What of a budget is promised. A row of its own, to which no foreign key points: many orders move it.
create table rebate_budgets (
    organization_id uuid   not null,
    programme_id    uuid   not null,
    most_minor      bigint not null,
    used_minor      bigint not null,
    constraint rebate_budgets_key primary key (organization_id, programme_id),
    constraint rebate_budgets_used check (used_minor between 0 and most_minor)
);
grant select, insert on rebate_budgets to ${app};
grant update (used_minor) on rebate_budgets to ${app};

alter table rebate_budgets enable row level security;
create policy rebate_budgets_of_the_organization on rebate_budgets
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What a member is promised by a programme that has a limit for each. Two members who turn out to be one may be over it.
create table rebate_member_budgets (
    organization_id uuid   not null,
    programme_id    uuid   not null,
    member_id       uuid   not null,
    used_minor      bigint not null,
    constraint rebate_member_budgets_key primary key (organization_id, programme_id, member_id),
    constraint rebate_member_budgets_used check (used_minor >= 0)
);
create index rebate_member_budgets_of_member on rebate_member_budgets (organization_id, member_id);
grant select, insert on rebate_member_budgets to ${app};
grant update (used_minor) on rebate_member_budgets to ${app};

alter table rebate_member_budgets enable row level security;
create policy rebate_member_budgets_of_the_organization on rebate_member_budgets
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- A rebate: promised_minor for base_minor that was paid for some lines; amount_minor is what of it is still earned. What was
-- paid out beyond that is a debt, as far as it is not settled.
create table rebates (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    programme_id    uuid        not null,
    order_id        uuid        not null,
    member_id       uuid        not null,
    state           text        not null,
    line_ids        uuid[]      not null,
    base_minor      bigint      not null,
    promised_minor  bigint      not null,
    amount_minor    bigint      not null,
    paid_minor      bigint      not null,
    settled_minor   bigint      not null,
    currency        text        not null,
    wait_days       int         not null,
    promised_at     timestamptz not null,
    earned_at       timestamptz,
    approved_at     timestamptz,
    approved_by     text,
    constraint rebates_key primary key (organization_id, id),
    constraint rebates_once unique (organization_id, order_id, programme_id),
    constraint rebates_programme_fk foreign key (organization_id, programme_id)
        references rebate_programmes (organization_id, id),
    constraint rebates_state check (state in ('PROMISED', 'PENDING', 'APPROVED', 'PAID', 'FAILED', 'CANCELLED')),
    constraint rebates_amounts check (promised_minor > 0 and promised_minor <= base_minor
        and amount_minor between 0 and promised_minor),
    constraint rebates_paid check (paid_minor >= 0 and (paid_minor > 0) = (state = 'PAID')
        and settled_minor between 0 and greatest(paid_minor - amount_minor, 0)),
    constraint rebates_cancelled check (state <> 'CANCELLED' or amount_minor = 0),
    constraint rebates_currency check (currency ~ '^[A-Z]{3}$')
);
create index rebates_of_programme on rebates (organization_id, programme_id, id desc);
create index rebates_of_member on rebates (organization_id, member_id, id desc);
create index rebates_by_state on rebates (organization_id, state, id desc);
create index rebates_in_debt on rebates (organization_id, member_id) where paid_minor - amount_minor - settled_minor > 0;
grant select, insert on rebates to ${app};
grant update (version, member_id, state, amount_minor, paid_minor, settled_minor, earned_at, approved_at, approved_by)
    on rebates to ${app};

alter table rebates enable row level security;
create policy rebates_of_the_organization on rebates
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- A list of rebates that are paid out together.
create table rebate_payouts (
    organization_id uuid        not null,
    id              uuid        not null,
    note            text        not null,
    made_at         timestamptz not null,
    made_by         text        not null,
    constraint rebate_payouts_key primary key (organization_id, id),
    constraint rebate_payouts_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert on rebate_payouts to ${app};

alter table rebate_payouts enable row level security;
create policy rebate_payouts_of_the_organization on rebate_payouts
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- amount_minor goes to the member, offset_minor settles what the member owes.
create table rebate_payout_items (
    organization_id uuid        not null,
    id              uuid        not null,
    payout_id       uuid        not null,
    rebate_id       uuid        not null,
    amount_minor    bigint      not null,
    offset_minor    bigint      not null,
    state           text        not null,
    reference       text,
    settled_at      timestamptz,
    settled_by      text,
    constraint rebate_payout_items_key primary key (organization_id, id),
    constraint rebate_payout_items_payout_fk foreign key (organization_id, payout_id)
        references rebate_payouts (organization_id, id),
    constraint rebate_payout_items_rebate_fk foreign key (organization_id, rebate_id)
        references rebates (organization_id, id),
    constraint rebate_payout_items_state check (state in ('OPEN', 'PAID', 'FAILED')),
    constraint rebate_payout_items_settled check ((settled_at is null) = (state = 'OPEN')),
    constraint rebate_payout_items_amounts check (amount_minor >= 0 and offset_minor >= 0)
);
-- Nothing is on two lists at a time, and nothing is paid twice.
create unique index rebate_payout_items_once on rebate_payout_items (organization_id, rebate_id) where state <> 'FAILED';
create index rebate_payout_items_of_payout on rebate_payout_items (organization_id, payout_id, id);
create index rebate_payout_items_of_rebate on rebate_payout_items (organization_id, rebate_id);
grant select, insert on rebate_payout_items to ${app};
grant update (amount_minor, offset_minor, state, reference, settled_at, settled_by) on rebate_payout_items to ${app};

alter table rebate_payout_items enable row level security;
create policy rebate_payout_items_of_the_organization on rebate_payout_items
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- How a debt was settled: by a later rebate that is paid out with that much less, by money, or by letting it go.
create table rebate_settlements (
    organization_id uuid        not null,
    id              uuid        not null,
    rebate_id       uuid        not null,
    item_id         uuid,
    way             text        not null,
    minor           bigint      not null,
    note            text        not null,
    at              timestamptz not null,
    actor_name      text        not null,
    undone_at       timestamptz,
    constraint rebate_settlements_key primary key (organization_id, id),
    constraint rebate_settlements_rebate_fk foreign key (organization_id, rebate_id)
        references rebates (organization_id, id),
    constraint rebate_settlements_item_fk foreign key (organization_id, item_id)
        references rebate_payout_items (organization_id, id),
    constraint rebate_settlements_way check (way in ('REBATE', 'PAID_BACK', 'WAIVED') and (way = 'REBATE') = (item_id is not null)),
    constraint rebate_settlements_minor check (minor > 0)
);
create index rebate_settlements_of_rebate on rebate_settlements (organization_id, rebate_id);
create index rebate_settlements_of_item on rebate_settlements (organization_id, item_id) where item_id is not null;
grant select, insert on rebate_settlements to ${app};
grant update (undone_at) on rebate_settlements to ${app};

alter table rebate_settlements enable row level security;
create policy rebate_settlements_of_the_organization on rebate_settlements
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view rebate_facts with (security_invoker = true) as
select organization_id, id as rebate_id, programme_id, order_id, member_id, state, promised_at, amount_minor, paid_minor,
    greatest(paid_minor - amount_minor - settled_minor, 0) as debt_minor, currency
from rebates;
grant select on rebate_facts to ${app};
