-- What an organization has with a payment provider. Its keys are sealed (AES-GCM); payments of before keep their account when
-- another one is chosen, so that what goes back goes the way that it came.
create table checkout_accounts (
    organization_id uuid        not null,
    id              uuid        not null,
    provider        text        not null,
    chosen          boolean     not null,
    code            text        not null,
    sealed          text        not null,
    made_at         timestamptz not null,
    changed_at      timestamptz not null,
    constraint checkout_accounts_key primary key (organization_id, id),
    constraint checkout_accounts_organization_fk foreign key (organization_id) references organizations (id),
    constraint checkout_accounts_once unique (organization_id, provider),
    constraint checkout_accounts_provider check (provider in ('SANDBOX', 'STRIPE'))
);
create unique index checkout_accounts_one_chosen on checkout_accounts (organization_id) where chosen;
grant select, insert on checkout_accounts to ${app};
grant update (chosen, sealed, changed_at) on checkout_accounts to ${app};

alter table checkout_accounts enable row level security;
create policy checkout_accounts_of_the_organization on checkout_accounts
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- One try to have an order paid by a provider.
create table checkout_attempts (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    order_id        uuid        not null,
    account_id      uuid        not null,
    state           text        not null,
    code            text        not null,
    subject         text        not null,
    site            text        not null,
    amount_minor    bigint      not null,
    currency        text        not null,
    external_id     text,
    link            text,
    failure         text,
    unwanted        boolean     not null,
    started_at      timestamptz not null,
    expires_at      timestamptz not null,
    heard_at        timestamptz,
    asks            int         not null,
    next_ask_at     timestamptz,
    actor_id        uuid,
    actor_name      text        not null,
    constraint checkout_attempts_key primary key (organization_id, id),
    constraint checkout_attempts_account_fk foreign key (organization_id, account_id)
        references checkout_accounts (organization_id, id),
    constraint checkout_attempts_state check
        (state in ('CREATED', 'PENDING', 'UNKNOWN', 'SUCCEEDED', 'FAILED', 'CLOSED')),
    constraint checkout_attempts_amount check (amount_minor > 0),
    constraint checkout_attempts_currency check (currency ~ '^[A-Z]{3}$')
);
-- What is not known yet is asked for, and never charged again: of one order, one try is open at a time.
create unique index checkout_attempts_one_open on checkout_attempts (organization_id, order_id)
    where state in ('CREATED', 'PENDING', 'UNKNOWN');
create index checkout_attempts_by_order on checkout_attempts (organization_id, order_id);
create index checkout_attempts_to_ask on checkout_attempts (organization_id, next_ask_at) where next_ask_at is not null;
create index checkout_attempts_unknown on checkout_attempts (organization_id, started_at) where state = 'UNKNOWN';
grant select, insert on checkout_attempts to ${app};
grant update (version, state, external_id, link, failure, unwanted, heard_at, asks, next_ask_at) on checkout_attempts to ${app};

alter table checkout_attempts enable row level security;
create policy checkout_attempts_of_the_organization on checkout_attempts
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Money that a provider says has come in, each payment once, whoever reports it.
create table checkout_receipts (
    organization_id uuid        not null,
    id              uuid        not null,
    attempt_id      uuid        not null,
    order_id        uuid        not null,
    transaction_id  text        not null,
    amount_minor    bigint      not null,
    currency        text        not null,
    fee_minor       bigint      not null,
    paid_at         timestamptz not null,
    heard_at        timestamptz not null,
    became          text        not null,
    constraint checkout_receipts_key primary key (organization_id, id),
    constraint checkout_receipts_once unique (organization_id, attempt_id, transaction_id),
    constraint checkout_receipts_attempt_fk foreign key (organization_id, attempt_id)
        references checkout_attempts (organization_id, id),
    constraint checkout_receipts_amount check (amount_minor > 0 and fee_minor >= 0),
    constraint checkout_receipts_currency check (currency ~ '^[A-Z]{3}$'),
    constraint checkout_receipts_became check (became in ('PAID', 'LATE', 'TWICE', 'WRONG_AMOUNT', 'NOT_TAKEN'))
);
create index checkout_receipts_by_order on checkout_receipts (organization_id, order_id);
grant select, insert on checkout_receipts to ${app};
-- Some say only later what they kept.
grant update (fee_minor) on checkout_receipts to ${app};

