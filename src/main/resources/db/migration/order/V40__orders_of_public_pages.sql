-- Members place orders themselves, on a public page.
alter table orders drop constraint orders_source;
alter table orders add constraint orders_source check (source in ('STAFF', 'API', 'IMPORT', 'PAGE'));

-- All orders that there are, those that were taken back as well: for who shows something beside one.
create view order_member_facts with (security_invoker = true) as
select organization_id, id as order_id, member_id from orders;
grant select on order_member_facts to ${app};
