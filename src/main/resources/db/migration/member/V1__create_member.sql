-- joined_at: since when the person is known to be a member, as far as anything tells; created_at: when the row came.
create table members (
    organization_id  uuid        not null,
    id               uuid        not null,
    version          bigint      not null,
    display_name     text        not null,
    sort_key         text        collate "C" not null,
    real_name        text        not null,
    city             text        not null,
    contact_owner_id uuid,
    state            text        not null,
    consent          text        not null,
    do_not_contact   boolean     not null,
    source           text        not null,
    source_run       uuid,
    joined_at        timestamptz not null,
    joined_day       date        not null,
    created_at       timestamptz not null,
    erased_at        timestamptz,
    constraint members_key primary key (organization_id, id),
    constraint members_organization_fk foreign key (organization_id) references organizations (id),
    constraint members_name check (length(display_name) between 1 and 120),
    constraint members_state check (state in ('ACTIVE', 'ERASED')),
    constraint members_consent check (consent in ('UNKNOWN', 'GIVEN', 'WITHDRAWN')),
    constraint members_source check (source in ('HAND', 'API', 'IMPORT', 'DEMO')),
    constraint members_erased check ((state = 'ERASED') = (erased_at is not null))
);
create index members_by_name on members (organization_id, sort_key, id) where state = 'ACTIVE';
create index members_by_joined on members (organization_id, joined_at, id) where state = 'ACTIVE';
create index members_by_run on members (organization_id, source_run) where source_run is not null;
grant select, insert, update, delete on members to ${app};

