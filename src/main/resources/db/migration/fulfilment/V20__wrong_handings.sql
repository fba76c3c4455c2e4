-- What was written down as handed over in person and was not: its lines are here again, and this stays with what was thought
-- to have been handed over, in words, by the time at which that was said. The reason goes where its member is erased.
create table fulfilment_wrong_handings (
    organization_id   uuid        not null,
    id                uuid        not null,
    order_id          uuid        not null,
    given_at          timestamptz not null,
    things            text        not null,
    taken_back_at     timestamptz not null,
    taken_back_by     text        not null,
    taken_back_reason text        not null,
    constraint fulfilment_wrong_handings_key primary key (organization_id, id),
    constraint fulfilment_wrong_handings_order_fk foreign key (organization_id, order_id)
        references fulfilments (organization_id, id),
    constraint fulfilment_wrong_handings_reason check (length(taken_back_reason) <= 200)
);
create index fulfilment_wrong_handings_of_order on fulfilment_wrong_handings (organization_id, order_id, given_at);
grant select, insert, update (taken_back_reason) on fulfilment_wrong_handings to ${app};
alter table fulfilment_wrong_handings enable row level security;
create policy fulfilment_wrong_handings_of_the_organization on fulfilment_wrong_handings
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
