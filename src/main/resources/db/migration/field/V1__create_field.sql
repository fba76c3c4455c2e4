-- What an organization wants to know of its members besides what everybody does. Nothing is deleted: what is archived keeps
-- its values. options: of a choice, {"all": [{"id", "name", "archived"}]} in their order; values point to them by id.
create table fields (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    name            text        not null,
    kind            text        not null,
    options         jsonb       not null,
    position        integer     not null,
    created_at      timestamptz not null,
    archived_at     timestamptz,
    constraint fields_key primary key (organization_id, id),
    constraint fields_organization_fk foreign key (organization_id) references organizations (id),
    constraint fields_name check (length(name) between 1 and 60),
    constraint fields_kind check (kind in ('TEXT', 'NUMBER', 'DATE', 'YES_NO', 'CHOICE'))
);
create unique index fields_by_name on fields (organization_id, lower(name)) where archived_at is null;
grant select, insert, update on fields to ${app};
alter table fields enable row level security;
create policy fields_of_the_organization on fields
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What is known: one row for a member and a field, with exactly the column of the field's kind. The member is of another
-- module, so without a key. A field without a value has no row.
create table field_values (
    organization_id uuid not null,
    field_id        uuid not null,
    member_id       uuid not null,
    text_value      text,
    number_value    numeric(19, 4),
    day_value       date,
    flag_value      boolean,
    option_id       uuid,
    constraint field_values_key primary key (organization_id, field_id, member_id),
    constraint field_values_field_fk foreign key (organization_id, field_id) references fields (organization_id, id),
    constraint field_values_one check (num_nonnulls(text_value, number_value, day_value, flag_value, option_id) = 1)
);
create index field_values_of_member on field_values (organization_id, member_id);
create index field_values_by_option on field_values (organization_id, field_id, option_id, member_id) where option_id is not null;
create index field_values_by_flag on field_values (organization_id, field_id, flag_value, member_id) where flag_value is not null;
create index field_values_by_number on field_values (organization_id, field_id, number_value, member_id) where number_value is not null;
create index field_values_by_day on field_values (organization_id, field_id, day_value, member_id) where day_value is not null;
grant select, insert, update, delete on field_values to ${app};
alter table field_values enable row level security;
create policy field_values_of_the_organization on field_values
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
