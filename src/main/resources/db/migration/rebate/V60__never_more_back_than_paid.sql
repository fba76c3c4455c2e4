-- What of a rebate falls on each of its lines, in their order: together with whatever else is promised back never more than was
-- paid for the line, also after refunds in part. None of rebates from before: of those all lines count together, as they did.
alter table rebates add column line_minors bigint[];
alter table rebates add constraint rebates_parts check (line_minors is null
    or (cardinality(line_minors) = cardinality(line_ids) and 0 < all (line_minors)));

-- What a programme promised less for an order than it would have, since so much of what was paid for the same lines was promised
-- back already. A row of its own, since it may have promised nothing at all.
create table rebate_cuts (
    organization_id uuid   not null,
    order_id        uuid   not null,
    programme_id    uuid   not null,
    cut_minor       bigint not null,
    currency        text   not null,
    constraint rebate_cuts_key primary key (organization_id, order_id, programme_id),
    constraint rebate_cuts_programme_fk foreign key (organization_id, programme_id)
        references rebate_programmes (organization_id, id),
    constraint rebate_cuts_minor check (cut_minor > 0),
    constraint rebate_cuts_currency check (currency ~ '^[A-Z]{3}$')
);
grant select, insert on rebate_cuts to ${app};

alter table rebate_cuts enable row level security;
create policy rebate_cuts_of_the_organization on rebate_cuts
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
