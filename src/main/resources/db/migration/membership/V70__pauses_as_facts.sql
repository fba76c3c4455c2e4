-- When memberships stood still: months of a benefit are laid around it by another module. resumed_on: none while it still does.
create view membership_pause_facts with (security_invoker = true) as
    select organization_id, membership_id, from_on, until_on, resumed_on from membership_pauses;
grant select on membership_pause_facts to ${app};
