-- What came in and went back by providers, for those who compare it with what the providers say.
create view checkout_attempt_facts with (security_invoker = true) as
select a.organization_id, a.id as attempt_id, a.order_id, c.provider, a.state, a.amount_minor, a.currency
from checkout_attempts a
join checkout_accounts c on c.organization_id = a.organization_id and c.id = a.account_id;
grant select on checkout_attempt_facts to ${app};

create view checkout_receipt_facts with (security_invoker = true) as
select r.organization_id, r.id as receipt_id, r.attempt_id, r.order_id, c.provider, r.transaction_id, r.amount_minor,
    r.currency, r.fee_minor, r.paid_at, r.became
from checkout_receipts r
join checkout_attempts a on a.organization_id = r.organization_id and a.id = r.attempt_id
join checkout_accounts c on c.organization_id = a.organization_id and c.id = a.account_id;
grant select on checkout_receipt_facts to ${app};

create view checkout_return_facts with (security_invoker = true) as
select t.organization_id, t.id as return_id, t.attempt_id, t.order_id, c.provider, t.external_id, t.amount_minor,
    t.currency, t.state, t.made_at, t.settled_at
from checkout_returns t
join checkout_attempts a on a.organization_id = t.organization_id and a.id = t.attempt_id
join checkout_accounts c on c.organization_id = a.organization_id and c.id = a.account_id;
grant select on checkout_return_facts to ${app};
create index checkout_receipts_by_day on checkout_receipts (organization_id, paid_at);
