-- Putting many in somebody's care is done as everything else is that is done to many. target: an account of the staff, or
-- nobody.
alter table bulk_actions drop constraint bulk_actions_kind;
alter table bulk_actions add constraint bulk_actions_kind check (kind in ('TAG', 'UNTAG', 'JOIN', 'OWNER', 'COUPON',
    'EXPORT'));
