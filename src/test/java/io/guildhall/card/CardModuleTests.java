package io.guildhall.card;

import static io.guildhall.Race.race;
import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.HouseTest;
import io.guildhall.TestDatabase;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponDebts;
import io.guildhall.coupon.CouponFixtures;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponState;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.merge.MergeService;
import io.guildhall.onboarding.Bait;
import io.guildhall.onboarding.ChannelId;
import io.guildhall.onboarding.ChannelService;
import io.guildhall.onboarding.ChannelTerms;
import io.guildhall.onboarding.Entry;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.RefundAsk;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.points.MemberPoints;
import io.guildhall.points.PointReading;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** From the sheet of paper to what its holder gets. */
@HouseTest
@RequiredArgsConstructor
class CardModuleTests {

	private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

	private static final String PHONE = "138 0013 8000";

	private final MockMvcTester mvc;

	private final CardBatches batches;

	private final Cards cards;

	private final CardClaiming claiming;

	private final CardNight night;

	private final CouponIssuing issuing;

	private final OnBehalf onBehalf;

	private final CouponBatches couponBatches;

	private final CouponService coupons;

	private final PointReading points;

	private final ChannelService channels;

	private final CommunityService communities;

	private final GroupService groups;

	private final MemberService members;

	private final MergeService merges;

	private final CatalogService catalog;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final CouponDebts debts;

	private final StaffFixtures staff;

	private final ScopedClock clock;

	private final JsonMapper json;

	private Person boss;

	private ChannelId channel;

	private BatchId coupon;

	private ProductId tea;

	private MemberId buyer;

	private Instant now = Instant.now();

	@BeforeEach
	void aChannelACouponAndSomebodyWhoBuys() {
		// One object serves all tests: who comes "five seconds later" is not to come
		// before those of a late test.
		now = Instant.now();
		boss = staff.found("茶社", "Asia/Shanghai", "CNY");
		GroupId group = as(() -> groups.create(communities.create(CommunityFixtures.card("茶友圈")).id(),
				CommunityFixtures.terms("一群", boss.accountId())))
			.id();
		channel = as(() -> channels.create(new ChannelTerms("随箱卡", List.of(new Entry(group, "https://example.org/yi")),
				List.of(new Bait("一起喝茶", "每周一款")), List.of())));
		coupon = as(() -> {
			BatchId made = couponBatches.create(CouponFixtures.fiveOff(50, 9));
			couponBatches.activate(made);
			return made;
		});
		tea = as(() -> catalog.create(new NewProduct("岩茶", ProductKind.GOODS, CouponFixtures.yuan(30), null)));
		buyer = as(() -> members.add(NewMember.named("买家")));
	}

	@Test
	void aCardGoesOutWithAnOrderAndBringsWhoHoldsItIn() {
		CardBatchId batch = batch(CardGift.ofCoupon(coupon), true, 3);
		Card card = card(batch, 0);
		OrderId order = order(true);
		assertThat(open(card)).hasStatus(410)
			.bodyText()
			.contains("card was not handed out")
			.doesNotContain("name=\"token\"");
		as(() -> cards.handOut(order, card.code().toLowerCase()));
		assertThat(as(() -> cards.handOut(order, card.code())).state()).as("once more").isEqualTo(CardState.HANDED_OUT);
		OrderId other = order(true);
		assertRefused("card.refused.handed-out", () -> as(() -> cards.handOut(other, card.code())));

		MvcTestResult page = open(card);
		assertThat(page).hasStatusOk()
			.bodyText()
			.contains("下一单减 5 元", "一起喝茶", "茶社", "name=\"website\"")
			.doesNotContain("<script", "买家", "Set-Cookie");
		String there = send(card, token(page), "林晓", PHONE).getResponse().getRedirectedUrl();
		assertThat(there).startsWith(path(card) + "/in/");
		MemberId lin = as(() -> cards.get(card.id())).member();
		CouponSummary got = as(() -> coupons.of(lin)).get(0);
		assertThat(mvc.get().uri(there)).hasStatusOk().bodyText().contains(got.code(), "一群", "https://example.org/yi");
		assertThat(send(card, token(page), "林晓", PHONE).getResponse().getRedirectedUrl()).as("sent twice")
			.isEqualTo(there);
		assertThat(as(() -> coupons.of(lin))).hasSize(1);
		assertThat(open(card)).hasStatus(410)
			.bodyText()
			.contains("used already", "/j/")
			.doesNotContain("林晓", "138", "name=\"token\"");
		assertThat(as(() -> batches.figures(batch))).satisfies(figures -> {
			assertThat(figures.handedOut()).isEqualTo(1);
			assertThat(figures.scanned()).isEqualTo(1);
			assertThat(figures.claimed()).isEqualTo(1);
			assertThat(figures.refused()).isEqualTo(2);
			assertThat(figures.orders()).isEqualTo(1);
			assertThat(figures.net()).isEqualTo(CouponFixtures.yuan(30));
		});
		assertRefused("card.refused.claimed", () -> as(() -> {
			cards.takeBack(order, card.id());
			return null;
		}));
		assertRefused("card.refused.claimed", () -> as(() -> cards.revoke(card.id(), "late")));
	}

