-- A refund that had gone back may fail days later: that is put right by a row that is no second payment of the order.
alter table payments drop constraint payments_direction;
alter table payments add constraint payments_direction check (direction in ('IN', 'OUT', 'UNDONE'));
create unique index payments_of_orders on payments (organization_id, order_id, (case when direction = 'IN' then direction end));
drop index payments_of_order;
