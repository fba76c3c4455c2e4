package io.guildhall.fulfilment;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductKind;
import io.guildhall.member.MemberId;
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
