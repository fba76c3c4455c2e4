-- How long a slot takes: as its product said when it was chosen for it, 0 where that did not say. Products change, and what is
-- planned already stays as long as it is, so that nobody is in two places afterwards. Slots from before have none of their own:
-- what their product says counts, as it did, until they are changed.
alter table benefit_slots add column minutes int;
alter table benefit_slots add constraint benefit_slots_minutes check (minutes >= 0 and (minutes is null or product_id is not null));
