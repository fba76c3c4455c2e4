-- What is done to many members at once. target: the tag, the group, the batch or the format of the table, as the kind
-- has it; empty where it is not chosen yet; target_name: what it was called then. filter: whom it was for, as it was asked. frozen_at: when it was fixed who
-- they are, and the time at which they join. Groups, batches, jobs and files are of other modules, so without keys.
create table bulk_actions (
    organization_id uuid        not null,
    id              uuid        not null,
    kind            text        not null,
    target          text        not null,
    target_name     text        not null,
    filter          jsonb       not null,
    actor_id        uuid,
    actor_name      text        not null,
    created_at      timestamptz not null,
    frozen_at       timestamptz,
    total           bigint      not null,
    job_id          uuid,
    issue_id        uuid,
    file_id         uuid,
    file_gone_at    timestamptz,
    undo_job_id     uuid,
    undone_by       text,
    constraint bulk_actions_key primary key (organization_id, id),
    constraint bulk_actions_organization_fk foreign key (organization_id) references organizations (id),
    constraint bulk_actions_kind check (kind in ('TAG', 'UNTAG', 'JOIN', 'COUPON', 'EXPORT')),
    constraint bulk_actions_target check (length(target) <= 40),
    constraint bulk_actions_total check (total >= 0)
);
create index bulk_actions_last on bulk_actions (organization_id, id desc);
create index bulk_actions_files on bulk_actions (organization_id, created_at) where file_id is not null;
grant select, insert on bulk_actions to ${app};
grant update (filter, target, target_name, frozen_at, total, job_id, issue_id, file_id, file_gone_at, undo_job_id, undone_by) on bulk_actions
    to ${app};
alter table bulk_actions enable row level security;
create policy bulk_actions_of_the_organization on bulk_actions
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What became of each. before: how it was, as far as taking it back needs it. undone: what taking it back did.
create table bulk_action_members (
    organization_id uuid   not null,
    action_id       uuid   not null,
    row_number      bigint not null,
    member_id       uuid   not null,
    outcome         text   not null,
    before          jsonb,
    undone          text,
    constraint bulk_action_members_key primary key (organization_id, action_id, row_number),
    constraint bulk_action_members_once unique (organization_id, member_id, action_id),
    constraint bulk_action_members_action_fk foreign key (organization_id, action_id)
        references bulk_actions (organization_id, id),
    constraint bulk_action_members_outcome check (outcome in ('PENDING', 'DONE', 'TAKEN_OVER', 'NOTHING', 'BLOCKED',
        'GONE', 'CANCELLED')),
    constraint bulk_action_members_undone check (undone in ('UNDONE', 'LEFT'))
);
grant select, insert on bulk_action_members to ${app};
grant update (outcome, before, undone) on bulk_action_members to ${app};
alter table bulk_action_members enable row level security;
create policy bulk_action_members_of_the_organization on bulk_action_members
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
