package io.guildhall.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

import io.guildhall.AtOneMoment;
import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Money;
import io.guildhall.staff.AtTheDoors;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures.Person;

/** Who finished, on pages and for programs. */
@AtOneMoment
@HouseTest
class CourseResultDoorsTests extends AtTheDoors {

	@Autowired
	private OrderService orders;

	@Autowired
	private CatalogService catalog;

	@Autowired
	private MemberService members;

	private MemberId bea;

	private ProductId course;

	private OrderDetails sold;

	private UUID line;

	@BeforeEach
	void beaPaidACourse() {
		bea = staff.as(ann, () -> members.add(NewMember.named("Bea")));
		course = staff.as(ann,
				() -> catalog.create(new NewProduct("Speaking", ProductKind.COURSE, new Money(39_900, "CNY"), null)));
		sold = staff.as(ann,
				() -> orders.placePaid(
						new NewOrder(bea, List.of(new NewOrder.Line(course, 1, null)), null, null, OrderSource.STAFF),
						new NewPayment(PaymentMethod.CASH, null, null, null)));
		line = sold.lines().get(0).id();
	}

	@Test
	void theStaffChecksOffFromTheListAndTakesBackOnTheOrder() {
		String list = "/products/" + course + "/results";
		assertThat(page(list + "/part")).hasStatusOk().bodyText().contains("0 of 1 have finished", list);
		assertThat(page(list)).hasStatusOk()
			.bodyText()
			.contains("Bea", "Not finished", "data-select-all", "Mark as finished", list + "/export")
			.doesNotContain("??");
		assertThat(page(list + "?q=nobody")).bodyText().contains("Nothing matches").doesNotContain(">Bea<");
		assertThat(post(list, Map.of())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		Map<String, String> ticked = Map.of("chosen", line.toString(), "day", AtOneMoment.TODAY.toString(), "note",
				"=free", "finished", "false");
		assertThat(post(list, ticked)).as("the filter stays").hasRedirectedUrl(ann.path() + list + "?finished=false");
		assertThat(page(list + "?finished=true")).bodyText().contains("Finished on " + AtOneMoment.TODAY, "=free");
		assertThat(page(list + "?finished=false")).bodyText().contains("Nothing matches");
		assertThat(page(list + "/export?finished=true&q=bea")).hasStatusOk()
			.bodyText()
			.contains("line_id,order_no,member_id,name,product", ",Bea,Speaking,1,", "'=free");
		assertThat(page("/orders/" + sold.id() + "/results?lang=zh-CN")).hasStatusOk()
			.bodyText()
			.contains("结业", "撤销")
			.doesNotContain("??");
		assertThat(post("/course-results/" + line + "/undo", Map.of("reason", "")))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(post("/course-results/" + line + "/undo", Map.of("reason", "a mistake")))
			.hasStatus(HttpStatus.FOUND);
		assertThat(page("/orders/" + sold.id() + "/results?lang=en")).bodyText()
			.contains("Not finished", "name=\"note\"");
		assertThat(post("/orders/" + sold.id() + "/results", Map.of("line", line.toString())))
			.hasStatus(HttpStatus.FOUND);
	}

	@Test
	void itIsCheckedOffAtTheDesk() {
		assertThat(page("/check-off?member=" + bea)).hasStatusOk().bodyText().contains("Speaking", "Mark as finished");
		assertThat(post("/check-off/finished", Map.of("member", bea.toString(), "line", line.toString())))
			.hasStatus(HttpStatus.FOUND);
		assertThat(page("/check-off?member=" + bea)).bodyText().doesNotContain("Mark as finished");
	}

	@Test
	void programsDoTheSame() {
		assertThat(api("/products/" + course + "/results?finished=false")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].line")
			.isEqualTo(line.toString());
		String body = "{\"lines\": [\"%s\"], \"note\": \"speaks freely\"}".formatted(line);
		assertThat(api("/course-results", body)).hasStatusOk().bodyJson().extractingPath("$.finished").isEqualTo(1);
		assertThat(api("/course-results", body)).hasStatusOk().bodyJson().extractingPath("$.finished").isEqualTo(0);
		assertThat(api("/course-results", "{\"lines\": []}")).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(api("/course-results", "{\"lines\": [\"%s\"]}".formatted(UUID.randomUUID())))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"order.nothing-to-finish\"}");
		assertThat(api("/products/" + course + "/results/figures")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"taking\": 1, \"finished\": 1}");
		assertThat(api("/orders/" + sold.id() + "/results")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].note")
			.isEqualTo("speaks freely");
		assertThat(api("/course-results/" + line + "/undo", "{\"reason\": \"a mistake\"}")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"line\": \"%s\", \"note\": \"\"}".formatted(line));
	}

