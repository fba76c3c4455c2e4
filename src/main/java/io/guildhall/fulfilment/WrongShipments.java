package io.guildhall.fulfilment;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.Shelf;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * Parcels that were written down and never went out: one, or all of a courier's table.
 * What they held is here again and held for its order, as before; they stay as what they
 * were, with the reason. What something later depends on stays as it is
 * (docs/adr/0150-a-parcel-that-never-went-out-stays-as-one-that-was-taken-back.md).
 */
@Service
@Transactional
@RequiredArgsConstructor
public class WrongShipments {

	/** What the trail calls a courier's table. */
	static final String TABLE = "courier-table";

	private static final int LONGEST = 200;

	private static final String ACTION = "order.parcel.taken-back";

	private final FulfilmentStore store;

	private final ShipmentStore shipments;

	private final CourierTables tables;

	private final FulfilmentListing listing;

	private final Shelf shelf;

	private final MemberScope scope;

	private final KeptWords words;

	private final AuditTrail audit;

	private final Clock clock;

	/**
	 * A parcel never went out: what is in it is here again, and held for the order.
	 * @param reason why, in at most 200 characters
	 * @throws FulfilmentRefused if there is no such parcel, nobody says why, it was taken
	 * back before or has arrived, or something in it was paid back since
	 */
	@May(Permission.ORDER_RECORD)
	public FulfilmentDetails takeBack(UUID parcel, String reason) {
		String why = reason(reason);
		Fulfilment locked = lock(List.of(parcel)).stream().findFirst().orElseThrow(FulfilmentRefused::unknownParcel);
		UUID order = locked.order();
		Shipment its = shipments.of(List.of(parcel)).get(0);
		its.takeBack();
		takeBack(List.of(its), why, withoutWords(List.of(locked)), clock.instant());
		audit.record(ACTION, FulfilmentService.OBJECT, order, said(its));
		return listing.get(order);
	}

	/**
	 * A courier's table was wrong: all its parcels that can be are taken back, and the
	 * others stay, with the reason. Once more changes nothing more. Who may not see all
	 * of its members takes their part back: the table counts as taken back once none of
	 * it is on its way.
	 * @param reason why, in at most 200 characters
	 * @return the parcels of members whom who acts may see, without those that were taken
	 * back before
	 * @throws FulfilmentRefused if there is no such table, or nobody says why
	 */
	@May(Permission.ORDER_RECORD)
	public List<TakenBackOutcome> takeBackTable(UUID table, String reason) {
		String why = reason(reason);
		List<UUID> parcels = tables.get(table)
			.rows()
			.stream()
			.filter(row -> row.state() != CourierTableDetails.State.TAKEN_BACK)
			.map(CourierTableDetails.Row::parcel)
			.toList();
		Set<UUID> withoutWords = withoutWords(lock(parcels));
		List<Shipment> back = new ArrayList<>();
		List<TakenBackOutcome> outcomes = new ArrayList<>();
		for (Shipment its : shipments.of(parcels)) {
			String refusal = null;
			try {
				its.takeBack();
				back.add(its);
			}
			catch (FulfilmentRefused refused) {
				refusal = refused.getCode();
			}
			outcomes.add(new TakenBackOutcome(its.id(), its.order(), its.number(), refusal));
		}
		if (!back.isEmpty()) {
			Instant now = clock.instant();
			takeBack(back, why, withoutWords, now);
			shipments.mark(table, parcels, why, now);
			Map<UUID, Map<String, ?>> each = new HashMap<>();
			back.forEach(its -> each.put(its.order(), said(its)));
			audit.recordEach(ACTION, FulfilmentService.OBJECT, each);
			audit.record("order.table.taken-back", TABLE, table,
					Map.of("parcels", back.size(), "kept", outcomes.size() - back.size()));
		}
		return outcomes;
	}

	private void takeBack(List<Shipment> some, String reason, Set<UUID> withoutWords, Instant at) {
		shipments.takeBack(some, reason, withoutWords, at);
		store.refresh(some.stream().map(Shipment::order).distinct().toList());
		shelf.takeBack(some.stream().flatMap(its -> its.lines().stream()).toList());
	}

	/** The orders of who was erased: why a parcel of theirs is taken back is not kept. */
	private Set<UUID> withoutWords(Collection<Fulfilment> locked) {
		Set<MemberId> erased = words.erased(locked.stream().map(Fulfilment::member).distinct().toList());
		return locked.stream()
			.filter(its -> erased.contains(its.member()))
			.map(Fulfilment::order)
			.collect(Collectors.toSet());
	}

	/**
	 * Locks what the orders of some parcels have to deliver.
	 * @return what those orders have
	 * @throws FulfilmentRefused if who acts may not see one
	 */
	private Collection<Fulfilment> lock(List<UUID> parcels) {
		Map<UUID, Fulfilment> locked = store.lock(shipments.orders(parcels));
		if (!locked.values().stream().allMatch(its -> scope.contains(its.member()))) {
			throw FulfilmentRefused.unknownParcel();
		}
		return locked.values();
	}

	/** Why something is taken back, as it was typed. */
	static String reason(@Nullable String typed) {
		String reason = (typed != null) ? typed.strip() : "";
		if (reason.isEmpty() || reason.length() > LONGEST) {
			throw FulfilmentRefused.reason(LONGEST);
		}
		return reason;
	}

	private static Map<String, Object> said(Shipment its) {
		return Map.of("carrier", its.carrier(), "lines", its.lines().size());
	}

}
