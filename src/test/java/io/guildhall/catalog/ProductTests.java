package io.guildhall.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import io.guildhall.shared.Money;

class ProductTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

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

	private static NewProduct product(String name, ProductKind kind, long minor) {
		return new NewProduct(name, kind, new Money(minor, "CNY"), null);
	}

	private static void assertRefused(String code, ThrowingCallable action) {
		assertThatExceptionOfType(CatalogRefused.class).isThrownBy(action).returns(code, CatalogRefused::getCode);
	}

}
