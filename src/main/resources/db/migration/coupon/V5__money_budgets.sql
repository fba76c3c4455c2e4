-- What the coupons of a batch may come to in all. budget_minor: null for no limit; only a batch that has one counts the
-- money, beside its pieces in the row that every issue moves anyway. reserved_minor: what the coupons that members hold
-- may still take off at most. spent_minor: what used ones took off. piece_minor: what the next one may take off at most,
-- so that pieces that are set aside count as well.
alter table coupon_stock add column budget_minor bigint;
alter table coupon_stock add column reserved_minor bigint not null default 0;
alter table coupon_stock add column spent_minor bigint not null default 0;
alter table coupon_stock add column piece_minor bigint not null default 0;
update coupon_stock s set piece_minor = b.largest_minor from coupon_batches b
    where b.organization_id = s.organization_id and b.id = s.batch_id;
-- Not that it is kept: what a refunded order gives back counts again, whatever was given to others meanwhile.
alter table coupon_stock add constraint coupon_stock_budget check (budget_minor is null or budget_minor > 0);
alter table coupon_stock add constraint coupon_stock_money check (reserved_minor >= 0 and spent_minor >= 0);

alter table coupon_issue_results drop constraint coupon_issue_results_outcome;
alter table coupon_issue_results add constraint coupon_issue_results_outcome check (outcome in ('PENDING', 'ISSUED',
    'LIMIT_REACHED', 'SOLD_OUT', 'BUDGET_SPENT', 'NOT_OPEN', 'NOT_ELIGIBLE', 'UNKNOWN', 'AMBIGUOUS', 'TWICE', 'CANCELLED'));
