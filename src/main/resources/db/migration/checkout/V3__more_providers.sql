alter table checkout_accounts drop constraint checkout_accounts_provider;
alter table checkout_accounts add constraint checkout_accounts_provider
    check (provider in ('SANDBOX', 'STRIPE', 'WECHAT_PAY', 'ALIPAY'));

-- The made-up provider is a module of its own by now, and what it knows goes along.
alter table checkout_sandbox_charges rename to sandbox_charges;
alter table checkout_sandbox_refunds rename to sandbox_refunds;
