package io.guildhall.benefit;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What is booked ahead of what orders bought: held before a refund, and given back as far
 * as the refund left nothing for it. What is finished is booked no more.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class PurchaseBookings {

	private final SlotRows slots;

	private final BookingDesk desk;

	private final BenefitReading reading;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Nobody uses, books or gives back anything of some lines until the transaction ends.
	 * Slots are locked before turns, as whoever books does.
	 * @throws BookingRefused if somebody booked in this very moment
	 */
	void hold(Collection<UUID> lines) {
		Set<SlotId> held = ahead(lines).stream().map(Ahead::slot).collect(Collectors.toSet());
		desk.hold(held, lines);
		if (!ahead(lines).stream().allMatch(one -> held.contains(one.slot()))) {
			throw BookingRefused.moved();
		}
	}

	/** Gives back what is booked beyond what is left, the latest first. */
	void cut(List<Purchase> purchases) {
		Map<UUID, List<Ahead>> ahead = new HashMap<>();
		ahead(purchases.stream().map(Purchase::line).toList())
			.forEach(one -> ahead.computeIfAbsent(one.line(), line -> new ArrayList<>()).add(one));
		Map<UUID, BenefitLedger> ledgers = reading.ledgersOf(purchases);
		Set<SlotId> freed = new HashSet<>();
		purchases.forEach(purchase -> {
			List<Ahead> its = ahead.getOrDefault(purchase.line(), List.of());
			int used = Objects.requireNonNull(ledgers.get(purchase.line())).used();
			its.stream().limit(Math.max(used - purchase.pieces(), 0)).forEach(one -> {
				desk.withdraw(one.booking(), one.slot());
				freed.add(one.slot());
			});
		});
		moveUp(freed);
	}

	/** How often each of some lines is booked for a time to come. */
	Map<UUID, Long> count(Collection<UUID> lines) {
		return ahead(lines).stream().collect(Collectors.groupingBy(Ahead::line, Collectors.counting()));
	}

	/**
	 * Gives back all that is booked for a time to come; whoever calls holds the lines.
	 */
	void release(Collection<UUID> lines) {
		Set<SlotId> freed = new HashSet<>();
		ahead(lines).forEach(one -> {
			desk.withdraw(one.booking(), one.slot());
			freed.add(one.slot());
		});
		moveUp(freed);
	}

	private void moveUp(Set<SlotId> freed) {
		freed.stream().sorted(Comparator.comparing(SlotId::id, Ids.IN_ORDER)).forEach(desk::moveUp);
	}

	/** What is booked for a time to come, the latest first. */
	private List<Ahead> ahead(Collection<UUID> lines) {
		return jdbc
			.sql("""
					select u.line_id, b.id, b.slot_id from benefit_uses u
					join benefit_bookings b on b.organization_id = :organization and b.use_id = u.id and b.state = 'BOOKED'
					join benefit_slots s on s.organization_id = :organization and s.id = b.slot_id
					where u.organization_id = :organization and u.line_id = any(cast(:lines as uuid[])) and u.undone_at is null
					and s.cancelled_at is null and s.starts_at > :now order by s.starts_at desc, b.id
					""")
			.param("organization", tenancy.current())
			.param("lines", lines.stream().map(UUID::toString).toArray(String[]::new))
			.param("now", Timestamp.from(slots.now()))
			.query((row, number) -> new Ahead(row.getObject(1, UUID.class), new BookingId(row.getObject(2, UUID.class)),
					new SlotId(row.getObject(3, UUID.class))))
			.list();
	}

	private record Ahead(UUID line, BookingId booking, SlotId slot) {
	}

}
