-- By which import a value came, so that the import can be taken back; nothing where somebody wrote it, or a form did.
alter table field_values add column source_run uuid;
create index field_values_of_run on field_values (organization_id, source_run) where source_run is not null;
