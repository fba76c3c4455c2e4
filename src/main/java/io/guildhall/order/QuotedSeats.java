package io.guildhall.order;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.fulfilment.Deliveries;
import io.guildhall.membership.EarlyBird;
import io.guildhall.membership.EarlyBirdService;
import lombok.RequiredArgsConstructor;

/** The seats of early birds in a quote, and whether something of it needs an address. */
@Component
@RequiredArgsConstructor
public class QuotedSeats {

	private final EarlyBirdService earlyBirds;

	/** The early birds at whose price lines are quoted, by the products of the plans. */
	public Map<ProductId, EarlyBird> of(OrderDetails quote) {
		List<ProductId> plans = quote.lines()
			.stream()
			.filter(line -> line.productKind() == ProductKind.MEMBERSHIP)
			.map(OrderDetails.Line::product)
			.toList();
		if (plans.isEmpty()) {
			return Map.of();
		}
		Map<ProductId, EarlyBird> early = earlyBirds.sold(plans);
		Map<ProductId, EarlyBird> seats = new LinkedHashMap<>();
		for (OrderDetails.Line line : quote.lines()) {
			EarlyBird seat = early.get(line.product());
			if (seat != null && seat.price().equals(line.unitPrice())) {
				seats.put(line.product(), seat);
			}
		}
		return seats;
	}

	/**
	 * Whether something of it is sent, or handed over: what is bought, or the gift of a
	 * seat.
	 */
	public boolean deliver(OrderDetails quote) {
		return quote.lines().stream().anyMatch(line -> Deliveries.delivers(line.productKind()))
				|| of(quote).values().stream().anyMatch(seat -> seat.giftProduct() != null);
	}

}
