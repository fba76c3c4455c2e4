-- How newcomers get into a group, wherever they come from: a link, or what to do; empty where nobody said so.
alter table community_groups add column entry text not null default '';
alter table community_groups add constraint community_groups_entry check (length(entry) <= 500);

create or replace view community_group_facts with (security_invoker = true) as
    select organization_id, id as group_id, community_id, name, carrier, stage, capacity, host_id,
        archived_at is not null as archived, entry
    from community_groups;
