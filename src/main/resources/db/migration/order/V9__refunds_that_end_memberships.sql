-- A refund of what of a membership is not used ends it, also where somebody has to approve it first; it is of an amount and of
-- a line then.
alter table refund_requests add column ends_membership boolean not null default false;
