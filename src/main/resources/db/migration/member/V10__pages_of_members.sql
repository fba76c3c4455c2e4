-- A page of a member's own, opened by a secret: what they say there of being contacted they said themselves.
create table member_pages (
    organization_id uuid        not null,
    member_id       uuid        not null,
    token           text        collate "C" not null,
    made_at         timestamptz not null,
    constraint member_pages_key primary key (organization_id, member_id),
    constraint member_pages_token unique (organization_id, token),
    constraint member_pages_organization_fk foreign key (organization_id) references organizations (id),
    constraint member_pages_member_fk foreign key (organization_id, member_id) references members (organization_id, id),
    constraint member_pages_secret check (length(token) = 32)
);
grant select, insert, delete on member_pages to ${app};
alter table member_pages enable row level security;
create policy member_pages_of_the_organization on member_pages
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
