-- What the made-up provider knows, apart from what we know of it. The tables came with the module checkout, which renamed
-- them (its V3): they are there already, with their policies and grants, and this says whose they are.
create table if not exists sandbox_charges (
    organization_id uuid        not null,
    id              uuid        not null,
    account_id      uuid        not null,
    state           text        not null,
    amount_minor    bigint      not null,
    currency        text        not null,
    expires_at      timestamptz not null,
    paid_at         timestamptz,
    paid_again_at   timestamptz,
    silent_until    timestamptz,
    constraint sandbox_charges_key primary key (organization_id, id)
);
create table if not exists sandbox_refunds (
    organization_id uuid        not null,
    id              uuid        not null,
    charge_id       uuid        not null,
    amount_minor    bigint      not null,
    at              timestamptz not null,
    constraint sandbox_refunds_key primary key (organization_id, id)
);

alter table sandbox_charges rename constraint checkout_sandbox_charges_key to sandbox_charges_key;
alter table sandbox_charges rename constraint checkout_sandbox_charges_state to sandbox_charges_state;
alter table sandbox_refunds rename constraint checkout_sandbox_refunds_key to sandbox_refunds_key;
alter table sandbox_refunds rename constraint checkout_sandbox_refunds_charge_fk to sandbox_refunds_charge_fk;
alter table sandbox_refunds rename constraint checkout_sandbox_refunds_amount to sandbox_refunds_amount;
alter policy checkout_sandbox_charges_of_the_organization on sandbox_charges rename to sandbox_charges_of_the_organization;
alter policy checkout_sandbox_refunds_of_the_organization on sandbox_refunds rename to sandbox_refunds_of_the_organization;
