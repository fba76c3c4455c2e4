-- Points that a stage promises, beside its coupon or its word of praise; and how many of them a reward has given, which a
-- rule of points may cap.
alter table challenge_stages add column points bigint,
    add constraint challenge_stages_points check (points between 1 and 1000000);
alter table challenge_rewards add column points bigint,
    add constraint challenge_rewards_points check (points is null or (points >= 0 and state = 'GIVEN'));
