package io.guildhall.playbook;

import static io.guildhall.Race.race;
import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.playbook.PlaybookProducts.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.FlashSaleFilter;
import io.guildhall.catalog.FlashSaleState;
import io.guildhall.catalog.FlashSales;
import io.guildhall.catalog.LadderRung;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.PriceLadderDetails;
import io.guildhall.catalog.PriceLadders;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.catalog.SampleProgrammes;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.BatchState;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.member.Profile;
import io.guildhall.playbook.PlaybookNumbers.Coupons;
import io.guildhall.playbook.PlaybookNumbers.Rebates;
import io.guildhall.playbook.PlaybookNumbers.Sample;
import io.guildhall.rebate.RebateProgramme;
import io.guildhall.rebate.RebateProgrammes;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.task.TaskFilter;
import io.guildhall.task.TaskService;
import lombok.RequiredArgsConstructor;

/**
 * What the playbook makes: all of it by the modules that keep it, all or nothing, once.
 */
@HouseTest
@RequiredArgsConstructor
class PlaybookModuleTests {

	private final PlaybookService playbook;

	private final PlaybookSetup setup;

	private final PlaybookListing listing;

	private final CatalogService catalog;

	private final FlashSales sales;

	private final SampleProgrammes samples;

	private final PriceLadders ladders;

	private final CouponBatches batches;

	private final RebateProgrammes rebates;

	private final TaskService tasks;

	private final MemberService members;

	private final StaffFixtures staff;

	private final OnBehalf onBehalf;

	private @Nullable Person boss;

	@BeforeEach
	void aShop() {
		boss = staff.found("Acme", "Asia/Shanghai", "CNY");
	}

	@Test
	void aTeaGetsACouponAndAFlashSaleBothAsDrafts() {
		ProductId tea = product("Tea", ProductKind.GOODS, 30, 12L);
		assertThat(setUp(tea)).containsExactly(PlaybookStep.COUPON, PlaybookStep.FLASH_SALE);
		BatchDetails batch = boss(() -> batches.list(null, null)).items().get(0);
		assertThat(batch.state()).isEqualTo(BatchState.DRAFT);
		assertThat(batch.terms().largest()).isEqualTo(yuan(5));
		assertThat(batch.conditions().products()).containsExactly(tea);
		assertThat(boss(() -> sales.list(FlashSaleFilter.of(tea), null)).items()).singleElement().satisfies(sale -> {
			assertThat(sale.state()).isEqualTo(FlashSaleState.DRAFT);
			assertThat(sale.price()).isEqualTo(yuan(24));
		});
		PlaybookDetails now = get(tea);
		assertThat(now.open()).isFalse();
		assertThat(now.steps()).allSatisfy(step -> assertThat(step.things()).singleElement()
			.satisfies(thing -> assertThat(thing.open()).as("drafts").isFalse()));
		assertThat(setUp(tea)).as("once more makes nothing").isEmpty();
		boss(() -> batches.end(batch.id()));
		assertThat(get(tea).numbers().steps()).as("what has ended is missing again")
			.containsExactly(PlaybookStep.COUPON);
	}

	/** ★ Two clicks, or two people at once. */
	@Test
	void nothingIsMadeTwiceHoweverManyAskAtOnce() throws Exception {
		ProductId powder = product("Milk powder", ProductKind.GOODS, 400, 300L);
		List<Set<PlaybookStep>> made = race(6, i -> () -> setUp(powder));
		assertThat(made.stream().filter(steps -> !steps.isEmpty())).singleElement()
			.isEqualTo(EnumSet.of(PlaybookStep.SAMPLE, PlaybookStep.REBATE, PlaybookStep.ONE_TO_ONE));
		assertThat(boss(() -> rebates.list(null)).items()).hasSize(1);
		assertThat(boss(samples::all)).hasSize(1);
		assertThat(tasksOfAll()).hasSize(1);
	}

