-- Where newcomers go once a group is full, for who asks whether somebody has found a place down the chain.
create or replace view community_group_facts with (security_invoker = true) as
    select organization_id, id as group_id, community_id, name, carrier, stage, capacity, host_id,
        archived_at is not null as archived, entry, next_id
    from community_groups;
