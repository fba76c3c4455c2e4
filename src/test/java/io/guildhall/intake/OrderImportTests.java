package io.guildhall.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.benefit.MemberBenefits;
import io.guildhall.benefit.PurchaseGiving;
import io.guildhall.catalog.ProductKind;
import io.guildhall.fulfilment.FulfilmentDetails;
import io.guildhall.fulfilment.FulfilmentFilter;
import io.guildhall.fulfilment.FulfilmentFilter.Stage;
import io.guildhall.fulfilment.FulfilmentListing;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.job.JobService;
import io.guildhall.member.MemberService;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderFilter;
import io.guildhall.order.OrderListing;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderState;
import io.guildhall.order.OrderSummary;
import io.guildhall.organization.OrganizationFixtures;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What tables of orders say besides money: where it went, and of what kind it was. */
@HouseTest
@RequiredArgsConstructor
class OrderImportTests {

	private final ImportUploading uploading;

	private final ImportService imports;

	private final ImportRunning running;

	private final JobService jobs;

	private final OrderListing orders;

	private final OrderService sold;

	private final FulfilmentListing deliveries;

	private final PurchaseGiving giving;

	private final MemberBenefits benefits;

	private final MemberService members;

	private final OrganizationFixtures organizations;

	private final OnBehalf onBehalf;

	private UUID acme = Ids.next();

	@BeforeEach
	void found() {
		acme = organizations.found("Acme");
	}

	@Test
	void whereAnOrderWentIsKeptAndNothingOfItIsToBeShipped() {
		ImportId id = taken("订单编号,买家昵称,手机号,商品名称,实付金额,付款时间,收货人,收货人电话,收货地址\n"
				+ "1,安然,13800138000,Tea,60,2026-03-01,李四,13900139000,浙江省杭州市西湖区龙井路 1 号\n"
				+ "2,安然,13800138000,Tea,60,2026-03-02,,,上海市浦东新区张江路 2 号\n3,安然,13800138000,Tea,60,2026-03-03,,,\n"
				+ "4,安然,13800138000,Tea,60,2026-03-04,,,西湖边\n");
		assertThat(as(() -> imports.problems(id, false, null, 50)).items())
			.extracting(ImportProblem::line, ImportProblem::reason, ImportProblem::excerpt)
			.containsExactly(tuple(5L, "intake.address-left-out.city", "4"));
		assertThat(line("4").productName()).as("it is taken all the same").isEqualTo("Tea");
		assertThat(delivery("4")).isEmpty();
		assertThat(address("1"))
			.contains(new ShippingAddress("李四", "13900139000", "浙江省", "杭州市", "西湖区", "龙井路 1 号", "", ""));
		assertThat(address("2"))
			.contains(new ShippingAddress("安然", "13800138000", "", "上海市", "浦东新区", "张江路 2 号", "", ""));
		assertThat(delivery("3")).isEmpty();
		for (Stage stage : Stage.values()) {
			assertThat(as(() -> deliveries.list(FulfilmentFilter.of(stage), null)).items()).isEmpty();
		}
		as(() -> {
			members.erase(order("2").member());
			return id;
		});
		assertThat(address("1")).isEmpty();
		assertThat(as(() -> imports.problems(id, false, null, 50)).items()).extracting(ImportProblem::excerpt)
			.containsExactly("");
	}

	@Test
	void anAddressWithoutAPhoneNumberIsLeftOutAndSaidOnceAndTheOrderCounts() {
		String table = "order no,name,product,amount,paid at,city,street\n"
				+ "1,Ann,Tea,60,2026-03-01,Hangzhou,1 Longjing Road\n2,Bea,Tea,60,2026-03-02,,\n";
		ImportId id = taken(table);
		assertThat(as(() -> imports.problems(id, false, null, 50)).items())
			.extracting(ImportProblem::line, ImportProblem::reason)
			.containsExactly(tuple(2L, "intake.address-left-out.phone"));
		assertThat(line("1").total()).isEqualTo(line("2").total());
		assertThat(delivery("1")).isEmpty();
		ImportId again = taken(table);
		assertThat(as(() -> imports.problems(again, false, null, 50)).items()).as("known already").isEmpty();
	}

