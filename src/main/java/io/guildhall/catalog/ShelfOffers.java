package io.guildhall.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.guildhall.shared.Money;

/**
 * Finds for how much an order gets its lines: the cheapest flash sale that has enough for
 * all lines of the product, less what was paid for a trial. Prices that were agreed on
 * stay.
 */
final class ShelfOffers {

	private final List<FlashItem> running;

	private final Standing standing;

	/** Each is taken off once. */
	private final List<TrialCredit> trials;

	private final Map<ProductId, Long> quantities;

	/**
	 * What there is.
	 * @param running flash sales, the cheapest first
	 * @param trials the largest first
	 */
	ShelfOffers(List<Shelf.Line> open, List<FlashItem> running, Standing standing, List<TrialCredit> trials) {
		this.running = running;
		this.standing = standing;
		this.trials = new ArrayList<>(trials);
		this.quantities = open.stream()
			.collect(Collectors.groupingBy(Shelf.Line::product, Collectors.summingLong(Shelf.Line::quantity)));
	}

	/**
	 * The offers by the lines' ids.
	 * @param prices of the products
	 */
	static Map<UUID, ShelfOffer> of(List<Shelf.Line> lines, Map<ProductId, Money> prices, List<FlashItem> running,
			Standing standing, List<TrialCredit> trials) {
		List<Shelf.Line> open = lines.stream().filter(line -> !line.agreed()).toList();
		ShelfOffers all = new ShelfOffers(open, running, standing, trials);
		Map<UUID, ShelfOffer> offers = new HashMap<>();
		for (Shelf.Line line : open) {
			Money price = prices.get(line.product());
			if (price != null) {
				all.offer(line, price).ifPresent(offer -> offers.put(line.id(), offer));
			}
		}
		return offers;
	}

	private Optional<ShelfOffer> offer(Shelf.Line line, Money regular) {
		long quantity = quantities.getOrDefault(line.product(), 0L);
		Optional<FlashItem> sale = running.stream()
			.filter(one -> one.product().equals(line.product()) && one.isFor(standing, quantity))
			.findFirst();
		Money price = sale.map(FlashItem::price).orElse(regular);
		Optional<TrialCredit> trial = (line.quantity() == 1 && price.isPositive()) ? trialFor(line.product())
				: Optional.empty();
		Money credit = trial.map(one -> one.paid().min(price)).orElse(Money.zero(price.currency()));
		if (sale.isEmpty() && trial.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(new ShelfOffer(price.minus(credit), sale.map(FlashItem::sale).orElse(null),
				trial.map(TrialCredit::line).orElse(null), credit));
	}

	private Optional<TrialCredit> trialFor(ProductId product) {
		Optional<TrialCredit> trial = trials.stream().filter(one -> one.full().equals(product)).findFirst();
		// One trial may lead to several products.
		trial.ifPresent(taken -> trials.removeIf(one -> one.line().equals(taken.line())));
		return trial;
	}

}
