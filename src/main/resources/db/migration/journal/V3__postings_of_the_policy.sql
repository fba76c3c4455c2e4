-- As for orders: the policy says whose row it is, and no organization is ever deleted.
alter table journal_postings drop constraint journal_postings_organization_fk;
