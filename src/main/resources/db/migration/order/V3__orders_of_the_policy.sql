-- The policy lets an organization's own session alone write here, and no organization is ever deleted: its key was
-- asked 70,000 times by an import of as many orders, and answered nothing new.
alter table orders drop constraint orders_organization_fk;
