package io.guildhall.fulfilment;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * What of an order has to get to the member, as it was read with its row locked. Its
 * verbs say which lines move, or why none may; {@link FulfilmentStore} moves them.
 *
 * @param order whose it is
 * @param paid whether the order is paid, and not all of it was paid back
 * @param address where it goes; null for nowhere yet
 */
record Fulfilment(UUID order, MemberId member, boolean paid, @Nullable ShippingAddress address, List<Line> lines) {

	Fulfilment {
		lines = List.copyOf(lines);
	}

	/** A line of the order. */
	record Line(UUID id, String productName, LineState state) {
	}

	/**
	 * The lines that go into a parcel.
	 * @param wanted none for all that are still here
	 * @throws FulfilmentRefused if it is not paid, has no address, or they are not here
	 */
	List<UUID> ship(Collection<UUID> wanted) {
		List<UUID> moving = leave(wanted);
		if (address == null) {
			throw FulfilmentRefused.noAddress();
		}
		return moving;
	}

	/**
	 * The lines that the member gets in person.
	 * @param wanted none for all that are still here
	 * @throws FulfilmentRefused if it is not paid, or they are not here
	 */
	List<UUID> handOver(Collection<UUID> wanted) {
		return leave(wanted);
	}

	/**
	 * The lines that the member never got in person, though somebody said so.
	 * @param wanted none for all that were handed over
	 * @param paidBack those of which all was paid back: that refund laid nothing back on
	 * the shelf
	 * @throws FulfilmentRefused if one was not handed over, or was paid back since
	 */
	List<UUID> takeBack(Collection<UUID> wanted, Set<UUID> paidBack) {
		for (UUID id : wanted) {
			Line line = line(id);
			if (line.state() != LineState.HANDED_OVER) {
				throw FulfilmentRefused.notGiven(line.productName());
			}
		}
		List<UUID> back = lines.stream()
			.filter(line -> line.state() == LineState.HANDED_OVER && (wanted.isEmpty() || wanted.contains(line.id())))
			.map(Line::id)
			.toList();
		if (back.isEmpty()) {
			throw FulfilmentRefused.nothingGiven();
		}
		if (!paid || back.stream().anyMatch(paidBack::contains)) {
			throw FulfilmentRefused.givenPaidBackSince();
		}
		return back;
	}

	/**
	 * Another address, as long as something is still here.
	 * @throws FulfilmentRefused if nothing is
	 */
	ShippingAddress goTo(ShippingAddress other) {
		if (open().isEmpty()) {
			throw FulfilmentRefused.nothingOpen();
		}
		return other.unmasked(address);
	}

	/** What is still here. */
	List<UUID> open() {
		return lines.stream().filter(line -> line.state() == LineState.OPEN).map(Line::id).toList();
	}

	private Line line(UUID id) {
		return lines.stream()
			.filter(one -> one.id().equals(id))
			.findFirst()
			.orElseThrow(FulfilmentRefused::unknownLine);
	}

	private List<UUID> leave(Collection<UUID> wanted) {
		for (UUID id : wanted) {
			Line line = line(id);
			if (line.state() != LineState.OPEN) {
				throw FulfilmentRefused.notOpen(line.productName());
			}
		}
		List<UUID> moving = wanted.isEmpty() ? open() : wanted.stream().distinct().toList();
		if (moving.isEmpty()) {
			throw FulfilmentRefused.nothingOpen();
		}
		if (!paid) {
			throw FulfilmentRefused.notPaid();
		}
		return moving;
	}
}
