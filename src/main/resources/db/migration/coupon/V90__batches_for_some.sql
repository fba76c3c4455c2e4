-- Whom coupons of the batch are given to: tiers, groups and plans; nothing in it says everybody. It is asked when one is
-- given and never again, so it stands with the batch, and not with what members hold.
alter table coupon_batches add column eligibility jsonb not null default '{}';

alter table coupon_issue_results drop constraint coupon_issue_results_outcome;
alter table coupon_issue_results add constraint coupon_issue_results_outcome check (outcome in ('PENDING', 'ISSUED',
    'LIMIT_REACHED', 'SOLD_OUT', 'BUDGET_SPENT', 'NOT_OPEN', 'NOT_ELIGIBLE', 'NO_MEMBERSHIP', 'NOT_FOR_MEMBER', 'UNKNOWN',
    'AMBIGUOUS', 'TWICE', 'CANCELLED'));
