-- Of which window the scores are, and of which the next ones will be.
create table rfm_runs (
    organization_id uuid        not null,
    window_days     int         not null,
    computed_days   int,
    as_of           date,
    computed_at     timestamptz,
    constraint rfm_runs_key primary key (organization_id),
    constraint rfm_runs_organization_fk foreign key (organization_id) references organizations (id),
    constraint rfm_runs_window check (window_days between 30 and 3650),
    constraint rfm_runs_computed check ((as_of is null) = (computed_at is null) and (as_of is null) = (computed_days is null))
);
grant select, insert, update on rfm_runs to ${app};
alter table rfm_runs enable row level security;
create policy rfm_runs_of_the_organization on rfm_runs
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Who bought in the window, and in which fifth they are. Written anew each night, only where something changed; a run
-- holds the row of its organization while it writes these by the million, so no foreign key looks for it each time.
create table rfm_scores (
    organization_id uuid     not null,
    member_id       uuid     not null,
    last_paid       date     not null,
    orders          bigint   not null,
    spend           bigint   not null,
    recency         smallint not null,
    frequency       smallint not null,
    money           smallint not null,
    constraint rfm_scores_key primary key (organization_id, member_id),
    constraint rfm_scores_fifths check (recency between 1 and 5 and frequency between 1 and 5 and money between 1 and 5),
    constraint rfm_scores_orders check (orders > 0)
);
grant select, insert, update, delete on rfm_scores to ${app};
alter table rfm_scores enable row level security;
create policy rfm_scores_of_the_organization on rfm_scores
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
