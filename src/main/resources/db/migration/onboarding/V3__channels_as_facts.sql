-- Which channels there are, for modules whose things lead to one.
create view onboarding_channel_facts with (security_invoker = true) as
    select organization_id, id as channel_id, code, name, closed_at is null as open
    from channels;
grant select on onboarding_channel_facts to ${app};
