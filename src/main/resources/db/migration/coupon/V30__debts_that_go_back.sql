-- What a member paid for a debt goes back to them where the order that used the coupon is refunded in full too.
alter table coupon_debts drop constraint coupon_debts_end;
alter table coupon_debts add constraint coupon_debts_end check ((ended_at is null) = (ended_as is null)
    and (ended_as is null or ended_as in ('FELL_AWAY', 'WAIVED', 'RECEIVED', 'TO_RETURN', 'RETURNED')));