alter table members enable row level security;
create policy members_of_the_organization on members
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- scope_id: the group within which a name is unique; the zero id where the value is unique by itself.
-- value_key: what is compared (a phone's digits, an e-mail in lower case).
create table member_identities (
    organization_id uuid        not null,
    id              uuid        not null,
    member_id       uuid        not null,
    carrier         text        not null,
    kind            text        not null,
    scope_id        uuid        not null,
    value           text        not null,
    value_key       text        collate "C" not null,
    source_run      uuid,
    created_at      timestamptz not null,
    constraint member_identities_key primary key (organization_id, id),
    constraint member_identities_once unique (organization_id, value_key, kind, carrier, scope_id),
    constraint member_identities_member_fk foreign key (organization_id, member_id)
        references members (organization_id, id),
    constraint member_identities_carrier check (carrier in ('WECHAT', 'WECOM', 'QQ', 'WEIBO', 'ZSXQ', 'TELEGRAM',
        'DISCORD', 'WHATSAPP', 'SLACK', 'LINE', 'IRC', 'APP', 'OTHER')),
    constraint member_identities_kind check (kind in ('ID', 'HANDLE', 'NAME', 'PHONE', 'EMAIL')),
    constraint member_identities_value check (length(value) between 1 and 200 and length(value_key) between 1 and 200)
);
create index member_identities_by_member on member_identities (organization_id, member_id);
create index member_identities_by_run on member_identities (organization_id, source_run) where source_run is not null;
grant select, insert, update, delete on member_identities to ${app};

alter table member_identities enable row level security;
create policy member_identities_of_the_organization on member_identities
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What a search finds members by; derived from names and identities, so without a foreign key to check at each.
create table member_tokens (
    organization_id uuid not null,
    token           text collate "C" not null,
    member_id       uuid not null,
    constraint member_tokens_key primary key (organization_id, token, member_id)
);
create index member_tokens_by_member on member_tokens (organization_id, member_id, token);
grant select, insert, delete on member_tokens to ${app};

alter table member_tokens enable row level security;
create policy member_tokens_of_the_organization on member_tokens
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- One row per stay in a group; nobody is in a group twice at once. The group is of another module, so without a key.
create table member_stays (
    organization_id uuid        not null,
    id              uuid        not null,
    member_id       uuid        not null,
    group_id        uuid        not null,
    joined_at       timestamptz not null,
    joined_day      date        not null,
    left_at         timestamptz,
    left_day        date,
    source_run      uuid,
    constraint member_stays_key primary key (organization_id, id),
    constraint member_stays_member_fk foreign key (organization_id, member_id)
        references members (organization_id, id),
    constraint member_stays_order check (left_at >= joined_at),
    constraint member_stays_left check ((left_at is null) = (left_day is null))
);
create unique index member_stays_one_open on member_stays (organization_id, member_id, group_id) where left_at is null;
create index member_stays_by_member on member_stays (organization_id, member_id, group_id);
create index member_stays_by_group on member_stays (organization_id, group_id, joined_at, member_id);
create index member_stays_by_run on member_stays (organization_id, source_run) where source_run is not null;
grant select, insert, update, delete on member_stays to ${app};

alter table member_stays enable row level security;
create policy member_stays_of_the_organization on member_stays
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- The tags that are or were in use: what choices offer.
create table tags (
    organization_id uuid        not null,
    tag             text        not null,
    created_at      timestamptz not null,
    constraint tags_key primary key (organization_id, tag),
    constraint tags_tag check (length(tag) between 1 and 40)
);
grant select, insert, delete on tags to ${app};

alter table tags enable row level security;
create policy tags_of_the_organization on tags
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create table member_tags (
    organization_id uuid        not null,
    tag             text        not null,
    member_id       uuid        not null,
    tagged_at       timestamptz not null,
    source_run      uuid,
    constraint member_tags_key primary key (organization_id, tag, member_id),
    constraint member_tags_tag_fk foreign key (organization_id, tag) references tags (organization_id, tag),
    constraint member_tags_member_fk foreign key (organization_id, member_id)
        references members (organization_id, id)
);
create index member_tags_by_member on member_tags (organization_id, member_id, tag);
grant select, insert, delete on member_tags to ${app};

alter table member_tags enable row level security;
create policy member_tags_of_the_organization on member_tags
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create table member_notes (
    organization_id uuid        not null,
    id              uuid        not null,
    member_id       uuid        not null,
    body            text        not null,
    author_id       uuid,
    author_name     text        not null,
    written_at      timestamptz not null,
    constraint member_notes_key primary key (organization_id, id),
    constraint member_notes_member_fk foreign key (organization_id, member_id)
        references members (organization_id, id),
    constraint member_notes_body check (length(body) between 1 and 4000)
);
create index member_notes_by_member on member_notes (organization_id, member_id, written_at);
grant select, insert, delete on member_notes to ${app};

alter table member_notes enable row level security;
create policy member_notes_of_the_organization on member_notes
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Every word a member gave or took back, with who wrote it down; append-only but for the erasure of the note.
create table member_consents (
    organization_id uuid        not null,
    id              uuid        not null,
    member_id       uuid        not null,
    consent         text        not null,
    do_not_contact  boolean     not null,
    reason          text        not null,
    actor_id        uuid,
    actor_name      text        not null,
    said_at         timestamptz not null,
    constraint member_consents_key primary key (organization_id, id),
    constraint member_consents_member_fk foreign key (organization_id, member_id)
        references members (organization_id, id),
    constraint member_consents_consent check (consent in ('UNKNOWN', 'GIVEN', 'WITHDRAWN')),
    constraint member_consents_reason check (length(reason) <= 400)
);
create index member_consents_by_member on member_consents (organization_id, member_id, said_at);
grant select, insert, update, delete on member_consents to ${app};

alter table member_consents enable row level security;
create policy member_consents_of_the_organization on member_consents
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Two members who may be one person; a later capability lets people decide.
create table member_suggestions (
    organization_id uuid        not null,
    member_id       uuid        not null,
    other_id        uuid        not null,
    reason          text        not null,
    state           text        not null,
    created_at      timestamptz not null,
    constraint member_suggestions_key primary key (organization_id, member_id, other_id, reason),
    constraint member_suggestions_member_fk foreign key (organization_id, member_id)
        references members (organization_id, id),
    constraint member_suggestions_other_fk foreign key (organization_id, other_id)
        references members (organization_id, id),
    constraint member_suggestions_reason check (reason in ('RENAMED', 'SAME_NAME', 'IDENTITY_TAKEN')),
    constraint member_suggestions_state check (state in ('OPEN', 'DISMISSED')),
    constraint member_suggestions_order check (member_id < other_id)
);
create index member_suggestions_by_other on member_suggestions (organization_id, other_id);
grant select, insert, update, delete on member_suggestions to ${app};

alter table member_suggestions enable row level security;
create policy member_suggestions_of_the_organization on member_suggestions
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- created_at here is since when the person is a member: what tiers and figures count from.
create view member_facts with (security_invoker = true) as
    select organization_id, id as member_id, display_name, state, joined_at as created_at, joined_day as created_day
    from members;
grant select on member_facts to ${app};

create view member_group_facts with (security_invoker = true) as
    select organization_id, member_id, group_id, joined_at, joined_day, left_at, left_day
    from member_stays;
grant select on member_group_facts to ${app};

create view member_tag_facts with (security_invoker = true) as
    select organization_id, member_id, tag
    from member_tags;
grant select on member_tag_facts to ${app};

create view member_consent_facts with (security_invoker = true) as
    select organization_id, id as member_id, do_not_contact or consent = 'WITHDRAWN' or state <> 'ACTIVE' as do_not_contact
    from members;
grant select on member_consent_facts to ${app};
