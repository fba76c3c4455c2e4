package io.guildhall.benefit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberId;
import io.guildhall.membership.MembershipService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.staff.StaffService;
import lombok.RequiredArgsConstructor;

/** What members do with bookings on the page of their own. */
@Component
@Transactional
@RequiredArgsConstructor
class OwnBookings {

	private static final int FEW = 30;

	private final SlotRows rows;

	private final BookingDesk desk;

	private final MembershipService memberships;

	private final StaffService staff;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	/**
	 * What is to come of what they may book, and of what they have booked.
	 * @param benefits that they have
	 * @param bought by their orders
	 */
	@Transactional(readOnly = true)
	List<OwnSlot> of(MemberId member, List<MembershipBenefits> benefits, List<BoughtBenefit> bought) {
		Set<String> names = new HashSet<>();
		benefits.forEach(one -> one.benefits().forEach(benefit -> names.add(benefit.name())));
		boolean live = benefits.stream().anyMatch(one -> one.membership().state().hasAccess());
		Map<String, Booking> booked = new HashMap<>();
		rows.bookings("and b.member_id = :member and b.state <> 'CANCELLED' order by b.asked_at desc limit 100",
				Map.of("member", member.id()))
			.forEach(booking -> booked.put(booking.slot().toString(), booking));
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("now", Timestamp.from(rows.now()));
		parameters.put("names", names.toArray(String[]::new));
		parameters.put("live", live);
		parameters.put("products",
				bought.stream()
					.filter(one -> !one.isOver())
					.map(one -> one.purchase().product().toString())
					.toArray(String[]::new));
		parameters.put("booked", booked.keySet().toArray(String[]::new));
		parameters.put("few", FEW);
		Map<UUID, String> hosts = new HashMap<>();
		return rows.slots("""
				and s.starts_at > :now and (s.id = any(cast(:booked as uuid[])) or (s.cancelled_at is null
				    and (s.benefit = any(:names) or s.product_id = any(cast(:products as uuid[]))
				    or (s.benefit is null and s.product_id is null and :live))))
				order by s.starts_at, s.id limit :few
				""", parameters).stream().map(slot -> own(slot, booked.get(slot.id().toString()), hosts)).toList();
	}

	/**
	 * Books what {@link #of} shows: also what costs nothing is for those who have a
	 * membership.
	 */
	void book(MemberId member, SlotId slot) {
		if (!rows.require(slot).terms().costs() && !memberships.access(member).granted()) {
			throw BookingRefused.membersOnly();
		}
		Booking booking = desk.book(slot, member);
		audit.record("benefit.booking.made", Slots.OBJECT, slot, Map.of("member", member, "state", booking.state()));
	}

	void cancel(MemberId member, SlotId slot) {
		Booking booking = rows.standing(slot, member).orElseThrow(() -> BookingRefused.unknown(slot));
		desk.cancel(booking, true);
		audit.record("benefit.booking.cancelled", Slots.OBJECT, slot, Map.of("state", booking.state()),
				Map.of("member", member, "state", BookingState.CANCELLED));
	}

	private OwnSlot own(Slot slot, @Nullable Booking booking, Map<UUID, String> hosts) {
		LocalDateTime at = LocalDateTime.ofInstant(slot.terms().startsAt(), organizations.current().zone());
		Instant free = (booking != null) ? booking.cancelUntil(slot.terms()) : slot.terms().cancelUntil();
		LocalDateTime until = LocalDateTime.ofInstant(free, organizations.current().zone());
		boolean stands = booking != null && booking.stands();
		boolean late = booking != null && booking.state() == BookingState.BOOKED && rows.now().isAfter(free);
		UUID host = slot.terms().host();
		return new OwnSlot(slot, at, until, booking, stands && !late,
				(host != null) ? hosts.computeIfAbsent(host, staff::name) : null);
	}

}
