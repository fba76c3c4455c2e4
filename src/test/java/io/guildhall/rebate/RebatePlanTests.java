package io.guildhall.rebate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.order.OrderDetails;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

class RebatePlanTests {

	private final ProductId tea = ProductId.of(Ids.next().toString());

	private final ProductId cup = ProductId.of(Ids.next().toString());

	@Test
	void countsTheLinesOfItsProductsAtWhatWasPaidForThem() {
		RebateProgramme ofTea = programme(List.of(tea), 1_000);
		List<RebatePlan> plans = RebatePlan.of(List.of(ofTea), List.of(line(tea, 20), line(cup, 50), line(tea, 10)));
		assertThat(plans).singleElement().satisfies(plan -> {
			assertThat(plan.base()).isEqualTo(yuan(30));
			assertThat(plan.amount()).isEqualTo(yuan(3));
			assertThat(plan.lines()).hasSize(2);
		});
	}

	@Test
	void aLineCountsForOneProgrammeAndFirstForTheOneThatNamesIt() {
		RebateProgramme all = programme(List.of(), 500);
		RebateProgramme ofTea = programme(List.of(tea), 1_000);
		List<RebatePlan> plans = RebatePlan.of(List.of(all, ofTea), List.of(line(tea, 20), line(cup, 40)));
		assertThat(plans).extracting(RebatePlan::programme).containsExactly(ofTea, all);
		assertThat(plans).extracting(RebatePlan::base).containsExactly(yuan(20), yuan(40));
		assertThat(plans).extracting(RebatePlan::amount).containsExactly(yuan(2), yuan(2));
	}

	@Test
	void promisesNothingWhereNothingWasPaid() {
		assertThat(RebatePlan.of(List.of(programme(List.of(), 1_000)), List.of(line(tea, 0)))).isEmpty();
		assertThat(RebatePlan.of(List.of(programme(List.of(cup), 1_000)), List.of(line(tea, 10)))).isEmpty();
		assertThat(RebatePlan.of(List.of(), List.of(line(tea, 10)))).isEmpty();
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

	private static Money yuan(long amount) {
		return new Money(100 * amount, "CNY");
	}

}
