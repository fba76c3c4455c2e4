package io.guildhall.catalog;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.shared.Money;

class ProductTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

	private final Product tea = new Product(product(" Tea ", ProductKind.GOODS, 3000), NOW);

	@Test
	void isForSaleFromTheBeginningUnderItsStrippedName() {
		assertThat(tea.isActive()).isTrue();
		assertThat(tea.getName()).isEqualTo("Tea");
	}

	@Test
	void mayBeFreeButNeverCostLessThanNothing() {
		tea.change(product("Tea", ProductKind.SAMPLE, 0));
		assertThat(tea.getPrice().isZero()).isTrue();
		assertRefused("catalog.negative-price", () -> tea.change(product("Tea", ProductKind.GOODS, -1)));
	}

	@Test
	void needsAName() {
		assertRefused("catalog.no-name", () -> tea.change(product("  ", ProductKind.GOODS, 1)));
		assertRefused("catalog.no-name", () -> tea.change(product("x".repeat(201), ProductKind.GOODS, 1)));
	}

	@Test
	void neverBecomesAMembershipNorStopsBeingOne() {
		assertRefused("catalog.of-plan", () -> tea.change(product("Tea", ProductKind.MEMBERSHIP, 3000)));
		Product year = new Product(product("A year", ProductKind.MEMBERSHIP, 29900), NOW);
		assertRefused("catalog.of-plan", () -> year.change(product("A year", ProductKind.GOODS, 29900)));
	}

	@Test
	void hasOnlyWhatBelongsToItsKind() {
		tea.change(with(ProductKind.GOODS, traits("T-1", null, null, null, null)));
		assertThat(tea.traits().sku()).isEqualTo("T-1");
		assertRefused("catalog.sku-of-goods",
				() -> tea.change(with(ProductKind.COURSE, traits("T-1", null, null, null, null))));
		assertRefused("catalog.days-of-courses",
				() -> tea.change(with(ProductKind.GOODS, traits(null, MONDAY, MONDAY, null, null))));
		assertRefused("catalog.minutes-of-consultations",
				() -> tea.change(with(ProductKind.CAMP, traits(null, MONDAY, MONDAY, 60, null))));
		tea.change(with(ProductKind.CONSULTATION, traits(null, null, null, 60, null)));
		assertThat(tea.traits().sku()).isNull();
		assertThat(tea.traits().minutes()).isEqualTo(60);
		assertRefused("catalog.minutes.range",
				() -> tea.change(with(ProductKind.CONSULTATION, traits(null, null, null, 0, null))));
	}

	@Test
	void endsNotBeforeItBegins() {
		tea.change(with(ProductKind.CAMP, traits(null, MONDAY, MONDAY, null, null)));
		assertRefused("catalog.days",
				() -> tea.change(with(ProductKind.CAMP, traits(null, MONDAY, MONDAY.minusDays(1), null, null))));
		assertRefused("catalog.days", () -> tea.change(with(ProductKind.CAMP, traits(null, MONDAY, null, null, null))));
	}

	@Test
	void isLimitedOnceSomethingOfItHolds() {
		tea.change(with(ProductKind.GOODS, traits("T-1", null, null, null, null)));
		assertThat(tea.isLimited()).isFalse();
		assertRefused("catalog.per-member.range",
				() -> tea.change(with(ProductKind.GOODS, traits(null, null, null, null, 0))));
		tea.change(with(ProductKind.GOODS, traits(null, null, null, null, 2)));
		assertThat(tea.isLimited()).isTrue();
		tea.change(product("Tea", ProductKind.GOODS, 3000));
		assertThat(tea.isLimited()).as("what orders hold of it is still counted").isTrue();
	}

	private static ProductTraits traits(@Nullable String sku, @Nullable LocalDate startsOn, @Nullable LocalDate endsOn,
			@Nullable Integer minutes, @Nullable Integer perMember) {
		return new ProductTraits(sku, null, startsOn, endsOn, minutes, perMember, Eligibility.ALL);
	}

	private static NewProduct with(ProductKind kind, ProductTraits traits) {
		return new NewProduct("Tea", kind, new Money(3000, "CNY"), null, traits);
	}

	private static NewProduct product(String name, ProductKind kind, long minor) {
		return new NewProduct(name, kind, new Money(minor, "CNY"), null);
	}

}
