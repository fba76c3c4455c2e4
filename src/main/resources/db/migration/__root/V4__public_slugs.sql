-- From what stands in a public link to the organization whose it is: whoever follows one has no session that says so.
-- kind: which module reads what stands behind it; the subject is a row of that module, so without a key.
create table public_slugs (
    kind            text not null,
    slug            text not null,
    organization_id uuid not null,
    subject_id      uuid not null,
    constraint public_slugs_key primary key (kind, slug),
    constraint public_slugs_organization_fk foreign key (organization_id) references organizations (id),
    constraint public_slugs_slug check (length(slug) between 4 and 64)
);
grant select, insert on public_slugs to ${app};
