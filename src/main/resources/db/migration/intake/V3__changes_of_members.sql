-- Tables of members that were taken out and changed are imports of their own kind.
alter table imports drop constraint imports_kind;
alter table imports add constraint imports_kind check (kind in ('CHATS', 'MEMBERS', 'ORDERS', 'CHANGES'));
