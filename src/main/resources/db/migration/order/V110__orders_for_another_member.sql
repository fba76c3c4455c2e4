-- Who gets the memberships of an order, where that is not who buys them. Merging the two makes them equal: then it is no gift.
alter table orders add column recipient_id uuid;
create index orders_by_recipient on orders (organization_id, recipient_id) where recipient_id is not null;
