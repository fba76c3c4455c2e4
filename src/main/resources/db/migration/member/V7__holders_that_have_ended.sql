-- Who held tags on members and does so no longer: a rule that was ended, an import or a bulk action that was taken back.
-- Who took a tag over from them has nobody to give it back to. taken_off: whether their tags came off then; else they
-- stayed, as if somebody had put them on.
create table ended_tag_holders (
    organization_id uuid        not null,
    id              uuid        not null,
    taken_off       boolean     not null,
    ended_at        timestamptz not null,
    constraint ended_tag_holders_key primary key (organization_id, id),
    constraint ended_tag_holders_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert on ended_tag_holders to ${app};
alter table ended_tag_holders enable row level security;
create policy ended_tag_holders_of_the_organization on ended_tag_holders
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
