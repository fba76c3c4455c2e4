-- What was paid for, and what a plan says in words: benefits are counted by another module.
create view membership_term_facts with (security_invoker = true) as
    select t.organization_id, t.id as term_id, t.membership_id, m.member_id, t.plan_id, t.order_id, t.position, t.months, t.paid_at,
        t.currency, t.from_on, t.to_on, t.refunded_at is not null as refunded
    from membership_terms t join memberships m on m.organization_id = t.organization_id and m.id = t.membership_id;
grant select on membership_term_facts to ${app};

create view membership_word_facts with (security_invoker = true) as
    select organization_id, plan_id, position, name, quota as words from plan_benefits;
grant select on membership_word_facts to ${app};
