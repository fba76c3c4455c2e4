package io.guildhall.storefront;

import static io.guildhall.Race.race;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductPicture;
import io.guildhall.catalog.ProductPictures;
import io.guildhall.catalog.ProductStock;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponFixtures;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.file.DrawnPictureTests;
import io.guildhall.fulfilment.Courier;
import io.guildhall.fulfilment.FulfilmentDetails;
import io.guildhall.fulfilment.FulfilmentListing;
import io.guildhall.fulfilment.FulfilmentService;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.link.LinkKind;
import io.guildhall.link.Telephone;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.membership.EarlyBirdService;
import io.guildhall.membership.NewEarlyBird;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.OrderState;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.web.Show;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Pages on which members order, from the staff to the telephone and back. */
@HouseTest
@RequiredArgsConstructor
class StorefrontModuleTests {

	private static final Map<String, String> HOME = Map.of("recipient", "安然", "phone", "13800008000", "region", "浙江",
			"city", "杭州", "street", "龙井路 1 号");

	private static int addresses;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private final OrderPages pages;

	private final OrderService orders;

	private final FulfilmentService fulfilment;

	private final FulfilmentListing deliveries;

	private final CatalogService catalog;

	private final ProductStock stock;

	private final PlanService plans;

	private final EarlyBirdService earlyBirds;

	private final ProductPictures pictures;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final MemberService members;

	private final OrganizationService organizations;

	private final CommunityService communities;

	private final GroupService groups;

	private final ScopedClock clock;

	private Person boss;

	private GroupId group;

	private MemberId ann;

	private MemberId ben;

	private ProductId tea;

	private ProductId course;

	/** Each test comes from another house. */
	private Telephone telephone;

	@BeforeEach
	void aShop() {
		telephone = new Telephone(mvc, "198.51.100." + ++addresses);
		boss = staff.found();
		group = staff.as(boss, () -> groups.create(communities.create(CommunityFixtures.card("Readers")).id(),
				CommunityFixtures.terms("Readers", boss.accountId())))
			.id();
		ann = member("安然", "13800000001", group);
		ben = member("本", "13800000002", null);
		tea = product("Tea", ProductKind.GOODS, null);
		course = product("Course", ProductKind.COURSE, null);
		staff.as(boss, () -> stock.change(tea, 5, "delivered"));
	}

	@Test
	void aMemberOrdersByTheirOwnLinkSeesTheSumFirstAndFollowsTheOrder() {
		String path = personal(tea, course);
		assertThat(get(path)).hasStatusOk().bodyText().contains("Tea", "Course", "¥30.00").doesNotContain("安然");
		assertThat(get(path).getResponse().getHeader("Cache-Control")).contains("no-store");
		MvcTestResult review = look(path, Map.of(q(tea), "2", q(course), "1"));
		assertThat(review).hasStatusOk().bodyText().contains("In all: ¥90.00", "name=\"street\"");
		assertThat(place(path, review, Map.of())).as("no address")
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("Say where it is to be sent", "In all: ¥90.00");
		Map<String, String> wrong = new HashMap<>(HOME);
		wrong.put("phone", "none");
		assertThat(place(path, review, wrong)).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("phone number", "龙井路 1 号");
		String shown = placed(place(path, review, HOME));
		OrderDetails order = onlyOrder(path);
		assertThat(order.source()).isEqualTo(OrderSource.PAGE);
		assertThat(order.total()).isEqualTo(yuan(90));
		assertThat(staff.as(boss, () -> deliveries.get(order.id().id())).address())
			.isEqualTo(new ShippingAddress("安然", "13800008000", "浙江", "杭州", "", "龙井路 1 号", "", ""));
		assertThat(get(shown)).hasStatusOk()
			.bodyText()
			.contains("Order #" + order.number(), "Waits for your payment", "Pay as agreed")
			.doesNotContain("安然", "龙井路", "8000");
		assertThat(get(shown)).as("in the time of the shop")
			.bodyText()
			.contains(Show.time(Objects.requireNonNull(order.dueAt()), ZoneId.of("Asia/Shanghai"), Locale.ENGLISH));
		assertThat(get(path)).hasStatusOk().bodyText().contains("waits for its money", shown).doesNotContain(q(tea));
		staff.as(boss, () -> orders.markPaid(order.id(), new NewPayment(PaymentMethod.CASH, null, null, null)));
		assertThat(get(shown)).bodyText().contains("Paid", "is being packed").doesNotContain("/cancel");
		staff.as(boss, () -> fulfilment.ship(order.id().id(), new Courier("SF", "SF123"), List.of()));
		assertThat(get(shown)).bodyText().contains("is on its way", "SF123");
		assertThat(look(path, Map.of(q(tea), "1"))).as("where it went is offered again, not told")
			.bodyText()
			.contains("138••••8000", "杭州")
			.doesNotContain("龙井路");
	}

