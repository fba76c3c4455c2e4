-- What was owed of benefits at the end of a day, as the night after it counted. What a period lapsed cannot be counted again later.
create table benefit_owed_days (
    organization_id uuid   not null,
    day             date   not null,
    minor           bigint not null,
    currency        text   not null,
    constraint benefit_owed_days_key primary key (organization_id, day),
    constraint benefit_owed_days_organization_fk foreign key (organization_id) references organizations (id),
    constraint benefit_owed_days_owed check (minor >= 0),
    constraint benefit_owed_days_currency check (currency ~ '^[A-Z]{3}$')
);
grant select, insert, update (minor) on benefit_owed_days to ${app};

alter table benefit_owed_days enable row level security;
create policy benefit_owed_days_of_the_organization on benefit_owed_days
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
