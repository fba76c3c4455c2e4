-- Links by which members take coupons of a batch. Batch and group are of other modules, so without a key.
-- secret: signs the personal links, and the forms on the page of a group. A personal link keeps nothing of each member.
create table claim_links (
    organization_id uuid        not null,
    id              uuid        not null,
    batch_id        uuid        not null,
    kind            text        not null,
    group_id        uuid,
    title           text        not null,
    code            text        not null,
    secret          bytea       not null,
    created_at      timestamptz not null,
    closed_at       timestamptz,
    refused         bigint      not null,
    constraint claim_links_key primary key (organization_id, id),
    constraint claim_links_organization_fk foreign key (organization_id) references organizations (id),
    constraint claim_links_code_once unique (organization_id, code),
    constraint claim_links_kind check ((kind = 'PERSONAL' and group_id is null) or (kind = 'GROUP' and group_id is not null)),
    constraint claim_links_title check (length(title) between 1 and 100),
    constraint claim_links_secret check (length(secret) = 32),
    constraint claim_links_refused check (refused >= 0)
);
create index claim_links_of_batch on claim_links (organization_id, batch_id, created_at desc, id desc);
grant select, insert, update (closed_at, refused) on claim_links to ${app};
alter table claim_links enable row level security;
create policy claim_links_of_the_organization on claim_links
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
