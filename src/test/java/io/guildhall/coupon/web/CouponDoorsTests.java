package io.guildhall.coupon.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.AtOneMoment;
import io.guildhall.HouseTest;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponFixtures;
import io.guildhall.coupon.CouponIssues;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.job.JobService;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.staff.AtTheDoors;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures.Person;

/** Coupons through both doors, with the whole application behind them. */
@AtOneMoment
@HouseTest
class CouponDoorsTests extends AtTheDoors {

	@Autowired
	private CouponBatches batches;

	@Autowired
	private CouponIssuing issuing;

	@Autowired
	private CouponIssues issues;

	@Autowired
	private JobService jobs;

	@Autowired
	private MemberService members;

	private MemberId member;

	@BeforeEach
	void newOrganization() {
		member = staff.as(ann, () -> members.add(NewMember.named("王小明")));
	}

	@Test
	void anEmptyListSaysWhatToDoFirst() {
		assertThat(page("/coupons")).hasStatusOk().bodyText().contains("No coupons yet", "/coupons/new");
		assertThat(page("/coupons?state=PAUSED")).hasStatusOk()
			.bodyText()
			.contains("Nothing matches", "Clear the filter")
			.doesNotContain("No coupons yet");
	}

	@Test
	void aBatchIsMadeStartedAndShown() {
		MvcTestResult made = post("/coupons", Map.of("name", "Rebate card", "kind", "AMOUNT", "amount", "5",
				"threshold", "30", "dates", "DAYS", "days", "7", "stock", "50", "perMember", "1", "note", ""));
		assertThat(made).hasStatus3xxRedirection();
		String shown = Objects.requireNonNull(made.getResponse().getRedirectedUrl()).replace(ann.path(), "");
		assertThat(page(shown)).hasStatusOk().bodyText().contains("Rebate card", "¥250.00", "Start issuing");
		assertThat(page(shown + "/edit")).hasStatusOk()
			.bodyText()
			.contains("value=\"5.00\"", "action=\"" + ann.path() + shown + "\"");
		assertThat(post(shown + "/activation", Map.of())).hasStatus3xxRedirection();
		assertThat(page(shown)).hasStatusOk().bodyText().contains("Being issued", "Members who match");
		assertThat(page(shown + "/audience?to=AUDIENCE")).hasStatusOk()
			.bodyText()
			.contains("Issue 1 coupon<", "Issue 1 coupon now?");
		assertThat(page("/coupons?state=ACTIVE")).hasStatusOk().bodyText().contains("Rebate card", "50 of 50");
		assertThat(page("/coupons?q=bate&state=ACTIVE")).bodyText().contains("Rebate card");
		assertThat(page("/coupons?q=tea")).bodyText().contains("Nothing matches").doesNotContain("Rebate card");
		assertThat(post(shown + "/pause", Map.of())).hasStatus3xxRedirection();
		assertThat(post(shown + "/end", Map.of())).hasStatus3xxRedirection();
	}

	@Test
	void aBatchPromisesMoneyBackByItsPageAndForPrograms() {
		Map<String, String> form = new java.util.HashMap<>(Map.of("name", "Back", "kind", "CASHBACK_SHARE", "percent",
				"10", "cap", "20", "threshold", "100", "waitDays", "15", "dates", "DAYS", "days", "7", "stock", "50"));
		MvcTestResult made = post("/coupons", form);
		assertThat(made).hasStatus3xxRedirection();
		String shown = Objects.requireNonNull(made.getResponse().getRedirectedUrl()).replace(ann.path(), "");
		assertThat(page(shown)).hasStatusOk()
			.bodyText()
			.contains(
					"10% of what is paid comes back 15 days after it is paid and received, from ¥100.00 on, at most ¥20.00",
					"Each promises back ¥20.00 at most, all together at most ¥1,000.00");
		assertThat(page(shown + "/edit")).hasStatusOk()
			.bodyText()
			.contains("value=\"CASHBACK_SHARE\" selected", "value=\"15\"");
		form.put("waitDays", "400");
		assertThat(post("/coupons", form)).hasStatusOk().bodyText().contains("between 0 and 365 days");
		assertThat(page("/coupons/effect?kind=CASHBACK&amount=5&waitDays=0&dates=DAYS&days=7&stock=1")).bodyText()
			.contains("¥5.00 back on the day on which it is paid and received");
		assertThat(api("/coupon-batches", """
				{"name":"Back","kind":"CASHBACK","amount":{"minor":500,"currency":"CNY"},"waitDays":7,"days":7,
				"stock":10}""", "back")).hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.extractingPath("$.terms.waitDays")
			.isEqualTo(7);
		assertThat(api("/coupon-batches", """
				{"name":"Off","kind":"AMOUNT","amount":{"minor":500,"currency":"CNY"},"waitDays":7,"days":7,
				"stock":10}""", "off")).bodyJson().extractingPath("$.code").isEqualTo("coupon.wait");
	}

