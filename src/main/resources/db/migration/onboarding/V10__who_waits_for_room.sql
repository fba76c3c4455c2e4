-- Whoever was offered no place: the few who may wait for room, among all who ever joined.
create index channel_joins_without_place on channel_joins (organization_id, channel_id, member_id, day)
    where group_id is null and outcome = 'JOINED';