	@Test
	void whatIsPromisedBackIsSaidBeforeAndAfterwards() {
		BatchId back = batch(new NewBatch("Twenty back", "", CouponTerms.ofCashback(yuan(20), yuan(30), 7),
				CouponValidity.daysFromIssue(7), 5, 1));
		staff.as(boss, () -> issuing.issue(back, ann, null));
		String path = personal(course);
		MvcTestResult review = look(path, Map.of(q(course), "1"));
		assertThat(review).hasStatusOk()
			.bodyText()
			.contains("Twenty back: ¥20.00 back later", "In all: ¥30.00", "Money back: ¥20.00");
		assertThat(look(path, Map.of(q(course), "1", "coupon", "none"))).bodyText().doesNotContain("Money back:");
		Matcher option = Pattern.compile("<option value=\"([0-9a-f-]{36})\"").matcher(Telephone.text(review));
		assertThat(option.find()).isTrue();
		String shown = placed(place(path, review, Map.of("coupon", option.group(1))));
		assertThat(get(shown)).bodyText().contains("In all: ¥30.00", "Money back: ¥20.00");
		pay(path);
		assertThat(get(shown)).bodyText().contains("Money back: ¥20.00");
		assertThat(onlyOrder(path).promisedBack()).isEqualTo(yuan(20));
	}

	@Test
	void theFormAgainOrInAnotherWindowIsTheSameOrder() throws Exception {
		String path = personal(tea);
		MvcTestResult one = look(path, Map.of(q(tea), "1"));
		MvcTestResult other = look(path, Map.of(q(tea), "1"));
		MvcTestResult more = look(path, Map.of(q(tea), "2"));
		List<String> links = race(List.of(() -> placed(place(path, one, HOME)), () -> placed(place(path, other, HOME)),
				() -> placed(place(path, one, HOME))));
		assertThat(links.stream().distinct()).hasSize(1);
		assertThat(placed(place(path, one, HOME))).isEqualTo(links.get(0));
		assertThat(staff.as(boss, () -> stock.level(tea)).left()).isEqualTo(4);
		assertThat(place(path, one, with(HOME, Map.of("street", "南山路 2 号"))))
			.as("to another place is not sent silently")
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("ordered here meanwhile");
		assertThat(place(path, more, HOME)).as("another one is another")
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("ordered here meanwhile");
		assertThat(post(links.get(0) + "/cancel", Map.of("sure", "true"))).hasStatus3xxRedirection();
		assertThat(onlyOrder(path).state()).isEqualTo(OrderState.CANCELLED);
		assertThat(staff.as(boss, () -> stock.level(tea)).left()).isEqualTo(5);
		MvcTestResult anew = look(path, Map.of(q(tea), "2"));
		assertThat(placed(place(path, anew, HOME))).isNotEqualTo(links.get(0));
	}

