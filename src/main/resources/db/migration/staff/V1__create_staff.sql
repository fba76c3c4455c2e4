-- Global tables: an account is of the house and may work in several organizations. None refers to a table of a tenant.

create table accounts (
    id                   uuid        not null,
    version              bigint      not null,
    email                text        not null,
    name                 text        not null,
    password_hash        text        not null,
    language             text        not null,
    house_administrator  boolean     not null,
    -- encrypted; waiting until the first code proves that the phone has it
    totp_secret          text,
    totp_confirmed       boolean     not null,
    totp_step            bigint,
    last_organization_id uuid,
    created_at           timestamptz not null,
    constraint accounts_key primary key (id),
    constraint accounts_email_once unique (email),
    constraint accounts_language check (language in ('en', 'zh-CN')),
    constraint accounts_totp check (totp_secret is not null or not totp_confirmed)
);
grant select, insert, update on accounts to ${app};

-- Where an account works, and as what. Who left stays, for the names in the audit trail.
create table account_organizations (
    account_id      uuid        not null,
    organization_id uuid        not null,
    version         bigint      not null,
    role            text        not null,
    joined_at       timestamptz not null,
    removed_at      timestamptz,
    constraint account_organizations_key primary key (account_id, organization_id),
    constraint account_organizations_account_fk foreign key (account_id) references accounts (id),
    constraint account_organizations_organization_fk foreign key (organization_id) references organizations (id),
    constraint account_organizations_role check (role in ('OWNER', 'MANAGER', 'OPERATOR', 'STAFF'))
);
create index account_organizations_by_organization on account_organizations (organization_id);
grant select, insert, update on account_organizations to ${app};

-- What is given once and only kept as a hash: links of invitations, sign-ups and password resets, recovery codes.
create table account_tokens (
    id              uuid        not null,
    version         bigint      not null,
    hash            text        not null,
    kind            text        not null,
    account_id      uuid,
    organization_id uuid,
    email           text,
    role            text,
    created_by      uuid,
    created_at      timestamptz not null,
    expires_at      timestamptz,
    ended_at        timestamptz,
    constraint account_tokens_key primary key (id),
    constraint account_tokens_hash_once unique (hash),
    constraint account_tokens_account_fk foreign key (account_id) references accounts (id),
    constraint account_tokens_organization_fk foreign key (organization_id) references organizations (id),
    constraint account_tokens_kind check (kind in ('INVITATION', 'SIGN_UP', 'PASSWORD_RESET', 'RECOVERY_CODE')),
    constraint account_tokens_role check (role in ('OWNER', 'MANAGER', 'OPERATOR', 'STAFF'))
);
create index account_tokens_by_organization on account_tokens (organization_id) where organization_id is not null;
create index account_tokens_by_account on account_tokens (account_id) where account_id is not null;
grant select, insert, update on account_tokens to ${app};

-- Keys of programs: the hash says whose they are before any organization is known.
create table api_key_hashes (
    id              uuid        not null,
    version         bigint      not null,
    organization_id uuid        not null,
    hash            text        not null,
    prefix          text        not null,
    name            text        not null,
    scopes          text        not null,
    created_by      uuid        not null,
    created_at      timestamptz not null,
    expires_at      timestamptz,
    revoked_at      timestamptz,
    last_used_at    timestamptz,
    constraint api_key_hashes_key primary key (id),
    constraint api_key_hashes_hash_once unique (hash),
    constraint api_key_hashes_organization_fk foreign key (organization_id) references organizations (id),
    constraint api_key_hashes_account_fk foreign key (created_by) references accounts (id)
);
create index api_key_hashes_by_organization on api_key_hashes (organization_id);
grant select, insert, update on api_key_hashes to ${app};

-- Failed logins by hashed e-mail address and by network address, whether such an account exists or not.
create table login_failures (
    subject      text        not null,
    failures     int         not null,
    last_at      timestamptz not null,
    locked_until timestamptz,
    constraint login_failures_key primary key (subject)
);
create index login_failures_by_last_at on login_failures (last_at);
grant select, insert, update, delete on login_failures to ${app};
