-- Rebates: promised with an order, earned later, and what they cost.
alter table journal_lines drop constraint journal_lines_account;
alter table journal_lines add constraint journal_lines_account check (account in ('CASH', 'RECEIVABLE', 'REVENUE',
    'DISCOUNT', 'REFUND', 'REFUND_PAYABLE', 'PAYMENT_FEE', 'DEFERRED_REVENUE', 'DEFERRAL', 'COUPON_PROMISE',
    'COUPON_COST', 'REBATE_PROMISE', 'REBATE_LIABILITY', 'REBATE_COST', 'ADJUSTMENT'));
