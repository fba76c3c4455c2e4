package io.guildhall.order;

import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.order.OrderFixtures.CASH;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.AtOneMoment;
import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.member.Audience;
import io.guildhall.member.Audiences;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberTimeline;
import io.guildhall.member.NewMember;
import io.guildhall.member.PersonalData;
import io.guildhall.member.TimelineEntry;
import io.guildhall.merge.MergeService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Who finished a course, from the payment to what goes back. */
@AtOneMoment
@HouseTest
@RequiredArgsConstructor
class CourseResultModuleTests {

	private final CourseResults results;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final CatalogService catalog;

	private final MemberService members;

	private final MemberTimeline timeline;

	private final PersonalData personal;

	private final MergeService merges;

	private final Audiences audiences;

	private final OrganizationService organizations;

	private final StaffFixtures staff;

	private Person boss;

	private MemberId ann;

	private ProductId course;

	@BeforeEach
	void aCourseIsSold() {
		boss = staff.found();
		ann = member("Ann");
		course = product("Speaking", ProductKind.COURSE, 39_900);
	}

	@Test
	void whoPaidACourseIsListedAndCheckedOffOnce() {
		OrderDetails unpaid = as(() -> orders.place(order(ann, course)));
		assertThat(listed()).as("it is not paid").isEmpty();
		assertThat(as(() -> results.of(unpaid.id()))).isEmpty();
		as(() -> orders.markPaid(unpaid.id(), CASH));
		UUID line = only().line();
		assertThat(as(() -> results.figures(course))).isEqualTo(new CourseResults.Figures(1, 0));
		assertThat(as(() -> results.open(ann))).hasSize(1);
		assertThat(as(() -> results.finish(List.of(line, line), null, " speaks freely "))).isEqualTo(1);
		assertThat(only()).returns(today(), CourseResult::finishedOn).returns("speaks freely", CourseResult::note);
		assertThat(as(() -> results.finish(List.of(line), null, "twice"))).isZero();
		assertThat(only().note()).as("it was said before").isEqualTo("speaks freely");
		assertThat(as(() -> results.figures(course))).isEqualTo(new CourseResults.Figures(1, 1));
		assertThat(as(() -> results.open(ann))).isEmpty();
		assertThat(as(() -> results.of(course, new CourseResultFilter(false, null), null)).items()).isEmpty();
		assertThat(as(() -> results.of(course, new CourseResultFilter(true, List.of(ann)), null)).items()).hasSize(1);
		assertThat(as(() -> results.of(course, new CourseResultFilter(null, List.of()), null)).items()).isEmpty();
	}

	@Test
	void allAreCheckedOffOrNone() {
		buy(ann, course);
		UUID line = only().line();
		UUID tea = buy(ann, product("Tea", ProductKind.GOODS, 3000)).lines().get(0).id();
		assertRefused("order.nothing-to-finish", () -> as(() -> results.finish(List.of(line, tea), null, null)));
		assertRefused("order.to-finish", () -> as(() -> results.finish(List.of(), null, null)));
		assertRefused("order.day-of-result", () -> as(() -> results.finish(List.of(line), today().plusDays(1), null)));
		assertRefused("order.day-of-result", () -> as(() -> results.finish(List.of(line), today().minusDays(1), null)));
		assertRefused("order.words-of-result", () -> as(() -> results.finish(List.of(line), null, "x".repeat(501))));
		assertRefused("order.not-finished", () -> as(() -> results.takeBack(line, "never said")));
		assertThat(only().finishedOn()).isNull();
	}