	@Test
	void ofSixtyFourAtOnceExactlyOneClaims() throws Exception {
		CardBatchId batch = batch(CardGift.ofPoints(20), false, 1);
		Card card = card(batch, 0);
		List<Callable<Boolean>> claims = new ArrayList<>();
		for (int i = 0; i < 64; i++) {
			String token = token(open(card));
			String who = "人" + i;
			String address = "192.0.2." + i;
			claims.add(() -> {
				MvcTestResult answer = clock.callAt(now.plusSeconds(5),
						() -> mvc.post()
							.uri(path(card))
							.param("token", token)
							.param("name", who)
							.remoteAddress(address)
							.exchange());
				int status = answer.getResponse().getStatus();
				assertThat(status).isIn(302, 410);
				return status == 302;
			});
		}
		assertThat(race(claims)).containsOnlyOnce(true);
		MemberId winner = as(() -> cards.get(card.id())).member();
		assertThat(as(() -> points.of(winner))).extracting(MemberPoints::balance).isEqualTo(20L);
		assertThat(as(() -> batches.figures(batch)).claimers()).isEqualTo(1);
	}

	@Test
	void aCardCountsForAsLongAsItsOrderDoes() {
		CardBatchId batch = batch(CardGift.ofCoupon(coupon), true, 3);
		OrderId unpaid = order(false);
		Card waits = as(() -> cards.handOut(unpaid, card(batch, 0).code()));
		assertThat(open(waits)).hasStatus(410).bodyText().contains("not paid, or was refunded");
		as(() -> orders.cancel(unpaid));
		assertRefused("card.refused.order-closed", () -> as(() -> cards.handOut(unpaid, card(batch, 1).code())));
		as(() -> {
			cards.takeBack(unpaid, waits.id());
			return null;
		});
		OrderId order = order(true);
		as(() -> cards.handOut(order, waits.code()));
		assertThat(send(waits, token(open(waits)), "林晓", PHONE)).hasStatus3xxRedirection();
		Card second = as(() -> cards.handOut(order, card(batch, 1).code()));
		refund(order);
		assertThat(open(second)).hasStatus(410);
		MemberId lin = as(() -> cards.get(waits.id())).member();
		await(() -> as(() -> coupons.of(lin)).get(0).state() == CouponState.REVOKED);
	}

	@Test
	void aHolderWhoCannotBeGivenAnythingKeepsTheCard() {
		BatchId few = as(() -> {
			BatchId made = couponBatches.create(CouponFixtures.fiveOff(2, 1));
			couponBatches.activate(made);
			return made;
		});
		assertRefused("card.refused.coupons", () -> batch(CardGift.ofCoupon(few), false, 3));
		CardBatchId batch = batch(CardGift.ofCoupon(few), false, 2);
		MemberId lin = as(() -> members.add(NewMember.named("林晓").with(NewIdentity.phone("+8613800138000"))));
		Card first = card(batch, 0);
		Card second = card(batch, 1);
		assertThat(send(first, token(open(first)), "谁", PHONE)).hasStatus3xxRedirection();
		assertThat(as(() -> cards.get(first.id())).member()).as("found by the phone").isEqualTo(lin);
		assertThat(send(second, token(open(second)), "谁", PHONE)).hasStatus(409)
			.bodyText()
			.contains("as good as before", "name=\"token\"", "value=\"谁\"")
			.doesNotContain("limit", "林晓");
		assertThat(as(() -> cards.get(second.id())).state()).isEqualTo(CardState.FRESH);
		assertThat(send(second, token(open(second)), "别人", "")).hasStatus3xxRedirection();
	}

