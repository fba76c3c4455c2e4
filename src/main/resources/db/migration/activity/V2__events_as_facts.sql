-- Single events, as long as they are kept: for what the roll-up does not count, once a day.
create view activity_event_facts with (security_invoker = true) as
    select organization_id, day, group_id, member_id, kind, has_link from activity_events;
grant select on activity_event_facts to ${app};
