-- Pictures of a product, drawn anew when they came: one for its page, and a small one for lists.
create table product_pictures (
    organization_id uuid        not null,
    id              uuid        not null,
    product_id      uuid        not null,
    width           int         not null,
    height          int         not null,
    jpeg            bytea       not null,
    small           bytea       not null,
    added_at        timestamptz not null,
    constraint product_pictures_key primary key (organization_id, id),
    constraint product_pictures_product_fk foreign key (organization_id, product_id)
        references products (organization_id, id)
);
create index product_pictures_by_product on product_pictures (organization_id, product_id, id);
grant select, insert, delete on product_pictures to ${app};
alter table product_pictures enable row level security;
create policy product_pictures_of_the_organization on product_pictures
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