	@Test
	void whatWasFinishedWasHadAndIsPaidBackOnlyWhereThatIsMeant() {
		OrderDetails bought = buy(ann, course);
		UUID line = only().line();
		as(() -> results.finish(List.of(line), null, null));
		assertRefused("order.used", () -> refund(bought, false));
		assertThat(refund(bought, true).isDone()).as("the owner may approve it").isTrue();
		assertThat(only().finishedOn()).as("they did finish").isEqualTo(today());
		assertRefused("order.reason-of-result", () -> as(() -> results.takeBack(line, " ")));
		assertThat(as(() -> results.takeBack(line, "somebody else did")).finishedOn()).isNull();
		assertThat(listed()).as("and it was paid back").isEmpty();
		assertRefused("order.nothing-to-finish", () -> as(() -> results.finish(List.of(line), null, null)));

		buy(ann, course);
		assertThat(only().finishedOn()).isNull();
		ProductId nothing = product("Taster", ProductKind.COURSE, 0);
		OrderDetails free = as(() -> orders.place(order(ann, nothing)));
		UUID taster = free.lines().get(0).id();
		as(() -> results.finish(List.of(taster), null, null));
		assertRefused("order.used-for-nothing", () -> as(() -> orders.cancel(free.id())));
		as(() -> results.takeBack(taster, "a mistake"));
		as(() -> orders.cancel(free.id()));
	}

	@Test
	void itStandsOnTheTimelineInSegmentsAndInACopyAndGoesAlongWithAMerge() {
		MemberId twin = member("Ann A.");
		buy(twin, course);
		UUID line = only().line();
		as(() -> results.finish(List.of(line), null, "speaks freely"));
		assertThat(as(() -> timeline.of(twin, "orders", null, 9)).items())
			.filteredOn(entry -> entry.text().equals("order.timeline.finished"))
			.singleElement()
			.returns("Speaking", TimelineEntry::word);
		assertThat(as(() -> audiences.count(finished(course)))).isEqualTo(1);
		ProductId other = product("Other", ProductKind.COURSE, 100);
		assertThat(as(() -> audiences.count(finished(other)))).isZero();
		assertThat(as(() -> personal.take(twin)).records().get("course_results")).singleElement()
			.satisfies(one -> assertThat(one.toString()).contains("speaks freely"));
		as(() -> merges.merge(twin, ann));
		assertThat(only().member()).isEqualTo(ann);
		as(() -> {
			members.erase(ann);
			return ann;
		});
		assertThat(only().note()).as("words about a person go with them").isEmpty();
		assertThat(only().finishedOn()).isEqualTo(today());
	}

	@Test
	void nothingIsWrittenAboutWhoWasErased() {
		buy(ann, course);
		UUID line = only().line();
		as(() -> {
			members.erase(ann);
			return ann;
		});
		assertRefused("order.erased-note", () -> as(() -> results.finish(List.of(line), null, "speaks freely")));
		assertThat(only().finishedOn()).isNull();
		as(() -> results.finish(List.of(line), null, " "));
		assertThat(only()).as("that it was finished is a fact of the order")
			.returns(today(), CourseResult::finishedOn)
			.returns("", CourseResult::note);
	}

	private static Audience finished(ProductId product) {
		return new Audience(Map.of("finished", product.toString()), List.of());
	}

	private RefundOutcome refund(OrderDetails order, boolean usedToo) {
		return as(() -> refunds.refund(order.id(),
				new RefundAsk(null, null, PaymentMethod.CASH, "unhappy", false, usedToo)));
	}

	private List<CourseResult> listed() {
		return as(() -> results.of(course, CourseResultFilter.ALL, null)).items();
	}

	private CourseResult only() {
		List<CourseResult> all = listed();
		assertThat(all).hasSize(1);
		return all.get(0);
	}

	private OrderDetails buy(MemberId member, ProductId product) {
		return as(() -> orders.placePaid(order(member, product), CASH));
	}

	private static NewOrder order(MemberId member, ProductId product) {
		return new NewOrder(member, List.of(new NewOrder.Line(product, 1, null)), null, null, OrderSource.STAFF);
	}

	private ProductId product(String name, ProductKind kind, long minor) {
		return as(() -> catalog.create(new NewProduct(name, kind, new Money(minor, "CNY"), null)));
	}

	private MemberId member(String name) {
		return as(() -> members.add(NewMember.named(name)));
	}

	private LocalDate today() {
		return as(() -> organizations.today());
	}

	private <T, E extends Throwable> T as(Tenancy.Work<T, E> work) throws E {
		return staff.as(boss, work);
	}

}
