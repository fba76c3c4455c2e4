package io.guildhall.benefit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Actor;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Slots and bookings as they are stored. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class SlotRows {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	List<Slot> slots(String condition, Map<String, ? extends @Nullable Object> parameters) {
		return jdbc.sql("""
				select s.*, f.name as product_name, nullif(coalesce(s.minutes, t.minutes), 0) as lasts,
				    (select count(*) from benefit_bookings b where b.organization_id = :organization
				    and b.slot_id = s.id and b.state = 'WAITING') as waiting
				from benefit_slots s
				left join catalog_facts f on f.organization_id = s.organization_id and f.product_id = s.product_id
				left join catalog_time_facts t on t.organization_id = s.organization_id and t.product_id = s.product_id
				where s.organization_id = :organization
				""" + condition)
			.params(parameters)
			.param("organization", tenancy.current())
			.query(SlotRows::slot)
			.list();
	}

	Slot require(SlotId id) {
		return slots("and s.id = :id", Map.of("id", id.id())).stream()
			.findFirst()
			.orElseThrow(() -> BookingRefused.unknownSlot(id));
	}

	/** The slot, which nobody else books or gives back until the transaction ends. */
	Slot lock(SlotId id) {
		jdbc.sql("select id from benefit_slots where organization_id = :organization and id = :id for update")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(UUID.class)
			.optional();
		return require(id);
	}

	/**
	 * Takes a seat, where one is free.
	 * @return false where all are taken
	 */
	boolean takeSeat(SlotId id) {
		return jdbc.sql("""
				update benefit_slots set taken = taken + 1
				where organization_id = :organization and id = :id and taken < capacity and cancelled_at is null
				and starts_at > :now
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("now", Timestamp.from(now()))
			.update() > 0;
	}

	void freeSeat(SlotId id) {
		int freed = jdbc.sql("""
				update benefit_slots set taken = taken - 1
				where organization_id = :organization and id = :id and taken > 0
				""").param("organization", tenancy.current()).param("id", id.id()).update();
		if (freed == 0) {
			throw BookingRefused.moved();
		}
	}

	List<Booking> bookings(String condition, Map<String, ? extends @Nullable Object> parameters) {
		return jdbc.sql("select b.* from benefit_bookings b where b.organization_id = :organization " + condition)
			.params(parameters)
			.param("organization", tenancy.current())
			.query(SlotRows::booking)
			.list();
	}

	/** The booking of a member that was not given back. */
	Optional<Booking> standing(SlotId slot, MemberId member) {
		return bookings("and b.slot_id = :slot and b.member_id = :member and b.state <> 'CANCELLED'",
				Map.of("slot", slot.id(), "member", member.id()))
			.stream()
			.findFirst();
	}

	/** Who waits longest. */
	Optional<Booking> first(SlotId slot) {
		return bookings("""
				and b.slot_id = :slot and b.state = 'WAITING' and exists (select from member_facts f
				    where f.organization_id = :organization and f.member_id = b.member_id)
				order by b.asked_at, b.id limit 1
				""", Map.of("slot", slot.id())).stream().findFirst();
	}

	/**
	 * Of what those who wait for a seat could use one: of the memberships that run, and
	 * of what was bought under the name or as the product that a seat costs.
	 */
	List<UUID> sourcesOfWaiting(SlotId slot) {
		return jdbc.sql("""
				select m.membership_id from benefit_bookings b
				join benefit_slots s on s.organization_id = :organization and s.id = b.slot_id and s.benefit is not null
				join membership_facts m on m.organization_id = :organization and m.member_id = b.member_id
				    and m.state in ('ACTIVE', 'GRACE', 'PAUSED')
				where b.organization_id = :organization and b.slot_id = :slot and b.state = 'WAITING'
				union
				select p.id from benefit_bookings b
				join benefit_slots s on s.organization_id = :organization and s.id = b.slot_id
				join benefit_purchases p on p.organization_id = :organization and p.member_id = b.member_id
				    and p.pieces > 0 and (p.product_id = s.product_id or p.name = s.benefit)
				where b.organization_id = :organization and b.slot_id = :slot and b.state = 'WAITING'
				""").param("organization", tenancy.current()).param("slot", slot.id()).query(UUID.class).list();
	}

	void add(BookingId id, SlotId slot, MemberId member, BookingState state, @Nullable BenefitUseId use) {
		jdbc.sql(
				"""
						insert into benefit_bookings (organization_id, id, slot_id, member_id, state, use_id, asked_at, asked_by,
						    changed_at, changed_by)
						values (:organization, :id, :slot, :member, :state, cast(:use as uuid), :now, :by, :now, :by)
						""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("slot", slot.id())
			.param("member", member.id())
			.param("state", state.name())
			.param("use", (use != null) ? use.toString() : null)
			.param("now", Timestamp.from(now()))
			.param("by", by())
			.update();
	}

	/**
	 * Moves a booking on.
	 * @throws BookingRefused if it is not what it was any more
	 */
	void move(Booking booking, BookingState to, @Nullable BenefitUseId use) {
		int moved = jdbc
			.sql("""
					update benefit_bookings set state = :to, use_id = cast(:use as uuid), changed_at = :now, changed_by = :by
					where organization_id = :organization and id = :id and state = :from
					""")
			.param("to", to.name())
			.param("use", (use != null) ? use.toString() : null)
			.param("now", Timestamp.from(now()))
			.param("by", by())
			.param("organization", tenancy.current())
			.param("id", booking.id().id())
			.param("from", booking.state().name())
			.update();
		if (moved == 0) {
			throw BookingRefused.moved();
		}
	}

	/**
	 * Who waits has a seat from now on.
	 * @throws BookingRefused if they do not wait any more
	 */
	void moveUp(Booking waiting, @Nullable BenefitUseId use) {
		move(waiting, BookingState.BOOKED, use);
		jdbc.sql("""
				update benefit_bookings set moved_up_at = changed_at
				where organization_id = :organization and id = :id
				""").param("organization", tenancy.current()).param("id", waiting.id().id()).update();
	}

	/** Who acts; no name where it is a member. */
	private static String by() {
		Actor actor = OnBehalf.actor();
		return (actor.kind() == Actor.Kind.MEMBER) ? "" : actor.name();
	}

	Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static Slot slot(ResultSet row, int number) throws SQLException {
		return new Slot(new SlotId(row.getObject("id", UUID.class)),
				new SlotTerms(row.getString("title"), row.getString("place"), row.getString("note"),
						row.getTimestamp("starts_at").toInstant(), row.getInt("capacity"), row.getString("benefit"),
						row.getInt("cancel_hours"), row.getBoolean("missed_counts"), product(row),
						row.getObject("host_id", UUID.class)),
				row.getObject("starts_on", LocalDate.class), row.getString("product_name"),
				row.getObject("lasts", Integer.class), row.getInt("taken"), row.getLong("waiting"),
				Rows.instant(row, "cancelled_at"), row.getString("cancel_reason"), row.getLong("version"));
	}

	private static @Nullable ProductId product(ResultSet row) throws SQLException {
		UUID product = row.getObject("product_id", UUID.class);
		return (product != null) ? new ProductId(product) : null;
	}

	private static Booking booking(ResultSet row, int number) throws SQLException {
		UUID use = row.getObject("use_id", UUID.class);
		return new Booking(new BookingId(row.getObject("id", UUID.class)),
				new SlotId(row.getObject("slot_id", UUID.class)), new MemberId(row.getObject("member_id", UUID.class)),
				BookingState.valueOf(row.getString("state")), (use != null) ? new BenefitUseId(use) : null,
				row.getTimestamp("asked_at").toInstant(), row.getString("asked_by"),
				row.getTimestamp("changed_at").toInstant(), row.getString("changed_by"),
				Rows.instant(row, "moved_up_at"));
	}

}