	@Test
	void whatIsLeftIsSaidBeforeItLapses() {
		ProductId talk = staff.as(ann,
				() -> catalog.create(new NewProduct("Talk", ProductKind.CONSULTATION, new Money(10_000, "CNY"), null)));
		OrderDetails talks = staff.as(ann,
				() -> orders.placePaid(
						new NewOrder(bea, List.of(new NewOrder.Line(talk, 3, null)), null, null, OrderSource.STAFF),
						new NewPayment(PaymentMethod.CASH, null, null, null)));
		UUID its = talks.lines().get(0).id();
		assertThat(page("/orders/" + talks.id() + "/results?lang=en")).hasStatusOk()
			.bodyText()
			.contains("3 uses left", "name=\"restLapses\"")
			.doesNotContain("??");
		assertThat(page("/products/" + talk + "/results?lang=zh-CN")).hasStatusOk()
			.bodyText()
			.contains("剩余 3 次", "剩余次数作废")
			.doesNotContain("??");
		assertThat(page("/products/" + course + "/results?lang=en")).bodyText().doesNotContain("restLapses");
		assertThat(page("/check-off?member=" + bea)).bodyText().contains("3 uses left");
		assertThat(post("/check-off/finished", Map.of("member", bea.toString(), "line", its.toString())))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("3 times");
		assertThat(api("/course-results", "{\"lines\": [\"%s\"]}".formatted(its))).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"order.left-to-use\"}");
		assertThat(api("/orders/" + talks.id() + "/results")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].left")
			.isEqualTo(3);
		assertThat(post("/orders/" + talks.id() + "/results", Map.of("line", its.toString(), "restLapses", "true")))
			.hasStatus(HttpStatus.FOUND);
		assertThat(api("/orders/" + talks.id() + "/purchases")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].state")
			.isEqualTo("FINISHED");
		assertThat(page("/orders/" + talks.id() + "/purchases?lang=zh-CN")).bodyText()
			.contains("已结业")
			.doesNotContain("??");
		assertThat(api("/course-results/" + its + "/undo", "{\"reason\": \"a mistake\"}")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"left\": 3}");
		assertThat(api("/course-results", "{\"lines\": [\"%s\"], \"restLapses\": true}".formatted(its))).hasStatusOk()
			.bodyJson()
			.extractingPath("$.finished")
			.isEqualTo(1);
	}

	@Test
	void whatIsSaidOfWhoWasErasedIsRefused() {
		staff.as(ann, () -> {
			members.erase(bea);
			return bea;
		});
		assertThat(api("/course-results", "{\"lines\": [\"%s\"], \"note\": \"speaks freely\"}".formatted(line)))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"order.erased-note\"}");
		assertThat(post("/orders/" + sold.id() + "/results", Map.of("line", line.toString(), "note", "speaks freely")))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("Nothing is written about who was erased");
		assertThat(post("/orders/" + sold.id() + "/results", Map.of("line", line.toString())))
			.hasStatus(HttpStatus.FOUND);
	}

	@Test
	void whoMayNotTakeDataOutGetsNoFile() {
		Person bob = staff.hired(ann, Role.STAFF);
		String list = ann.path() + "/products/" + course + "/results";
		assertThat(mvc.get().uri(list).with(staff.login(bob))).hasStatusOk()
			.bodyText()
			.contains("Mark as finished")
			.doesNotContain("/results/export");
		assertThat(mvc.get().uri(list + "/export").with(staff.login(bob))).hasStatus(HttpStatus.FORBIDDEN)
			.doesNotContainHeader("Content-Disposition");
	}

}
