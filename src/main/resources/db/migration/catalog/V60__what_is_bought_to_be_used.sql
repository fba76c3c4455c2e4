-- How often a service package can be used, and within how many days what was bought is used.
alter table products add column uses int;
alter table products add column valid_days int;
alter table products add constraint products_uses check (uses between 1 and 1000);
alter table products add constraint products_valid_days check (valid_days between 1 and 3650);

-- When a course or camp takes place, and how long a consultation takes.
create view catalog_time_facts with (security_invoker = true) as
select organization_id, id as product_id, kind, starts_on, ends_on, minutes
from products;
grant select on catalog_time_facts to ${app};
