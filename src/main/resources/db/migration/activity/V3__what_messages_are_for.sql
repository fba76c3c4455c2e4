-- What a message wants to sell or lead to, and which one it answers; both without its words.
alter table activity_events add column pitch text;
alter table activity_events add column reply_to text collate "C";
alter table activity_events add constraint activity_events_pitch check (pitch in ('CARD', 'CONTACT', 'OFFER', 'FORWARDED'));

-- links: messages with a link or a card; ads: those that advertise. met: whether the member spoke with somebody else
-- that day, in one conversation or by a reply; null until a night has looked.
alter table activity_days add column links int not null default 0;
alter table activity_days add column ads int not null default 0;
alter table activity_days add column met boolean;
alter table activity_days add constraint activity_days_kinds check (links >= 0 and ads >= 0);
create index activity_days_of_those_who_met on activity_days (organization_id, group_id, member_id, day) where met;

-- changed_at: when something of the day last came or went, however late; met_at: when it was last looked who met.
alter table activity_group_days add column links int not null default 0;
alter table activity_group_days add column ads int not null default 0;
alter table activity_group_days add column changed_at timestamptz;
alter table activity_group_days add column met_at timestamptz;
update activity_group_days set changed_at = now();

update activity_days d set links = e.links
from (select organization_id, day, group_id, member_id, count(*) as links from activity_events
    where has_link and kind = 'MESSAGE' group by organization_id, day, group_id, member_id) e
where d.organization_id = e.organization_id and d.day = e.day and d.group_id = e.group_id and d.member_id = e.member_id;
update activity_group_days g set links = e.links
from (select organization_id, day, group_id, count(*) as links from activity_events
    where has_link and kind = 'MESSAGE' group by organization_id, day, group_id) e
where g.organization_id = e.organization_id and g.day = e.day and g.group_id = e.group_id;
update activity_group_days g set links = e.links
from (select organization_id, day, count(*) as links from activity_events
    where has_link and kind = 'MESSAGE' group by organization_id, day) e
where g.organization_id = e.organization_id and g.day = e.day
and g.group_id = '00000000-0000-0000-0000-000000000000';

create or replace view activity_day_facts with (security_invoker = true) as
    select organization_id, member_id, group_id, day, messages, characters, others, links, ads, met
    from activity_days;

create or replace view activity_group_day_facts with (security_invoker = true) as
    select organization_id, group_id, day, messages, speakers, others, links, ads from activity_group_days
    where group_id <> '00000000-0000-0000-0000-000000000000';

-- Runs that were taken back: days that are empty since have no row that could say so.
create table activity_undone (
    organization_id uuid        not null,
    run_id          uuid        not null,
    first_day       date        not null,
    undone_at       timestamptz not null,
    constraint activity_undone_key primary key (organization_id, run_id),
    constraint activity_undone_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert, update on activity_undone to ${app};
alter table activity_undone enable row level security;
create policy activity_undone_of_the_organization on activity_undone
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- From which day on figures changed, and when.
create view activity_change_facts with (security_invoker = true) as
    select organization_id, day, changed_at from activity_group_days
    where group_id = '00000000-0000-0000-0000-000000000000'
    union all
    select organization_id, first_day, undone_at from activity_undone;
grant select on activity_change_facts to ${app};
