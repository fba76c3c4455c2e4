package io.guildhall.fulfilment;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.Shelf;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * What was written down as handed over in person and was not. As with a parcel that never
 * went out ({@link WrongShipments}) it is here again and held for its order, and what was
 * written down stays, with the reason.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class WrongHandings {

	private final FulfilmentStore store;

	private final HandingStore handings;

	private final FulfilmentListing listing;

	private final Shelf shelf;

	private final MemberScope scope;

	private final KeptWords words;

	private final AuditTrail audit;

	private final Clock clock;

	/**
	 * The member never got some lines of an order: they are here again, and held for it.
	 * @param lines none for all that were handed over
	 * @param reason why, in at most 200 characters
	 * @throws FulfilmentRefused if nothing of the order is to be delivered, nobody says
	 * why, a line was not handed over, or it was paid back since
	 */
	@May(Permission.ORDER_RECORD)
	public FulfilmentDetails takeBack(UUID order, Collection<UUID> lines, String reason) {
		String why = WrongShipments.reason(reason);
		Fulfilment its = store.lock(order);
		if (its == null || !scope.contains(its.member())) {
			throw FulfilmentRefused.unknown();
		}
		List<UUID> back = its.takeBack(lines, handings.paidBack(order));
		handings.takeBack(order, back, words.of(its.member(), why), clock.instant());
		store.refresh(List.of(order));
		shelf.takeBack(back);
		audit.record("order.given.taken-back", FulfilmentService.OBJECT, order, Map.of("lines", back.size()));
		return listing.get(order);
	}

}
