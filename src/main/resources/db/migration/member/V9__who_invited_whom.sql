-- Who invited a member; one at most, and never themselves by however many others (Invitations).
create table member_inviters (
    organization_id uuid        not null,
    member_id       uuid        not null,
    inviter_id      uuid        not null,
    source          text        not null,
    actor_name      text        not null,
    set_at          timestamptz not null,
    constraint member_inviters_key primary key (organization_id, member_id),
    constraint member_inviters_organization_fk foreign key (organization_id) references organizations (id),
    constraint member_inviters_member_fk foreign key (organization_id, member_id)
        references members (organization_id, id),
    constraint member_inviters_inviter_fk foreign key (organization_id, inviter_id)
        references members (organization_id, id),
    constraint member_inviters_another check (member_id <> inviter_id),
    constraint member_inviters_source check (source in ('STAFF', 'API', 'IMPORT', 'LINK'))
);
create index member_inviters_by_inviter on member_inviters (organization_id, inviter_id, member_id);
grant select, insert, update, delete on member_inviters to ${app};
alter table member_inviters enable row level security;
create policy member_inviters_of_the_organization on member_inviters
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Who writes down an inviter takes a turn: two at once could make a circle that neither of them sees.
create table member_invite_turns (
    organization_id uuid   not null,
    turn            bigint not null,
    constraint member_invite_turns_key primary key (organization_id),
    constraint member_invite_turns_organization_fk foreign key (organization_id) references organizations (id)
);
grant select, insert, update on member_invite_turns to ${app};
alter table member_invite_turns enable row level security;
create policy member_invite_turns_of_the_organization on member_invite_turns
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create view member_inviter_facts with (security_invoker = true) as
    select organization_id, member_id, inviter_id, source, set_at from member_inviters;
grant select on member_inviter_facts to ${app};
