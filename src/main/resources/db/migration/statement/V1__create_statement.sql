-- A file in which a provider says what it did. The file itself is not kept, and of its rows nothing of who paid.
create table statements (
    organization_id uuid        not null,
    id              uuid        not null,
    provider        text        not null,
    format          text        not null,
    file_name       text        not null,
    digest          text        not null,
    from_at         timestamptz not null,
    until_at        timestamptz not null,
    row_count       int         not null,
    new_count       int         not null,
    bad_count       int         not null,
    fee_count       int         not null,
    uploaded_at     timestamptz not null,
    actor_name      text        not null,
    constraint statements_key primary key (organization_id, id),
    constraint statements_once unique (organization_id, provider, digest),
    constraint statements_period check (from_at < until_at)
);
create index statements_by_time on statements (organization_id, uploaded_at);
create index statements_by_period on statements (organization_id, provider, from_at);
grant select, insert on statements to ${app};

alter table statements enable row level security;
create policy statements_of_the_organization on statements
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What a provider did, each once, in however many files it stands.
create table statement_rows (
    organization_id uuid        not null,
    id              uuid        not null,
    statement_id    uuid        not null,
    line            bigint      not null,
    provider        text        not null,
    kind            text        not null,
    reference       text        not null,
    our_id          uuid,
    amount_minor    bigint      not null,
    currency        text        not null,
    fee_minor       bigint,
    at              timestamptz not null,
    done            boolean     not null,
    constraint statement_rows_key primary key (organization_id, id),
    constraint statement_rows_statement_fk foreign key (organization_id, statement_id)
        references statements (organization_id, id),
    constraint statement_rows_kind check (kind in ('PAYMENT', 'REFUND')),
    constraint statement_rows_amount check (amount_minor >= 0),
    constraint statement_rows_currency check (currency ~ '^[A-Z]{3}$')
);
create unique index statement_rows_once on statement_rows (organization_id, provider, kind, reference);
create index statement_rows_by_time on statement_rows (organization_id, provider, at);
create index statement_rows_by_our_id on statement_rows (organization_id, our_id) where our_id is not null;
create index statement_rows_by_statement on statement_rows (organization_id, statement_id, line);
grant select, insert on statement_rows to ${app};

alter table statement_rows enable row level security;
create policy statement_rows_of_the_organization on statement_rows
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Lines that could not be read.
create table statement_problems (
    organization_id uuid   not null,
    statement_id    uuid   not null,
    line            bigint not null,
    reason          text   not null,
    constraint statement_problems_key primary key (organization_id, statement_id, line),
    constraint statement_problems_statement_fk foreign key (organization_id, statement_id)
        references statements (organization_id, id)
);
grant select, insert on statement_problems to ${app};

alter table statement_problems enable row level security;
create policy statement_problems_of_the_organization on statement_problems
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Where what a provider says and what we have written down are not the same.
create table statement_differences (
    organization_id uuid        not null,
    id              uuid        not null,
    provider        text        not null,
    kind            text        not null,
    reference       text        not null,
    row_id          uuid,
    attempt_id      uuid,
    return_id       uuid,
    order_id        uuid,
    theirs_minor    bigint,
    theirs_currency text,
    ours_minor      bigint,
    ours_currency   text,
    at              timestamptz not null,
    state           text        not null,
    note            text        not null,
    found_at        timestamptz not null,
    moved_at        timestamptz,
    moved_by        text,
    constraint statement_differences_key primary key (organization_id, id),
    constraint statement_differences_kind check (kind in ('NOT_OURS', 'NOT_THEIRS', 'AMOUNT', 'CURRENCY', 'FEE', 'STATE',
        'REFUND_NOT_OURS', 'REFUND_NOT_THEIRS', 'REFUND_AMOUNT', 'REFUND_STATE')),
    constraint statement_differences_state check (state in ('OPEN', 'EXPLAINED', 'SETTLED'))
);
create index statement_differences_by_state on statement_differences (organization_id, state, at desc, id desc);
create index statement_differences_by_time on statement_differences (organization_id, at desc, id desc);
grant select, insert on statement_differences to ${app};
grant update (state, note, moved_at, moved_by, attempt_id, return_id, order_id, theirs_minor, theirs_currency, ours_minor,
    ours_currency) on statement_differences to ${app};

alter table statement_differences enable row level security;
create policy statement_differences_of_the_organization on statement_differences
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
