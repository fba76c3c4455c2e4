-- set_aside: how many are promised to holders of something on paper; nobody else gets them.
alter table coupon_stock add column set_aside bigint not null default 0;
alter table coupon_stock add constraint coupon_stock_kept_what_is_set_aside
    check (set_aside >= 0 and issued + set_aside <= stock);
