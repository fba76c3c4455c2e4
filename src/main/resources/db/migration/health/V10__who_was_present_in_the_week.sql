-- Who was in the group at any time of the week, and whoever wrote: of them the speaking rate is told, as everywhere
-- else. Of what was counted before, at least those who were left and those who wrote.
alter table group_health add column present bigint not null default 0;
update group_health set present = greatest(members, speakers);
alter table group_health add constraint group_health_present check (present >= 0);
