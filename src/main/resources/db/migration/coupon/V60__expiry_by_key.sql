-- The night goes from one slice to the next by key, past the coupons that it has ended.
drop index coupons_by_end;
create index coupons_by_end on coupons (organization_id, expires_at, id) where state = 'ISSUED';
