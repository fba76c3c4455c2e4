-- What an upgrade replaced is found by its order, of whichever membership it is.
create index membership_terms_credited on membership_terms (organization_id, credited_by) where credited_by is not null;
