-- Forms that looked like those of machines: nothing of them is kept but how many they were.
alter table surveys add column refused bigint not null default 0;
grant update (refused) on surveys to ${app};
