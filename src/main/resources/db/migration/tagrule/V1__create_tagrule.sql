-- A tag that is kept on the members of a segment. Which members have it by which rule stands beside their tags; tags
-- and segments are of other modules, so without keys. put_on, taken_off: what the last run did.
create table tag_rules (
    organization_id uuid        not null,
    id              uuid        not null,
    tag             text        not null,
    segment_id      uuid        not null,
    created_at      timestamptz not null,
    created_by      text        not null,
    run_at          timestamptz,
    put_on          bigint      not null,
    taken_off       bigint      not null,
    failure         text,
    constraint tag_rules_key primary key (organization_id, id),
    constraint tag_rules_organization_fk foreign key (organization_id) references organizations (id),
    constraint tag_rules_once unique (organization_id, tag, segment_id),
    constraint tag_rules_counts check (put_on >= 0 and taken_off >= 0)
);
grant select, insert, delete on tag_rules to ${app};
grant update (run_at, put_on, taken_off, failure) on tag_rules to ${app};
alter table tag_rules enable row level security;
create policy tag_rules_of_the_organization on tag_rules
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
