-- What goes with something else for nothing is held as what is bought, and counts against no limit of what a member may buy.
alter table product_holds add column given boolean not null default false;
