-- Money that came in and is to go back (too late, twice), refunds that a payment provider has not paid out yet, and its fees.
alter table journal_lines drop constraint journal_lines_account;
alter table journal_lines add constraint journal_lines_account check (account in ('CASH', 'RECEIVABLE', 'REVENUE',
    'DISCOUNT', 'REFUND', 'REFUND_PAYABLE', 'PAYMENT_FEE', 'DEFERRED_REVENUE', 'DEFERRAL', 'COUPON_PROMISE',
    'COUPON_COST', 'ADJUSTMENT'));
