-- set_aside: whether a coupon waits for the card, until it is claimed, revoked or over. Cards that were made before have
-- none: they take what is left.
alter table cards add column set_aside boolean not null default false;
create index cards_set_aside on cards (organization_id, batch_id) where set_aside;
grant update (set_aside) on cards to ${app};
