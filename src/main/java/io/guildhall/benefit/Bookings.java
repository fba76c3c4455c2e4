package io.guildhall.benefit;

import java.util.List;
import java.util.Map;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.member.MemberService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/** What staff do with bookings. */
@Service
@Transactional
@RequiredArgsConstructor
public class Bookings {

	/** A slot has no more seats than this. */
	private static final int MOST = 10_000;

	private final SlotRows rows;

	private final BookingDesk desk;

	private final MemberService members;

	private final MemberScope scope;

	private final AuditTrail audit;

	/**
	 * Books a seat for a member, or a place among those who wait.
	 * @throws BookingRefused if it has begun or does not take place
	 * @throws BenefitRefused if the member may not use what it costs
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public Booking book(SlotId slot, MemberId member) {
		members.require(member);
		Booking booking = desk.book(slot, member);
		audit.record("benefit.booking.made", Slots.OBJECT, slot, Map.of("member", member, "state", booking.state()));
		return booking;
	}

	/**
	 * Gives a seat back. After the deadline the use counts as if they had not come.
	 * @throws BookingRefused if it has begun, or was given back
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public Booking cancel(BookingId id) {
		Booking booking = get(id);
		desk.cancel(booking, false);
		return told("benefit.booking.cancelled", booking);
	}

	/** Writes down that somebody came. */
	@May(Permission.MEMBERSHIP_SELL)
	public Booking attended(BookingId id) {
		Booking booking = get(id);
		desk.attended(booking);
		return told("benefit.booking.attended", booking);
	}

	/**
	 * Writes down that somebody did not come.
	 * @throws BookingRefused if it has not begun
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public Booking missed(BookingId id) {
		Booking booking = get(id);
		desk.missed(booking);
		return told("benefit.booking.missed", booking);
	}

	/**
	 * A booking.
	 * @throws BookingRefused if there is none, or it is of somebody whom who acts may not
	 * see
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Booking get(BookingId id) {
		return rows.bookings("and b.id = :id", Map.of("id", id.id()))
			.stream()
			.filter(booking -> scope.contains(booking.member()))
			.findFirst()
			.orElseThrow(() -> BookingRefused.unknown(id));
	}

	/** Those of a slot whom who acts may see, as they asked. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<Booking> of(SlotId slot) {
		rows.require(slot);
		MemberScope.Limit limit = scope.on("b.member_id");
		Map<String, Object> parameters = new java.util.HashMap<>(limit.parameters());
		parameters.put("slot", slot.id());
		parameters.put("most", MOST);
		return rows.bookings(limit.sql() + """
				and b.slot_id = :slot order by b.state = 'CANCELLED', b.state = 'WAITING', b.asked_at, b.id limit :most
				""", parameters);
	}

	/** Whoever is not there any more takes no seat. */
	@EventListener
	void forget(MemberErased erased) {
		rows.bookings("and b.member_id = :member and b.state in ('BOOKED', 'WAITING')",
				Map.of("member", erased.member().id()))
			.stream()
			.filter(booking -> rows.require(booking.slot()).isOpen(rows.now()))
			.forEach(booking -> desk.cancel(booking, false));
	}

	private Booking told(String action, Booking before) {
		Booking after = get(before.id());
		audit.record(action, Slots.OBJECT, before.slot(), Map.of("state", before.state()),
				Map.of("member", before.member(), "state", after.state()));
		return after;
	}

}
