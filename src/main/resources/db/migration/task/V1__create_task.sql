-- What somebody of the staff is to do by a day, mostly for one member. The member and the accounts are of other modules,
-- so without a key. source_key: names a task that a program or a module made, so that it is made once.
create table tasks (
    organization_id uuid        not null,
    id              uuid        not null,
    version         bigint      not null,
    title           text        not null,
    note            text        not null,
    member_id       uuid,
    assignee_id     uuid        not null,
    creator_id      uuid,
    creator_name    text        not null,
    due_on          date        not null,
    state           text        not null,
    source_key      text,
    created_at      timestamptz not null,
    closed_at       timestamptz,
    closed_by       text,
    constraint tasks_key primary key (organization_id, id),
    constraint tasks_organization_fk foreign key (organization_id) references organizations (id),
    constraint tasks_source_once unique (organization_id, source_key),
    constraint tasks_title check (length(title) between 1 and 200),
    constraint tasks_note check (length(note) <= 2000),
    constraint tasks_state check (state in ('OPEN', 'DONE', 'DROPPED')),
    constraint tasks_closed check ((state = 'OPEN') = (closed_at is null))
);
create index tasks_of_assignee on tasks (organization_id, assignee_id, due_on, id) where state = 'OPEN';
create index tasks_due on tasks (organization_id, due_on, id) where state = 'OPEN';
create index tasks_of_member on tasks (organization_id, member_id, due_on, id) where member_id is not null;
create index tasks_closed_last on tasks (organization_id, closed_at desc, id desc) where state <> 'OPEN';
grant select, insert, update on tasks to ${app};
alter table tasks enable row level security;
create policy tasks_of_the_organization on tasks
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
