-- What a check-in is to be proven by: words, a picture, or one of them. Whether anything is asked for at all follows from it.
alter table challenges add column proof_kind text not null default 'NONE';
update challenges set proof_kind = 'WORDS' where proof;
alter table challenges alter column proof_kind drop default,
    drop column proof,
    add constraint challenges_proof_kind check (proof_kind in ('NONE', 'WORDS', 'PICTURE', 'EITHER'));

-- The picture of a check-in, drawn anew when it came: well below a megabyte, so it stands in the row. Who sends again after a
-- refusal replaces it; it goes with what the member wrote.
create table check_in_pictures (
    organization_id uuid        not null,
    check_in_id     uuid        not null,
    width           int         not null,
    height          int         not null,
    jpeg            bytea       not null,
    small           bytea       not null,
    added_at        timestamptz not null,
    constraint check_in_pictures_key primary key (organization_id, check_in_id),
    constraint check_in_pictures_check_in_fk foreign key (organization_id, check_in_id) references check_ins (organization_id, id)
);
grant select, insert, delete on check_in_pictures to ${app};
alter table check_in_pictures enable row level security;
create policy check_in_pictures_of_the_organization on check_in_pictures
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- How often a picture was not taken and why, by the organization's days: numbers, of nobody.
create table challenge_picture_refusals (
    organization_id uuid   not null,
    day             date   not null,
    reason          text   not null,
    refusals        bigint not null,
    constraint challenge_picture_refusals_key primary key (organization_id, day, reason),
    constraint challenge_picture_refusals_organization_fk foreign key (organization_id) references organizations (id),
    constraint challenge_picture_refusals_reason check (reason in ('TOO_LARGE', 'TOO_MANY_PIXELS', 'NO_PICTURE')),
    constraint challenge_picture_refusals_counted check (refusals > 0)
);
grant select, insert, update on challenge_picture_refusals to ${app};
alter table challenge_picture_refusals enable row level security;
create policy challenge_picture_refusals_of_the_organization on challenge_picture_refusals
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