	@Test
	void aBatchSaysToWhomItIsGivenOnItsPageAndForPrograms() {
		MvcTestResult made = post("/coupons", Map.of("name", "Core", "kind", "AMOUNT", "amount", "5", "dates", "DAYS",
				"days", "7", "stock", "50", "tiers", "CORE"));
		assertThat(made).hasStatus3xxRedirection();
		String shown = Objects.requireNonNull(made.getResponse().getRedirectedUrl()).replace(ann.path(), "");
		assertThat(page(shown)).hasStatusOk().bodyText().contains("Given to", "Core");
		assertThat(page(shown + "/edit")).hasStatusOk().bodyText().contains("value=\"CORE\" checked");
		assertThat(page("/coupons/effect?kind=AMOUNT&amount=5&dates=DAYS&days=7&stock=1&tiers=CORE")).bodyText()
			.contains("Only members for whom it is");
		assertThat(post("/coupons",
				Map.of("name", "Kings", "kind", "AMOUNT", "amount", "5", "dates", "DAYS", "days", "7", "stock", "50",
						"tiers", "KINGS")))
			.hasStatusOk()
			.bodyText()
			.contains("There is no tier, group or membership KINGS");
		MvcTestResult some = api("/coupon-batches", """
				{"name":"Core","kind":"AMOUNT","amount":{"minor":500,"currency":"CNY"},"days":7,"stock":10,
				"eligibility":{"tiers":["CORE"]}}""", "some");
		assertThat(some).hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.extractingPath("$.eligibility.tiers[0]")
			.isEqualTo("CORE");
		String id = text(some, "id");
		assertThat(api("/coupon-batches/" + id + "/activate", "{}", null)).hasStatusOk();
		assertThat(api("/coupon-batches/" + id + "/coupons", "{\"member\":\"" + member + "\"}", "one"))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("coupon.not-for-member");
	}

	@Test
	void aFormThatIsNotRightComesBackWithItsReasons() {
		assertThat(post("/coupons",
				Map.of("name", "X", "kind", "PERCENT", "percent", "20", "dates", "DAYS", "stock", "50")))
			.hasStatusOk()
			.bodyText()
			.contains("This is needed");
		assertThat(post("/coupons",
				Map.of("name", "X", "kind", "AMOUNT", "amount", "-5", "dates", "DAYS", "days", "7", "stock", "50")))
			.hasStatusOk()
			.bodyText()
			.contains("Say what the coupon takes off");
		assertThat(post("/coupons",
				Map.of("name", "X", "kind", "AMOUNT", "amount", "0.001", "dates", "FIXED", "stock", "5")))
			.hasStatusOk()
			.bodyText()
			.contains("More decimals than the currency has");
	}

	@Test
	void aNumberThatIsNoneComesBackWithItsReason() {
		assertThat(post("/coupons",
				Map.of("name", "X", "kind", "AMOUNT", "amount", "5", "dates", "DAYS", "days", "7", "stock", "many")))
			.hasStatusOk()
			.bodyText()
			.contains("Give a whole number", "value=\"X\"", "action=\"" + ann.path() + "/coupons\"");
	}

