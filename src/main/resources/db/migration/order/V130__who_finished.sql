-- What came of a course, a camp or a consultation: who bought it finished it on a day, as the staff said. A row for the line of an
-- order, as long as it holds; what it was before stands in the trail.
create table order_results (
    organization_id uuid        not null,
    line_id         uuid        not null,
    finished_on     date        not null,
    note            text        not null,
    at              timestamptz not null,
    actor_id        uuid,
    actor_name      text        not null,
    constraint order_results_key primary key (organization_id, line_id),
    constraint order_results_line_fk foreign key (organization_id, line_id) references order_lines (organization_id, id)
);
grant select, insert, delete on order_results to ${app};
grant update (note) on order_results to ${app};

alter table order_results enable row level security;
create policy order_results_of_the_organization on order_results
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Who bought such a thing, by the product: few lines are of one, so the others cost nothing.
create index order_lines_to_finish on order_lines (organization_id, product_id, id)
    where product_kind in ('COURSE', 'CAMP', 'CONSULTATION');

create view order_result_facts with (security_invoker = true) as
select l.organization_id, l.id as line_id, l.order_id, o.member_id, l.product_id, r.finished_on
from order_results r
join order_lines l on l.organization_id = r.organization_id and l.id = r.line_id
join orders o on o.organization_id = l.organization_id and o.id = l.order_id
where o.state <> 'TAKEN_BACK';
grant select on order_result_facts to ${app};
