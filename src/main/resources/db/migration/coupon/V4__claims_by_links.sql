-- By which link a member took a coupon; what a link is, a later module knows.
alter table coupons add column link_id uuid;
create index coupons_by_link on coupons (organization_id, link_id, issued_at desc) where link_id is not null;

-- That the organization exists, the key to the batch and that to the coupon say: each was checked for every single claim.
alter table coupons drop constraint coupons_organization_fk;
alter table coupon_moves drop constraint coupon_moves_organization_fk;
-- A move is only ever written with its coupon or after it, and neither is deleted: the application may not.
alter table coupon_moves drop constraint coupon_moves_coupon_fk;

create or replace view coupon_facts with (security_invoker = true) as
    select organization_id, id as coupon_id, batch_id, member_id, state, issued_at, issued_day, used_at, used_day, order_id,
        discount_minor, case when state in ('ISSUED', 'RESERVED') then largest_minor else 0 end as liability_minor,
        expires_at, campaign_id, currency, code, link_id
    from coupons;
