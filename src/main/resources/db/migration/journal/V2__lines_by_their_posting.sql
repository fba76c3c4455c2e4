-- That the organization exists, the key to the posting says.
alter table journal_lines drop constraint journal_lines_organization_fk;
