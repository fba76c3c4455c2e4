-- What the organization takes one point to be worth in money; without an amount nothing.
create table point_values (
    organization_id uuid   not null,
    version         bigint not null,
    minor           bigint,
    currency        text,
    constraint point_values_key primary key (organization_id),
    constraint point_values_organization_fk foreign key (organization_id) references organizations (id),
    constraint point_values_minor check (minor between 1 and 1000000),
    constraint point_values_currency check (length(currency) = 3),
    constraint point_values_both check ((minor is null) = (currency is null))
);
grant select, insert, update on point_values to ${app};
alter table point_values enable row level security;
create policy point_values_of_the_organization on point_values
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
