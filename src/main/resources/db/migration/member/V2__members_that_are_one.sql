-- A member that turned out to be one with another: merged_into is the one who answers for both, never a merged one.
alter table members add column merged_into uuid;
alter table members drop constraint members_state;
alter table members add constraint members_state check (state in ('ACTIVE', 'ERASED', 'MERGED'));
alter table members add constraint members_merged check (state <> 'MERGED' or merged_into is not null);
alter table members add constraint members_merged_fk foreign key (organization_id, merged_into)
    references members (organization_id, id);
create index members_merged_into on members (organization_id, merged_into) where merged_into is not null;

-- Who was merged is nobody any more: figures count people.
create or replace view member_facts with (security_invoker = true) as
    select organization_id, id as member_id, display_name, state, joined_at as created_at, joined_day as created_day
    from members where state <> 'MERGED';

-- Under which id a member goes today, for facts that are never rewritten.
create view member_alias_facts with (security_invoker = true) as
    select organization_id, id as member_id, merged_into as into_id from members where state = 'MERGED';
grant select on member_alias_facts to ${app};

create view member_name_facts with (security_invoker = true) as
    select organization_id, id as member_id, display_name, sort_key, real_name, city, created_at as known_since
    from members where state = 'ACTIVE';
grant select on member_name_facts to ${app};

create view member_identity_facts with (security_invoker = true) as
    select organization_id, member_id, carrier, kind, value_key from member_identities;
grant select on member_identity_facts to ${app};

-- What imports and renames noticed; what people make of it, the module that merges knows.
create view member_suggestion_facts with (security_invoker = true) as
    select organization_id, member_id, other_id, reason from member_suggestions;
grant select on member_suggestion_facts to ${app};

-- A note is never rewritten; about whom it is turns out later.
grant update (member_id) on member_notes to ${app};