	@Test
	void whereItWentIsForgottenWithTheImport() {
		ImportId id = taken("order no,name,phone,product,amount,paid at,city,street\n"
				+ "1,Ann,13800138000,Tea,60,2026-03-01,Hangzhou,1 Longjing Road\n");
		assertThat(address("1"))
			.contains(new ShippingAddress("Ann", "13800138000", "", "Hangzhou", "", "1 Longjing Road", "", ""));
		OrderSummary order = order("1");
		undo(id);
		assertThat(as(() -> deliveries.find(order.id().id())))
			.hasValueSatisfying(its -> assertThat(its.address()).as("taken back with its order").isNull());
	}

	@Test
	void aColumnSaysOfWhatKindItWasWhereNoProductIsNamed() {
		ImportId id = taken("order no,name,kind,product,amount,paid at\n1,Ann,课程,,60,2026-03-01\n"
				+ "2,Ann,,,60,2026-03-02\n3,Ann,consultation,Talk,60,2026-03-03\n4,Ann,membership,,60,2026-03-04\n"
				+ "5,Ann,service,Talk,60,2026-03-05\n");
		assertThat(as(() -> imports.problems(id, false, null, 50)).items())
			.extracting(ImportProblem::line, ImportProblem::reason)
			.containsExactly(tuple(5L, "intake.bad.kind"));
		assertThat(line("1").productKind()).isEqualTo(ProductKind.COURSE);
		assertThat(line("2").productKind()).isEqualTo(ProductKind.GOODS);
		assertThat(line("2").productName()).isNotEqualTo(line("1").productName());
		assertThat(line("3")).returns("Talk", OrderDetails.Line::productName)
			.returns(ProductKind.CONSULTATION, OrderDetails.Line::productKind);
		assertThat(line("5").productKind()).as("by the product that is there").isEqualTo(ProductKind.CONSULTATION);
	}

	@Test
	void whatImportedOrdersBoughtIsGivenOnlyWhereSomebodySaysSoAndThenTheyStay() {
		ImportId id = taken("order no,name,kind,product,quantity,amount,refunded,paid at\n"
				+ "1,Ann,consultation,Talk,3,60,20,2026-03-01\n2,Ann,consultation,Talk,1,60,,2026-03-02\n");
		OrderSummary first = order("1");
		assertThat(as(() -> benefits.bought(first.member()))).isEmpty();
		assertThat(as(() -> giving.missing(first.id()))).hasSize(1);
		assertThat(as(() -> giving.give(first.id()))).singleElement()
			.satisfies(one -> assertThat(one.purchase().pieces()).as("a third was paid back").isEqualTo(2));
		assertThat(as(() -> giving.give(first.id()))).as("once more gives nothing more").hasSize(1);
		assertThat(as(() -> giving.missing(first.id()))).isEmpty();
		OrderSummary second = order("2");
		undo(id);
		assertThat(as(() -> sold.get(first.id())).state()).isEqualTo(OrderState.PARTLY_REFUNDED);
		assertThat(as(() -> sold.get(second.id())).state()).isEqualTo(OrderState.TAKEN_BACK);
		assertThat(as(() -> imports.problems(id, false, null, 50)).items()).extracting(ImportProblem::reason)
			.containsExactly("benefit.kept.given");
	}

	private Optional<FulfilmentDetails> delivery(String number) {
		return as(() -> deliveries.find(order(number).id().id()));
	}

	private Optional<ShippingAddress> address(String number) {
		return delivery(number).map(FulfilmentDetails::address);
	}

	private OrderDetails.Line line(String number) {
		return as(() -> sold.get(order(number).id())).lines().get(0);
	}

	/** Each was paid on the day of its number. */
	private OrderSummary order(String number) {
		return as(() -> orders.list(OrderFilter.ALL, null)).items()
			.stream()
			.filter(one -> day(one) == Integer.parseInt(number))
			.findFirst()
			.orElseThrow();
	}

	private static int day(OrderSummary order) {
		return Objects.requireNonNull(order.paidAt()).atZone(ZoneId.of("Asia/Shanghai")).getDayOfMonth();
	}

	private ImportId taken(String csv) {
		byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
		ImportId id = as(() -> uploading.upload(null, Ids.next().toString(),
				List.of(new Upload("orders.csv", bytes.length, () -> new ByteArrayInputStream(bytes)))));
		as(() -> {
			running.check(id);
			UUID job = imports.get(id).job();
			if (job != null) {
				jobs.runNow(job);
			}
			return id;
		});
		as(() -> {
			jobs.runNow(running.start(id));
			return id;
		});
		assertThat(as(() -> imports.get(id)).state()).isEqualTo(ImportState.DONE);
		return id;
	}

	private void undo(ImportId id) {
		as(() -> {
			jobs.runNow(running.undo(id));
			return id;
		});
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

}
