-- How often an address sent something within a stretch of time, to whatever public form: place_id is a channel, or what
-- another module asks about, so without a key. It is kept for minutes, so nothing is carried over.
drop table channel_tries;
create table form_tries (
    organization_id uuid        not null,
    place_id        uuid        not null,
    stretch         timestamptz not null,
    address         text        not null,
    tries           int         not null,
    constraint form_tries_key primary key (organization_id, place_id, stretch, address),
    constraint form_tries_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert, update, delete on form_tries to ${app};
alter table form_tries enable row level security;
create policy form_tries_of_the_organization on form_tries
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Who waits for room is asked for on every home page.
create index channel_joins_without_a_place on channel_joins (organization_id, channel_id, member_id)
    where group_id is null and outcome = 'JOINED';
