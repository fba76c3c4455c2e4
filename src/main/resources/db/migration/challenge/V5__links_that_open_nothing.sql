-- How often a personal link was opened that there is none of, by the organization's days: a number, of nobody.
create table challenge_link_misses (
    organization_id uuid   not null,
    day             date   not null,
    misses          bigint not null,
    constraint challenge_link_misses_key primary key (organization_id, day),
    constraint challenge_link_misses_organization_fk foreign key (organization_id) references organizations (id),
    constraint challenge_link_misses_counted check (misses > 0)
);
grant select, insert, update on challenge_link_misses to ${app};
alter table challenge_link_misses enable row level security;
create policy challenge_link_misses_of_the_organization on challenge_link_misses
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
