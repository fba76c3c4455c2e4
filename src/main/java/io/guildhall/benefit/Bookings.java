package io.guildhall.benefit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.member.MemberService;
import io.guildhall.organization.OrganizationService;
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

	private static final int LONGEST_REASON = 200;

	private final SlotRows rows;

	private final BookingDesk desk;

	private final BenefitUseRows uses;

	private final MemberService members;

	private final MemberScope scope;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	/**
	 * Books a seat for a member, or a place among those who wait.
	 * @throws BookingRefused if it has begun or does not take place
	 * @throws BenefitRefused if the member may not use what it costs
	 * @throws io.guildhall.member.MemberRefused if there is no such member, or they were
	 * erased
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public Booking book(SlotId slot, MemberId member) {
		members.requireKnown(member);
		Booking booking = desk.book(slot, member);
		audit.record("benefit.booking.made", Slots.OBJECT, slot, Map.of("member", member, "state", booking.state()));
		return booking;
	}

	/**
	 * Gives a seat back. After the deadline the use counts as if they had not come; who
	 * moved up has a day for it, if that ends later.
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
	 * What counts though somebody did not come, or gave the seat back too late, counts no
	 * more.
	 * @throws BookingRefused if it does not count, they came, or the reason is missing
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public Booking forgive(BookingId id, String reason) {
		if (reason.isBlank() || reason.strip().length() > LONGEST_REASON) {
			throw BookingRefused.reason();
		}
		Booking booking = get(id);
		desk.forgive(booking, reason.strip());
		return told("benefit.booking.forgiven", booking);
	}

	/**
	 * What a member has booked for today, the next first: its use is checked off already.
	 * @throws io.guildhall.member.MemberRefused if there is no such member
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<BookedSlot> today(MemberId member) {
		members.require(member);
		Map<SlotId, Booking> its = new HashMap<>();
		rows.bookings(
				"""
						and b.member_id = :member and b.state in ('BOOKED', 'ATTENDED', 'MISSED') and exists (select from benefit_slots s
						    where s.organization_id = :organization and s.id = b.slot_id and s.starts_on = :day)
						""",
				Map.of("member", member.id(), "day", organizations.today()))
			.forEach(booking -> its.put(booking.slot(), booking));
		return rows
			.slots("and s.id = any(cast(:ids as uuid[])) order by s.starts_at, s.id",
					Map.of("ids", its.keySet().stream().map(SlotId::toString).toArray(String[]::new)))
			.stream()
			.map(slot -> new BookedSlot(slot, Objects.requireNonNull(its.get(slot.id()))))
			.toList();
	}

	/** Those whose use counts, of some bookings. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Set<BookingId> counting(List<Booking> some) {
		Map<UUID, BookingId> ids = new HashMap<>();
		some.forEach(booking -> {
			if (booking.use() != null) {
				ids.put(booking.use().id(), booking.id());
			}
		});
		return uses.counting(List.copyOf(ids.keySet()))
			.stream()
			.map(use -> Objects.requireNonNull(ids.get(use.id().id())))
			.collect(Collectors.toSet());
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
		Map<String, Object> parameters = new HashMap<>(limit.parameters());
		parameters.put("slot", slot.id());
		parameters.put("most", MOST);
		return rows.bookings(limit.sql() + """
				and b.slot_id = :slot order by b.state = 'CANCELLED', b.state = 'WAITING', b.asked_at, b.id limit :most
				""", parameters);
	}

	/** Whoever is not there any more takes no seat. */
	@Order(3)
	@EventListener
	void forget(MemberErased erased) {
		List<Booking> open = rows
			.bookings("and b.member_id = :member and b.state in ('BOOKED', 'WAITING')",
					Map.of("member", erased.member().id()))
			.stream()
			.filter(booking -> rows.require(booking.slot()).isOpen(rows.now()))
			.toList();
		desk.hold(open.stream().map(Booking::slot).toList(), desk.sources(open));
		open.forEach(booking -> desk.cancel(booking, false));
	}

	private Booking told(String action, Booking before) {
		Booking after = get(before.id());
		audit.record(action, Slots.OBJECT, before.slot(), Map.of("state", before.state()),
				Map.of("member", before.member(), "state", after.state()));
		return after;
	}

}
