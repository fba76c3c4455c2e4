-- A sample that everybody gets once, and the product that it is to sell within so many days.
create table sample_programmes (
    organization_id uuid        not null,
    sample_id       uuid        not null,
    full_id         uuid        not null,
    days            int         not null,
    since           timestamptz not null,
    ended_at        timestamptz,
    constraint sample_programmes_key primary key (organization_id, sample_id),
    constraint sample_programmes_sample_fk foreign key (organization_id, sample_id) references products (organization_id, id),
    constraint sample_programmes_full_fk foreign key (organization_id, full_id) references products (organization_id, id),
    constraint sample_programmes_two check (full_id <> sample_id),
    constraint sample_programmes_days check (days between 1 and 365)
);
grant select, insert, update on sample_programmes to ${app};
alter table sample_programmes enable row level security;
create policy sample_programmes_of_the_organization on sample_programmes
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

create index product_holds_by_product on product_holds (organization_id, product_id, held_at);
