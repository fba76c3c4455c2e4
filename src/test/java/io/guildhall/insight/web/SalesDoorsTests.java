package io.guildhall.insight.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.AtOneMoment;
import io.guildhall.Facts;
import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.OrderImporting;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** What the revenue of a period came from, by kinds and products. */
@AtOneMoment
@HouseTest
@RequiredArgsConstructor
class SalesDoorsTests {

	private final MemberService members;

	private final CatalogService catalog;

	private final OrderImporting orders;

	private final OrganizationService organizations;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private Person boss;

	private ProductId talk;

	@BeforeEach
	void twoWhoBought() {
		boss = staff.found("Acme", "UTC", "CNY");
		talk = staff.as(boss,
				() -> catalog.create(new NewProduct("Talk", ProductKind.COURSE, new Money(50_000, "CNY"), null)));
		MemberId bea = staff.as(boss, () -> members.add(NewMember.named("Bea")));
		MemberId carl = staff.as(boss, () -> members.add(NewMember.named("Carl")));
		LocalDate today = staff.as(boss, organizations::today);
		Facts facts = new Facts();
		facts.payment(bea, today.minusDays(3), 50_000, 20_000, "Talk");
		facts.payment(bea, today.minusDays(2), 3_000, 0);
		facts.payment(carl, today.minusDays(2), 4_000, 0);
		facts.payment(carl, today.minusDays(90), 99_000, 0, "Talk");
		staff.as(boss, () -> transaction.execute(status -> facts.storePayments(jdbc, orders)));
	}

	@Test
	void theRevenueIsToldByKindsAndProducts() {
		assertThat(rest("")).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("sales.length()", rows -> assertThat(rows).isEqualTo(4))
			.hasPathSatisfying("sales[0].kind", kind -> assertThat(kind).isEqualTo("COURSE"))
			.hasPathSatisfying("sales[0].revenue.minor", minor -> assertThat(minor).isEqualTo(30_000))
			.hasPathSatisfying("sales[1].product", product -> assertThat(product).isEqualTo(talk.toString()))
			.hasPathSatisfying("sales[1].buyers", buyers -> assertThat(buyers).isEqualTo(1))
			.hasPathSatisfying("sales[2].kind", kind -> assertThat(kind).isEqualTo("GOODS"))
			.hasPathSatisfying("sales[2].orders", orders -> assertThat(orders).isEqualTo(2))
			.hasPathSatisfying("sales[3].name", name -> assertThat(name).isEqualTo("Tea"))
			.hasPathSatisfying("revenue.minor", minor -> assertThat(minor).isEqualTo(37_000));
		assertThat(page("")).hasStatusOk()
			.bodyText()
			.contains("What the revenue came from", "Course", "Talk", "of=" + talk)
			.doesNotContain("??");
		assertThat(page("?lang=zh-CN")).hasStatusOk().bodyText().contains("收入来自哪里", "课程").doesNotContain("??");
	}

	@Test
	void aKindAndAProductOpenToWhoPaidForIt() {
		assertThat(rest("/figures/SOLD?of=COURSE")).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("items.length()", rows -> assertThat(rows).isEqualTo(1))
			.hasPathSatisfying("items[0].amount.minor", minor -> assertThat(minor).isEqualTo(30_000));
		assertThat(rest("/figures/SOLD")).bodyJson()
			.hasPathSatisfying("items.length()", rows -> assertThat(rows).isEqualTo(3));
		assertThat(page("/figures/SOLD?of=" + talk)).hasStatusOk()
			.bodyText()
			.contains("Talk · ", "Bea", "300.00")
			.doesNotContain("Carl", "??");
		assertThat(page("/figures/SOLD?of=GOODS&lang=zh-CN")).hasStatusOk()
			.bodyText()
			.contains("Carl", "Bea", "实物")
			.doesNotContain("??");
		assertThat(page("/figures/SOLD?of=NOTHING")).hasStatusOk().bodyText().contains("Nothing counts here");
		assertThat(rest("/figures/SOLD?of=%00x")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.hasPathSatisfying("code", code -> assertThat(code).isEqualTo("insight.part"));
	}

	private MvcTestResult rest(String path) {
		return mvc.get()
			.uri("/api/v1/dashboard" + path)
			.header("Authorization", "Bearer " + staff.apiKey(boss))
			.exchange();
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(boss.path() + "/insight" + path).with(staff.login(boss)).exchange();
	}

}
