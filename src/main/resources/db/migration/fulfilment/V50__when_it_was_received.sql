-- The day on which the last of an order left for its member, or arrived where somebody said so: kept beside its lines, as "open" is,
-- for who has to wait for it. None while something is here, or where nothing of it was to be delivered.
alter table fulfilments add column received_day date;
alter table fulfilments add constraint fulfilments_received check (received_day is null or not open);
grant update (received_day) on fulfilments to ${app};

update fulfilments f set received_day = gone.day
from (select l.organization_id, l.order_id, cast(max(l.moved_at) at time zone o.zone as date) as day
    from fulfilment_lines l
    join organizations o on o.id = l.organization_id
    where l.state <> 'STOPPED'
    group by l.organization_id, l.order_id, o.zone) as gone
where not f.open and f.organization_id = gone.organization_id and f.id = gone.order_id;

create view fulfilment_facts with (security_invoker = true) as
select organization_id, id as order_id, open, received_day
from fulfilments;
grant select on fulfilment_facts to ${app};
