-- What a member's timeline asks for; the key begins with the policy.
create index tier_changes_of_member on tier_changes (organization_id, member_id, day);
