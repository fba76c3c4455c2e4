-- Since when and until when a member has done anything, and when they last spoke: kept where days are folded, for over
-- a million members nobody can afford to ask all of their days (docs/adr/0146). There is no foreign key, for the reason
-- for which activity_days has none. A day that grows is written in place: no index but the key, and some room.
create table activity_members (
    organization_id uuid not null,
    member_id       uuid not null,
    first_day       date not null,
    last_day        date not null,
    spoke_day       date,
    constraint activity_members_key primary key (organization_id, member_id),
    constraint activity_members_days check (first_day <= last_day and spoke_day between first_day and last_day)
) with (fillfactor = 85);
grant select, insert, update, delete on activity_members to ${app};
alter table activity_members enable row level security;
create policy activity_members_of_the_organization on activity_members
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

insert into activity_members (organization_id, member_id, first_day, last_day, spoke_day)
select organization_id, member_id, min(day), max(day), max(day) filter (where messages > 0)
from activity_days group by organization_id, member_id;

create view activity_member_facts with (security_invoker = true) as
    select organization_id, member_id, first_day, last_day, spoke_day from activity_members;
grant select on activity_member_facts to ${app};