	@Test
	void othersCannotTakeTheCouponsOfPrintedCards() throws Exception {
		BatchId few = as(() -> {
			BatchId made = couponBatches.create(CouponFixtures.fiveOff(5, 1));
			couponBatches.activate(made);
			return made;
		});
		CardBatchId batch = batch(CardGift.ofCoupon(few), false, 4);
		assertThat(as(() -> couponBatches.get(few)).left()).isEqualTo(1);
		assertRefused("card.refused.coupons", () -> batch(CardGift.ofCoupon(few), false, 2));
		as(() -> issuing.issue(few, buyer, null));
		MemberId late = as(() -> members.add(NewMember.named("晚来")));
		assertRefused("coupon.sold-out", () -> as(() -> issuing.issue(few, late, null)));
		assertRefused("coupon.stock-below-issued",
				() -> as(() -> couponBatches.change(few, CouponFixtures.fiveOff(4, 1), null)));
		Card first = card(batch, 0);
		assertThat(send(first, token(open(first)), "林晓", PHONE)).hasStatus3xxRedirection();
		assertAside(few, batch, 3);
		as(() -> cards.revoke(card(batch, 1).id(), "torn"));
		assertAside(few, batch, 2);
		as(() -> issuing.issue(few, late, null));
		Card third = card(batch, 2);
		List<String> answers = race(List.of(() -> claim(third, "王明"), () -> {
			as(() -> batches.revoke(batch, "misprint"));
			return "revoked";
		}));
		assertThat(answers.get(0)).isIn("claimed", "card.refused.revoked");
		assertAside(few, batch, 0);
		assertThat(as(() -> couponBatches.get(few)).issued()).isEqualTo("claimed".equals(answers.get(0)) ? 4 : 3);
	}

	@Test
	void whatWaitsForCardsIsFreeTheNightAfterTheirLastDay() {
		CardBatchId batch = batch(CardGift.ofCoupon(coupon), false, 3);
		assertThat(page("/card-batches/" + batch)).hasStatusOk().bodyText().contains("Coupons set aside");
		as(() -> couponBatches.pause(coupon));
		assertThat(page("/card-batches/" + batch)).bodyText().contains("not being issued");
		assertThat(page("/coupons/" + coupon)).hasStatusOk().bodyText().contains("3 printed cards", "Set aside");
		nightFalls(30);
		assertAside(coupon, batch, 3);
		nightFalls(31);
		assertAside(coupon, batch, 0);
		nightFalls(32);
		assertAside(coupon, batch, 0);
	}

