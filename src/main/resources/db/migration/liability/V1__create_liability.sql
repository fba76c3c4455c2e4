-- What was owed at the end of a day, a row for each kind. It can be counted again from the facts at any time.
create table liability_snapshots (
    organization_id uuid        not null,
    day             date        not null,
    kind            text        not null,
    minor           bigint      not null,
    currency        text        not null,
    counted_at      timestamptz not null,
    constraint liability_snapshots_key primary key (organization_id, day, kind),
    constraint liability_snapshots_organization_fk foreign key (organization_id) references organizations (id),
    constraint liability_snapshots_currency check (currency ~ '^[A-Z]{3}$')
);
grant select, insert on liability_snapshots to ${app};
grant update (minor, counted_at) on liability_snapshots to ${app};

alter table liability_snapshots enable row level security;
create policy liability_snapshots_of_the_organization on liability_snapshots
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view liability_day_facts with (security_invoker = true) as
select organization_id, day, kind, minor, currency from liability_snapshots;
grant select on liability_day_facts to ${app};
