-- Whether only a statement has said so far that a payment came in. There it may have another name than the one by which the provider
-- tells of it: the first that it tells of in that amount is this one.
alter table checkout_receipts add column stated boolean not null default false;
grant update (stated, transaction_id) on checkout_receipts to ${app};
