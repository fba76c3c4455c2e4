-- What somebody may take off orders as they see fit: in a day of the organization, and of one order. Without a row, nothing.
create table staff_allowances (
    organization_id uuid        not null,
    account_id      uuid        not null,
    per_day_minor   bigint      not null,
    per_order_minor bigint      not null,
    currency        text        not null,
    changed_at      timestamptz not null,
    constraint staff_allowances_key primary key (organization_id, account_id),
    constraint staff_allowances_organization_fk foreign key (organization_id) references organizations (id),
    constraint staff_allowances_amounts check (per_order_minor > 0 and per_day_minor >= per_order_minor)
);
grant select, insert, update, delete on staff_allowances to ${app};
alter table staff_allowances enable row level security;
create policy staff_allowances_of_the_organization on staff_allowances
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Of those who work here now.
create view staff_allowance_facts with (security_invoker = true) as
    select a.organization_id, a.account_id, a.per_day_minor, a.per_order_minor, a.currency
    from staff_allowances a
    join account_organizations p on p.organization_id = a.organization_id and p.account_id = a.account_id
    where p.removed_at is null;
grant select on staff_allowance_facts to ${app};
