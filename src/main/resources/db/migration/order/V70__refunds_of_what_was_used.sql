-- Whether also what was used already is to be paid back.
alter table refund_requests add column used_too boolean not null default false;
