-- Pictures that show money which was handed over by hand: a receipt, the screen of a transfer. Drawn anew when they came.
create table payment_proofs (
    organization_id uuid        not null,
    id              uuid        not null,
    payment_id      uuid        not null,
    width           int         not null,
    height          int         not null,
    jpeg            bytea       not null,
    small           bytea       not null,
    added_at        timestamptz not null,
    added_by        text        not null,
    constraint payment_proofs_key primary key (organization_id, id),
    constraint payment_proofs_payment_fk foreign key (organization_id, payment_id)
        references payments (organization_id, id)
);
create index payment_proofs_by_payment on payment_proofs (organization_id, payment_id, id);
grant select, insert, delete on payment_proofs to ${app};
alter table payment_proofs enable row level security;
create policy payment_proofs_of_the_organization on payment_proofs
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
