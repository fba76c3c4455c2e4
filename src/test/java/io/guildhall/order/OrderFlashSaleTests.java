package io.guildhall.order;

import static io.guildhall.Race.race;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogRefused;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.FlashSaleDetails;
import io.guildhall.catalog.FlashSaleFilter;
import io.guildhall.catalog.FlashSaleId;
import io.guildhall.catalog.FlashSaleState;
import io.guildhall.catalog.FlashSales;
import io.guildhall.catalog.NewFlashSale;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductStock;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Orders take the price of a flash sale while it runs, and no more often than it says.
 */
@HouseTest
@RequiredArgsConstructor
class OrderFlashSaleTests {

	private static final Money REGULAR = new Money(3000, "CNY");

	private static final Money LESS = new Money(1990, "CNY");

	private static final Duration HOUR = Duration.ofHours(1);

	private final OrderService orders;

	private final CatalogService catalog;

	private final FlashSales sales;

	private final ProductStock stock;

	private final MemberService members;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private UUID acme = Ids.next();

	private MemberId ann = new MemberId(Ids.next());

	private ProductId tea = ProductId.of(Ids.next().toString());

	@BeforeEach
	void aShop() {
		acme = Ids.next();
		as(() -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		ann = as(() -> members.add(NewMember.named("Ann")));
		tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, REGULAR, null)));
	}

	@Test
	void anOrderTakesItsPriceAndSaysSo() {
		FlashSaleId sale = open(10, 2, Eligibility.ALL);
		OrderDetails quote = as(() -> orders.quote(order(ann, 2, null)));
		assertThat(quote.total()).isEqualTo(LESS.times(2));
		assertThat(quote.lines().get(0).flashSale()).isEqualTo(sale);
		OrderDetails placed = as(() -> orders.place(order(ann, 2, null)));
		OrderDetails read = as(() -> orders.get(placed.id()));
		assertThat(read.total()).isEqualTo(LESS.times(2));
		assertThat(read.lines().get(0).flashSale()).isEqualTo(sale);
		assertThat(details(sale).left()).isEqualTo(8);
		assertThat(as(() -> sales.holds(sale))).singleElement()
			.satisfies(hold -> assertThat(hold.order()).isEqualTo(placed.id().id()))
			.satisfies(hold -> assertThat(hold.number()).isEqualTo(placed.number()))
			.satisfies(hold -> assertThat(hold.member()).isEqualTo(ann));
	}

	@Test
	void whoMissesItSeesTheUsualPriceBeforeTheyPay() {
		FlashSaleId sale = open(3, 2, new Eligibility(List.of("CORE"), null, null));
		assertThat(price(order(ann, 1, null))).as("not core").isEqualTo(REGULAR);
		FlashSaleId forAll = open(1, 2, Eligibility.ALL);
		assertThat(price(order(ann, 2, null))).as("only one is left").isEqualTo(REGULAR.times(2));
		assertThat(price(order(ann, 1, null))).isEqualTo(LESS);
		assertThat(price(order(ann, 1, null))).as("sold out").isEqualTo(REGULAR);
		assertThat(details(forAll).state()).isEqualTo(FlashSaleState.SOLD_OUT);
		assertThat(details(sale).taken()).isZero();
	}

	@Test
	void sellsNoMoreAtItsPriceThanThereAreHoweverManyOrderAtOnce() throws Exception {
		FlashSaleId sale = open(10, 1, Eligibility.ALL);
		List<MemberId> all = new ArrayList<>();
		for (int i = 0; i < 32; i++) {
			String name = "Member " + i;
			all.add(as(() -> members.add(NewMember.named(name))));
		}
		List<String> answers = race(32, i -> () -> answer(all.get(i)));
		assertThat(answers.stream().filter(LESS.toString()::equals)).hasSize(10);
		assertThat(answers).containsAnyOf(REGULAR.toString(), "catalog.sale.gone");
		assertThat(details(sale).taken()).isEqualTo(10);
	}

	@Test
	void sellsAMemberNoMoreThanTheLimitHoweverOftenTheyOrderAtOnce() throws Exception {
		FlashSaleId sale = open(100, 2, Eligibility.ALL);
		List<String> answers = race(16, i -> () -> answer(ann));
		assertThat(answers.stream().filter(LESS.toString()::equals)).hasSize(2);
		assertThat(details(sale).taken()).isEqualTo(2);
	}

	@Test
	void beginsAndEndsByTheClock() {
		Instant now = clock.instant();
		FlashSaleId sale = as(() -> sales.create(
				new NewFlashSale(tea, LESS, now.plus(HOUR), now.plus(HOUR.multipliedBy(2)), 10, 5, Eligibility.ALL)));
		assertThat(price(order(ann, 1, null))).as("a draft").isEqualTo(REGULAR);
		as(() -> {
			sales.open(sale);
			return sale;
		});
		assertThat(details(sale).state()).isEqualTo(FlashSaleState.PLANNED);
		assertThat(price(order(ann, 1, null))).as("not yet").isEqualTo(REGULAR);
		assertThat(at(now.plus(HOUR), () -> price(order(ann, 1, null)))).isEqualTo(LESS);
		assertThat(at(now.plus(HOUR.multipliedBy(2)), () -> price(order(ann, 1, null)))).as("over").isEqualTo(REGULAR);
	}

	@Test
	void isCalledOffForWhoeverComesLater() {
		FlashSaleId sale = open(10, 5, Eligibility.ALL);
		OrderDetails before = as(() -> orders.place(order(ann, 1, null)));
		as(() -> {
			sales.callOff(sale);
			return sale;
		});
		assertThat(price(order(ann, 1, null))).isEqualTo(REGULAR);
		assertThat(as(() -> orders.get(before.id())).total()).isEqualTo(LESS);
	}

	@Test
	void getsBackWhatAnOrderLetsGoOf() {
		FlashSaleId sale = open(1, 1, Eligibility.ALL);
		as(() -> stock.change(tea, 5, "delivered"));
		OrderDetails order = as(() -> orders.place(order(ann, 1, null)));
		assertThat(as(() -> stock.level(tea)).left()).isEqualTo(4);
		as(() -> orders.cancel(order.id()));
		assertThat(as(() -> stock.level(tea)).left()).isEqualTo(5);
		assertThat(details(sale).taken()).isZero();
		assertThat(price(order(ann, 1, null))).isEqualTo(LESS);
	}

	@Test
	void leavesAPriceAloneThatWasAgreedOn() {
		FlashSaleId sale = open(10, 5, Eligibility.ALL);
		assertThat(price(order(ann, 1, new Money(2500, "CNY")))).isEqualTo(new Money(2500, "CNY"));
		assertThat(details(sale).taken()).isZero();
	}

	@Test
	void isSeenByNobodyElse() {
		FlashSaleId sale = open(10, 5, Eligibility.ALL);
		UUID globex = Ids.next();
		onBehalf.ofSystem(globex,
				() -> organizations.found(new NewOrganization("Globex", null, ZoneId.of("UTC"), "CNY", "en", false)));
		assertThatExceptionOfType(CatalogRefused.class)
			.isThrownBy(() -> onBehalf.ofSystem(globex, () -> sales.get(sale)))
			.returns("catalog.sale.unknown", CatalogRefused::getCode);
		assertThat(onBehalf.ofSystem(globex, () -> sales.list(FlashSaleFilter.of(null), null)).items()).isEmpty();
	}

	private FlashSaleId open(long pieces, int perMember, Eligibility eligibility) {
		Instant now = clock.instant();
		FlashSaleId sale = as(() -> sales
			.create(new NewFlashSale(tea, LESS, now.minus(HOUR), now.plus(HOUR), pieces, perMember, eligibility)));
		return as(() -> {
			sales.open(sale);
			return sale;
		});
	}

	private FlashSaleDetails details(FlashSaleId sale) {
		return as(() -> sales.get(sale));
	}

	private Money price(NewOrder order) {
		return as(() -> orders.place(order)).total();
	}

	private String answer(MemberId member) {
		try {
			return price(order(member, 1, null)).toString();
		}
		catch (DomainException refusal) {
			return refusal.getCode();
		}
	}

	private NewOrder order(MemberId member, int quantity, @Nullable Money agreed) {
		return new NewOrder(member, List.of(new NewOrder.Line(tea, quantity, agreed)), null, null, OrderSource.STAFF);
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

	private <T> T at(Instant then, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(then, work::run);
	}

}
