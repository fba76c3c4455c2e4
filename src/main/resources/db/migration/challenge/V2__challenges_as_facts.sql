-- When challenges run; one that was closed early ended then.
create view challenge_facts with (security_invoker = true) as
    select organization_id, id as challenge_id, group_id, name, starts_on, least(ends_on, closed_on) as ends_on
    from challenges;
grant select on challenge_facts to ${app};