	@Test
	void whereOnlyTheGiftOfASeatIsDeliveredThePageAsksWhereTo() {
		PlanDetails plan = staff.as(boss,
				() -> plans.get(plans.create(new NewPlan("Club", "Club", PlanTerm.YEARLY, yuan(299), 0, List.of()))));
		staff.as(boss, () -> earlyBirds.set(plan.id(), new NewEarlyBird(5, clock.instant().plus(Duration.ofHours(72)),
				yuan(199), null, yuan(0), 1, tea, null)));
		String wanted = "{\"member\": \"%s\", \"lines\": [{\"product\": \"%s\", \"quantity\": 1}]}";
		assertThat(api("/orders/quotes", wanted.formatted(ann, plan.product()))).hasStatusOk()
			.bodyText()
			.contains("\"delivered\":true", "\"total\":");
		assertThat(api("/orders/quotes", wanted.formatted(ann, course))).bodyText().contains("\"delivered\":false");
		String path = personal(plan.product());
		MvcTestResult review = look(path, Map.of(q(plan.product()), "1"));
		assertThat(review).hasStatusOk().bodyText().contains("In all: ¥199.00", "name=\"street\"");
		assertThat(place(path, review, Map.of())).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("Say where it is to be sent");
		String shown = placed(place(path, review, HOME));
		assertThat(placed(place(path, review, HOME))).as("once more is the same order").isEqualTo(shown);
		OrderDetails order = onlyOrder(path);
		assertThat(staff.as(boss, () -> deliveries.get(order.id().id()))).satisfies(its -> {
			assertThat(Objects.requireNonNull(its.address()).street()).isEqualTo("龙井路 1 号");
			assertThat(its.lines()).extracting(FulfilmentDetails.Line::productName).containsExactly("Tea");
		});
		pay(path);
		MvcTestResult again = look(path, Map.of(q(plan.product()), "1"));
		assertThat(again).as("theirs is taken, and nothing more is sent")
			.bodyText()
			.contains("In all: ¥299.00")
			.doesNotContain("name=\"street\"");
		assertThat(placed(place(path, again, Map.of()))).isNotEqualTo(shown);
	}

	@Test
	void theBestCouponIsTakenAndAnotherIsTheirs() {
		BatchId five = batch(CouponFixtures.fiveOff(5, 1));
		staff.as(boss, () -> issuing.issue(five, ann, null));
		String path = personal(course);
		MvcTestResult review = look(path, Map.of(q(course), "1"));
		assertThat(review).bodyText().contains("Rebate card: ¥5.00 off", "In all: ¥25.00");
		MvcTestResult without = look(path, Map.of(q(course), "1", "coupon", "none"));
		assertThat(without).bodyText().contains("In all: ¥30.00");
		Matcher option = Pattern.compile("<option value=\"([0-9a-f-]{36})\"").matcher(Telephone.text(review));
		assertThat(option.find()).isTrue();
		assertThat(place(path, without, Map.of("coupon", option.group(1)))).as("chosen, and not reckoned again")
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("The price has changed", "In all: ¥25.00");
		placed(place(path, review, Map.of("coupon", option.group(1))));
		assertThat(onlyOrder(path).total()).isEqualTo(yuan(25));
		assertThat(get(path(ben, path))).as("nothing of another member").bodyText().doesNotContain("Waits", "#1,");
	}

	@Test
	void whatIsSoldOutLimitedOrDearerByNowIsSaidAndNotOrdered() {
		String path = personal(tea);
		MvcTestResult review = look(path, Map.of(q(tea), "2"));
		staff.as(boss, () -> stock.change(tea, -4, "broken"));
		assertThat(place(path, review, HOME)).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("Only 1 piece of Tea is left");
		MvcTestResult one = look(path, Map.of(q(tea), "1"));
		staff.as(boss, () -> {
			catalog.change(tea, new NewProduct("Tea", ProductKind.GOODS, yuan(40), null), null);
			return tea;
		});
		assertThat(place(path, one, HOME)).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("The price has changed", "In all: ¥40.00");
		assertThat(look(path, Map.of())).bodyText().contains("Say how many you want");
		ProductId rare = product("Rare", ProductKind.SERVICE, 1);
		String limited = personal(rare);
		assertThat(look(limited, Map.of(q(rare), "2"))).bodyText().contains("limited to 1");
		assertThat(orders(path)).isEmpty();
		assertThat(staff.as(boss, () -> stock.level(tea)).left()).isOne();
	}

