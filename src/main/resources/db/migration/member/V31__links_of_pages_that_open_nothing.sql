-- How often the link of a member's own page was followed that there is none of, by the organization's days: a number, of nobody.
create table member_page_misses (
    organization_id uuid   not null,
    day             date   not null,
    misses          bigint not null,
    constraint member_page_misses_key primary key (organization_id, day),
    constraint member_page_misses_organization_fk foreign key (organization_id) references organizations (id),
    constraint member_page_misses_counted check (misses > 0)
);
grant select, insert, update on member_page_misses to ${app};
alter table member_page_misses enable row level security;
create policy member_page_misses_of_the_organization on member_page_misses
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
