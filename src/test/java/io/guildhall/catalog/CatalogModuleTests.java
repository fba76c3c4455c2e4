package io.guildhall.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class CatalogModuleTests {

	private final CatalogService catalog;

	private final ImportedProducts imported;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final OnBehalf onBehalf;

	private UUID acme = Ids.next();

	private UUID globex = Ids.next();

	@BeforeEach
	void newOrganizations() {
		acme = newOrganization("Acme");
		globex = newOrganization("Globex");
	}

	@Test
	void keepsProductsByNameOncePerOrganization() {
		ProductId tea = onBehalf.ofSystem(acme, () -> catalog.create(tea()));
		assertThatExceptionOfType(CatalogRefused.class)
			.isThrownBy(() -> onBehalf.ofSystem(acme, () -> catalog.create(tea())))
			.returns("catalog.name-taken", CatalogRefused::getCode);
		assertThat(onBehalf.ofSystem(globex, () -> catalog.create(tea()))).isNotEqualTo(tea);
		assertThatExceptionOfType(CatalogRefused.class)
			.isThrownBy(() -> onBehalf.ofSystem(globex, () -> catalog.get(tea)))
			.returns("catalog.unknown", CatalogRefused::getCode);
	}

	@Test
	void bringsImportedNamesInOnceWithoutPuttingThemOnSale() {
		UUID run = Ids.next();
		ProductId tea = onBehalf.ofSystem(acme, () -> catalog.create(tea()));
		List<String> names = List.of("Tea", "CD", " CD ", "");
		Map<String, ProductId> first = onBehalf.ofSystem(acme, () -> imported.ensureByName(run, names));
		assertThat(first).containsOnlyKeys("Tea", "CD").containsEntry("Tea", tea);
		assertThat(onBehalf.ofSystem(acme, () -> imported.ensureByName(run, names))).isEqualTo(first);
		assertThat(onBehalf.ofSystem(acme, catalog::active)).extracting(ProductSummary::name).containsExactly("Tea");
		assertThat(onBehalf.ofSystem(acme, () -> catalog.list("c", false, null)).items())
			.extracting(ProductSummary::name)
			.containsExactly("CD");
	}

	@Test
	void refusesAPriceInAnotherCurrencyAndAChangeOfAnOldVersion() {
		assertThatExceptionOfType(CatalogRefused.class)
			.isThrownBy(() -> onBehalf.ofSystem(acme,
					() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, new Money(1, "USD"), null))))
			.returns("catalog.other-currency", CatalogRefused::getCode);
		ProductId tea = onBehalf.ofSystem(acme, () -> catalog.create(tea()));
		assertThatExceptionOfType(CatalogRefused.class).isThrownBy(() -> onBehalf.ofSystem(acme, () -> {
			catalog.change(tea, tea(), 7L);
			return tea;
		})).returns("catalog.changed", CatalogRefused::getCode);
	}

	@Test
	void keepsAnSkuOncePerOrganization() {
		ProductId tea = onBehalf.ofSystem(acme, () -> catalog.create(withSku("Tea", " T-1 ")));
		assertThat(onBehalf.ofSystem(acme, () -> catalog.get(tea)).sku()).isEqualTo("T-1");
		assertThatExceptionOfType(CatalogRefused.class)
			.isThrownBy(() -> onBehalf.ofSystem(acme, () -> catalog.create(withSku("Cup", "T-1"))))
			.returns("catalog.sku-taken", CatalogRefused::getCode);
		onBehalf.ofSystem(globex, () -> catalog.create(withSku("Cup", "T-1")));
		assertThat(onBehalf.ofSystem(acme, () -> catalog.list("t-1", true, null)).items())
			.extracting(ProductSummary::name)
			.containsExactly("Tea");
	}

	@Test
	void keepsWhoMayBuyAndRefusesWhatThereIsNot() {
		ProductId tea = onBehalf.ofSystem(acme,
				() -> catalog.create(forThose(new Eligibility(List.of("CORE", "POTENTIAL"), null, null))));
		assertThat(onBehalf.ofSystem(acme, () -> catalog.get(tea)).eligibility().tiers()).containsExactly("CORE",
				"POTENTIAL");
		for (Eligibility unknown : List.of(new Eligibility(List.of("GOLD"), null, null),
				new Eligibility(null, List.of("x"), null), new Eligibility(null, null, List.of(tea.toString())))) {
			assertThatExceptionOfType(CatalogRefused.class).isThrownBy(() -> onBehalf.ofSystem(acme, () -> {
				catalog.change(tea, forThose(unknown), null);
				return tea;
			})).returns("catalog.eligibility.unknown", CatalogRefused::getCode);
		}
	}

	@Test
	void showsCostAndMarginToThoseOnlyWhoMakeProducts() {
		ProductId tea = onBehalf.ofSystem(acme,
				() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, new Money(3000, "CNY"), null,
						new ProductTraits(null, new Money(1200, "CNY"), null, null, null, null, Eligibility.ALL))));
		assertThat(onBehalf.ofSystem(acme, () -> catalog.get(tea)).margin()).isEqualTo(new Money(1800, "CNY"));
		ProductDetails sold = onBehalf.of(Actor.SYSTEM, EnumSet.of(Permission.SALES_READ), false, acme,
				() -> catalog.get(tea));
		assertThat(sold.cost()).isNull();
		assertThat(sold.margin()).isNull();
		assertThat(onBehalf.of(Actor.SYSTEM, EnumSet.of(Permission.SALES_READ), false, acme,
				() -> audit.of("product", tea.toString())))
			.allSatisfy(entry -> assertThat(entry.changes().toString()).doesNotContain("12"));
	}

	private static NewProduct withSku(String name, String sku) {
		return new NewProduct(name, ProductKind.GOODS, new Money(3000, "CNY"), null,
				new ProductTraits(sku, null, null, null, null, null, Eligibility.ALL));
	}

	private static NewProduct forThose(Eligibility eligibility) {
		return new NewProduct("Tea", ProductKind.GOODS, new Money(3000, "CNY"), null,
				new ProductTraits(null, null, null, null, null, null, eligibility));
	}

	private static NewProduct tea() {
		return new NewProduct("Tea", ProductKind.GOODS, new Money(3000, "CNY"), "Green");
	}

	private UUID newOrganization(String name) {
		UUID id = Ids.next();
		return onBehalf.ofSystem(id, () -> organizations
			.found(new NewOrganization(name, null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
	}

}
