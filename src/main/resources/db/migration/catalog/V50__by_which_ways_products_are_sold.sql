-- By which ways products are sold: their flash sales, the samples that are to sell them, the ladders that lead to them.
create view catalog_sale_facts with (security_invoker = true) as
select organization_id, id as sale_id, product_id, state, starts_at, ends_at from flash_sales;
grant select on catalog_sale_facts to ${app};

create view catalog_sample_facts with (security_invoker = true) as
select organization_id, sample_id, full_id, days, since, ended_at from sample_programmes;
grant select on catalog_sample_facts to ${app};

create view catalog_ladder_facts with (security_invoker = true) as
select organization_id, id as ladder_id, name, community_id, free_id, trial_id, full_id, one_to_one_id, credit_days
from price_ladders;
grant select on catalog_ladder_facts to ${app};
