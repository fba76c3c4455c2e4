-- On which days who checked in, where it counts, and what was given to whom.
create view challenge_check_in_facts with (security_invoker = true) as
    select organization_id, challenge_id, member_id, day from check_ins where state = 'COUNTED';
grant select on challenge_check_in_facts to ${app};

create view challenge_reward_facts with (security_invoker = true) as
    select organization_id, challenge_id, member_id, stage, coupon_id, given_at from challenge_rewards where state = 'GIVEN';
grant select on challenge_reward_facts to ${app};
