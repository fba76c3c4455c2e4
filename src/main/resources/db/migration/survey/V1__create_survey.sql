-- A survey about a community's card, with the words of the card as they were then: others are another survey. The community
-- is of another module, so without a key. secret: signs the forms of this survey.
create table surveys (
    organization_id uuid        not null,
    id              uuid        not null,
    community_id    uuid        not null,
    code            text        not null,
    secret          bytea       not null,
    portrait        text        not null,
    core_value      text        not null,
    band            text,
    opened_at       timestamptz not null,
    closed_at       timestamptz,
    constraint surveys_key primary key (organization_id, id),
    constraint surveys_organization_fk foreign key (organization_id) references organizations (id),
    constraint surveys_code_once unique (organization_id, code),
    constraint surveys_secret check (length(secret) = 32),
    constraint surveys_band check (band in ('LOW', 'MIDDLE', 'HIGH'))
);
create index surveys_of_community on surveys (organization_id, community_id, opened_at desc, id desc);
create unique index surveys_open on surveys (organization_id, community_id) where closed_at is null;
grant select, insert, update (closed_at) on surveys to ${app};
alter table surveys enable row level security;
create policy surveys_of_the_organization on surveys
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- What somebody answered; who it was nobody knows. The id was in the form, so that sending it twice is once. Append-only.
create table survey_answers (
    organization_id uuid        not null,
    id              uuid        not null,
    survey_id       uuid        not null,
    at              timestamptz not null,
    portrait        text        not null,
    core_value      text        not null,
    price           text,
    missing         text        not null,
    constraint survey_answers_key primary key (organization_id, id),
    constraint survey_answers_survey_fk foreign key (organization_id, survey_id) references surveys (organization_id, id),
    constraint survey_answers_portrait check (portrait in ('YES', 'PARTLY', 'NO')),
    constraint survey_answers_core_value check (core_value in ('YES', 'PARTLY', 'NO')),
    constraint survey_answers_price check (price in ('YES', 'PARTLY', 'NO')),
    constraint survey_answers_missing check (length(missing) <= 500)
);
create index survey_answers_of_survey on survey_answers (organization_id, survey_id, at desc, id desc);
grant select, insert on survey_answers to ${app};
alter table survey_answers enable row level security;
create policy survey_answers_of_the_organization on survey_answers
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