	@Test
	void milkPowderGetsASampleARebateAndATaskForEachWhoLooksAfterMembers() {
		Person bob = staff.hired(boss(), Role.STAFF);
		Person eve = staff.hired(boss(), Role.STAFF);
		assigned(bob, 2);
		assigned(eve, 1);
		ProductId powder = product("Milk powder", ProductKind.GOODS, 400, 300L);
		assertThat(get(powder).people()).extracting(PlaybookPerson::account, PlaybookPerson::members)
			.containsExactlyInAnyOrder(tuple(bob.accountId(), 2L), tuple(eve.accountId(), 1L));
		setUp(powder);
		assertThat(boss(samples::all)).singleElement().satisfies(programme -> {
			assertThat(programme.full()).isEqualTo(powder);
			assertThat(programme.sampleName()).isEqualTo("Milk powder · sample");
		});
		RebateProgramme rebate = boss(() -> rebates.list(null)).items().get(0);
		assertThat(rebate.state()).isEqualTo(RebateProgramme.State.DRAFT);
		assertThat(rebate.terms().amount()).isEqualTo(yuan(40));
		assertThat(rebate.terms().budget()).isEqualTo(yuan(4000));
		assertThat(tasksOfAll()).hasSize(2).allSatisfy(title -> assertThat(title).contains("Milk powder"));
	}

	@Test
	void aCampGetsALadderWhoseTrialIsTakenOff() {
		ProductId camp = product("Camp", ProductKind.CAMP, 199, 80L);
		assertThat(setUp(camp)).containsExactly(PlaybookStep.LADDER);
		PriceLadderDetails ladder = boss(ladders::all).get(0);
		assertThat(ladder.creditDays()).isEqualTo(30);
		assertThat(ladder.steps()).extracting(PriceLadderDetails.Step::rung, PriceLadderDetails.Step::price)
			.containsExactly(tuple(LadderRung.FREE, yuan(0)), tuple(LadderRung.TRIAL, yuan(19)),
					tuple(LadderRung.FULL, yuan(199)));
		assertThat(get(camp).steps().get(0).set()).isTrue();
	}

	/** ★ All or nothing: what comes before the refused step is not made either. */
	@Test
	void whatOneModuleRefusesMakesNothingOfTheOthers() {
		ProductId tea = product("Tea", ProductKind.GOODS, 30, 12L);
		PlaybookNumbers proposed = get(tea).numbers();
		PlaybookNumbers.Sale sale = Objects.requireNonNull(proposed.sale());
		PlaybookNumbers backwards = new PlaybookNumbers(proposed.coupon(),
				new PlaybookNumbers.Sale(sale.price(), sale.endsAt(), sale.startsAt(), sale.stock(), sale.perMember()),
				null, null, null, null);
		assertRefused("catalog.sale.window", () -> setUp(tea, backwards));
		assertThat(boss(() -> batches.list(null, null)).items()).isEmpty();
		assertThat(get(tea).numbers().steps()).hasSize(2);
		ProductId powder = product("Milk powder", ProductKind.GOODS, 400, 300L);
		assertRefused("catalog.name-taken", () -> setUp(powder,
				new PlaybookNumbers(null, null, new Sample(null, "Milk powder", null, 30), null, null, null)));
	}

	@Test
	void nothingThatWouldSellBelowCostIsMade() {
		ProductId tea = product("Tea", ProductKind.GOODS, 30, 12L);
		PlaybookNumbers dear = new PlaybookNumbers(new Coupons(yuan(19), 1, 10, 7), null, null, null, null, null);
		assertRefused("playbook.loss.coupon", () -> setUp(tea, dear));
		assertRefused("playbook.loss.coupon", () -> boss(() -> playbook.figures(tea, dear)));
		assertRefused("playbook.nothing", () -> setUp(tea, PlaybookNumbers.NONE));
		assertRefused("playbook.not-of-the-way.REBATE",
				() -> setUp(tea, new PlaybookNumbers(null, null, null, new Rebates(yuan(1), 1, 30), null, null)));
		ProductId unknown = product("Cup", ProductKind.GOODS, 20, null);
		assertRefused("playbook.obstacle.NO_COST", () -> setUp(unknown));
		assertThat(boss(() -> batches.list(null, null)).items()).isEmpty();
	}

	@Test
	void aSampleThatSellsAnotherProductIsNotTakenAway() {
		ProductId powder = product("Milk powder", ProductKind.GOODS, 400, 300L);
		setUp(powder);
		ProductId sample = boss(samples::all).get(0).sample();
		ProductId other = product("Goat milk", ProductKind.GOODS, 500, 300L);
		assertRefused("playbook.sample-taken", () -> setUp(other,
				new PlaybookNumbers(null, null, new Sample(sample, "", null, 30), null, null, null)));
		assertThat(boss(samples::all)).singleElement().satisfies(one -> assertThat(one.full()).isEqualTo(powder));
	}

