-- goes_as: under which name the tag goes today, where it was renamed or merged: what still says the old name (a saved
-- segment, a file, a link) means that one. Nobody has a tag under an old name.
alter table tags add column color text not null default 'GREY';
alter table tags add column retired_at timestamptz;
alter table tags add column goes_as text;
alter table tags add constraint tags_color
    check (color in ('GREY', 'RED', 'ORANGE', 'GREEN', 'TEAL', 'BLUE', 'PURPLE', 'PINK'));
alter table tags add constraint tags_goes_as check (goes_as <> tag);
alter table tags add constraint tags_goes_as_fk foreign key (organization_id, goes_as)
    references tags (organization_id, tag);
create index tags_by_old_names on tags (organization_id, goes_as) where goes_as is not null;
grant update (color, retired_at, goes_as) on tags to ${app};

-- rule_id: the rule that holds the tag on the member, and takes it off again; null where people, files or programs put
-- it on. Rules are of another module, so without a key.
alter table member_tags add column rule_id uuid;
create index member_tags_by_rule on member_tags (organization_id, rule_id) where rule_id is not null;
grant update (tag, rule_id, source_run) on member_tags to ${app};

-- Whom a note calls, as [{"account": …, "name": …}]: the names as they stand in the note.
alter table member_notes add column mentions jsonb not null default '[]';
