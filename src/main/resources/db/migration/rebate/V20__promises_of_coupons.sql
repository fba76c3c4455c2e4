-- What a coupon promises back for an order that was paid with it is a rebate as well: of its coupon instead of a programme. It
-- takes from no budget of ours, since its batch has one. A coupon that comes back with a refund may be used for another order.
alter table rebates alter column programme_id drop not null;
alter table rebates add column coupon_id uuid;
alter table rebates add column batch_id uuid;
alter table rebates add constraint rebates_source
    check ((programme_id is null) = (coupon_id is not null) and (coupon_id is null) = (batch_id is null));
create unique index rebates_of_coupon on rebates (organization_id, coupon_id, order_id) where coupon_id is not null;
create index rebates_of_batch on rebates (organization_id, batch_id, id desc) where batch_id is not null;
