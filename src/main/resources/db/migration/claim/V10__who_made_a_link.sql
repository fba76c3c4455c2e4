-- The account that made a link: who is limited to groups of their own closes what is for all members only if it is theirs.
alter table claim_links add column made_by uuid;
