-- The import by which a word about being contacted came, and what stood there before it: so it can be taken back.
alter table member_consents add column source_run uuid;
alter table member_consents add column consent_before text;
alter table member_consents add constraint member_consents_before
    check (consent_before in ('UNKNOWN', 'GIVEN', 'WITHDRAWN'));
alter table member_consents drop constraint member_consents_source;
alter table member_consents add constraint member_consents_source
    check (source in ('STAFF', 'API', 'MEMBER', 'JOIN_PAGE', 'IMPORT', 'IMPORT_UNDONE'));
create index member_consents_by_run on member_consents (organization_id, source_run, member_id)
    where source_run is not null;

-- The import that said who invited a member; replaced_run: the one whose word somebody replaced since.
alter table member_inviters add column source_run uuid;
alter table member_inviters add column replaced_run uuid;
create index member_inviters_by_run on member_inviters (organization_id, source_run) where source_run is not null;
create index member_inviters_by_replaced_run on member_inviters (organization_id, replaced_run)
    where replaced_run is not null;
