-- What is sold: a term, its price through the product in the catalog, and what it grants.
create table plans (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    name            text        not null,
    family          text        not null,
    term            text        not null,
    product_id      uuid        not null,
    price_minor     bigint      not null,
    currency        text        not null,
    grace_days      int         not null,
    archived        boolean     not null,
    created_at      timestamptz not null,
    constraint plans_key primary key (organization_id, id),
    constraint plans_product_once unique (organization_id, product_id),
    constraint plans_organization_fk foreign key (organization_id) references organizations (id),
    constraint plans_term check (term in ('MONTHLY', 'YEARLY', 'LIFETIME')),
    constraint plans_price check (price_minor >= 0),
    constraint plans_grace check (grace_days between 0 and 365)
);
grant select, insert, update on plans to ${app};

alter table plans enable row level security;
create policy plans_of_the_organization on plans
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create table plan_benefits (
    organization_id uuid not null,
    plan_id         uuid not null,
    position        int  not null,
    name            text not null,
    quota           text,
    constraint plan_benefits_key primary key (organization_id, plan_id, position),
    constraint plan_benefits_name_once unique (organization_id, plan_id, name),
    constraint plan_benefits_organization_fk foreign key (organization_id) references organizations (id),
    constraint plan_benefits_plan_fk foreign key (organization_id, plan_id) references plans (organization_id, id)
);
grant select, insert, delete on plan_benefits to ${app};

alter table plan_benefits enable row level security;
create policy plan_benefits_of_the_organization on plan_benefits
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create table memberships (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    member_id       uuid        not null,
    plan_id         uuid        not null,
    family          text        not null,
    state           text        not null,
    started_on      date        not null,
    -- The first day without access; none for a lifetime.
    ends_on         date,
    grace_days      int         not null,
    cancels         boolean     not null,
    created_at      timestamptz not null,
    constraint memberships_key primary key (organization_id, id),
    constraint memberships_organization_fk foreign key (organization_id) references organizations (id),
    constraint memberships_plan_fk foreign key (organization_id, plan_id) references plans (organization_id, id),
    constraint memberships_state check (state in ('PENDING', 'ACTIVE', 'GRACE', 'PAUSED', 'EXPIRED', 'CANCELLED', 'REFUNDED')),
    constraint memberships_time check (ends_on is null or ends_on >= started_on)
);
create unique index memberships_one_live on memberships (organization_id, member_id, family)
    where state in ('PENDING', 'ACTIVE', 'GRACE', 'PAUSED');
create index memberships_by_member on memberships (organization_id, member_id);
create index memberships_by_end on memberships (organization_id, ends_on) where state in ('ACTIVE', 'GRACE');
create index memberships_by_time on memberships (organization_id, created_at desc, id desc);
grant select, insert, update on memberships to ${app};

alter table memberships enable row level security;
create policy memberships_of_the_organization on memberships
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What was paid for: each a stretch of time, the facts of which a membership's end is made.
create table membership_terms (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    membership_id   uuid        not null,
    plan_id         uuid        not null,
    order_id        uuid        not null,
    position        int         not null,
    months          int,
    paid_minor      bigint      not null,
    currency        text        not null,
    paid_at         timestamptz not null,
    paid_on         date        not null,
    from_on         date        not null,
    to_on           date,
    refunded_at     timestamptz,
    constraint membership_terms_key primary key (organization_id, id),
    constraint membership_terms_order_once unique (organization_id, order_id, plan_id),
    constraint membership_terms_position_once unique (organization_id, membership_id, position),
    constraint membership_terms_organization_fk foreign key (organization_id) references organizations (id),
    constraint membership_terms_membership_fk foreign key (organization_id, membership_id) references memberships (organization_id, id),
    constraint membership_terms_plan_fk foreign key (organization_id, plan_id) references plans (organization_id, id),
    constraint membership_terms_time check (to_on is null or to_on > from_on)
);
grant select, insert, update on membership_terms to ${app};

alter table membership_terms enable row level security;
create policy membership_terms_of_the_organization on membership_terms
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Revenue that is promised service still: released month by month.
create table membership_deferrals (
    organization_id uuid   not null,
    term_id         uuid   not null,
    amount_minor    bigint not null,
    currency        text   not null,
    from_on         date   not null,
    months          int    not null,
    released        int    not null,
    constraint membership_deferrals_key primary key (organization_id, term_id),
    constraint membership_deferrals_organization_fk foreign key (organization_id) references organizations (id),
    constraint membership_deferrals_term_fk foreign key (organization_id, term_id) references membership_terms (organization_id, id),
    constraint membership_deferrals_part check (months > 0 and released between 0 and months and amount_minor > 0)
);
create index membership_deferrals_open on membership_deferrals (organization_id, from_on) where released < months;
grant select, insert, update on membership_deferrals to ${app};

alter table membership_deferrals enable row level security;
create policy membership_deferrals_of_the_organization on membership_deferrals
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What happened to a membership, by whom; nobody changes or deletes one.
create table membership_moves (
    organization_id uuid        not null,
    membership_id   uuid        not null,
    number          int         not null,
    at              timestamptz not null,
    what            text        not null,
    ends_on         date,
    order_id        uuid,
    actor_kind      text        not null,
    actor_id        uuid,
    actor_name      text        not null,
    constraint membership_moves_key primary key (organization_id, membership_id, number),
    constraint membership_moves_organization_fk foreign key (organization_id) references organizations (id),
    constraint membership_moves_membership_fk foreign key (organization_id, membership_id) references memberships (organization_id, id),
    constraint membership_moves_what check (what in ('GRANTED', 'RENEWED', 'CANCELLATION_ASKED', 'CANCELLATION_WITHDRAWN', 'REFUNDED', 'GRACE', 'EXPIRED', 'CANCELLED'))
);
grant select, insert on membership_moves to ${app};

alter table membership_moves enable row level security;
create policy membership_moves_of_the_organization on membership_moves
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The SQL face of the module.
create view membership_facts with (security_invoker = true) as
    select m.organization_id, m.id as membership_id, m.member_id, m.plan_id, p.name as plan_name, m.state, m.started_on, m.ends_on,
        m.cancels
    from memberships m join plans p on p.organization_id = m.organization_id and p.id = m.plan_id;
grant select on membership_facts to ${app};

create view membership_due_facts with (security_invoker = true) as
    select t.organization_id, t.membership_id, m.member_id, t.to_on as due_on,
        exists (select from membership_terms later where later.organization_id = t.organization_id
            and later.membership_id = t.membership_id and later.position > t.position and later.refunded_at is null) as renewed
    from membership_terms t join memberships m on m.organization_id = t.organization_id and m.id = t.membership_id
    where t.to_on is not null and t.refunded_at is null;
grant select on membership_due_facts to ${app};
