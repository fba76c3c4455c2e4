-- Products that lead from one to the next: free, trial, full, one-to-one. Without a community, for the whole organization.
-- credit_days: so long after its payment the trial is taken off the full product; null for never.
create table price_ladders (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    name            text        not null,
    community_id    uuid,
    free_id         uuid,
    trial_id        uuid,
    full_id         uuid,
    one_to_one_id   uuid,
    credit_days     int,
    created_at      timestamptz not null,
    constraint price_ladders_key primary key (organization_id, id),
    constraint price_ladders_name_once unique (organization_id, name),
    constraint price_ladders_free_fk foreign key (organization_id, free_id) references products (organization_id, id),
    constraint price_ladders_trial_fk foreign key (organization_id, trial_id) references products (organization_id, id),
    constraint price_ladders_full_fk foreign key (organization_id, full_id) references products (organization_id, id),
    constraint price_ladders_one_to_one_fk foreign key (organization_id, one_to_one_id)
        references products (organization_id, id),
    constraint price_ladders_credit check (credit_days is null
        or (credit_days between 1 and 365 and trial_id is not null and full_id is not null))
);
create index price_ladders_by_full on price_ladders (organization_id, full_id) where credit_days is not null;
grant select, insert, update, delete on price_ladders to ${app};
alter table price_ladders enable row level security;
create policy price_ladders_of_the_organization on price_ladders
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The line of an order by which the trial was paid that is taken off here: each once, as long as this is not given back.
alter table product_holds add column trial_line_id uuid;
create unique index product_holds_trial_once on product_holds (organization_id, trial_line_id)
    where trial_line_id is not null and state <> 'RETURNED';
