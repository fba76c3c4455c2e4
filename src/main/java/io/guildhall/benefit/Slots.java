package io.guildhall.benefit;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffService;
import lombok.RequiredArgsConstructor;

/** Lessons, outings and whatever else has a time and a number of seats. */
@Service
@Transactional
@RequiredArgsConstructor
public class Slots {

	/** What the audit trail calls one. */
	public static final String OBJECT = "benefit-slot";

	private static final int LONGEST_REASON = 200;

	private static final String OF_PRODUCT = "and (cast(:product as uuid) is null or s.product_id = cast(:product as uuid))\n";

	private final SlotRows rows;

	private final BookingDesk desk;

	private final CatalogService catalog;

	private final StaffService staff;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Makes one.
	 * @throws BookingRefused if something about it is not right
	 */
	@May(Permission.COMMUNITY_EDIT)
	public SlotId create(SlotTerms wanted) {
		SlotTerms terms = wanted.checked();
		requireKnown(terms, null);
		if (!terms.startsAt().isAfter(rows.now())) {
			throw BookingRefused.past();
		}
		SlotId id = SlotId.next();
		Integer minutes = minutes(terms, null);
		requireFree(id, terms, minutes);
		jdbc.sql(
				"""
						insert into benefit_slots (organization_id, id, version, title, place, note, starts_at, starts_on, capacity,
						    taken, benefit, product_id, minutes, host_id, cancel_hours, missed_counts, maker_id, created_at)
						values (:organization, :id, 0, :title, :place, :note, :startsAt, :startsOn, :capacity, 0, :benefit,
						    cast(:product as uuid), :minutes, cast(:host as uuid), :hours, :missed, cast(:maker as uuid), :now)
						""")
			.params(values(id, terms))
			.param("minutes", own(terms, minutes), Types.INTEGER)
			.param("maker", Objects.toString(OnBehalf.actor().id(), null))
			.param("now", Timestamp.from(rows.now()))
			.update();
		audit.record("benefit.slot.made", OBJECT, id, Map.of("title", terms.title(), "startsAt", terms.startsAt()));
		return id;
	}

	/**
	 * Changes it. Once somebody has a seat or waits, its day and what a seat costs stay;
	 * seats that are added go to who waits.
	 * @param version that was read before; null where the last change wins
	 * @throws BookingRefused if something about it is not right
	 */
	@May(Permission.COMMUNITY_EDIT)
	public Slot change(SlotId id, SlotTerms wanted, @Nullable Long version) {
		SlotTerms terms = wanted.checked();
		Slot before = rows.lock(id);
		if (version != null && version != before.version()) {
			throw new ObjectOptimisticLockingFailureException(Slot.class, id);
		}
		if (!before.isOpen(rows.now())) {
			throw BookingRefused.closed();
		}
		if (!terms.startsAt().isAfter(rows.now())) {
			throw BookingRefused.past();
		}
		requireKnown(terms, before.terms());
		boolean fixed = before.taken() > 0 || before.waiting() > 0;
		if (fixed && !(organizations.dayOf(terms.startsAt()).equals(before.startsOn())
				&& Objects.equals(terms.benefit(), before.terms().benefit())
				&& Objects.equals(terms.product(), before.terms().product()))) {
			throw BookingRefused.fixed();
		}
		SlotTerms was = before.terms();
		Integer minutes = minutes(terms, before);
		if (!(terms.startsAt().equals(was.startsAt()) && Objects.equals(terms.host(), was.host())
				&& Objects.equals(terms.product(), was.product()))) {
			requireFree(id, terms, minutes);
		}
		int changed = jdbc.sql("""
				update benefit_slots set version = version + 1, title = :title, place = :place, note = :note,
				    starts_at = :startsAt, starts_on = :startsOn, capacity = :capacity, benefit = :benefit,
				    product_id = cast(:product as uuid), minutes = :minutes, host_id = cast(:host as uuid),
				    cancel_hours = :hours, missed_counts = :missed
				where organization_id = :organization and id = :id and taken <= :capacity
				""").params(values(id, terms)).param("minutes", own(terms, minutes), Types.INTEGER).update();
		if (changed == 0) {
			throw BookingRefused.taken(before.taken());
		}
		desk.hold(List.of(id), List.of());
		desk.moveUp(id);
		audit.record("benefit.slot.changed", OBJECT, id, words(before.terms()), words(terms));
		return rows.require(id);
	}

	/**
	 * It does not take place: who booked has their use back.
	 * @throws BookingRefused if it has begun, or the reason is missing
	 */
	@May(Permission.COMMUNITY_EDIT)
	public Slot cancel(SlotId id, String reason) {
		if (reason.isBlank() || reason.strip().length() > LONGEST_REASON) {
			throw BookingRefused.reason();
		}
		Slot slot = rows.lock(id);
		if (!slot.isOpen(rows.now())) {
			throw BookingRefused.closed();
		}
		int told = desk.cancelAll(slot);
		jdbc.sql("""
				update benefit_slots set version = version + 1, taken = 0, cancelled_at = :now, cancel_reason = :reason
				where organization_id = :organization and id = :id
				""")
			.param("now", Timestamp.from(rows.now()))
			.param("reason", reason.strip())
			.param("organization", tenancy.current())
			.param("id", id.id())
			.update();
		audit.record("benefit.slot.cancelled", OBJECT, id, Map.of("bookings", told));
		return rows.require(id);
	}

