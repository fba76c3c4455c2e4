-- Pictures of a violation, drawn anew when they came: at most five, each well below a megabyte, so they stand in the row.
create table violation_pictures (
    organization_id uuid        not null,
    violation_id    uuid        not null,
    number          int         not null,
    width           int         not null,
    height          int         not null,
    jpeg            bytea       not null,
    added_at        timestamptz not null,
    added_by        text        not null,
    constraint violation_pictures_key primary key (organization_id, violation_id, number),
    constraint violation_pictures_violation_fk foreign key (organization_id, violation_id)
        references violations (organization_id, id),
    constraint violation_pictures_number check (number > 0)
);
grant select, insert, delete on violation_pictures to ${app};
alter table violation_pictures enable row level security;
create policy violation_pictures_of_the_organization on violation_pictures
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
