package io.guildhall.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;

import io.guildhall.TestDatabase;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import lombok.RequiredArgsConstructor;

@ApplicationModuleTest(BootstrapMode.DIRECT_DEPENDENCIES)
@Import({ TestDatabase.class })
@RequiredArgsConstructor
class CatalogModuleTests {

	private final CatalogService catalog;

	private final OrganizationService organizations;

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
		Map<String, ProductId> first = onBehalf.ofSystem(acme, () -> catalog.ensureByName(run, names));
		assertThat(first).containsOnlyKeys("Tea", "CD").containsEntry("Tea", tea);
		assertThat(onBehalf.ofSystem(acme, () -> catalog.ensureByName(run, names))).isEqualTo(first);
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

	private static NewProduct tea() {
		return new NewProduct("Tea", ProductKind.GOODS, new Money(3000, "CNY"), "Green");
	}

	private UUID newOrganization(String name) {
		UUID id = Ids.next();
		return onBehalf.ofSystem(id, () -> organizations
			.found(new NewOrganization(name, null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
	}

}
