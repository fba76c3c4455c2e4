-- Merges that can still be taken back: by which of them what is found under an old id went on to whom.
create view merge_standing_facts with (security_invoker = true) as
    select organization_id, id as merge_id, survivor_id, merged_id from merges
    where undone_at is null and final_at is null;
grant select on merge_standing_facts to ${app};
