package io.guildhall.rebate;

import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.Unpromised;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

class RebatePlanTests {

	private final ProductId tea = ProductId.of(Ids.next().toString());

	private final ProductId cup = ProductId.of(Ids.next().toString());

	@Test
	void countsTheLinesOfItsProductsAtWhatWasPaidForThem() {
		RebateProgramme ofTea = programme(List.of(tea), 1_000);
		List<RebatePlan> plans = plans(List.of(ofTea), line(tea, 20), line(cup, 50), line(tea, 10));
		assertThat(plans).singleElement().satisfies(plan -> {
			assertThat(plan.amount()).isEqualTo(yuan(3));
			assertThat(plan.cut()).isEqualTo(yuan(0));
			assertThat(plan.parts()).extracting(RebatePlan.Part::paid).containsExactly(yuan(20), yuan(10));
			assertThat(plan.parts()).extracting(RebatePlan.Part::amount).containsExactly(yuan(2), yuan(1));
		});
	}

	@Test
	void aLineCountsForOneProgrammeAndFirstForTheOneThatNamesIt() {
		RebateProgramme all = programme(List.of(), 500);
		RebateProgramme ofTea = programme(List.of(tea), 1_000);
		List<RebatePlan> plans = plans(List.of(all, ofTea), line(tea, 20), line(cup, 40));
		assertThat(plans).extracting(RebatePlan::programme).containsExactly(ofTea, all);
		assertThat(plans).flatExtracting(RebatePlan::parts)
			.extracting(RebatePlan.Part::paid)
			.containsExactly(yuan(20), yuan(40));
		assertThat(plans).extracting(RebatePlan::amount).containsExactly(yuan(2), yuan(2));
	}

	@Test
	void promisesNothingWhereNothingWasPaid() {
		assertThat(plans(List.of(programme(List.of(), 1_000)), line(tea, 0))).isEmpty();
		assertThat(plans(List.of(programme(List.of(cup), 1_000)), line(tea, 10))).isEmpty();
		assertThat(plans(List.of(), line(tea, 10))).isEmpty();
	}

	/** ★ First come, first served; what is too much of one line is not laid on others. */
	@Test
	void neverPromisesMoreOfALineThanIsPaidForItAndNotPromisedBackYet() {
		OrderDetails.Line first = line(tea, 20);
		OrderDetails.Line second = line(cup, 40);
		Unpromised left = Unpromised.of(Map.of(first.id(), yuan(5), second.id(), yuan(40)));
		assertThat(RebatePlan.of(List.of(programme(List.of(), 5_000)), List.of(first, second), left)).singleElement()
			.satisfies(plan -> {
				assertThat(plan.amount()).as("a half of each, and 5 less").isEqualTo(yuan(25));
				assertThat(plan.cut()).isEqualTo(yuan(5));
				assertThat(plan.parts()).extracting(RebatePlan.Part::amount).containsExactly(yuan(5), yuan(20));
			});
		assertThat(left.take(Map.of(first.id(), yuan(20)))).as("nothing is left of it")
			.containsExactly(Map.entry(first.id(), yuan(0)));
		assertThat(left.take(Map.of(second.id(), yuan(30)))).containsExactly(Map.entry(second.id(), yuan(20)));
	}

	@Test
	void aLineOfWhichNothingIsLeftIsNoPartOfIt() {
		OrderDetails.Line first = line(tea, 20);
		OrderDetails.Line second = line(cup, 40);
		Unpromised left = Unpromised.of(Map.of(first.id(), yuan(0), second.id(), yuan(40)));
		List<RebatePlan> plans = RebatePlan.of(List.of(programme(List.of(), 1_000)), List.of(first, second), left);
		assertThat(plans.get(0).parts()).extracting(RebatePlan.Part::line).containsExactly(second.id());
		assertThat(RebatePlan.of(List.of(programme(List.of(tea), 1_000)), List.of(first),
				Unpromised.of(Map.of(first.id(), yuan(0)))))
			.singleElement()
			.satisfies(plan -> {
				assertThat(plan.parts()).isEmpty();
				assertThat(plan.cut()).as("all of it").isEqualTo(yuan(2));
			});
	}

	@Test
	void whereABudgetHasLessEachLineGetsItsShareOfThatAndNoneMoreThanItsPart() {
		RebatePlan plan = plans(List.of(programme(List.of(), 5_000)), line(tea, 2), line(tea, 2), line(cup, 2)).get(0);
		RebatePlan less = plan.limited(new Money(299, "CNY"));
		assertThat(less.amount()).isEqualTo(new Money(299, "CNY"));
		assertThat(less.parts()).allSatisfy(part -> assertThat(part.amount()).isLessThanOrEqualTo(yuan(1)));
		assertThat(plan.limited(yuan(0)).parts()).isEmpty();
	}

	private static List<RebatePlan> plans(List<RebateProgramme> programmes, OrderDetails.Line... lines) {
		return RebatePlan.of(programmes, List.of(lines), Unpromised
			.of(Stream.of(lines).collect(Collectors.toMap(OrderDetails.Line::id, OrderDetails.Line::total))));
	}

	private static RebateProgramme programme(List<ProductId> products, int share) {
		LocalDate day = LocalDate.of(2026, 3, 1);
		return new RebateProgramme(Ids.next(),
				new RebateTerms("Cash back", products, null, share, yuan(100), day, day, 7, null, null, null), null,
				RebateProgramme.State.ACTIVE, 0, Instant.EPOCH);
	}

	private static OrderDetails.Line line(ProductId product, long paid) {
		return new OrderDetails.Line(UUID.randomUUID(), product, "Tea", ProductKind.GOODS, 1, yuan(60), yuan(60),
				yuan(60 - paid), yuan(paid), yuan(0), null, null);
	}

}
