alter table payments drop constraint payments_method;
alter table payments add constraint payments_method check (method in ('CASH', 'TRANSFER', 'OTHER', 'ONLINE'));