	@Test
	void cardsOfBeforeGetCouponsSetAsideAsFarAsSomeAreLeft() {
		BatchId few = as(() -> {
			BatchId made = couponBatches.create(CouponFixtures.fiveOff(6, 1));
			couponBatches.activate(made);
			return made;
		});
		CardBatchId batch = batch(CardGift.ofCoupon(few), false, 4);
		CardBatchId revoked = batch(CardGift.ofCoupon(few), false, 2);
		as(() -> batches.revoke(revoked, "misprint"));
		asBefore(few);
		as(() -> issuing.issue(few, buyer, null));
		as(() -> issuing.issue(few, members.add(NewMember.named("另一位")), null));
		as(() -> issuing.issue(few, members.add(NewMember.named("第三位")), null));
		as(() -> issuing.issue(few, members.add(NewMember.named("第四位")), null));
		Card handed = as(() -> cards.handOut(order(true), card(batch, 3).code()));
		as(() -> cards.revoke(card(batch, 0).id(), "torn"));
		assertThat(page("/card-batches")).bodyText().contains("no coupon set aside for 3");

		nightFalls(0);
		assertAside(few, batch, 2);
		assertThat(page("/card-batches")).bodyText().contains("no coupon set aside for 1");
		assertThat(page("/card-batches/" + batch)).bodyText().contains("for 1 open cards there is none");
		assertThat(page("/audit/of/card-batch/" + batch)).bodyText().contains("Coupons set aside for older cards");
		MemberId late = as(() -> members.add(NewMember.named("晚来")));
		assertRefused("coupon.sold-out", () -> as(() -> issuing.issue(few, late, null)));
		assertThat(claim(handed, "王明")).as("who had it in hand comes first").isEqualTo("claimed");
		assertThat(claim(card(batch, 2), "没有")).isEqualTo("coupon.sold-out");

		as(() -> couponBatches.change(few, CouponFixtures.fiveOff(7, 1), null));
		nightFalls(0);
		assertAside(few, batch, 2);
		assertThat(page("/card-batches")).bodyText().doesNotContain("no coupon set aside");
		nightFalls(0);
		assertAside(few, batch, 2);
	}

	/** Nothing is set aside, as it was before there was such a thing. */
	private void asBefore(BatchId few) {
		JdbcClient owner = JdbcClient.create(TestDatabase.asOwner());
		for (String table : List.of("cards set set_aside = false", "coupon_stock set set_aside = 0")) {
			owner.sql("update " + table + " where organization_id = ?").param(boss.organizationId()).update();
		}
		assertThat(as(() -> couponBatches.get(few)).setAside()).isZero();
	}

	@Test
	void aCouponInAnotherOrderGoesBackWhenThatLetsGoOfIt() {
		CardBatchId batch = batch(CardGift.ofCoupon(coupon), true, 2);
		OrderId first = order(true);
		Card card = as(() -> cards.handOut(first, card(batch, 0).code()));
		OrderId second = order(true);
		Card other = as(() -> cards.handOut(second, card(batch, 1).code()));
		send(card, token(open(card)), "林晓", PHONE);
		send(other, token(open(other)), "林晓", PHONE);
		MemberId lin = as(() -> cards.get(card.id())).member();
		List<CouponSummary> got = as(() -> coupons.of(lin));
		OrderId unpaid = later(() -> orders.place(with(lin, got.get(0)))).id();
		OrderId paid = later(
				() -> orders.placePaid(with(lin, got.get(1)), new NewPayment(PaymentMethod.CASH, null, null, null)))
			.id();
		refund(first);
		refund(second);
		await(() -> as(() -> got.stream()
			.allMatch(each -> coupons.moves(each.id()).stream().anyMatch(move -> move.reason().equals("recalled")))));
		assertThat(as(() -> coupons.get(got.get(0).id())).state()).isEqualTo(CouponState.RESERVED);
		assertThat(as(() -> coupons.get(got.get(1).id())).state()).isEqualTo(CouponState.USED);
		await(() -> as(() -> debts.list(true, null)).items().size() == 1);
		assertThat(as(() -> debts.list(true, null)).items().get(0)).as("what it took off is owed")
			.satisfies(debt -> assertThat(debt.coupon()).isEqualTo(got.get(1).id()));
		later(() -> orders.cancel(unpaid));
		assertThat(as(() -> coupons.get(got.get(0).id())).state()).isEqualTo(CouponState.REVOKED);
		later(() -> refunds.refund(paid, new RefundAsk(null, null, PaymentMethod.CASH, "gone")));
		assertThat(as(() -> coupons.get(got.get(1).id())).state()).isEqualTo(CouponState.REVOKED);
		assertThat(as(() -> debts.list(true, null)).items()).as("what was refunded too is not").isEmpty();
		assertThat(as(() -> couponBatches.get(coupon))).satisfies(it -> {
			assertThat(it.issued()).isZero();
			assertThat(it.held()).isZero();
		});
		assertThat(page("/coupons/codes/" + got.get(0).id())).hasStatusOk()
			.bodyText()
			.contains("To be revoked when the order lets go of it");
	}

