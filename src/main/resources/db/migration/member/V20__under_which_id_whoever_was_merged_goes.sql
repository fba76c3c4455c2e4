-- Who was merged and then erased with the survivor is still theirs: what is taken back of them is taken from there.
create view member_merged_facts with (security_invoker = true) as
    select organization_id, id as member_id, merged_into as into_id from members where merged_into is not null;
grant select on member_merged_facts to ${app};
