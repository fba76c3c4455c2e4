package io.guildhall.benefit;

import java.sql.Timestamp;
import java.time.LocalDate;
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
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What is booked ahead of what orders bought, and of the memberships that they paid for:
 * held before a refund, and given back as far as the refund left nothing for it. What is
 * finished is booked no more.
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
	 * Nobody uses, books or gives back anything of some lines, or memberships, until the
	 * transaction ends. Slots are locked before turns, as whoever books does.
	 * @throws BookingRefused if somebody booked in this very moment
	 */
	void hold(Collection<UUID> sources) {
		Set<SlotId> held = slotsOf(sources);
		desk.hold(held, sources);
		if (!held.containsAll(slotsOf(sources))) {
			throw BookingRefused.moved();
		}
	}

	private Set<SlotId> slotsOf(Collection<UUID> sources) {
		return Stream
			.concat(ahead(sources).stream().map(Ahead::slot), ofMemberships(sources).stream().map(OfPlan::slot))
			.collect(Collectors.toSet());
	}

	/**
	 * Gives back what is booked of memberships that run no more, or not until then, or
	 * give it no more: the latest first, until the rest is there. Whoever calls holds
	 * them.
	 */
	void cutMemberships(Collection<UUID> memberships) {
		Set<SlotId> freed = new HashSet<>();
		ofMemberships(memberships).stream().filter(one -> !isPaidFor(one)).forEach(one -> {
			desk.withdraw(one.booking(), one.slot());
			freed.add(one.slot());
		});
		moveUp(freed);
	}

	/**
	 * Gives back what is booked up to a day of a membership that stands still then, or
	 * runs no more.
	 */
	void giveBackUpTo(UUID membership, LocalDate day) {
		List<UUID> one = List.of(membership);
		hold(one);
		Set<SlotId> freed = new HashSet<>();
		ofMemberships(one).stream().filter(booked -> !booked.day().isAfter(day) && !booked.lives()).forEach(booked -> {
			desk.withdraw(booked.booking(), booked.slot());
			freed.add(booked.slot());
		});
		moveUp(freed);
	}

	/** Asked for each anew: what was given back before leaves more for the others. */
	private boolean isPaidFor(OfPlan one) {
		BenefitLedger ledger = one.runs()
				? reading.ledgers(List.of(one.membership())).getOrDefault(one.membership(), Map.of()).get(one.benefit())
				: null;
		return ledger != null && ledger.covers(one.day());
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

	/** What is booked of memberships for a time to come, the latest first. */
	private List<OfPlan> ofMemberships(Collection<UUID> memberships) {
		return jdbc.sql("""
				select m.membership_id, u.benefit, s.starts_on, b.id, b.slot_id,
				    m.state in ('ACTIVE', 'GRACE', 'PAUSED') and (m.ends_on is null or s.starts_on < m.ends_on) as runs,
				    m.state in ('ACTIVE', 'GRACE', 'PAUSED') and not exists (select from membership_pause_facts p
				        where p.organization_id = :organization and p.membership_id = m.membership_id
				        and p.resumed_on is null and p.until_on > s.starts_on) as lives
				from benefit_uses u
				join membership_facts m on m.organization_id = :organization and m.membership_id = u.membership_id
				join benefit_bookings b on b.organization_id = :organization and b.use_id = u.id and b.state = 'BOOKED'
				join benefit_slots s on s.organization_id = :organization and s.id = b.slot_id
				where u.organization_id = :organization and u.membership_id = any(cast(:memberships as uuid[]))
				and u.undone_at is null and s.cancelled_at is null and s.starts_at > :now
				order by s.starts_at desc, b.id
				""")
			.param("organization", tenancy.current())
			.param("memberships", memberships.stream().map(UUID::toString).toArray(String[]::new))
			.param("now", Timestamp.from(slots.now()))
			.query((row, number) -> new OfPlan(row.getObject(1, UUID.class), row.getString(2),
					row.getObject(3, LocalDate.class), new BookingId(row.getObject(4, UUID.class)),
					new SlotId(row.getObject(5, UUID.class)), row.getBoolean(6), row.getBoolean(7)))
			.list();
	}

	/**
	 * A booking that a membership gives.
	 *
	 * @param runs whether it runs until then
	 * @param lives whether it has not ended, and does not stand still then
	 */
	private record OfPlan(UUID membership, String benefit, LocalDate day, BookingId booking, SlotId slot, boolean runs,
			boolean lives) {
	}

}
