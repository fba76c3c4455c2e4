-- The account that made a page: who is limited to groups of their own closes what is for all members only if it is theirs.
alter table order_pages add column made_by uuid;