	@Test
	void ofAClaimAndARefundAtOnceNothingIsGivenWithoutAnOrder() throws Exception {
		CardBatchId batch = batch(CardGift.ofCoupon(coupon), true, 12);
		List<Callable<String>> both = new ArrayList<>();
		List<Card> handed = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			String who = "人" + i;
			OrderId order = order(true);
			Card card = as(() -> cards.handOut(order, card(batch, handed.size()).code()));
			handed.add(card);
			both.add(() -> claim(card, who));
			both.add(() -> {
				refund(order);
				return "refunded";
			});
		}
		assertThat(race(both)).isSubsetOf("claimed", "card.refused.order-off", "refunded");
		await(() -> as(() -> couponBatches.get(coupon)).held() == 0);
		assertThat(as(() -> couponBatches.get(coupon))).satisfies(it -> {
			assertThat(it.issued()).isZero();
			assertThat(it.setAside())
				.isEqualTo(handed.stream().filter(card -> as(() -> cards.get(card.id())).member() == null).count());
		});
		assertThat(as(() -> batches.get(batch)).setAside()).isEqualTo(as(() -> couponBatches.get(coupon)).setAside());
	}

	@Test
	void wrongCodesAreToldApartAndSlowedDown() {
		CardBatchId batch = batch(CardGift.ofPoints(1), false, 2);
		Card card = card(batch, 0);
		String code = card.code().replace(" ", "");
		String typo = code.substring(0, 11) + ((code.charAt(11) == '2') ? '3' : '2');
		assertThat(from("198.51.100.1", "/c/" + typo)).hasStatus(404)
			.bodyText()
			.contains("letter of the code is wrong");
		assertThat(mvc.get().uri("/c").param("code", card.code())).redirectedUrl().isEqualTo(path(card));
		assertThat(mvc.get().uri("/c").param("code", "nonsense")).hasStatusOk()
			.bodyText()
			.contains("value=\"nonsense\"");
		for (int i = 0; i < 30; i++) {
			assertThat(from("198.51.100.1", "/c/" + CardCode.draw().letters())).hasStatus(404);
		}
		assertThat(from("198.51.100.1", path(card))).hasStatus(429);
		assertThat(from("198.51.100.2", path(card))).hasStatusOk();
		assertThat(mvc.get().uri(path(card) + "/in/" + batch)).hasStatus(404);
		as(() -> cards.revoke(card.id(), "lost"));
		assertThat(open(card)).hasStatus(410).bodyText().contains("revoked").doesNotContain("lost");
		Card second = card(batch, 1);
		assertThat(clock.callAt(now.plus(Duration.ofDays(40)), () -> mvc.get().uri(path(second)).exchange()))
			.hasStatus(410)
			.bodyText()
			.contains("last day");
		String token = token(open(second));
		as(() -> batches.revoke(batch, "misprint"));
		assertThat(send(second, token, "晚了", "")).hasStatus(410);
		assertThat(as(() -> cards.list(batch, CardState.REVOKED, null)).items()).hasSize(2);
	}

	@Test
	void thePagesMakePrintHandOutAndRevoke() {
		assertThat(page("/card-batches")).hasStatusOk().bodyText().contains("/card-batches/new");
		assertThat(page("/card-batches/new")).hasStatusOk().bodyText().contains("随箱卡", "Rebate card");
		Map<String, String> form = Map.of("name", "=茶罐", "title", "下一单减 5 元", "coupon", coupon.toString(), "channel",
				channel.toString(), "lastDay", today().plusDays(30).toString(), "cards", "12", "withOrder", "true");
		assertThat(post("/card-batches", Map.of("name", "x", "cards", "many"))).hasStatusOk()
			.bodyText()
			.contains("whole number");
		String made = post("/card-batches", form).getResponse().getRedirectedUrl();
		String path = made.substring(boss.path().length());
		MvcTestResult sheet = post(path + "/sheets", Map.of("part", "1"));
		assertThat(sheet).hasStatusOk().hasContentType(MediaType.APPLICATION_PDF);
		assertThat(sheet.getResponse().getContentAsByteArray()).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
		MvcTestResult codes = post(path + "/codes", Map.of());
		assertThat(new String(codes.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8)).contains("'=茶罐",
				"/c/");
		CardBatchId batch = CardBatchId.of(made.substring(made.lastIndexOf('/') + 1));
		assertThat(as(() -> batches.figures(batch)).printed()).isEqualTo(12);
		OrderId order = order(true);
		assertThat(page("/orders/" + order)).hasStatusOk().bodyText().contains("/orders/" + order + "/cards");
		assertThat(post("/orders/" + order + "/cards", Map.of("code", card(batch, 4).code())))
			.hasStatus3xxRedirection();
		assertThat(page("/orders/" + order + "/cards")).hasStatusOk().bodyText().contains(card(batch, 4).code());
		Card fifth = card(batch, 5);
		assertThat(post("/cards/" + fifth.id() + "/revocation", Map.of("reason", "torn"))).hasStatus3xxRedirection();
		assertThat(page(path)).hasStatusOk()
			.bodyText()
			.contains("torn", "handed out", "1 of 12", card(batch, 4).code());
		Person seller = staff.hired(boss, Role.STAFF);
		assertThat(mvc.get().uri(boss.path() + path).with(staff.login(seller))).hasStatusOk()
			.bodyText()
			.contains("···· ···· " + card(batch, 0).code().substring(10))
			.doesNotContain("/sheets", "/codes", card(batch, 0).code());
		assertThat(mvc.post().uri(boss.path() + path + "/sheets").with(staff.login(seller)).with(csrf()))
			.hasStatus(403);
	}

	@Test
	void aProgramMakesPrintsAndHandsOut() {
		Map<String, Object> wanted = Map.of("name", "茶罐", "title", "送 20 积分", "points", 20, "channel", channel,
				"lastDay", today().plusDays(30).toString(), "cards", 2);
		String made = text(call("POST", "/card-batches", wanted, "k"), "id");
		assertThat(text(call("POST", "/card-batches", wanted, "k"), "id")).as("the same key").isEqualTo(made);
		assertThat(call("POST", "/card-batches/" + made + "/sheets", Map.of(), null))
			.hasContentType(MediaType.APPLICATION_PDF);
		assertThat(call("POST", "/card-batches/" + made + "/sheets?part=2", Map.of(), null)).hasStatus(409);
		OrderId order = order(true);
		Card card = card(CardBatchId.of(made), 0);
		String cardsOfOrder = "/orders/" + order + "/cards";
		assertThat(text(call("POST", cardsOfOrder, Map.of("code", card.code()), null), "state"))
			.isEqualTo("HANDED_OUT");
		assertThat(text(call("POST", cardsOfOrder, Map.of("code", "2222 2222 2223"), null), "code"))
			.isEqualTo("card.refused.typo");
		assertThat(text(call("GET", cardsOfOrder, null, null), "items")).contains(card.code());
		assertThat(call("DELETE", cardsOfOrder + "/" + card.id(), null, null)).hasStatus(204);
		assertThat(call("DELETE", cardsOfOrder + "/" + card.id(), null, null)).hasStatus(404);
		assertThat(text(call("POST", "/card-batches/" + made + "/revocation", Map.of("reason", "lost"), null),
				"revokedReason"))
			.isEqualTo("lost");
		assertThat(text(call("GET", "/card-batches/" + made + "/figures", null, null), "cards")).isEqualTo("2");
	}

	@Test
	void claimedCardsGoAlongWhenTwoAreOne() {
		CardBatchId batch = batch(CardGift.ofPoints(5), false, 1);
		Card card = card(batch, 0);
		send(card, token(open(card)), "小林", "");
		MemberId young = as(() -> cards.get(card.id())).member();
		var merge = as(() -> merges.merge(buyer, young));
		assertThat(as(() -> cards.get(card.id())).member()).isEqualTo(buyer);
		as(() -> {
			merges.undo(merge);
			return null;
		});
		assertThat(as(() -> cards.get(card.id())).member()).isEqualTo(young);
	}

	private CardBatchId batch(CardGift gift, boolean withOrder, int count) {
		return as(() -> batches
			.create(new CardTerms("茶罐", "下一单减 5 元", "扫码入群", gift, channel, today().plusDays(30), withOrder, count)));
	}

	/** The counter is what the cards say. */
	private void assertAside(BatchId of, CardBatchId batch, long expected) {
		assertThat(as(() -> couponBatches.get(of)).setAside()).isEqualTo(expected);
		assertThat(as(() -> batches.get(batch)).setAside()).isEqualTo(expected);
	}

	private void nightFalls(int days) {
		clock.callAt(now.plus(Duration.ofDays(days)), () -> onBehalf.ofSystem(boss.organizationId(), () -> {
			night.run(today().plusDays(days));
			return null;
		}));
	}

	private void refund(OrderId order) {
		as(() -> refunds.refund(order, new RefundAsk(null, null, PaymentMethod.CASH, "gone")));
	}

	/** When what was given a moment before counts. */
	private <T> T later(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(now.plusSeconds(10), () -> as(work));
	}

	private NewOrder with(MemberId member, CouponSummary coupon) {
		return new NewOrder(member, List.of(new NewOrder.Line(tea, 1, null)), coupon.id(), null, OrderSource.STAFF);
	}

	private String claim(Card card, String who) {
		try {
			return as(() -> {
				claiming.claim(card.id(), members.add(NewMember.named(who)), UUID.randomUUID(), now);
				return "claimed";
			});
		}
		catch (DomainException refusal) {
			return refusal.getCode();
		}
	}

	/** What follows a refund comes by an event, a moment later. */
	private static void await(BooleanSupplier done) {
		Instant until = Instant.now().plusSeconds(20);
		while (!done.getAsBoolean()) {
			assertThat(Instant.now()).as("in time").isBefore(until);
		}
	}

	private Card card(CardBatchId batch, int place) {
		return as(() -> cards.list(batch, null, null)).items().get(place);
	}

	private OrderId order(boolean paid) {
		NewOrder order = new NewOrder(buyer, List.of(new NewOrder.Line(tea, 1, null)), null, null, OrderSource.STAFF);
		return as(() -> paid ? orders.placePaid(order, new NewPayment(PaymentMethod.CASH, null, null, null))
				: orders.place(order))
			.id();
	}

	private static String path(Card card) {
		return "/c/" + card.code().replace(" ", "");
	}

	private MvcTestResult open(Card card) {
		return clock.callAt(now, () -> mvc.get().uri(path(card)).exchange());
	}

	private MvcTestResult from(String address, String path) {
		return mvc.get().uri(path).remoteAddress(address).exchange();
	}

	private MvcTestResult send(Card card, String token, String name, String phone) {
		return clock.callAt(now.plusSeconds(5),
				() -> mvc.post()
					.uri(path(card))
					.param("token", token)
					.param("name", name)
					.param("kind", "PHONE")
					.param("contact", phone)
					.exchange());
	}

	private static String token(MvcTestResult page) {
		Matcher token = TOKEN.matcher(body(page));
		assertThat(token.find()).isTrue();
		return token.group(1);
	}

	private static String body(MvcTestResult answer) {
		return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(boss.path() + path).with(staff.login(boss)).exchange();
	}

	private MvcTestResult post(String path, Map<String, String> form) {
		var request = mvc.post().uri(boss.path() + path).with(staff.login(boss)).with(csrf());
		for (Map.Entry<String, String> field : form.entrySet()) {
			request = request.param(field.getKey(), field.getValue());
		}
		return request.exchange();
	}

	private MvcTestResult call(String method, String path, Object body, String key) {
		var request = mvc.method(org.springframework.http.HttpMethod.valueOf(method))
			.uri("/api/v1" + path)
			.header("Authorization", "Bearer " + staff.apiKey(boss));
		if (body != null) {
			request = request.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(body));
		}
		if (key != null) {
			request = request.header("Idempotency-Key", key);
		}
		return request.exchange();
	}

	private String text(MvcTestResult answer, String field) {
		var value = json.readTree(body(answer)).path(field);
		return value.isValueNode() ? value.asString() : value.toString();
	}

	private LocalDate today() {
		return LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai"));
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return staff.as(boss, work);
	}

}
