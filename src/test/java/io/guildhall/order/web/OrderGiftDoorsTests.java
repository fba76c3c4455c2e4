package io.guildhall.order.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.journey.WholeApplication;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/** A membership for another member, through pages and REST. */
@WholeApplication
class OrderGiftDoorsTests {

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private PlanService plans;

	@Autowired
	private MembershipService memberships;

	@Autowired
	private MemberService members;

	private Person owner;

	private MemberId ann;

	private MemberId lin;

	private PlanDetails plan;

	@BeforeEach
	void aPlan() {
		owner = staff.found();
		ann = staff.as(owner, () -> members.add(NewMember.named("Ann Buyer")));
		lin = staff.as(owner, () -> members.add(NewMember.named("林晓")));
		plan = staff.as(owner, () -> plans
			.get(plans.create(new NewPlan("Club", "Club", PlanTerm.YEARLY, new Money(29_900, "CNY"), 0, List.of()))));
	}

	@Test
	void thePageAsksForWhomAndBothPagesNameTheOther() {
		assertThat(page("/orders/recipients?whom=%E6%9E%97")).hasStatusOk()
			.bodyText()
			.contains("name=\"recipient\"", lin.toString(), "林晓");
		assertThat(page("/orders/new?member=" + ann + "&product=" + plan.product() + "&recipient=" + lin)).hasStatusOk()
			.bodyText()
			.contains("For another member", "林晓", "¥299.00</dd>");
		Map<String, String> form = Map.of("member", ann.toString(), "recipient", lin.toString(), "lines[0].product",
				plan.product().toString(), "lines[0].quantity", "1", "method", "CASH", "shown", "29900", "key",
				Ids.next().toString());
		MvcTestResult sold = post("/orders", form);
		assertThat(sold).hasStatus(HttpStatus.FOUND);
		String order = Objects.requireNonNull(sold.getResponse().getRedirectedUrl()).substring(owner.path().length());
		assertThat(page(order)).hasStatusOk()
			.bodyText()
			.contains("/members/" + ann, "Ann Buyer", "/members/" + lin, "林晓");
		for (String language : List.of("en", "zh-CN")) {
			assertThat(page("/orders?lang=" + language)).hasStatusOk()
				.bodyText()
				.contains(language.equals("en") ? "For 林晓" : "送给林晓")
				.doesNotContain("??");
			assertThat(page("/orders/parts/member/" + ann + "?lang=" + language)).hasStatusOk()
				.bodyText()
				.contains(language.equals("en") ? "For 林晓" : "送给林晓")
				.doesNotContain("??");
		}
		assertThat(page("/orders/export")).hasStatusOk()
			.bodyText()
			.contains("source,gift", "STAFF,true," + lin + ",林晓,Club");
		assertThat(page("/audit/of/order/" + order.replaceFirst(".*/", ""))).hasStatusOk()
			.bodyText()
			.contains("For another member");
		MembershipId given = staff.as(owner, () -> memberships.of(lin)).get(0).id();
		assertThat(page("/memberships/" + given)).hasStatusOk()
			.bodyText()
			.contains("/orders/parts/membership/" + given);
		for (String language : List.of("en", "zh-CN")) {
			assertThat(page("/orders/parts/membership/" + given + "?lang=" + language)).hasStatusOk()
				.bodyText()
				.contains("/members/" + ann, "Ann Buyer", order)
				.doesNotContain("??");
			assertThat(page(order + "?lang=" + language)).bodyText().doesNotContain("??");
			assertThat(page("/orders/new?whom=x&lang=" + language)).bodyText().doesNotContain("??");
		}
		assertThat(page("/members/" + lin + "/timeline?kind=orders&lang=en")).bodyText()
			.contains("Got from another member");
		assertThat(page("/members/" + ann + "/timeline?kind=orders&lang=en")).bodyText()
			.contains("Ordered for another member");
		assertThat(post("/orders/quote", Map.of("member", ann.toString(), "recipient", ann.toString(),
				"lines[0].product", plan.product().toString())))
			.bodyText()
			.contains("A gift is for another member");
	}

	@Test
	void doesTheSameForProgramsAndKnowsNobodyOfAnotherHouse() {
		String key = staff.apiKey(owner);
		MvcTestResult placed = rest(key, ann, lin);
		assertThat(placed).hasStatus(HttpStatus.CREATED);
		assertThat(placed).bodyJson().extractingPath("$.recipient").isEqualTo(lin.toString());
		assertThat(placed).bodyJson().extractingPath("$.gift").isEqualTo(true);
		assertThat(rest(key, ann, ann)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("order.gift.buyer");
		MembershipId given = staff.as(owner, () -> memberships.of(lin)).get(0).id();
		assertThat(get(key, "/orders?member=" + ann)).bodyJson().extractingPath("$.items[0].gift").isEqualTo(true);
		assertThat(get(key, "/orders?member=" + ann)).bodyJson()
			.extractingPath("$.items[0].recipient")
			.isEqualTo(lin.toString());
		assertThat(get(key, "/memberships/" + given + "/gifts")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].giver")
			.isEqualTo(ann.toString());

		Person stranger = staff.found();
		MemberId foreign = staff.as(stranger, () -> members.add(NewMember.named("Foreign")));
		assertThat(rest(key, ann, foreign)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(get(staff.apiKey(stranger), "/memberships/" + given + "/gifts")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(mvc.get()
			.uri(stranger.path() + "/orders/parts/membership/" + given)
			.with(staff.login(stranger))
			.exchange()).hasStatus(HttpStatus.NOT_FOUND);
	}

	private MvcTestResult rest(String key, MemberId buyer, MemberId recipient) {
		return mvc.post()
			.uri("/api/v1/orders")
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.content("""
					{"member": "%s", "recipient": "%s", "lines": [{"product": "%s", "quantity": 1}],
					 "payment": {"method": "CASH"}}
					""".formatted(buyer, recipient, plan.product()))
			.exchange();
	}

	private MvcTestResult get(String key, String path) {
		return mvc.get().uri("/api/v1" + path).header("Authorization", "Bearer " + key).exchange();
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(URI.create(owner.path() + path)).with(staff.login(owner)).exchange();
	}

	private MvcTestResult post(String path, Map<String, String> form) {
		MockMvcTester.MockMvcRequestBuilder request = mvc.post()
			.uri(owner.path() + path)
			.with(staff.login(owner))
			.with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

}
