create index members_by_owner on members (organization_id, contact_owner_id, id)
    where state = 'ACTIVE' and contact_owner_id is not null;
