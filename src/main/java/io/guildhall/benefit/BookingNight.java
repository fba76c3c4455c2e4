package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.organization.NightlyWork;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * On the day before, seats go to who waits that are booked of memberships which stand
 * still, or have come to their end in another way than by a refund: earlier, somebody may
 * still go on. Behind the pauses that end with the night, and before anybody is asked to
 * remind those who booked.
 */
@Component
@RequiredArgsConstructor
class BookingNight implements NightlyWork {

	private static final int ORDER = 60;

	private final PurchaseBookings bookings;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public int order() {
		return ORDER;
	}

	@Override
	public void run(LocalDate day) {
		LocalDate last = day.plusDays(1);
		Objects.requireNonNull(transaction.execute(status -> still(day, last)))
			.forEach(membership -> transaction.executeWithoutResult(status -> bookings.giveBackUpTo(membership, last)));
	}

	private List<UUID> still(LocalDate day, LocalDate last) {
		return jdbc
			.sql("""
					select distinct u.membership_id from benefit_slots s
					join benefit_bookings b on b.organization_id = :organization and b.slot_id = s.id and b.state = 'BOOKED'
					join benefit_uses u on u.organization_id = :organization and u.id = b.use_id and u.undone_at is null
					join membership_facts m on m.organization_id = :organization and m.membership_id = u.membership_id
					where s.organization_id = :organization and s.starts_on between :day and :last and s.cancelled_at is null
					and m.state not in ('ACTIVE', 'GRACE') order by u.membership_id
					""")
			.param("organization", tenancy.current())
			.param("day", day)
			.param("last", last)
			.query(UUID.class)
			.list();
	}

}
