package io.guildhall.benefit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Gives seats and takes them back, one after the other for each slot: whoever books or
 * gives back waits for its row. A seat is a guarded update all the same, and what it
 * costs of a benefit is used and given back in the same transaction.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class BookingDesk {

	private final SlotRows rows;

	private final BenefitCounter counter;

	private final BenefitUseRows uses;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	/**
	 * Nobody books or gives back anything of some slots until the transaction ends, nor
	 * uses anything of some sources, or of what those have who wait there: each of them
	 * may get the seat of another. Whoever gives seats to others begins with this: all
	 * turns are taken at once and in one order, behind the slots.
	 */
	void hold(Collection<SlotId> slots, Collection<UUID> sources) {
		List<SlotId> held = slots.stream().distinct().sorted(Comparator.comparing(SlotId::id, Ids.IN_ORDER)).toList();
		held.forEach(rows::lock);
		takeTurns(held, sources);
	}

	private void takeTurns(List<SlotId> held, Collection<UUID> sources) {
		List<UUID> turns = new ArrayList<>(sources);
		held.forEach(slot -> turns.addAll(rows.sourcesOfWaiting(slot)));
		counter.waitForTurns(turns);
	}

	/** What the uses of some bookings are of. */
	List<UUID> sources(List<Booking> bookings) {
		List<UUID> ids = uses(bookings);
		return ids.isEmpty() ? List.of() : uses.counting(ids).stream().map(use -> use.source().id()).toList();
	}

	/** Nobody else offers or moves what somebody of the staff holds meanwhile. */
	void waitForHost(UUID host) {
		counter.waitForTurns(List.of(host));
	}

	/**
	 * Books a seat, or a place among those who wait for one. Whoever has either gets that
	 * one again.
	 * @throws BookingRefused if it has begun or does not take place
	 * @throws BenefitRefused if the member may not use what it costs
	 */
	Booking book(SlotId id, MemberId member) {
		Slot slot = rows.lock(id);
		if (!slot.isOpen(rows.now())) {
			throw BookingRefused.closed();
		}
		Optional<Booking> there = rows.standing(id, member);
		if (there.isPresent()) {
			return there.get();
		}
		BookingId booking = BookingId.next();
		boolean seat = rows.takeSeat(id);
		BenefitWish wish = slot.wish();
		BenefitUseId use = null;
		Optional<Booking> before = paidBefore(id, member);
		if (before.isPresent()) {
			use = seat ? takeOver(before.get()) : null;
		}
		else if (wish != null) {
			// Nobody waits for what they could not use.
			BenefitCounter.Outcome outcome = seat ? counter.take(member, wish, null, key(booking), slot.startsOn())
					: counter.ask(member, wish, slot.startsOn());
			if (!outcome.access().granted()) {
				throw BenefitRefused.no(outcome.access(), wish.name());
			}
			use = (outcome.use() != null) ? outcome.use().id() : null;
		}
		rows.add(booking, id, member, seat ? BookingState.BOOKED : BookingState.WAITING, use);
		return rows.standing(id, member).orElseThrow(() -> BookingRefused.unknown(booking));
	}

	/**
	 * The seat that a member gave back so late that it counts: who has one again has paid
	 * for it.
	 */
	private Optional<Booking> paidBefore(SlotId slot, MemberId member) {
		return rows
			.bookings("and b.slot_id = :slot and b.member_id = :member and b.state = 'CANCELLED'",
					Map.of("slot", slot.id(), "member", member.id()))
			.stream()
			.filter(booking -> counts(booking.use()))
			.findFirst();
	}

	/** Its use is that of another booking from now on, and nothing of it is forgiven. */
	private @Nullable BenefitUseId takeOver(Booking before) {
		rows.move(before, BookingState.CANCELLED, null);
		return before.use();
	}

	/**
	 * Gives it back, and the use with it, unless it is so late that it counts. The seat
	 * goes to who waits longest.
	 * @param inTime whether it must be before the deadline
	 * @throws BookingRefused if it is too late, or was used
	 */
	void cancel(Booking asked, boolean inTime) {
		Slot slot = rows.lock(asked.slot());
		Booking booking = rows.standing(slot.id(), asked.member())
			.filter(found -> found.id().equals(asked.id()) && found.stands())
			.orElseThrow(BookingRefused::moved);
		if (!slot.isOpen(rows.now())) {
			throw BookingRefused.closed();
		}
		boolean seated = booking.state() == BookingState.BOOKED;
		boolean late = seated && rows.now().isAfter(booking.freeUntil(slot.terms()));
		if (late && inTime) {
			throw BookingRefused.tooLate();
		}
		rows.move(booking, BookingState.CANCELLED, booking.use());
		if (seated) {
			if (slot.waiting() > 0) {
				takeTurns(List.of(slot.id()), sources(List.of(booking)));
			}
			rows.freeSeat(slot.id());
			if (!late || !slot.terms().missedCounts()) {
				giveBack(slot, List.of(booking));
			}
			moveUp(slot.id());
		}
	}

	/** Somebody came, who may have been taken for missing. */
	void attended(Booking asked) {
		Slot slot = rows.lock(asked.slot());
		Booking booking = again(asked, BookingState.BOOKED, BookingState.MISSED);
		BenefitWish wish = slot.wish();
		BenefitUseId use = booking.use();
		if (booking.state() == BookingState.MISSED && wish != null && !counts(use)) {
			// Each time anew: the use of an earlier time was taken back. The row of the
			// slot keeps it to one.
			BenefitCounter.Outcome outcome = counter.take(booking.member(), wish, null,
					key(booking.id()) + "/came/" + BenefitUseId.next(), slot.startsOn());
			if (outcome.use() == null) {
				throw BenefitRefused.no(outcome.access(), wish.name());
			}
			use = outcome.use().id();
		}
		rows.move(booking, BookingState.ATTENDED, use);
	}

	/**
	 * Somebody did not come, who may have been taken for there. It does not count where
	 * they moved up so late that they need not have heard of it.
	 */
	void missed(Booking asked) {
		Slot slot = rows.lock(asked.slot());
		Booking booking = again(asked, BookingState.BOOKED, BookingState.ATTENDED);
		if (rows.now().isBefore(slot.terms().startsAt())) {
			throw BookingRefused.notBegun();
		}
		rows.move(booking, BookingState.MISSED, booking.use());
		if (!slot.terms().missedCounts() || booking.freeUntil(slot.terms()).isAfter(slot.terms().startsAt())) {
			giveBack(slot, List.of(booking));
		}
	}

	/**
	 * What somebody missed, or gave back too late, counts no more: staff forgive it.
	 * @throws BookingRefused if it does not count, or they came
	 */
	void forgive(Booking asked, String reason) {
		rows.lock(asked.slot());
		Booking booking = rows
			.bookings("and b.id = :id and b.state in ('MISSED', 'CANCELLED')", Map.of("id", asked.id().id()))
			.stream()
			.findFirst()
			.orElseThrow(BookingRefused::nothingToForgive);
		BenefitUseId use = booking.use();
		if (use == null || counter.giveBack(uses.counting(List.of(use.id())), reason).isEmpty()) {
			throw BookingRefused.nothingToForgive();
		}
	}

	/**
	 * A seat is given back with its use, however late it is: a refund left nothing for
	 * it. Whoever calls holds the slot, and lets those who wait move up.
	 */
	void withdraw(BookingId id, SlotId slot) {
		rows.bookings("and b.id = :id and b.state = 'BOOKED'", Map.of("id", id.id())).forEach(booking -> {
			rows.move(booking, BookingState.CANCELLED, booking.use());
			rows.freeSeat(slot);
			giveBack(rows.require(slot), List.of(booking));
		});
	}

	/**
	 * All that stand are given back, for it does not take place. Nor does it count for
	 * whoever gave theirs back too late.
	 */
	int cancelAll(Slot slot) {
		List<Booking> standing = rows.bookings("and b.slot_id = :slot and b.state in ('BOOKED', 'WAITING')",
				Map.of("slot", slot.id().id()));
		standing.forEach(booking -> rows.move(booking, BookingState.CANCELLED, booking.use()));
		giveBack(slot, rows.bookings("and b.slot_id = :slot and b.use_id is not null", Map.of("slot", slot.id().id())));
		return standing.size();
	}

	/**
	 * Seats that are free go to those who wait, in turn; whoever cannot use it any more
	 * waits no longer. It is the house that moves them, whoever made room.
	 */
	void moveUp(SlotId id) {
		onBehalf.ofSystem(tenancy.current(), () -> {
			Slot slot = rows.require(id);
			Optional<Booking> next = rows.first(id);
			while (next.isPresent() && slot.isOpen(rows.now()) && rows.takeSeat(id)) {
				seat(slot, next.get());
				next = rows.first(id);
			}
			return id;
		});
	}

	private void seat(Slot slot, Booking waiting) {
		BenefitWish wish = slot.wish();
		if (wish == null) {
			rows.moveUp(waiting, null);
			return;
		}
		Optional<Booking> before = paidBefore(slot.id(), waiting.member());
		if (before.isPresent()) {
			// What they gave back too late counts already: waiting again undoes nothing
			// of it.
			rows.move(waiting, BookingState.BOOKED, takeOver(before.get()));
			return;
		}
		BenefitUse use = counter.take(waiting.member(), wish, null, key(waiting.id()), slot.startsOn()).use();
		if (use != null) {
			rows.moveUp(waiting, use.id());
		}
		else {
			rows.freeSeat(slot.id());
			rows.move(waiting, BookingState.CANCELLED, null);
		}
	}

	private void giveBack(Slot slot, List<Booking> bookings) {
		List<UUID> ids = uses(bookings);
		if (!ids.isEmpty()) {
			counter.giveBack(uses.counting(ids), slot.terms().title());
		}
	}

	private static List<UUID> uses(List<Booking> bookings) {
		List<UUID> ids = new ArrayList<>();
		for (Booking booking : bookings) {
			BenefitUseId use = booking.use();
			if (use != null) {
				ids.add(use.id());
			}
		}
		return ids;
	}

	private boolean counts(@Nullable BenefitUseId use) {
		return use != null && !uses.counting(List.of(use.id())).isEmpty();
	}

	private Booking again(Booking asked, BookingState one, BookingState other) {
		return rows.standing(asked.slot(), asked.member())
			.filter(found -> found.id().equals(asked.id()) && (found.state() == one || found.state() == other))
			.orElseThrow(BookingRefused::moved);
	}

	private static String key(BookingId booking) {
		return "booking/" + booking;
	}

}
