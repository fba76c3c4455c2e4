package io.guildhall.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.FlashSaleId;
import io.guildhall.catalog.FlashSales;
import io.guildhall.catalog.NewFlashSale;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductStock;
import io.guildhall.catalog.SampleProgrammes;
import io.guildhall.demo.DemoCast.Manner;
import io.guildhall.demo.DemoCast.Person;
import io.guildhall.member.MemberId;
import io.guildhall.membership.EarlyBirdService;
import io.guildhall.membership.NewEarlyBird;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/**
 * What the demo offers in its last days: a sample that is to sell tea, an early price of
 * a plan, and a flash sale that still runs.
 */
@Component
@RequiredArgsConstructor
class DemoOffers {

	static final String SAMPLE = "花茶小样";

	private static final int SAMPLE_DAY = DemoCast.DAYS - 12;

	/** They had the sample for some days. */
	private static final int CONVINCED_DAY = DemoCast.DAYS - 8;

	private static final int EARLY_DAY = DemoCast.DAYS - 6;

	private static final int FLASH_DAY = DemoCast.DAYS - 3;

	private static final String CNY = "CNY";

	private final CatalogService catalog;

	private final ProductStock stock;

	private final SampleProgrammes samples;

	private final FlashSales flashSales;

	private final PlanService plans;

	private final EarlyBirdService earlyBirds;

	private final DemoSales sales;

	private final Clock clock;

	void sell(int day, List<Person> people, Map<Integer, MemberId> members, DemoStage.Props props) {
		Instant now = clock.instant();
		switch (day) {
			case SAMPLE_DAY -> sample(props.product(DemoStage.TEA), tasters(day, people, members));
			case CONVINCED_DAY -> tasters(day, people, members).stream()
				.limit(4)
				.forEach(member -> sales.sell(member, props.product(DemoStage.TEA), null));
			case EARLY_DAY -> earlyBird(now.plus(Duration.ofDays(16)));
			case EARLY_DAY + 1 -> some(Manner.QUIET_BUYER, 5, day, people, members)
				.forEach(member -> sales.sell(member, props.product(DemoStage.PLAN), null));
			case FLASH_DAY -> flashSale(props.product(DemoStage.TEA), now);
			case FLASH_DAY + 1 -> some(Manner.TALKER, 6, day, people, members)
				.forEach(member -> sales.sell(member, props.product(DemoStage.TEA), null));
			default -> {
			}
		}
	}

	private void sample(ProductId tea, List<MemberId> tasters) {
		ProductId sample = catalog.create(new NewProduct(SAMPLE, ProductKind.SAMPLE, new Money(990, CNY), null));
		samples.run(sample, tea, 14);
		tasters.forEach(member -> sales.sell(member, sample, null));
	}

	private static List<MemberId> tasters(int day, List<Person> people, Map<Integer, MemberId> members) {
		return some(Manner.TALKER, 7, day, people, members);
	}

	private void earlyBird(Instant until) {
		PlanDetails year = plans.sold()
			.stream()
			.filter(plan -> plan.name().equals(DemoStage.PLAN))
			.findFirst()
			.orElseThrow();
		ProductId notebook = catalog.create(new NewProduct("定制手账本", ProductKind.GOODS, new Money(5_900, CNY), null));
		stock.change(notebook, 30, "首批印刷");
		earlyBirds.set(year.id(), new NewEarlyBird(20, until, new Money(24_900, CNY), "定制手账本一本", new Money(2_500, CNY),
				1, notebook, null));
	}

	private void flashSale(ProductId tea, Instant now) {
		FlashSaleId sale = flashSales.create(new NewFlashSale(tea, new Money(1_990, CNY), now,
				now.plus(Duration.ofDays(5)), 20, 2, Eligibility.ALL));
		flashSales.open(sale);
	}

	/** Every so manieth of a manner who is there. */
	static List<MemberId> some(Manner manner, int every, int day, List<Person> people, Map<Integer, MemberId> members) {
		return people.stream()
			.filter(person -> person.manner() == manner && person.presentOn(day) && person.number() % every == 0)
			.map(person -> members.get(person.number()))
			.toList();
	}

}
