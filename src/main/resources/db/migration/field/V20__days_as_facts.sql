-- Days that are known of members: a birthday, say. Which field means what, the reader says.
create view field_facts with (security_invoker = true) as
    select organization_id, id as field_id, name, kind, archived_at is not null as archived from fields;
grant select on field_facts to ${app};

create view field_day_facts with (security_invoker = true) as
    select organization_id, field_id, member_id, day_value as day from field_values where day_value is not null;
grant select on field_day_facts to ${app};
