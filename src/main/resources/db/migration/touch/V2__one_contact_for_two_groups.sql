-- Two groups whose common members are not to get the same twice: whoever is in both is sold to once within so many days.
create table touch_pairs (
    organization_id uuid        not null,
    group_id        uuid        not null,
    other_id        uuid        not null,
    days            int         not null,
    set_at          timestamptz not null,
    constraint touch_pairs_key primary key (organization_id, group_id, other_id),
    constraint touch_pairs_organization_fk foreign key (organization_id) references organizations (id),
    constraint touch_pairs_order check (group_id < other_id),
    constraint touch_pairs_days check (days between 1 and 90)
);
grant select, insert, update, delete on touch_pairs to ${app};
alter table touch_pairs enable row level security;
create policy touch_pairs_of_the_organization on touch_pairs
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

alter table touches drop constraint touches_blocked;
alter table touches add constraint touches_blocked check (blocked_by in ('SUSPENDED', 'CONSENT', 'PROTECTION', 'DUPLICATE'));