	@Test
	void theEffectIsToldWhileTheFormIsFilledIn() {
		assertThat(page("/coupons/effect?kind=PERCENT&percent=20&cap=50&dates=FIXED&firstDay=2026-03-01"
				+ "&lastDay=2026-03-08&stock=10&perMember=2"))
			.hasStatusOk()
			.bodyText()
			.contains("¥500.00", "20% off, at most ¥50.00", "2026-03-01 to 2026-03-08");
		assertThat(page("/coupons/effect?kind=AMOUNT")).hasStatusOk().bodyText().contains("Fill in the rest");
	}

	@Test
	void aCouponCountsLongerByItsPageAndForPrograms() {
		CouponSummary coupon = issued(open());
		String page = "/coupons/codes/" + coupon.id();
		assertThat(post(page + "/extension", Map.of("lastDay", "2099-01-01", "reason", "ill")))
			.as("longer than an offer lasts")
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		String day = AtOneMoment.TODAY.plusDays(60).toString();
		assertThat(post(page + "/extension", Map.of("lastDay", day, "reason", "was ill"))).hasStatus3xxRedirection();
		assertThat(page(page)).hasStatusOk().bodyText().contains("Counts longer", "was ill");
		assertThat(mvc.post()
			.uri("/api/v1/coupons/" + coupon.id() + "/extend")
			.header("Authorization", key)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"lastDay\": \"" + day + "\", \"reason\": \"again\"}"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("coupon.not-later");
	}

	@Test
	void aCouponHasAPageAndPartsOnOtherPages() {
		CouponSummary coupon = issued(open());
		assertThat(page("/coupons/codes/" + coupon.id())).hasStatusOk()
			.bodyText()
			.contains(coupon.code(), "王小明", "Its life", "Revoke this coupon");
		assertThat(page("/coupons/of/" + member)).hasStatusOk().bodyText().contains(coupon.code(), "Issue a coupon");
		assertThat(page("/coupons/search?q=" + coupon.code().toLowerCase(Locale.ROOT).replace("-", ""))).hasStatusOk()
			.bodyText()
			.contains(coupon.code(), "王小明");
		assertThat(page("/coupons/search?q=x")).hasStatusOk().bodyText().doesNotContain(coupon.code());
		assertThat(page("/coupons/today")).hasStatusOk();
		assertThat(page("/coupons/" + coupon.batch() + "/export?state=ISSUED")).hasStatusOk()
			.bodyText()
			.contains("code,member_id,name", coupon.code(), "王小明");
		assertThat(page("/coupons/" + coupon.batch() + "/export?state=USED")).hasStatusOk()
			.bodyText()
			.doesNotContain(coupon.code());
		assertThat(page("/coupons/" + coupon.batch())).hasStatusOk().bodyText().contains(coupon.code(), "data-chart");
		assertThat(post("/coupons/codes/" + coupon.id() + "/revocation", Map.of("reason", "by mistake")))
			.hasStatus3xxRedirection();
		assertThat(page("/coupons/codes/" + coupon.id())).hasStatusOk().bodyText().contains("by mistake");
	}

	@Test
	void anIssueToManyShowsEachResultAndLetsThemBeDownloaded() {
		BatchId batch = open();
		staff.as(ann, () -> members.add(NewMember.named("=cmd")));
		CouponIssues.Started started = staff.as(ann, () -> issues.issueTo(batch, Audience.all(), null));
		String issue = "/coupons/" + batch + "/issues/" + started.issue();
		assertThat(page(issue)).hasStatusOk();
		staff.as(ann, () -> {
			jobs.runNow(started.job());
			return started;
		});
		assertThat(page(issue + "?outcome=ISSUED")).hasStatusOk()
			.bodyText()
			.contains("王小明", "Take 2 unused back", "All 2");
		assertThat(page(issue + "/results.csv")).hasStatusOk().bodyText().contains("\"王小明\",ISSUED,", "\"'=cmd\"");
		assertThat(post(issue + "/revocation", Map.of("reason", "wrong batch"))).hasStatus3xxRedirection();
		assertThat(page(issue)).hasStatusOk().bodyText().doesNotContain("Take 2 unused back");
	}

	@Test
	void pagesSpeakChinese() {
		BatchId batch = open();
		assertThat(mvc.get().uri(ann.path() + "/coupons/" + batch + "?lang=zh-CN").with(staff.login(ann))).hasStatusOk()
			.bodyText()
			.contains("满 ¥30.00 减 ¥5.00", "发放中", "每人限 1 张");
	}

	@Test
	void aRequestWithTheSameKeyGetsTheSameCoupon() {
		BatchId batch = open();
		String body = "{\"member\":\"" + member + "\"}";
		MvcTestResult first = api("/coupon-batches/" + batch + "/coupons", body, "k1");
		assertThat(first).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.state").isEqualTo("ISSUED");
		MvcTestResult again = api("/coupon-batches/" + batch + "/coupons", body, "k1");
		assertThat(again).hasStatus(HttpStatus.CREATED);
		assertThat(code(again)).isEqualTo(code(first));
		assertThat(api("/coupon-batches/" + batch + "/coupons", body, "k2")).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("coupon.limit-reached");
		assertThat(mvc.get().uri("/api/v1/coupons/" + code(first)).header("Authorization", key)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.member")
			.isEqualTo(member.toString());
	}

	@Test
	void aProgramMakesABatchAndIssuesToAList() {
		MvcTestResult made = api("/coupon-batches", """
				{"name":"Spring","kind":"PERCENT","basisPoints":2000,"cap":{"minor":5000,"currency":"CNY"},
				"firstDay":"2026-01-01","lastDay":"2099-12-31","stock":10}""", "b1");
		assertThat(made).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.state").isEqualTo("DRAFT");
		String id = text(made, "id");
		assertThat(api("/coupon-batches/" + id + "/coupons", "{\"member\":\"" + member + "\"}", "c1"))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("coupon.not-open");
		assertThat(api("/coupon-batches/" + id + "/activate", "{}", null)).hasStatusOk();
		assertThat(api("/coupon-batches/" + id + "/issues", "{\"list\":[\"王小明\",\"Nobody\"]}", "i1"))
			.hasStatus(HttpStatus.ACCEPTED);
		assertThat(api("/coupon-batches", "{\"name\":\"X\",\"kind\":\"AMOUNT\",\"stock\":1,\"days\":1}", "b2"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("coupon.worthless");
	}

	@Test
	void foreignIdsAreUnknownAndRolesBind() {
		CouponSummary coupon = issued(open());
		Person eve = staff.found();
		assertThat(mvc.get().uri(eve.path() + "/coupons/codes/" + coupon.id()).with(staff.login(eve)))
			.hasStatus(HttpStatus.NOT_FOUND);
		assertThat(mvc.get().uri(eve.path() + "/coupons/" + coupon.batch()).with(staff.login(eve)))
			.hasStatus(HttpStatus.NOT_FOUND);
		assertThat(
				mvc.get().uri("/api/v1/coupons/" + coupon.id()).header("Authorization", "Bearer " + staff.apiKey(eve)))
			.hasStatus(HttpStatus.NOT_FOUND);
		Person clerk = staff.hired(ann, Role.STAFF);
		assertThat(mvc.get().uri(ann.path() + "/coupons").with(staff.login(clerk))).hasStatusOk();
	}

	private BatchId open() {
		return staff.as(ann, () -> {
			BatchId batch = batches.create(CouponFixtures.fiveOff(50, 1));
			batches.activate(batch);
			return batch;
		});
	}

	private CouponSummary issued(BatchId batch) {
		return staff.as(ann, () -> issuing.issue(batch, member, null));
	}

	private static String code(MvcTestResult result) {
		return text(result, "code");
	}

	private static String text(MvcTestResult result, String field) {
		try {
			return tools.jackson.databind.json.JsonMapper.shared()
				.readTree(result.getResponse().getContentAsString())
				.get(field)
				.asString();
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