	/**
	 * A slot.
	 * @throws BookingRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slot get(SlotId id) {
		return rows.require(id);
	}

	/**
	 * Those to come, the next first; or those that have begun, the last first.
	 * @param past which of the two
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<Slot> list(boolean past, @Nullable String after) {
		return list(past, null, after);
	}

	/**
	 * The same of one product.
	 * @param product null for all
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<Slot> list(boolean past, @Nullable ProductId product, @Nullable String after) {
		Map<String, @Nullable Object> parameters = new HashMap<>();
		parameters.put("now", Timestamp.from(rows.now()));
		parameters.put("product", (product != null) ? product.id() : null);
		parameters.putAll(Slice.byTime(after));
		parameters.put("limit", Slice.PAGE + 1);
		String condition = past ? """
				and s.starts_at <= :now and (cast(:at as timestamptz) is null
				    or (s.starts_at, s.id) < (cast(:at as timestamptz), cast(:id as uuid)))
				order by s.starts_at desc, s.id desc limit :limit
				""" : """
				and s.starts_at > :now and (cast(:at as timestamptz) is null
				    or (s.starts_at, s.id) > (cast(:at as timestamptz), cast(:id as uuid)))
				order by s.starts_at, s.id limit :limit
				""";
		return Slice.of(rows.slots(OF_PRODUCT + condition, parameters), Slice.PAGE,
				slot -> List.of(slot.terms().startsAt(), slot.id()));
	}

	/** What is on sale and used session by session, by name. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<ProductSummary> products() {
		return catalog.active().stream().filter(this::isBookable).toList();
	}

	private boolean isBookable(ProductSummary product) {
		return product.kind() == ProductKind.CONSULTATION
				|| (product.kind() == ProductKind.SERVICE && catalog.traits(product.id()).uses() != null);
	}

	/** What can be chosen for a slot; what it had before stays. */
	private void requireKnown(SlotTerms terms, @Nullable SlotTerms before) {
		ProductId product = terms.product();
		if (product != null && !(before != null && product.equals(before.product()))
				&& !isBookable(catalog.require(product))) {
			throw BookingRefused.notBookable();
		}
		UUID host = terms.host();
		if (host != null && !(before != null && host.equals(before.host()))
				&& staff.list().stream().noneMatch(one -> one.accountId().equals(host))) {
			throw BookingRefused.host();
		}
	}

	/**
	 * How long it takes: what its product says when that is chosen. It stays so while the
	 * product is the same one, whatever that says later, and so nothing that was planned
	 * comes to overlap.
	 */
	private @Nullable Integer minutes(SlotTerms terms, @Nullable Slot before) {
		ProductId product = terms.product();
		if (product == null) {
			return null;
		}
		return (before != null && product.equals(before.terms().product())) ? before.minutes()
				: catalog.traits(product).minutes();
	}

	/** As it is kept: nothing said of a product is none of its minutes. */
	private static @Nullable Integer own(SlotTerms terms, @Nullable Integer minutes) {
		return (terms.product() != null) ? Integer.valueOf(Objects.requireNonNullElse(minutes, 0)) : null;
	}

	/**
	 * Nobody is in two places. What has no product takes nobody knows how long: it is in
	 * the way of what begins with it, and of what goes on then. Nothing takes longer than
	 * a day.
	 */
	private void requireFree(SlotId id, SlotTerms terms, @Nullable Integer minutes) {
		UUID host = terms.host();
		if (host == null) {
			return;
		}
		desk.waitForHost(host);
		Duration lasts = Duration.ofMinutes(Math.max(Objects.requireNonNullElse(minutes, 1), 1));
		rows.slots("""
				and s.host_id = :host and s.id <> :id and s.cancelled_at is null and s.starts_at < :until
				and s.starts_at > cast(:from as timestamptz) - interval '1 day'
				and s.starts_at + make_interval(mins => greatest(coalesce(s.minutes, t.minutes, 1), 1)) > :from
				order by s.starts_at limit 1
				""", Map.of("host", host, "id", id.id(), "from", Timestamp.from(terms.startsAt()), "until",
				Timestamp.from(terms.startsAt().plus(lasts))))
			.forEach(other -> {
				throw BookingRefused.hostBusy(other.terms().title());
			});
	}

	private Map<String, @Nullable Object> values(SlotId id, SlotTerms terms) {
		LocalDate day = organizations.dayOf(terms.startsAt());
		Map<String, @Nullable Object> values = new HashMap<>();
		values.put("organization", tenancy.current());
		values.put("id", id.id());
		values.put("title", terms.title());
		values.put("place", terms.place());
		values.put("note", terms.note());
		values.put("startsAt", Timestamp.from(terms.startsAt()));
		values.put("startsOn", day);
		values.put("capacity", terms.capacity());
		values.put("benefit", terms.benefit());
		values.put("product", Objects.toString(terms.product(), null));
		values.put("host", Objects.toString(terms.host(), null));
		values.put("hours", terms.cancelHours());
		values.put("missed", terms.missedCounts());
		return values;
	}

	private static Map<String, ?> words(SlotTerms terms) {
		Instant at = terms.startsAt();
		return Map.of("title", terms.title(), "place", terms.place(), "startsAt", at, "capacity", terms.capacity(),
				"cancelHours", terms.cancelHours(), "missedCounts", terms.missedCounts());
	}

}
