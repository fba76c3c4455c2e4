package io.guildhall.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.catalog.Eligibility;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponFixtures;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.coupon.NewBatch;
import io.guildhall.link.LinkKind;
import io.guildhall.link.LinkRefused;
import io.guildhall.link.Telephone;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.shared.ScopedClock;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Links by which members take coupons, from the staff to the telephone. */
@HouseTest
@RequiredArgsConstructor
class ClaimModuleTests {

	private static int addresses;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private final ClaimLinks links;

	private final CouponBatches batches;

	private final CouponService coupons;

	private final MemberService members;

	private final CommunityService communities;

	private final GroupService groups;

	private final ScopedClock clock;

	private Person boss;

	private BatchId batch;

	private GroupId group;

	private MemberId ann;

	private MemberId ben;

	/** Each test comes from another house. */
	private Telephone telephone;

	@BeforeEach
	void aBatchAndAGroup() {
		telephone = new Telephone(mvc, "203.0.113." + ++addresses);
		boss = staff.found();
		group = staff.as(boss, () -> groups.create(communities.create(CommunityFixtures.card("Readers")).id(),
				CommunityFixtures.terms("Readers", boss.accountId())))
			.id();
		ann = member("安然", "13800000001", group);
		ben = member("本", "13800000002", null);
		batch = open(2, 1);
	}

	@Test
	void aPersonalLinkIsOnePressAndTheirsForGood() {
		ClaimLink link = link(LinkKind.PERSONAL, null);
		String path = personal(link, ann);
		assertThat(get(path)).hasStatusOk().bodyText().contains("领券", "2 left", "Take it").doesNotContain("安然");
		assertThat(get(path).getResponse().getHeader("Cache-Control")).contains("no-store");
		String form = Telephone.hidden(get(path)).getOrDefault("form", "");
		assertThat(post(path, Map.of("form", form))).hasStatus3xxRedirection();
		assertThat(post(path, Map.of("form", form))).as("pressed twice").hasStatus3xxRedirection();
		CouponSummary coupon = taken(ann).get(0);
		assertThat(taken(ann)).hasSize(1);
		assertThat(get(path + "?said=yours")).hasStatusOk().bodyText().contains(coupon.code()).doesNotContain("<form");
		assertThat(post(path, Map.of("form", UUID.randomUUID().toString()))).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("You have yours already", coupon.code());
		assertThat(get(personal(link, ben))).hasStatusOk().bodyText().doesNotContain(coupon.code()).contains("1 left");
		assertThat(staff.as(boss, () -> links.get(link.id())).claims()).isOne();
		assertThat(staff.as(boss, () -> links.claims(link.id(), null)).items()).extracting(CouponSummary::member)
			.containsExactly(ann);
	}

	@Test
	void saysWhyThereIsNothingToTake() {
		BatchId one = open(1, 1);
		ClaimLink link = staff.as(boss, () -> links.create(new NewClaimLink(one, LinkKind.PERSONAL, null, null)));
		assertThat(link.title()).isEqualTo("Rebate card");
		staff.as(boss, () -> batches.pause(one));
		assertThat(get(personal(link, ann))).hasStatusOk().bodyText().contains("not begun").doesNotContain("<form");
		assertThat(post(personal(link, ann), Map.of())).hasStatus(HttpStatus.CONFLICT);
		staff.as(boss, () -> batches.activate(one));
		assertThat(post(personal(link, ann), Map.of())).hasStatus3xxRedirection();
		assertThat(get(personal(link, ben))).hasStatusOk().bodyText().contains("All are gone").doesNotContain("<form");
		assertThat(post(personal(link, ben), Map.of())).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("All are gone");
		String ofBen = personal(link, ben);
		staff.as(boss, () -> {
			members.erase(ben);
			return ben;
		});
		assertThat(get(ofBen)).hasStatusOk().bodyText().contains("not for you");
		assertThat(post(ofBen, Map.of())).hasStatus(HttpStatus.CONFLICT);
		staff.as(boss, () -> links.close(link.id()));
		assertThat(get(personal(link, ann))).as("theirs stays").hasStatusOk().bodyText().contains("It is yours");
		MemberId cleo = member("Cleo", "13800000003", null);
		assertThat(get(personal(link, cleo))).hasStatus(HttpStatus.GONE).bodyText().contains("This is over");
		assertThat(post(personal(link, cleo), Map.of())).hasStatus(HttpStatus.CONFLICT);
		assertThat(taken(cleo)).isEmpty();
	}

	@Test
	void whoIsNoneOfThoseToWhomItIsGivenIsToldSoBeforeTheyPress() {
		batch = staff.as(boss, () -> {
			NewBatch all = CouponFixtures.fiveOff(10, 1);
			BatchId some = batches
				.create(new NewBatch(all.name(), "", all.terms(), all.validity(), all.stock(), all.perMember(), null,
						CouponConditions.NONE, new Eligibility(null, List.of(group.toString()), null)));
			batches.activate(some);
			return some;
		});
		ClaimLink link = link(LinkKind.PERSONAL, null);
		assertThat(get(personal(link, ben))).hasStatusOk().bodyText().contains("not for you").doesNotContain("<form");
		assertThat(post(personal(link, ben), Map.of())).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("not for you");
		assertThat(taken(ben)).isEmpty();
		assertThat(post(personal(link, ann), Map.of())).hasStatus3xxRedirection();
		assertThat(taken(ann)).hasSize(1);
	}

