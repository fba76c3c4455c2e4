-- The group into which an archived one went: newcomers and visitors are led there.
alter table community_groups add column merged_into_id uuid;
alter table community_groups add constraint community_groups_merged_fk foreign key (organization_id, merged_into_id)
    references community_groups (organization_id, id);
alter table community_groups add constraint community_groups_merged check (merged_into_id is null
    or (merged_into_id <> id and archived_at is not null));
