-- Coupons that promise money back: an amount, or a share (basis_points) up to a cap, so many days after the payment. What such a
-- one promises back for its order stands in discount_minor, like what others take off.
alter table coupon_batches add column wait_days int not null default 0;
alter table coupons add column wait_days int not null default 0;

alter table coupon_batches drop constraint coupon_batches_terms;
alter table coupon_batches add constraint coupon_batches_terms check (
    (kind in ('AMOUNT', 'GIFT', 'SAMPLE') and basis_points = 0 and wait_days = 0)
    or (kind = 'PERCENT' and basis_points between 1 and 10000 and wait_days = 0)
    or (kind = 'CASHBACK' and basis_points between 0 and 10000 and wait_days between 0 and 365));
alter table coupons drop constraint coupons_terms;
alter table coupons add constraint coupons_terms check (
    (kind in ('AMOUNT', 'GIFT', 'SAMPLE') and basis_points = 0 and wait_days = 0)
    or (kind = 'PERCENT' and basis_points between 1 and 10000 and wait_days = 0)
    or (kind = 'CASHBACK' and basis_points between 0 and 10000 and wait_days between 0 and 365));

-- A discount is what was taken off; what is promised back stands beside it.
create or replace view coupon_facts with (security_invoker = true) as
    select organization_id, id as coupon_id, batch_id, member_id, state, issued_at, issued_day, used_at, used_day, order_id,
        case when kind <> 'CASHBACK' then discount_minor end as discount_minor,
        case when state in ('ISSUED', 'RESERVED') then largest_minor else 0 end as liability_minor,
        expires_at, campaign_id, currency, code, link_id,
        case when kind = 'CASHBACK' then discount_minor end as cashback_minor
    from coupons;
