-- Who may not be in any group: a block holds until it is lifted, and stays written down after that.
create table member_blocks (
    organization_id uuid        not null,
    id              uuid        not null,
    member_id       uuid        not null,
    reason          text        not null,
    blocked_at      timestamptz not null,
    blocked_by      text        not null,
    lifted_at       timestamptz,
    lift_reason     text        not null,
    lifted_by       text,
    constraint member_blocks_key primary key (organization_id, id),
    constraint member_blocks_organization_fk foreign key (organization_id) references organizations (id),
    constraint member_blocks_member_fk foreign key (organization_id, member_id) references members (organization_id, id),
    constraint member_blocks_reason check (length(reason) <= 2000 and length(lift_reason) <= 2000),
    constraint member_blocks_lifted check ((lifted_at is null) = (lifted_by is null))
);
create unique index member_blocks_one_at_a_time on member_blocks (organization_id, member_id) where lifted_at is null;
create index member_blocks_of_member on member_blocks (organization_id, member_id, blocked_at);
grant select, insert on member_blocks to ${app};
grant update (member_id, reason, lifted_at, lift_reason, lifted_by) on member_blocks to ${app};
alter table member_blocks enable row level security;
create policy member_blocks_of_the_organization on member_blocks
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
