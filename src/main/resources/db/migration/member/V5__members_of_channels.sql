-- Who joined by the public page of a channel.
alter table members drop constraint members_source;
alter table members add constraint members_source check (source in ('HAND', 'API', 'IMPORT', 'DEMO', 'CHANNEL'));
