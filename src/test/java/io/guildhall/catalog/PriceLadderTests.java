package io.guildhall.catalog;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

class PriceLadderTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private static final Money PRICE = new Money(39_900, "CNY");

	private final ProductId trial = new ProductId(Ids.next());

	private final ProductId full = new ProductId(Ids.next());

	@Test
	void leadsFromTheFirstStepToTheLast() {
		PriceLadder ladder = ladder(Map.of(LadderRung.FULL, full, LadderRung.TRIAL, trial), 30);
		assertThat(ladder.rungs().keySet()).containsExactly(LadderRung.TRIAL, LadderRung.FULL);
	}

	@Test
	void hasTwoProductsOrMoreAndEachOnce() {
		assertRefused("catalog.ladder.rungs", () -> ladder(Map.of(LadderRung.FULL, full), null));
		assertRefused("catalog.ladder.rungs",
				() -> ladder(Map.of(LadderRung.FULL, full, LadderRung.TRIAL, full), null));
	}

	@Test
	void takesATrialOffAFullProductOnly() {
		assertRefused("catalog.ladder.credit.range",
				() -> ladder(Map.of(LadderRung.FREE, trial, LadderRung.FULL, full), 30));
		assertRefused("catalog.ladder.credit.range",
				() -> ladder(Map.of(LadderRung.TRIAL, trial, LadderRung.FULL, full), 0));
	}

	@Test
	void aTrialIsTakenOffOnceAndNeverMoreThanThePrice() {
		UUID paid = Ids.next();
		List<Shelf.Line> lines = List.of(line(full, 1, false), line(full, 1, false));
		Map<UUID, ShelfOffer> offers = offers(lines, new TrialCredit(full, paid, new Money(990, "CNY")));
		assertThat(offers).hasSize(1);
		assertThat(offers.get(lines.get(0).id()))
			.isEqualTo(new ShelfOffer(new Money(38_910, "CNY"), null, paid, new Money(990, "CNY")));
		List<Shelf.Line> one = List.of(line(full, 1, false));
		assertThat(offers(one, new TrialCredit(full, paid, PRICE.times(2))).get(one.get(0).id()).price().isZero())
			.isTrue();
	}

	@Test
	void aTrialThatLeadsToTwoProductsIsTakenOffOne() {
		ProductId other = new ProductId(Ids.next());
		UUID paid = Ids.next();
		List<Shelf.Line> lines = List.of(line(full, 1, false), line(other, 1, false));
		assertThat(ShelfOffers.of(lines, Map.of(full, PRICE, other, PRICE), List.of(), Standing.NOBODY,
				List.of(new TrialCredit(full, paid, new Money(990, "CNY")),
						new TrialCredit(other, paid, new Money(990, "CNY")))))
			.hasSize(1);
	}

	/** ★ What comes back otherwise is not given twice. */
	@Test
	void aTrialCountsForWhatItCostInTheEnd() {
		TrialCredit dear = new TrialCredit(full, Ids.next(), new Money(990, "CNY"));
		TrialCredit cheap = new TrialCredit(full, Ids.next(), new Money(500, "CNY"));
		TrialCredit nothing = new TrialCredit(full, Ids.next(), new Money(400, "CNY"));
		assertThat(TrialCredit.borne(List.of(dear, cheap, nothing),
				Map.of(dear.line(), new Money(600, "CNY"), nothing.line(), new Money(400, "CNY"))))
			.containsExactly(cheap, new TrialCredit(full, dear.line(), new Money(390, "CNY")));
		assertThat(TrialCredit.borne(List.of(dear, cheap), Map.of())).containsExactly(dear, cheap);
	}

	@Test
	void nothingIsTakenOffSeveralPiecesOrAnAgreedPrice() {
		TrialCredit trialOf = new TrialCredit(full, Ids.next(), new Money(990, "CNY"));
		assertThat(offers(List.of(line(full, 2, false)), trialOf)).isEmpty();
		assertThat(offers(List.of(line(full, 1, true)), trialOf)).isEmpty();
	}

	private Map<UUID, ShelfOffer> offers(List<Shelf.Line> lines, TrialCredit trialOf) {
		return ShelfOffers.of(lines, Map.of(full, PRICE), List.of(), Standing.NOBODY, List.of(trialOf));
	}

	private static Shelf.Line line(ProductId product, int quantity, boolean agreed) {
		return new Shelf.Line(Ids.next(), product, quantity, agreed, null, null);
	}

	private static PriceLadder ladder(Map<LadderRung, ProductId> rungs, @Nullable Integer creditDays) {
		return new PriceLadder(new NewPriceLadder("Tea", null, rungs, creditDays), NOW);
	}

}
