-- The gift of an early bird may be a thing of ours: a product that is delivered with the order, or a coupon of a batch. Its words
-- are there in any case, so that what was promised can be read whatever becomes of either.
alter table plan_early_birds add column gift_product_id uuid, add column gift_batch_id uuid;
alter table plan_early_birds add constraint plan_early_birds_gift
    check (num_nonnulls(gift_product_id, gift_batch_id) = 0 or (gift is not null and num_nonnulls(gift_product_id, gift_batch_id) = 1));

-- gift_coupon_id: the coupon that was issued for it.
alter table plan_seats add column gift_product_id uuid, add column gift_batch_id uuid, add column gift_coupon_id uuid;
alter table plan_seats add constraint plan_seats_gift_thing
    check (num_nonnulls(gift_product_id, gift_batch_id) = 0 or (gift is not null and num_nonnulls(gift_product_id, gift_batch_id) = 1));
alter table plan_seats add constraint plan_seats_gift_coupon
    check (gift_coupon_id is null or (gift_batch_id is not null and handed_at is not null));

create or replace view membership_gift_facts with (security_invoker = true) as
    select organization_id, id as seat_id, plan_id, order_id, member_id, gift, gift_cost_minor as cost_minor, currency,
        taken_at as promised_at, handed_at, released_at, gift_product_id, gift_batch_id, gift_coupon_id
    from plan_seats
    where taken_at is not null and gift is not null;
