-- The products that programmes name; a programme for all products has no row.
create view rebate_programme_product_facts with (security_invoker = true) as
select g.organization_id, g.id as programme_id, p.product_id, g.name, g.state, g.first_day, g.last_day
from rebate_programmes g
cross join lateral unnest(g.product_ids) as p (product_id);
grant select on rebate_programme_product_facts to ${app};