alter table checkout_receipts enable row level security;
create policy checkout_receipts_of_the_organization on checkout_receipts
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Money that is to go back: what came too late or twice, and refunds of orders that were paid so.
create table checkout_returns (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    receipt_id      uuid        not null,
    attempt_id      uuid        not null,
    order_id        uuid        not null,
    refund_id       uuid,
    reason          text        not null,
    amount_minor    bigint      not null,
    currency        text        not null,
    state           text        not null,
    external_id     text,
    failure         text,
    note            text        not null,
    made_at         timestamptz not null,
    settled_at      timestamptz,
    settled_by      text,
    asks            int         not null,
    next_ask_at     timestamptz,
    constraint checkout_returns_key primary key (organization_id, id),
    constraint checkout_returns_receipt_fk foreign key (organization_id, receipt_id)
        references checkout_receipts (organization_id, id),
    constraint checkout_returns_reason check (reason in ('LATE', 'TWICE', 'WRONG_AMOUNT', 'NOT_TAKEN', 'REFUND')),
    constraint checkout_returns_state check (state in ('DUE', 'SENT', 'UNKNOWN', 'FAILED', 'DONE', 'BY_HAND')),
    constraint checkout_returns_amount check (amount_minor > 0),
    constraint checkout_returns_currency check (currency ~ '^[A-Z]{3}$'),
    constraint checkout_returns_settled check ((settled_at is not null) = (state in ('DONE', 'BY_HAND')))
);
create index checkout_returns_by_order on checkout_returns (organization_id, order_id);
create index checkout_returns_open on checkout_returns (organization_id, made_at) where settled_at is null;
create index checkout_returns_to_ask on checkout_returns (organization_id, next_ask_at) where next_ask_at is not null;
grant select, insert on checkout_returns to ${app};
grant update (version, state, external_id, failure, note, settled_at, settled_by, asks, next_ask_at)
    on checkout_returns to ${app};

alter table checkout_returns enable row level security;
create policy checkout_returns_of_the_organization on checkout_returns
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Callbacks that were believed, by the provider's own name of each: the same one again moves nothing. Append-only.
create table checkout_callbacks (
    organization_id uuid        not null,
    account_id      uuid        not null,
    event_id        text        not null,
    attempt_id      uuid,
    heard_at        timestamptz not null,
    constraint checkout_callbacks_key primary key (organization_id, account_id, event_id)
);
grant select, insert on checkout_callbacks to ${app};

alter table checkout_callbacks enable row level security;
create policy checkout_callbacks_of_the_organization on checkout_callbacks
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What the made-up provider knows, apart from what we know of it.
create table checkout_sandbox_charges (
    organization_id uuid        not null,
    id              uuid        not null,
    account_id      uuid        not null,
    state           text        not null,
    amount_minor    bigint      not null,
    currency        text        not null,
    expires_at      timestamptz not null,
    paid_at         timestamptz,
    paid_again_at   timestamptz,
    silent_until    timestamptz,
    constraint checkout_sandbox_charges_key primary key (organization_id, id),
    constraint checkout_sandbox_charges_state check (state in ('OPEN', 'PAID', 'FAILED', 'CLOSED'))
);
grant select, insert on checkout_sandbox_charges to ${app};
grant update (state, paid_at, paid_again_at, silent_until) on checkout_sandbox_charges to ${app};

alter table checkout_sandbox_charges enable row level security;
create policy checkout_sandbox_charges_of_the_organization on checkout_sandbox_charges
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create table checkout_sandbox_refunds (
    organization_id uuid        not null,
    id              uuid        not null,
    charge_id       uuid        not null,
    amount_minor    bigint      not null,
    at              timestamptz not null,
    constraint checkout_sandbox_refunds_key primary key (organization_id, id),
    constraint checkout_sandbox_refunds_charge_fk foreign key (organization_id, charge_id)
        references checkout_sandbox_charges (organization_id, id),
    constraint checkout_sandbox_refunds_amount check (amount_minor > 0)
);
grant select, insert on checkout_sandbox_refunds to ${app};

alter table checkout_sandbox_refunds enable row level security;
create policy checkout_sandbox_refunds_of_the_organization on checkout_sandbox_refunds
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