	/** Each part by its own right. */
	@Test
	void whoMayNotMakeAPartIsToldWhich() {
		ProductId tea = product("Tea", ProductKind.GOODS, 30, 12L);
		Person seller = staff.hired(boss(), Role.STAFF);
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> staff.as(seller, () -> playbook.get(tea)));
		Set<Permission> some = EnumSet.of(Permission.CATALOG_EDIT, Permission.SALES_READ);
		assertRefused("playbook.not-allowed.COUPON", () -> as(some, () -> setup.setUp(tea, null)));
		PlaybookDetails seen = as(some, () -> playbook.get(tea));
		assertThat(seen.numbers().steps()).containsExactly(PlaybookStep.FLASH_SALE);
		assertThat(as(some, () -> setup.setUp(tea, seen.numbers()))).containsExactly(PlaybookStep.FLASH_SALE);
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> as(some, () -> playbook.change(new BandLimits(yuan(1), yuan(2)))));
	}

	@Test
	void theBandsAreTheOrganizationsOwn() {
		ProductId tea = product("Tea", ProductKind.GOODS, 30, 12L);
		assertThat(get(tea).band()).isEqualTo(PriceBand.LOW);
		boss(() -> playbook.change(new BandLimits(yuan(10), yuan(30))));
		assertThat(get(tea).band()).isEqualTo(PriceBand.HIGH);
		boss(() -> playbook.change(new BandLimits(yuan(10), yuan(31))));
		assertThat(get(tea).band()).isEqualTo(PriceBand.MIDDLE);
		assertRefused("playbook.limits",
				() -> boss(() -> playbook.change(new BandLimits(new Money(1, "EUR"), new Money(2, "EUR")))));
	}

	@Test
	void theListSaysWhatEachProductMissesNext() {
		ProductId tea = product("Tea", ProductKind.GOODS, 30, 12L);
		product("Cup", ProductKind.GOODS, 20, null);
		product("Milk powder", ProductKind.GOODS, 400, 300L);
		product("Sachet", ProductKind.SAMPLE, 1, 0L);
		setUp(tea, get(tea).numbers().only(EnumSet.of(PlaybookStep.COUPON)));
		assertThat(boss(() -> listing.list(null, null)).items())
			.extracting(row -> row.product().name(), PlaybookListing.Row::next, PlaybookListing.Row::obstacle,
					PlaybookListing.Row::set)
			.containsExactly(tuple("Milk powder", PlaybookStep.SAMPLE, null, 0),
					tuple("Tea", PlaybookStep.FLASH_SALE, null, 1), tuple("Cup", null, Obstacle.NO_COST, 0));
		assertThat(boss(() -> listing.list(PriceBand.LOW, null)).items()).hasSize(2);
		assertThat(boss(() -> listing.list(PriceBand.MIDDLE, null)).items()).isEmpty();
		assertThat(boss(() -> listing.list(PriceBand.HIGH, null)).items()).hasSize(1);
	}

	private void assigned(Person person, int count) {
		for (int i = 0; i < count; i++) {
			MemberId theirs = boss(() -> members.add(NewMember.named("Ann")));
			boss(() -> members.edit(theirs, new Profile("Ann", null, null, person.accountId()), null));
		}
	}

	private List<String> tasksOfAll() {
		return boss(() -> tasks.list(new TaskFilter(TaskFilter.Shown.OPEN, null, null), null)).items()
			.stream()
			.map(task -> task.title())
			.toList();
	}

	private ProductId product(String name, ProductKind kind, long price, @Nullable Long cost) {
		return boss(() -> catalog.create(new NewProduct(name, kind, yuan(price), null,
				new ProductTraits(null, (cost != null) ? yuan(cost) : null, null, null, null, null, Eligibility.ALL))));
	}

	private PlaybookDetails get(ProductId product) {
		return boss(() -> playbook.get(product));
	}

	private Set<PlaybookStep> setUp(ProductId product) {
		return boss(() -> setup.setUp(product, null));
	}

	private Set<PlaybookStep> setUp(ProductId product, PlaybookNumbers numbers) {
		return boss(() -> setup.setUp(product, numbers));
	}

	private <T> T boss(Tenancy.Work<T, RuntimeException> work) {
		return staff.as(boss(), work);
	}

	private <T> T as(Set<Permission> permissions, Tenancy.Work<T, RuntimeException> work) {
		Person person = boss();
		return onBehalf.of(new Actor(Actor.Kind.STAFF, person.accountId(), person.name(), null), permissions, false,
				person.organizationId(), work);
	}

	private Person boss() {
		return Objects.requireNonNull(boss);
	}

}
