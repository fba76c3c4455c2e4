-- The products that batches name; a batch for all products has no row.
create view coupon_batch_product_facts with (security_invoker = true) as
select b.organization_id, b.id as batch_id, p.product_id, b.name, b.state, b.last_day
from coupon_batches b
join coupon_conditions k on k.organization_id = b.organization_id and k.id = b.conditions_id
cross join lateral unnest(k.products) as p (product_id);
grant select on coupon_batch_product_facts to ${app};