	@Test
	void whatIsForgedAlteredOrForeignOpensNothingAndIsSlowedDown() {
		String path = personal(course);
		String shown = placed(place(path, look(path, Map.of(q(course), "1")), Map.of()));
		String token = path.substring("/p/s/".length());
		String order = shown.substring("/p/o/".length());
		String group = groupPath(course);
		char letter = (token.charAt(20) == 'A') ? 'B' : 'A';
		for (String none : List.of("/p/s/" + token.substring(0, 20) + letter + token.substring(21), "/p/s/" + order,
				"/p/o/" + token, "/p/s/nothere2" + token.substring(8), "/p/s/" + token.substring(0, 30),
				"/p/s/" + group.substring("/p/b/".length()) + token.substring(8), "/p/b/" + token.substring(0, 8),
				"/p/b/nothere2", "/p/b/" + "x".repeat(5_000))) {
			assertThat(get(none)).as(none).hasStatus(HttpStatus.NOT_FOUND).bodyText().contains("There is nothing here");
			String sent = none.startsWith("/p/o/") ? none + "/cancel" : none;
			assertThat(post(sent, Map.of("sure", "true"))).as(sent).hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(pageOf(path).refused()).isPositive();
		assertThat(telephone.tryOften("/p/s/nothere2" + token.substring(8), 31))
			.hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		assertThat(get(path)).as("a right one opens all the same").hasStatusOk();
		assertThat(get(shown)).hasStatusOk();
		assertThat(get(group)).hasStatusOk();
		staff.as(boss, () -> pages.close(pageOf(path).id()));
		assertThat(get(path)).hasStatus(HttpStatus.GONE).bodyText().contains("This is over", shown);
		assertThat(get(shown)).as("what was ordered stays").hasStatusOk();
	}

	@Test
	void whoIsInTheGroupOrdersByItsLinkAndNobodyLearnsOfAnother() {
		String path = groupPath(tea);
		MvcTestResult page = clock.callAt(Instant.now().minusSeconds(60), () -> get(path));
		assertThat(page).hasStatusOk().bodyText().doesNotContain("安然");
		Map<String, String> form = new HashMap<>(HOME);
		MvcTestResult review = post(path, with(Telephone.hidden(page), Map.of(q(tea), "2")));
		assertThat(review).hasStatusOk().bodyText().contains("In all: ¥60.00", "Phone number");
		form.put("contact", "13800000002");
		MvcTestResult stranger = place(path, review, form);
		assertThat(stranger).as("not in the group")
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("Ask the host for a link of your own");
		form.put("contact", "nobody");
		assertThat(place(path, review, form)).hasStatus(HttpStatus.CONFLICT).bodyText().contains("cannot be right");
		form.put("contact", "138 0000 0001");
		assertThat(place(path, look(path, Map.of(q(tea), "2")), form)).as("nobody reads so fast")
			.hasStatus(HttpStatus.CONFLICT);
		String shown = placed(place(path, review, form));
		assertThat(placed(place(path, review, form))).as("sent twice").isEqualTo(shown);
		assertThat(onlyOrder(path).member()).isEqualTo(ann);
		assertThat(get(path)).hasStatusOk().bodyText().doesNotContain(shown, "#1");
		MvcTestResult second = clock.callAt(Instant.now().minusSeconds(60), () -> get(path));
		MvcTestResult again = post(path, with(Telephone.hidden(second), Map.of(q(tea), "1")));
		assertThat(place(path, again, form)).as("the same answer for whoever has an order that waits")
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("Ask the host for a link of your own");
		assertThat(pageOf(path).refused()).as("who is not in the group, too fast, and who has an order that waits")
			.isEqualTo(3);
	}

	@Test
	void whereSomebodyElseHadItSentByTheGroupsLinkIsNotOfferedAsTheLast() {
		String own = personal(tea);
		placed(place(own, look(own, Map.of(q(tea), "1")), HOME));
		pay(own);
		String ofGroup = groupPath(tea);
		MvcTestResult page = clock.callAt(Instant.now().minusSeconds(60), () -> get(ofGroup));
		MvcTestResult sum = post(ofGroup, with(Telephone.hidden(page), Map.of(q(tea), "1")));
		placed(place(ofGroup, sum, with(HOME, Map.of("city", "宁波", "contact", "13800000001"))));
		pay(ofGroup);
		MvcTestResult review = look(own, Map.of(q(tea), "1"));
		assertThat(review).bodyText().contains("138••••8000", "杭州").doesNotContain("宁波");
		placed(place(own, review, Map.of("again", "true")));
		OrderId latest = orders(own).get(0).id();
		assertThat(staff.as(boss, () -> deliveries.get(latest.id())).address()).isNotNull()
			.returns("杭州", ShippingAddress::city);
	}

	@Test
	void aSuspendedOrganizationShowsWhatWasOrderedAndMovesNothing() {
		String path = personal(course);
		String shown = placed(place(path, look(path, Map.of(q(course), "1")), Map.of()));
		OrderDetails order = onlyOrder(path);
		organizations.suspend(boss.organizationId());
		assertThat(get(path)).hasStatus(HttpStatus.GONE);
		assertThat(get(shown)).hasStatusOk().bodyText().contains("Order #" + order.number());
		assertThat(post(shown + "/cancel", Map.of("sure", "true"))).hasRedirectedUrl(shown + "?said=too-late");
		assertThat(post(shown + "/pay", Map.of())).hasRedirectedUrl(shown + "?said=not-now");
		assertThat(staff.as(boss, () -> orders.get(order.id())).state()).isEqualTo(OrderState.UNPAID);
	}

	@Test
	void theStaffMakesCopiesPrintsAndClosesPages() {
		assertThat(page("/order-pages")).hasStatusOk().bodyText().contains("Make the page", "Readers");
		assertThat(submit("/order-pages", Map.of("title", "Spring"))).hasStatus(422)
			.bodyText()
			.contains("Choose 1 to 10 products", "Spring");
		MvcTestResult made = submit("/order-pages",
				Map.of("group", group.toString(), "title", "", "products", tea.toString()));
		assertThat(made).hasStatus3xxRedirection();
		String shown = String.valueOf(made.getResponse().getRedirectedUrl()).replace(boss.path(), "");
		assertThat(page(shown)).hasStatusOk().bodyText().contains("/p/b/", "Nobody has ordered", "code.svg");
		assertThat(page(shown + "/code.svg")).hasStatusOk().bodyText().startsWith("<svg");
		assertThat(page(shown + "/code.png")).hasStatusOk().hasContentType(MediaType.IMAGE_PNG);
		assertThat(submit(shown + "/close", Map.of())).hasStatus3xxRedirection();
		assertThat(page("/order-pages")).hasStatusOk().bodyText().contains("closed");
		String own = "/order-pages/" + create(LinkKind.PERSONAL, null, tea).id();
		assertThat(page(own + "?q=安然")).hasStatusOk().bodyText().contains("/p/s/");
		assertThat(page(own + "/members/" + ann + "/code.svg")).hasStatusOk().bodyText().startsWith("<svg");
		assertThat(page(own + "/code.svg")).hasStatus(HttpStatus.CONFLICT);
	}

	@Test
	void refusesWhatIsNoPage() {
		assertRefused("link.refused.group", () -> create(LinkKind.GROUP, null, tea));
		assertRefused("link.refused.group", () -> create(LinkKind.PERSONAL, group, tea));
		assertRefused("storefront.refused.products", () -> create(LinkKind.PERSONAL, null));
		assertRefused("storefront.refused.products", () -> create(LinkKind.PERSONAL, null, tea, tea));
		staff.as(boss, () -> {
			catalog.archive(course);
			return course;
		});
		assertRefused("storefront.refused.not-for-sale", () -> create(LinkKind.PERSONAL, null, course));
		OrderPage ofGroup = create(LinkKind.GROUP, group, tea);
		assertRefused("link.refused.not-personal", () -> staff.as(boss, () -> pages.token(ofGroup.id(), ann)));
	}

	@Test
	void picturesOfWhatItSellsAreShownAndNoOthers() throws IOException {
		String path = personal(tea);
		byte[] file = DrawnPictureTests.file(640, 480, "png");
		staff.as(boss, () -> {
			pictures.add(tea, List.of(file, file));
			pictures.add(course, List.of(file));
			return tea;
		});
		String code = path.substring("/p/s/".length(), "/p/s/".length() + 8);
		List<ProductPicture> its = staff.as(boss, () -> pictures.of(tea));
		String first = "/p/i/" + code + "/" + tea + "/" + its.get(0).id();
		assertThat(get(path)).bodyText()
			.contains("src=\"" + first + "\"", "srcset=\"" + first + "?small=true 160w, " + first + " 640w\"",
					"width=\"640\" height=\"480\"", "loading=\"lazy\"", "alt=\"Picture 1 of Tea\"",
					its.get(1).id() + "?small=true\" width=\"160\" height=\"120\" alt=\"Picture 2 of Tea\"");
		assertThat(look(path, Map.of(q(tea), "2"))).as("beside the sum as well")
			.bodyText()
			.contains(first + "?small=true", "alt=\"Picture of Tea\"");
		MvcTestResult picture = get(first);
		assertThat(picture).hasStatusOk().hasContentType(MediaType.IMAGE_JPEG);
		assertThat(picture.getResponse().getHeader("Cache-Control")).contains("private", "max-age")
			.doesNotContain("no-store");
		ProductPicture other = staff.as(boss, () -> pictures.of(course)).get(0);
		for (String none : List.of(first.replace(code, "nothere2"), first.replace(tea.toString(), course.toString()),
				"/p/i/" + code + "/" + course + "/" + other.id(), "/p/i/" + code + "/" + tea + "/" + other.id())) {
			assertThat(get(none)).as(none).hasStatus(HttpStatus.NOT_FOUND);
		}
		staff.as(boss, () -> pages.close(pageOf(path).id()));
		assertThat(get(first)).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void askedAreThoseWhoCallAnOrderOff() {
		String path = personal(course);
		String shown = placed(place(path, look(path, Map.of(q(course), "1")), Map.of()));
		assertThat(get(shown)).bodyText().contains("<details>", "Yes, call the order off");
		assertThat(post(shown + "/cancel", Map.of())).hasRedirectedUrl(shown + "?said=sure");
		assertThat(onlyOrder(path).state()).isEqualTo(OrderState.UNPAID);
		assertThat(get(shown + "?said=sure")).bodyText().contains("<details open=\"open\">", "name=\"sure\"");
		assertThat(post(shown + "/cancel", Map.of("sure", "true"))).hasRedirectedUrl(shown + "?said=cancelled");
		assertThat(onlyOrder(path).state()).isEqualTo(OrderState.CANCELLED);
	}

	@Test
	void whoForgesSignaturesMovesTheFigureOfAPageOnlyUntilTheyAreLockedOut() {
		String path = personal(course);
		char letter = (path.charAt(30) == 'A') ? 'B' : 'A';
		String forged = path.substring(0, 30) + letter + path.substring(31);
		assertThat(telephone.tryOften(forged, 40)).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		for (int i = 0; i < 5; i++) {
			assertThat(get(forged)).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		}
		assertThat(pageOf(path).refused()).isEqualTo(30);
	}

	@Test
	void aContactThatIsKnownAndGetsNoOrderCountsLikeOneThatIsNot() {
		String own = personal(course);
		placed(place(own, look(own, Map.of(q(course), "1")), Map.of()));
		String path = groupPath(course);
		Map<String, String> asAnn = Map.of("contact", "13800000001");
		assertThat(placed(place(path, reviewed(path), asAnn))).startsWith("/p/o/");
		List<Integer> answers = new ArrayList<>();
		for (int i = 0; i < 31; i++) {
			answers.add(place(path, reviewed(path), asAnn).getResponse().getStatus());
		}
		assertThat(answers.subList(0, 30)).containsOnly(409);
		assertThat(answers.get(30)).isEqualTo(429);
		assertThat(pageOf(path).refused()).isEqualTo(30);
		assertThat(get(path)).as("the page opens all the same").hasStatusOk();
	}

	/** What it comes to, on a page that stood open for a while. */
	private MvcTestResult reviewed(String path) {
		MvcTestResult page = clock.callAt(Instant.now().minusSeconds(60), () -> get(path));
		return post(path, with(Telephone.hidden(page), Map.of(q(course), "1")));
	}

	@Test
	void theLinksOfManyComeAsATable() {
		MemberId sly = member("=1+1", "13800000003", group);
		MemberId gone = member("Gone", "13800000004", group);
		staff.as(boss, () -> {
			members.erase(gone);
			return gone;
		});
		OrderPage page = create(LinkKind.PERSONAL, null, course);
		String base = "/order-pages/" + page.id();
		String all = Telephone.text(page(base + "/links.csv"));
		assertThat(all).startsWith("\ufeffmember_id,name,contact,do_not_contact,link\r\n")
			.contains(ann + ",安然,13800000001,false,http://localhost/p/s/", ben + ",本,", sly + ",'=1+1,")
			.doesNotContain(gone.toString());
		String link = all.lines().filter(line -> line.startsWith(ben.toString())).findFirst().orElseThrow();
		assertThat(get(link.substring(link.indexOf("/p/")))).hasStatusOk().bodyText().contains("Course");
		assertThat(Telephone.text(page(base + "/links.csv?field.group=" + group)))
			.contains(ann.toString(), sly.toString())
			.doesNotContain(ben.toString());
		assertThat(Telephone.text(page(base + "/links.csv?q=安然"))).contains(ann.toString())
			.doesNotContain(sly.toString());
		assertThat(Telephone.text(page(base + "/links.csv?ticked=true&chosen=" + ben))).contains(ben.toString())
			.doesNotContain(ann.toString());
		assertThat(page(base + "/links.csv?ticked=true")).as("nobody is not everybody")
			.bodyText()
			.doesNotContain(ann.toString());
		assertThat(api("/order-pages/" + page.id() + "/links", "{\"members\":[\"" + ann + "\",\"" + sly + "\"]}"))
			.hasStatusOk()
			.bodyText()
			.contains(ann.toString(), "'=1+1")
			.doesNotContain(ben.toString());
		assertThat(api("/order-pages/" + page.id() + "/links", "{\"fields\":{\"nothing\":\"x\"}}"))
			.hasStatus4xxClientError();
		OrderPage ofGroup = create(LinkKind.GROUP, group, course);
		assertThat(api("/order-pages/" + ofGroup.id() + "/links", "{}")).hasStatus(HttpStatus.CONFLICT);
		staff.as(boss, () -> pages.close(page.id()));
		assertThat(api("/order-pages/" + page.id() + "/links", "{}")).hasStatus(HttpStatus.CONFLICT);
	}

	@Test
	void whoHostsSomeGroupsSeesThePagesAndHasTheLinksOfThose() {
		Person host = staff.hired(boss, Role.OPERATOR);
		GroupId theirs = staff.as(boss, () -> groups.create(communities.create(CommunityFixtures.card("Writers")).id(),
				CommunityFixtures.terms("Writers", host.accountId())))
			.id();
		MemberId cleo = member("Cleo", "13800000005", theirs);
		OrderPage ofReaders = create(LinkKind.GROUP, group, course);
		OrderPage forAll = create(LinkKind.PERSONAL, null, course);
		String path = "/p/s/" + staff.as(boss, () -> pages.token(forAll.id(), ann));
		placed(place(path, look(path, Map.of(q(course), "1")), Map.of()));
		OrderPage own = staff.as(host,
				() -> pages.create(new NewOrderPage(LinkKind.PERSONAL, null, "Mine", List.of(course))));
		OrderPage ofWriters = staff.as(host,
				() -> pages.create(new NewOrderPage(LinkKind.GROUP, theirs, null, List.of(course))));
		assertThat(staff.as(host, () -> pages.list(null)).items()).extracting(OrderPage::id)
			.containsExactlyInAnyOrder(forAll.id(), own.id(), ofWriters.id());
		assertThat(staff.as(boss, () -> pages.list(null)).items()).hasSize(4);
		assertRefused("community.unknown-group", () -> staff.as(host,
				() -> pages.create(new NewOrderPage(LinkKind.GROUP, group, null, List.of(course)))));
		for (Runnable work : List.<Runnable>of(() -> staff.as(host, () -> pages.get(ofReaders.id())),
				() -> staff.as(host, () -> pages.code(ofReaders.id())),
				() -> staff.as(host, () -> pages.close(ofReaders.id())),
				() -> staff.as(host, () -> pages.orders(ofReaders.id(), null)))) {
			assertRefused("link.refused.unknown", work);
		}
		assertThat(staff.as(boss, () -> pages.get(forAll.id())).orders()).isOne();
		assertThat(staff.as(host, () -> pages.get(forAll.id())).orders()).as("none of their members").isZero();
		assertRefused("link.refused.not-yours", () -> staff.as(host, () -> pages.close(forAll.id())));
		assertRefused("member.unknown", () -> staff.as(host, () -> pages.token(forAll.id(), ann)));
		assertThat(staff.as(host, () -> pages.token(forAll.id(), cleo))).isNotEmpty();
		ByteArrayOutputStream lines = new ByteArrayOutputStream();
		staff.as(host, () -> {
			pages.sheet(forAll.id(), MemberFilter.ALL, token -> "/p/s/" + token, lines);
			return cleo;
		});
		assertThat(lines.toString(StandardCharsets.UTF_8)).contains(cleo + ",Cleo,138••••0005,false,/p/s/")
			.doesNotContain(ann.toString());
		assertThat(staff.as(host, () -> pages.close(own.id())).open()).isFalse();
		assertThat(staff.as(host, () -> pages.close(ofWriters.id())).open()).isFalse();
		assertThat(staff.as(boss, () -> pages.close(forAll.id())).open()).isFalse();
	}

	private OrderPage create(LinkKind kind, @Nullable GroupId of, ProductId... products) {
		return staff.as(boss, () -> pages.create(new NewOrderPage(kind, of, null, List.of(products))));
	}

	private String personal(ProductId... products) {
		OrderPage page = create(LinkKind.PERSONAL, null, products);
		return "/p/s/" + staff.as(boss, () -> pages.token(page.id(), ann));
	}

	private String groupPath(ProductId... products) {
		return "/p/b/" + create(LinkKind.GROUP, group, products).code();
	}

	private String path(MemberId member, String of) {
		return "/p/s/" + staff.as(boss, () -> pages.token(pageOf(of).id(), member));
	}

	private OrderPage pageOf(String path) {
		String code = path.substring(5, 13);
		return staff.as(boss, () -> pages.list(null))
			.items()
			.stream()
			.filter(page -> page.code().equals(code))
			.findFirst()
			.orElseThrow();
	}

	private List<PageOrder> orders(String path) {
		return staff.as(boss, () -> pages.orders(pageOf(path).id(), null)).items();
	}

	private OrderDetails onlyOrder(String path) {
		assertThat(orders(path)).hasSize(1);
		OrderId id = orders(path).get(0).id();
		return staff.as(boss, () -> orders.get(id));
	}

	private void pay(String path) {
		OrderId order = orders(path).get(0).id();
		staff.as(boss, () -> orders.markPaid(order, new NewPayment(PaymentMethod.CASH, null, null, null)));
	}

	private static String q(ProductId product) {
		return "q." + product;
	}

	private MvcTestResult look(String path, Map<String, String> quantities) {
		return post(path, with(Telephone.hidden(get(path)), with(Map.of("step", "look"), quantities)));
	}

	private MvcTestResult place(String path, MvcTestResult review, Map<String, String> typed) {
		return post(path, with(with(Telephone.hidden(review), Map.of("step", "place")), typed));
	}

	private static String placed(MvcTestResult answer) {
		assertThat(answer).as(Telephone.text(answer)).hasStatus3xxRedirection();
		return Objects.requireNonNull(answer.getResponse().getRedirectedUrl());
	}

	private static Map<String, String> with(Map<String, String> fields, Map<String, String> others) {
		Map<String, String> all = new HashMap<>(fields);
		all.putAll(others);
		return all;
	}

	private ProductId product(String name, ProductKind kind, @Nullable Integer perMember) {
		return staff.as(boss, () -> catalog.create(new NewProduct(name, kind, yuan(30), null,
				new ProductTraits(null, null, null, null, null, perMember, Eligibility.ALL))));
	}

	private BatchId batch(NewBatch wanted) {
		return staff.as(boss, () -> {
			BatchId id = batches.create(wanted);
			batches.activate(id);
			return id;
		});
	}

	private MemberId member(String name, String phone, @Nullable GroupId in) {
		NewMember newcomer = NewMember.named(name).with(NewIdentity.phone(phone));
		return staff.as(boss, () -> members.add((in != null) ? newcomer.in(in, null) : newcomer));
	}

	private static Money yuan(long yuan) {
		return new Money(yuan * 100, "CNY");
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

	private MvcTestResult api(String path, String body) {
		return mvc.post()
			.uri("/api/v1" + path)
			.header("Authorization", "Bearer " + staff.apiKey(boss))
			.contentType(MediaType.APPLICATION_JSON)
			.content(body)
			.exchange();
	}

	private static void assertRefused(String code, Runnable work) {
		assertThatExceptionOfType(DomainException.class).isThrownBy(work::run).returns(code, DomainException::getCode);
	}

}