	@Test
	void whatIsForgedAlteredOrForeignOpensNothingAndIsSlowedDown() {
		ClaimLink link = link(LinkKind.PERSONAL, null);
		ClaimLink second = link(LinkKind.PERSONAL, null);
		ClaimLink ofGroup = link(LinkKind.GROUP, group);
		String token = personal(link, ann).substring("/p/k/".length());
		Person stranger = staff.found();
		BatchId theirs = staff.as(stranger, () -> batches.create(CouponFixtures.fiveOff(5, 1)));
		ClaimLink foreign = staff.as(stranger,
				() -> links.create(new NewClaimLink(theirs, LinkKind.PERSONAL, null, null)));
		char last = token.charAt(20);
		for (String none : List.of("/p/k/" + token.substring(0, 20) + ((last == 'A') ? 'B' : 'A') + token.substring(21),
				"/p/k/" + second.code() + token.substring(8), "/p/k/" + foreign.code() + token.substring(8),
				"/p/k/" + ofGroup.code() + token.substring(8), "/p/k/nothere2" + token.substring(8),
				"/p/k/" + token.substring(0, 30), "/p/g/" + link.code(), "/p/g/nothere2",
				"/p/g/" + "x".repeat(5_000))) {
			assertThat(get(none)).as(none).hasStatus(HttpStatus.NOT_FOUND).bodyText().contains("There is nothing here");
			assertThat(post(none, Map.of())).as(none).hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(taken(ann)).isEmpty();
		assertThat(staff.as(boss, () -> links.get(link.id())).refused()).isEqualTo(2);
		assertThat(telephone.tryOften("/p/k/nothere2" + token.substring(8), 31))
			.hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		assertThat(get("/p/k/" + token)).as("a right one opens all the same").hasStatusOk();
		assertThat(get("/p/g/" + ofGroup.code())).hasStatusOk();
		assertThat(post("/p/g/" + ofGroup.code(), Map.of("contact", "13800000001"))).as("contacts are guessed")
			.hasStatus(HttpStatus.TOO_MANY_REQUESTS);
	}

	@Test
	void whoIsInTheGroupTakesByItsLinkAndSaysWhoTheyAre() {
		ClaimLink link = link(LinkKind.GROUP, group);
		String path = "/p/g/" + link.code();
		MvcTestResult page = get(path);
		assertThat(page).hasStatusOk().bodyText().contains("Phone number", "name=\"contact\"").doesNotContain("安然");
		assertThat(
				post(path, Map.of("token", Telephone.hidden(page).getOrDefault("token", ""), "contact", "13800000001")))
			.as("nobody reads so fast")
			.hasStatus(HttpStatus.CONFLICT);
		assertThat(post(path, Map.of("token", "forged", "contact", "13800000001"))).hasStatus(HttpStatus.CONFLICT);
		String token = Telephone.hidden(clock.callAt(Instant.now().minusSeconds(60), () -> get(path)))
			.getOrDefault("token", "");
		assertThat(post(path, Map.of("token", token, "contact", "nobody"))).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("cannot be right");
		assertThat(post(path, Map.of("token", token, "contact", "13800000002"))).as("not in the group")
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("not for you");
		assertThat(post(path, Map.of("token", token, "contact", "138 0000 0001"))).hasStatus3xxRedirection();
		assertThat(post(path, Map.of("token", token, "contact", "138 0000 0001"))).as("sent twice")
			.hasStatus3xxRedirection();
		CouponSummary coupon = taken(ann).get(0);
		assertThat(get(path + "?said=yours")).hasStatusOk()
			.bodyText()
			.contains("It is yours")
			.doesNotContain(coupon.code(), "安然", "<form");
		MemberId dora = member("Dora", "13800000004", group);
		assertThat(post(path, Map.of("token", token, "contact", "13800000004"))).as("a form of somebody else")
			.hasStatus(HttpStatus.CONFLICT);
		assertThat(taken(dora)).isEmpty();
		assertThat(staff.as(boss, () -> links.get(link.id())).refused()).isEqualTo(4);
	}

	@Test
	void theStaffMakesCopiesPrintsAndClosesLinks() {
		assertThat(page("/coupons/" + batch + "/claim-links")).hasStatusOk()
			.bodyText()
			.contains("Make a link", "Readers");
		MvcTestResult made = submit("/coupons/" + batch + "/claim-links",
				Map.of("group", group.toString(), "title", ""));
		assertThat(made).hasStatus3xxRedirection();
		String shown = String.valueOf(made.getResponse().getRedirectedUrl()).replace(boss.path(), "");
		assertThat(page(shown)).hasStatusOk().bodyText().contains("/p/g/", "Nobody has taken one yet", "code.svg");
		assertThat(page(shown + "/code.svg")).hasStatusOk().bodyText().startsWith("<svg");
		assertThat(page(shown + "/code.png")).hasStatusOk().hasContentType(MediaType.IMAGE_PNG);
		assertThat(submit(shown + "/close", Map.of())).hasStatus3xxRedirection();
		assertThat(page("/coupons/" + batch + "/claim-links")).hasStatusOk().bodyText().contains("closed");
		ClaimLink link = link(LinkKind.PERSONAL, null);
		String own = "/claim-links/" + link.id();
		assertThat(page(own + "?q=安然")).hasStatusOk().bodyText().contains(personal(link, ann));
		assertThat(page(own + "/members/" + ann + "/code.svg")).hasStatusOk().bodyText().startsWith("<svg");
		assertThat(page(own + "/members/" + ann + "/code.png")).hasStatusOk().hasContentType(MediaType.IMAGE_PNG);
		assertThat(page(own + "/code.svg")).hasStatus(HttpStatus.CONFLICT);
		assertThat(page("/coupons/" + batch)).hasStatusOk().bodyText().contains("/coupons/" + batch + "/claim-links");
	}

	@Test
	void theLinksOfManyComeAsATableAndThoseOfOtherGroupsAreNotSeen() {
		ClaimLink link = link(LinkKind.PERSONAL, null);
		ClaimLink ofReaders = link(LinkKind.GROUP, group);
		String all = Telephone.text(page("/claim-links/" + link.id() + "/links.csv"));
		assertThat(all).contains(ann + ",安然,13800000001,false,", ben.toString());
		String line = all.lines().filter(one -> one.startsWith(ann.toString())).findFirst().orElseThrow();
		assertThat(get(line.substring(line.indexOf("/p/k/")))).hasStatusOk().bodyText().contains("Take it");
		Person host = staff.hired(boss, Role.OPERATOR);
		assertThat(staff.as(host, () -> links.of(batch))).extracting(ClaimLink::id).containsExactly(link.id());
		assertThatExceptionOfType(LinkRefused.class).isThrownBy(() -> staff.as(host, () -> links.get(ofReaders.id())));
		assertThatExceptionOfType(LinkRefused.class).isThrownBy(() -> staff.as(host, () -> links.close(link.id())))
			.returns("link.refused.not-yours", LinkRefused::getCode);
	}

	@Test
	void refusesWhatIsNoLink() {
		assertRefused("link.refused.group", () -> links.create(new NewClaimLink(batch, LinkKind.GROUP, null, null)));
		assertRefused("link.refused.group",
				() -> links.create(new NewClaimLink(batch, LinkKind.PERSONAL, group, null)));
		assertRefused("link.refused.title",
				() -> links.create(new NewClaimLink(batch, LinkKind.PERSONAL, null, "x".repeat(101))));
		assertRefused("link.refused.unknown", () -> links.get(ClaimLinkId.next()));
		ClaimLink link = link(LinkKind.GROUP, group);
		assertRefused("link.refused.not-personal", () -> links.token(link.id(), ann));
	}

	private void assertRefused(String code, Runnable work) {
		assertThatExceptionOfType(LinkRefused.class).isThrownBy(() -> staff.as(boss, () -> {
			work.run();
			return code;
		})).returns(code, LinkRefused::getCode);
	}

	private ClaimLink link(LinkKind kind, @Nullable GroupId of) {
		return staff.as(boss, () -> links.create(new NewClaimLink(batch, kind, of, "领券")));
	}

	private String personal(ClaimLink link, MemberId member) {
		return "/p/k/" + staff.as(boss, () -> links.token(link.id(), member));
	}

	private BatchId open(long stock, int perMember) {
		return staff.as(boss, () -> {
			BatchId id = batches.create(CouponFixtures.fiveOff(stock, perMember));
			batches.activate(id);
			return id;
		});
	}

	private MemberId member(String name, String phone, @Nullable GroupId in) {
		NewMember newcomer = NewMember.named(name).with(NewIdentity.phone(phone));
		return staff.as(boss, () -> members.add((in != null) ? newcomer.in(in, null) : newcomer));
	}

	private List<CouponSummary> taken(MemberId member) {
		return staff.as(boss, () -> coupons.held(member));
	}

	private MvcTestResult get(String path) {
		return telephone.get(path);
	}

	private MvcTestResult post(String path, Map<String, String> fields) {
		return telephone.post(path, fields);
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(boss.path() + path).locale(Locale.ENGLISH).with(staff.login(boss)).exchange();
	}

	private MvcTestResult submit(String path, Map<String, String> fields) {
		var request = mvc.post().uri(boss.path() + path).locale(Locale.ENGLISH).with(staff.login(boss)).with(csrf());
		fields.forEach(request::param);
		return request.exchange();
	}

}
