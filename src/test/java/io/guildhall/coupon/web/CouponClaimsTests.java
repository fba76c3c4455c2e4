package io.guildhall.coupon.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponFixtures;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.merge.MergeService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/**
 * The short way of claims: what it answers is what the controller answers, and what it
 * does not answer it leaves to the controller. The long way is the same request with a
 * query that means nothing.
 */
@HouseTest
@RequiredArgsConstructor
class CouponClaimsTests {

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final MemberService members;

	private final MergeService merges;

	private final OrganizationService organizations;

	private final CouponClaims claims;

	private final Tenancy tenancy;

	private Person ann;

	private String key = "";

	private MemberId lin;

	private BatchId batch;

	@BeforeEach
	void newOrganization() {
		ann = staff.found();
		key = staff.apiKey(ann);
		lin = member("林晓");
		batch = open(20, 2);
	}

	@Test
	void aPlainClaimIsAnsweredShortlyAsTheControllerAnswersIt() throws Exception {
		MvcTestResult made = plain(batch, lin).named("one").send();
		assertThat(made).hasStatus(HttpStatus.CREATED);
		assertThat(isShort(made)).isTrue();
		MvcTestResult again = plain(batch, lin).named("one").theLongWay().send();
		assertThat(isShort(again)).isFalse();
		assertSame(made, again);
		MvcTestResult other = plain(batch, lin).named("two").theLongWay().send();
		assertThat(other).hasStatus(HttpStatus.CREATED);
		MvcTestResult otherAgain = plain(batch, lin).named("two").send();
		assertThat(isShort(otherAgain)).isTrue();
		assertSame(other, otherAgain);
		assertThat(issued(batch)).isEqualTo(2);
		assertThat(tenancy.isSet()).isFalse();
		assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
	}

	@Test
	void whatIsPlainEnoughGoesShortlyAndWhatIsNotIsIssuedAllTheSame() {
		String id = batch.toString();
		assertThat(isShort(plain(batch, member("A")).header(HttpHeaders.ACCEPT, "*/*").send())).isTrue();
		assertThat(isShort(
				plain(batch, member("B")).header(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8").send()))
			.isTrue();
		assertThat(isShort(new Ask("/api/v1/coupon-batches/" + id + "/coupons")
			.body("{\"member\":\"" + member("C") + "\",\"campaign\":\"" + UUID.randomUUID() + "\"}")
			.send())).isTrue();
		MvcTestResult upper = new Ask("/api/v1/coupon-batches/" + id.toUpperCase(java.util.Locale.ROOT) + "/coupons")
			.body(body(member("D")))
			.send();
		MvcTestResult vendor = plain(batch, member("E")).header(HttpHeaders.ACCEPT, "application/*").send();
		for (MvcTestResult longer : List.of(upper, vendor)) {
			assertThat(longer).hasStatus(HttpStatus.CREATED);
			assertThat(isShort(longer)).isFalse();
		}
		assertThat(issued(batch)).isEqualTo(5);
	}

	/** Each twice: the one by the short way, as far as it goes, the other by the long. */
	@TestFactory
	Stream<DynamicTest> whatIsRefusedIsRefusedAlikeByBothWays() {
		BatchId draft = staff.as(ann, () -> batches.create(CouponFixtures.fiveOff(5, 1)));
		BatchId none = open(1, 1);
		BatchId one = open(5, 1);
		MemberId twin = member("林小");
		staff.as(ann, () -> {
			issuing.issue(none, member("First"), null);
			issuing.issue(one, lin, null);
			return merges.merge(lin, twin);
		});
		Person other = staff.found();
		MemberId foreign = staff.as(other, () -> members.add(NewMember.named("Foreign")));
		Person closed = staff.found();
		String ofClosed = staff.apiKey(closed);
		organizations.suspend(closed.organizationId());
		plain(batch, lin).named("taken").send();
		String path = "/api/v1/coupon-batches/" + batch + "/coupons";
		Map<String, Ask> asked = new TreeMap<>();
		asked.put("no key", plain(batch, lin).key(null));
		asked.put("a forged key", plain(batch, lin).key("gh_" + "x".repeat(43)));
		asked.put("another scheme", plain(batch, lin).header(HttpHeaders.AUTHORIZATION, "Basic YTpi"));
		asked.put("a key of another organization", plain(batch, lin).key(staff.apiKey(other)));
		asked.put("a key of a suspended organization", plain(batch, lin).key(ofClosed));
		asked.put("a key that may not", plain(batch, lin).key(staff.apiKey(ann, EnumSet.of(Permission.COUPON_EDIT))));
		asked.put("no body", new Ask(path).body(""));
		asked.put("nothing in the body", new Ask(path).body("{}"));
		asked.put("no member", new Ask(path).body("{\"member\":null}"));
		asked.put("a member that is none", new Ask(path).body("{\"member\":\"Lin\"}"));
		asked.put("a member that is a number", new Ask(path).body("{\"member\":7}"));
		asked.put("a campaign that is none", new Ask(path).body("{\"member\":\"" + lin + "\",\"campaign\":\"x\"}"));
		asked.put("a field that nobody knows", new Ask(path).body("{\"member\":\"" + lin + "\",\"memebr\":1}"));
		asked.put("a list", new Ask(path).body("[1]"));
		asked.put("null", new Ask(path).body("null"));
		asked.put("half a body", new Ask(path).body("{\"member\":\"" + lin));
		asked.put("two bodies", new Ask(path).body(body(lin) + body(lin)));
		asked.put("a body that is too long for a claim", new Ask(path).body(body(lin) + " ".repeat(2_000) + "x"));
		asked.put("another type", plain(batch, lin).header(HttpHeaders.CONTENT_TYPE, "text/plain"));
		asked.put("another answer", plain(batch, lin).named("png").header(HttpHeaders.ACCEPT, "image/png"));
		asked.put("another method", plain(batch, lin).method(HttpMethod.PUT));
		asked.put("a member of nobody", plain(batch, new MemberId(UUID.randomUUID())));
		asked.put("a member of another organization", plain(batch, foreign));
		asked.put("a member who is another now", plain(batch, twin));
		asked.put("a batch of nobody", plain(new BatchId(UUID.randomUUID()), lin));
		asked.put("a batch that is none", new Ask("/api/v1/coupon-batches/1/coupons").body(body(lin)));
		asked.put("a batch that is not open", plain(draft, lin));
		asked.put("a batch that is sold out", plain(none, lin));
		asked.put("a batch that is sold out, in Chinese",
				plain(none, lin).header(HttpHeaders.ACCEPT_LANGUAGE, "zh-CN"));
		asked.put("one too many", plain(one, lin));
		asked.put("a name that is too long", plain(batch, lin).named("n".repeat(201)));
		asked.put("a name of another request", plain(one, lin).named("taken"));
		return asked.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
			MvcTestResult answer = entry.getValue().send();
			assertThat(answer.getResponse().getStatus()).isGreaterThanOrEqualTo(300);
			assertSame(answer, entry.getValue().theLongWay().send());
		}));
	}

