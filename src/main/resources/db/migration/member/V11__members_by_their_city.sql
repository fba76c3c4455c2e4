-- Which cities there are is asked whenever a segment is built: by this index each is found with one step.
create index members_by_city on members (organization_id, city) where city <> '' and state = 'ACTIVE';
