package io.guildhall.fulfilment;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.Shelf;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Takes the numbers of a courier for many orders at once. A row that is not right is
 * answered with its reason, and the others go out; the same rows again change nothing.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class TrackingNumbers {

	/** As many at once. */
	static final int MOST = 1_000;

	private static final int LONGEST_NAME = 200;

	private final FulfilmentStore store;

	private final Shelf shelf;

	private final MemberScope scope;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * All that is still here of each order goes out.
	 * @param table the name of the courier's table, by which it is found again
	 * @return in the order of the rows
	 * @throws FulfilmentRefused if there are too many
	 */
	@May(Permission.ORDER_RECORD)
	public List<TrackingOutcome> ship(List<TrackingRow> rows, String table) {
		if (rows.size() > MOST) {
			throw FulfilmentRefused.tooMany(MOST);
		}
		Map<Long, UUID> orders = orders(rows.stream().map(row -> number(row.orderNo())).toList());
		Map<UUID, Fulfilment> locked = store.lock(orders.values());
		Map<UUID, Set<String>> sent = sent(locked.keySet());
		UUID id = Ids.next();
		List<TrackingOutcome> outcomes = new ArrayList<>();
		Map<UUID, FulfilmentStore.Parcel> parcels = new LinkedHashMap<>();
		for (TrackingRow row : rows) {
			UUID order = orders.get(number(row.orderNo()));
			Fulfilment its = (order != null) ? locked.get(order) : null;
			outcomes.add(outcome(row, its, sent, parcels, id));
		}
		send(parcels, id, table);
		return outcomes;
	}

	private static TrackingOutcome outcome(TrackingRow row, @Nullable Fulfilment its, Map<UUID, Set<String>> sent,
			Map<UUID, FulfilmentStore.Parcel> parcels, UUID table) {
		UUID order = (its != null) ? its.order() : null;
		try {
			Courier courier = new Courier(row.carrier(), row.trackingNo());
			if (courier.trackingNo().isEmpty()) {
				throw FulfilmentRefused.noNumber();
			}
			if (number(row.orderNo()) < 0) {
				throw FulfilmentRefused.notANumber();
			}
			if (its == null || order == null) {
				throw FulfilmentRefused.unknown();
			}
			if (sent.getOrDefault(order, Set.of()).contains(courier.trackingNo())) {
				return new TrackingOutcome(row.line(), row.orderNo(), TrackingOutcome.Result.SAME, order, null, null);
			}
			if (parcels.containsKey(order)) {
				throw FulfilmentRefused.nothingOpen();
			}
			parcels.put(order, new FulfilmentStore.Parcel(Ids.next(), order, courier, its.ship(List.of()), table));
			sent.computeIfAbsent(order, none -> new HashSet<>()).add(courier.trackingNo());
			return new TrackingOutcome(row.line(), row.orderNo(), TrackingOutcome.Result.SHIPPED, order, null, table);
		}
		catch (FulfilmentRefused refusal) {
			return new TrackingOutcome(row.line(), row.orderNo(), TrackingOutcome.Result.REFUSED, order,
					refusal.getCode(), null);
		}
	}

	private void send(Map<UUID, FulfilmentStore.Parcel> parcels, UUID table, String name) {
		if (parcels.isEmpty()) {
			return;
		}
		Instant now = clock.instant();
		store.table(table, name.substring(0, Math.min(name.length(), LONGEST_NAME)), parcels.size(), now);
		store.ship(List.copyOf(parcels.values()), now);
		store.refresh(parcels.keySet());
		shelf.handOver(parcels.values().stream().flatMap(parcel -> parcel.lines().stream()).toList());
		Map<UUID, Map<String, ?>> said = new HashMap<>();
		parcels.forEach((order, parcel) -> said.put(order,
				Map.of("carrier", parcel.courier().carrier(), "lines", parcel.lines().size())));
		audit.recordEach("order.shipped", FulfilmentService.OBJECT, said);
	}

	/** Those that there are, of members whom who acts may see. */
	private Map<Long, UUID> orders(List<Long> numbers) {
		MemberScope.Limit limited = scope.on("f.member_id");
		Map<Long, UUID> orders = new HashMap<>();
		jdbc.sql("""
				select o.number, f.id from order_facts o
				join fulfilments f on f.organization_id = :organization and f.id = o.order_id
				where o.organization_id = :organization and o.number = any(:numbers)
				""" + limited.sql())
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("numbers", numbers.toArray(Long[]::new))
			.query(row -> {
				orders.put(row.getLong("number"), row.getObject("id", UUID.class));
			});
		return orders;
	}

	/**
	 * Under which numbers something of the orders has gone out, and was not taken back.
	 */
	private Map<UUID, Set<String>> sent(Set<UUID> orders) {
		Map<UUID, Set<String>> sent = new HashMap<>();
		jdbc.sql(
				"""
						select order_id, tracking_no from fulfilment_parcels
						where organization_id = :organization and order_id = any(cast(:orders as uuid[])) and taken_back_at is null
						""")
			.param("organization", tenancy.current())
			.param("orders", FulfilmentStore.array(orders))
			.query(row -> {
				sent.computeIfAbsent(row.getObject("order_id", UUID.class), none -> new HashSet<>())
					.add(row.getString("tracking_no"));
			});
		return sent;
	}

	/** Of an order; -1 for what is no such number. */
	private static long number(String typed) {
		String digits = typed.strip().replaceFirst("^#", "");
		return digits.matches("\\d{1,15}") ? Long.parseLong(digits) : -1;
	}

}
