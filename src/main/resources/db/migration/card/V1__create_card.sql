-- What is printed, and what a card gives: a coupon of a batch, or points. It is on paper, so nothing of it changes but
-- that it is revoked. Channel and coupons are of other modules, so without keys.
-- with_order: a card counts only after it was handed out with an order. last_day: the last one on which it counts.
create table card_batches (
    organization_id uuid        not null,
    id              uuid        not null,
    name            text        not null,
    title           text        not null,
    text            text        not null,
    coupon_batch_id uuid,
    points          bigint,
    channel_id      uuid        not null,
    last_day        date        not null,
    with_order      boolean     not null,
    cards           int         not null,
    created_at      timestamptz not null,
    revoked_at      timestamptz,
    revoked_reason  text,
    constraint card_batches_key primary key (organization_id, id),
    constraint card_batches_organization_fk foreign key (organization_id) references organizations (id),
    constraint card_batches_name check (length(name) between 1 and 80),
    constraint card_batches_title check (length(title) between 1 and 40),
    constraint card_batches_text check (length(text) <= 200),
    constraint card_batches_gift check ((coupon_batch_id is null) <> (points is null)),
    constraint card_batches_points check (points between 1 and 1000000),
    constraint card_batches_cards check (cards between 1 and 5000),
    constraint card_batches_revoked check ((revoked_at is null) = (revoked_reason is null))
);
grant select, insert, update (revoked_at, revoked_reason) on card_batches to ${app};
alter table card_batches enable row level security;
create policy card_batches_of_the_organization on card_batches
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);

-- Each card, with what became of it. order_id: with which it was handed out. member_id, join_id: who claimed it, and the
-- form of the channel by which they did; then it has given the coupon, or so many points. refused: how often it was
-- shown and did not count.
create table cards (
    organization_id uuid        not null,
    id              uuid        not null,
    batch_id        uuid        not null,
    number          int         not null,
    code            text        not null,
    printed_at      timestamptz,
    order_id        uuid,
    handed_at       timestamptz,
    scanned_at      timestamptz,
    refused         int         not null,
    claimed_at      timestamptz,
    member_id       uuid,
    join_id         uuid,
    coupon_id       uuid,
    points          bigint,
    revoked_at      timestamptz,
    revoked_reason  text,
    constraint cards_key primary key (organization_id, id),
    constraint cards_batch_fk foreign key (organization_id, batch_id) references card_batches (organization_id, id),
    constraint cards_number_once unique (organization_id, batch_id, number),
    constraint cards_code_once unique (organization_id, code),
    constraint cards_handed_out check ((order_id is null) = (handed_at is null)),
    constraint cards_claimed check ((claimed_at is null) = (member_id is null) and (claimed_at is null) = (join_id is null)),
    constraint cards_given check (claimed_at is not null or (coupon_id is null and points is null)),
    constraint cards_revoked check ((revoked_at is null) = (revoked_reason is null)),
    constraint cards_claimed_or_revoked check (claimed_at is null or revoked_at is null)
);
create index cards_of_order on cards (organization_id, order_id) where order_id is not null;
create index cards_of_member on cards (organization_id, member_id) where member_id is not null;
grant select, insert, update (printed_at, order_id, handed_at, scanned_at, refused, claimed_at, member_id, join_id,
    coupon_id, points, revoked_at, revoked_reason) on cards to ${app};
alter table cards enable row level security;
create policy cards_of_the_organization on cards
    using (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('guildhall.organization_id', true), '')::uuid);
