-- What an order kept, was written down as handed over by itself and was not: it is kept for the order again, and this stays with
-- what was thought to have been handed over, in words. The reason goes where the member is erased.
create table order_wrong_handings (
    organization_id   uuid        not null,
    id                uuid        not null,
    order_id          uuid        not null,
    things            text        not null,
    taken_back_at     timestamptz not null,
    taken_back_by     text        not null,
    taken_back_reason text        not null,
    constraint order_wrong_handings_key primary key (organization_id, id),
    constraint order_wrong_handings_order_fk foreign key (organization_id, order_id) references orders (organization_id, id),
    constraint order_wrong_handings_reason check (length(taken_back_reason) <= 200)
);
create index order_wrong_handings_of_order on order_wrong_handings (organization_id, order_id, taken_back_at);
grant select, insert, update (taken_back_reason) on order_wrong_handings to ${app};
alter table order_wrong_handings enable row level security;
create policy order_wrong_handings_of_the_organization on order_wrong_handings
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
