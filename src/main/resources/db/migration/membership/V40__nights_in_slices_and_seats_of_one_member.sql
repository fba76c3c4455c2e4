-- The night goes from one slice to the next by key, past what it has settled.
drop index memberships_by_end;
create index memberships_by_end on memberships (organization_id, ends_on, id) where state in ('ACTIVE', 'GRACE');
drop index memberships_by_pause;
create index memberships_by_pause on memberships (organization_id, paused_until, id) where state = 'PAUSED';
drop index membership_deferrals_open;
create index membership_deferrals_open on membership_deferrals (organization_id, term_id) where released < months;

-- How many seats of an early bird one member may have at once.
alter table plan_early_birds add column per_member int not null default 1;
alter table plan_early_birds add constraint plan_early_birds_per_member check (per_member >= 1);
