-- Words about a person stand where an erasure reaches them: with the refund, the membership or the card. The trail says what
-- was done, when and by whom.
update audit_entries set after = after - 'reason'
where action in ('order.refunded', 'order.refund-requested', 'membership.given', 'membership.revoked', 'membership.paused',
    'card.revoked')
and after ->> 'reason' is not null;
