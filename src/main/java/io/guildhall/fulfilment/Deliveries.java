package io.guildhall.fulfilment;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductKind;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What orders tell of themselves, in their own transaction: so nothing is sent that was
 * paid back, whichever of the two comes first.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class Deliveries {

	private final FulfilmentStore store;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** Whether one of these can be held in the hand, and so has to get to the member. */
	public static boolean delivers(ProductKind kind) {
		return kind == ProductKind.GOODS || kind == ProductKind.SAMPLE;
	}

	/**
	 * An order is placed.
	 * @param things what of it has to get to the member; for nothing nothing is written
	 * @param address where it goes; null for nowhere yet, or for what is handed over
	 * @throws FulfilmentRefused if there is an address, and nothing to send
	 */
	public void opened(UUID order, MemberId member, Instant placedAt, List<ToDeliver> things,
			@Nullable ShippingAddress address) {
		if (!things.isEmpty()) {
			store.insert(order, member, placedAt, things, (address != null) ? address.unmasked(null) : null);
		}
		else if (address != null) {
			throw FulfilmentRefused.nothingToSend();
		}
	}

	/**
	 * Where orders of an import went. They are past: nothing of them is to be delivered
	 * here.
	 * @param select a statement with the columns order_id, member_id, placed_at and those
	 * of an address, all of which are whole
	 * @param parameters of it, besides {@code organization}
	 */
	public void imported(String select, Map<String, ?> parameters) {
		jdbc.sql("""
				insert into fulfilments (organization_id, id, member_id, placed_at, open, under_way, recipient, phone,
				    region, city, district, street, postcode, country)
				select :organization, past.order_id, past.member_id, past.placed_at, false, false, past.recipient,
				    past.phone, past.region, past.city, past.district, past.street, past.postcode, past.country
				from (%s) as past
				on conflict (organization_id, id) do nothing
				""".formatted(select)).params(parameters).param("organization", tenancy.current()).update();
	}

	/**
	 * The orders of an import were taken back: where they went is forgotten.
	 * @param orders a statement with their ids
	 * @param parameters of it, besides {@code organization}
	 */
	public void forget(String orders, Map<String, ?> parameters) {
		jdbc.sql("""
				update fulfilments set recipient = null, phone = null, region = null, city = null, district = null,
				    street = null, postcode = null, country = null
				where organization_id = :organization and recipient is not null and id in (%s)
				""".formatted(orders)).params(parameters).param("organization", tenancy.current()).update();
	}

	/** The order is not paid, or called off: what is still here stays. */
	public void stop(UUID order) {
		Fulfilment found = store.lock(order);
		if (found != null) {
			leave(found, found.open(), LineState.STOPPED);
		}
	}

	/** Some lines of an order were paid back: what of them is still here stays. */
	public void stop(UUID order, Collection<UUID> lines) {
		Fulfilment found = lines.isEmpty() ? null : store.lock(order);
		if (found != null) {
			leave(found, found.open().stream().filter(lines::contains).toList(), LineState.STOPPED);
		}
	}

	/** The lines of an order that are sent, or handed over, as its delivery. */
	public Set<UUID> lines(UUID order) {
		return store.lines(order);
	}

	/**
	 * The member got in person what was still here.
	 * @return how many lines
	 */
	public int handOver(UUID order) {
		Fulfilment found = store.lock(order);
		return (found != null) ? leave(found, found.open(), LineState.HANDED_OVER) : 0;
	}

	private int leave(Fulfilment its, List<UUID> lines, LineState to) {
		if (!lines.isEmpty()) {
			store.move(lines, to, clock.instant());
			store.refresh(List.of(its.order()));
		}
		return lines.size();
	}

}
