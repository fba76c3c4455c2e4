-- That the organization exists, the key to the import says.
alter table import_members drop constraint import_members_organization_fk;
