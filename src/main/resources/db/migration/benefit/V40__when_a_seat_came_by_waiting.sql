-- When somebody who waited got their seat: it may be so late that they cannot know of it before the deadline, and so they have some
-- hours of their own to give it back. None for who booked a free seat, and for who moved up before there was this.
alter table benefit_bookings add column moved_up_at timestamptz;
grant update (moved_up_at) on benefit_bookings to ${app};
