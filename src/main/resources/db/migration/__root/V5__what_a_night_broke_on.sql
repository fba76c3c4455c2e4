-- Which module's work the last night broke on, and when; nothing once it went well.
alter table organizations add column nightly_trouble text;
alter table organizations add column nightly_trouble_at timestamptz;
alter table organizations add constraint organizations_nightly_trouble
    check ((nightly_trouble is null) = (nightly_trouble_at is null));
