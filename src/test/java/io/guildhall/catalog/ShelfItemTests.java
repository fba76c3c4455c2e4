package io.guildhall.catalog;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

class ShelfItemTests {

	private static final LocalDate LAST = LocalDate.of(2026, 3, 31);

	@Test
	void isSoldUntilItsLastDayIsOver() {
		ShelfItem camp = item(LAST, null, null, 0);
		camp.require(1, LAST);
		assertRefused("catalog.over", () -> camp.require(1, LAST.plusDays(1)));
	}

	@Test
	void isSoldAsLongAsThereAreThatMany() {
		ShelfItem tea = item(null, null, 3L, 0);
		tea.require(3, LAST);
		assertRefused("catalog.sold-out", () -> tea.require(4, LAST));
		item(null, null, null, 0).require(100_000, LAST);
	}

	@Test
	void countsWhatTheMemberBoughtBefore() {
		ShelfItem tea = item(null, 3, null, 2);
		tea.require(1, LAST);
		assertRefused("catalog.limit-reached", () -> tea.require(2, LAST));
	}

	@Test
	void isForEverybodyWhereNobodyIsNamed() {
		assertThat(Eligibility.ALL.admits(new Standing(null, Set.of(), Set.of()))).isTrue();
	}

	@Test
	void isForThoseOfWhomEachThingThatIsNamedHolds() {
		Eligibility some = new Eligibility(List.of("CORE", "POTENTIAL"), List.of("a", "b"), null);
		assertThat(some.admits(new Standing("CORE", Set.of("b"), Set.of()))).isTrue();
		assertThat(some.admits(new Standing("SILENT", Set.of("b"), Set.of()))).isFalse();
		assertThat(some.admits(new Standing(null, Set.of("b"), Set.of()))).isFalse();
		assertThat(some.admits(new Standing("CORE", Set.of("c"), Set.of()))).isFalse();
		Eligibility holders = new Eligibility(null, null, List.of("year"));
		assertThat(holders.admits(new Standing(null, Set.of(), Set.of("year", "month")))).isTrue();
		assertThat(holders.admits(new Standing("CORE", Set.of("a"), Set.of()))).isFalse();
	}

	private static ShelfItem item(@Nullable LocalDate endsOn, @Nullable Integer perMember, @Nullable Long left,
			long had) {
		return new ShelfItem(new ProductId(Ids.next()), "Tea", new Money(3000, "CNY"), endsOn, perMember,
				Eligibility.ALL, left, had, false, false);
	}

}
