-- Where newcomers go once a group is full, and from which part of its capacity on it warns. The chain has no circle: the
-- application refuses one.
alter table community_groups add column next_id uuid;
alter table community_groups add column warn_percent int not null default 90;
alter table community_groups add constraint community_groups_next_fk foreign key (organization_id, next_id)
    references community_groups (organization_id, id);
alter table community_groups add constraint community_groups_next_other check (next_id <> id);
alter table community_groups add constraint community_groups_warn check (warn_percent between 1 and 100);
create index community_groups_by_next on community_groups (organization_id, next_id) where next_id is not null;
