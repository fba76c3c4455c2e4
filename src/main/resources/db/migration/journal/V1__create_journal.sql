-- Money facts, double entry: debit positive, credit negative, each posting adds up to nothing. Append-only.
create table journal_postings (
    organization_id uuid        not null,
    id              uuid        not null,
    source_type     text        not null,
    source_id       uuid        not null,
    reason          text        not null,
    at              timestamptz not null,
    day             date        not null,
    constraint journal_postings_key primary key (organization_id, id),
    constraint journal_postings_once unique (organization_id, source_id, source_type, reason),
    constraint journal_postings_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert on journal_postings to ${app};

alter table journal_postings enable row level security;
create policy journal_postings_of_the_organization on journal_postings
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create table journal_lines (
    organization_id uuid        not null,
    posting_id      uuid        not null,
    ordinal         int         not null,
    account         text        not null,
    minor           bigint      not null,
    currency        text        not null,
    member_id       uuid,
    constraint journal_lines_key primary key (organization_id, posting_id, ordinal),
    constraint journal_lines_organization_fk foreign key (organization_id) references organizations (id),
    constraint journal_lines_posting_fk foreign key (organization_id, posting_id)
        references journal_postings (organization_id, id),
    constraint journal_lines_account check (account in ('CASH', 'RECEIVABLE', 'REVENUE', 'DISCOUNT', 'REFUND',
        'DEFERRED_REVENUE', 'DEFERRAL', 'COUPON_PROMISE', 'COUPON_COST', 'ADJUSTMENT')),
    constraint journal_lines_currency check (currency ~ '^[A-Z]{3}$')
);
grant select, insert on journal_lines to ${app};

alter table journal_lines enable row level security;
create policy journal_lines_of_the_organization on journal_lines
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view journal_day_facts with (security_invoker = true) as
select p.organization_id, p.day, l.account, p.source_type, p.reason, sum(l.minor)::bigint as minor, l.currency
from journal_postings p
join journal_lines l on l.organization_id = p.organization_id and l.posting_id = p.id
group by p.organization_id, p.day, l.account, p.source_type, p.reason, l.currency;
grant select on journal_day_facts to ${app};

create index journal_postings_by_day on journal_postings (organization_id, day);