	@Test
	void aRefusalIsHandedOnAndNotSettledOnceMore() {
		MemberId other = member("Other");
		BatchId one = open(1, 1);
		plain(one, lin).send();
		MockHttpServletRequest request = new MockHttpServletRequest("POST",
				"/api/v1/coupon-batches/" + one + "/coupons");
		assertThat(staff.as(ann,
				() -> claims.made(request, body(other).getBytes(java.nio.charset.StandardCharsets.UTF_8))))
			.isNull();
		String refusal = request.getAttributeNames().nextElement();
		// It would be issued now, if it were asked for.
		MvcTestResult told = plain(batch, other).theLongWay().attribute(refusal, request.getAttribute(refusal)).send();
		assertThat(told).hasStatus(HttpStatus.CONFLICT).bodyText().contains("coupon.sold-out");
		assertThat(issued(batch)).isZero();
	}

	private static boolean isShort(MvcTestResult answer) {
		return answer.getMvcResult().getHandler() == null;
	}

	private static void assertSame(MvcTestResult answer, MvcTestResult expected) throws Exception {
		MockHttpServletResponse one = answer.getResponse();
		MockHttpServletResponse other = expected.getResponse();
		assertThat(one.getStatus()).isEqualTo(other.getStatus());
		assertThat(one.getContentAsString()).isEqualTo(other.getContentAsString());
		assertThat(headers(one)).isEqualTo(headers(other));
	}

	/** Without the length, which Spring MVC does not tell. */
	private static Map<String, List<String>> headers(MockHttpServletResponse response) {
		Map<String, List<String>> headers = new TreeMap<>();
		response.getHeaderNames()
			.stream()
			.filter(name -> !name.equals(HttpHeaders.CONTENT_LENGTH))
			.forEach(name -> headers.put(name, response.getHeaders(name)));
		return headers;
	}

	private MemberId member(String name) {
		return staff.as(ann, () -> members.add(NewMember.named(name)));
	}

	private BatchId open(long stock, int perMember) {
		return staff.as(ann, () -> {
			BatchId made = batches.create(CouponFixtures.fiveOff(stock, perMember));
			batches.activate(made);
			return made;
		});
	}

	private long issued(BatchId of) {
		return staff.as(ann, () -> batches.get(of)).issued();
	}

	private Ask plain(BatchId from, MemberId member) {
		return new Ask("/api/v1/coupon-batches/" + from + "/coupons").body(body(member));
	}

	private static String body(MemberId member) {
		return "{\"member\": \"" + member + "\"}";
	}

	/** A request that is sent as often as one likes. */
	private final class Ask {

		private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

		private final Map<String, Object> attributes = new TreeMap<>();

		private String uri;

		private HttpMethod method = HttpMethod.POST;

		private String body = "";

		Ask(String uri) {
			this.uri = uri;
			header(HttpHeaders.CONTENT_TYPE, "application/json").header(HttpHeaders.ACCEPT, "application/json")
				.key(key);
		}

		Ask key(@Nullable String secret) {
			headers.remove(HttpHeaders.AUTHORIZATION);
			return (secret != null) ? header(HttpHeaders.AUTHORIZATION, "Bearer " + secret) : this;
		}

		Ask named(String idempotencyKey) {
			return header("Idempotency-Key", idempotencyKey);
		}

		Ask header(String name, String value) {
			headers.put(name, value);
			return this;
		}

		Ask attribute(String name, Object value) {
			attributes.put(name, value);
			return this;
		}

		Ask method(HttpMethod asked) {
			method = asked;
			return this;
		}

		Ask body(String text) {
			body = text;
			return this;
		}

		Ask theLongWay() {
			uri = uri + "?long";
			return this;
		}

		MvcTestResult send() {
			MockMvcRequestBuilder request = mvc.method(method).uri(uri).content(body);
			headers.forEach(request::header);
			attributes.forEach(request::requestAttr);
			return request.exchange();
		}

	}

}
