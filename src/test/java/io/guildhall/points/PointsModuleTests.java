package io.guildhall.points;

import static io.guildhall.Race.race;
import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.TestDatabase;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponFixtures;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponState;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberListing.Sort;
import io.guildhall.member.MemberRow;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergeService;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.RefundAsk;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.segment.SegmentPreviews;
import io.guildhall.segment.SegmentRule;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** The rules of points (RULES, Points); after each of them everything adds up. */
@HouseTest
@RequiredArgsConstructor
class PointsModuleTests {

	private static final String ACTION = "challenge.day";

	private final PointsService points;

	private final PointReading reading;

	private final PointRules rules;

	private final PointPrices prices;

	private final PointLevels levels;

	private final PointTitles titles;

	private final MemberListing listing;

	private final SegmentPreviews previews;

	private final PointValues values;

	private final PointProofs proofs;

	private final PointEarning earning;

	private final SpendRules spending;

	private final PointNight night;

	private final CouponBatches batches;

	private final CouponService coupons;

	private final CouponIssuing issuing;

	private final CatalogService catalog;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final MergeService merging;

	private final MemberService members;

	private final OrganizationService organizations;

	private final StaffFixtures staff;

	private final ScopedClock clock;

	private final MockMvcTester mvc;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final JdbcClient owner = JdbcClient.create(TestDatabase.asOwner());

	private Person boss;

	private MemberId lin;

	private LocalDate today = LocalDate.EPOCH;

	@BeforeEach
	void aShop() {
		boss = staff.found("Acme", "UTC", "CNY");
		lin = as(() -> members.add(NewMember.named("林晓")));
		today = as(organizations::today);
	}

	@AfterEach
	void everythingAddsUp() {
		assertThat(as(proofs::prove).differences()).isEmpty();
	}

	@Test
	void whatIsGivenByHandCanBeTakenAndNoMore() {
		grant(100, null);
		as(() -> points.take(lin, 30, "booked twice"));
		assertThat(of(lin).balance()).isEqualTo(70);
		assertThat(of(lin).entries()).extracting(PointEntry::points).containsExactly(-30L, 100L);
		assertRefused("points.too-few", () -> as(() -> points.take(lin, 71, "too much")));
		assertRefused("points.amount", () -> as(() -> points.grant(lin, 0, "none", null)));
		assertRefused("points.note.wrong", () -> as(() -> points.grant(lin, 1, " ", null)));
		assertThat(of(lin).balance()).isEqualTo(70);
	}

	@Test
	void whatEndsFirstIsSpentFirstAndComesBackToItsOwnEnd() {
		grant(50, 30);
		grant(50, null);
		grant(50, 10);
		BatchId batch = coupon(5, 1, 70);
		CouponSummary bought = as(() -> prices.buy(lin, batch));
		assertThat(of(lin)).satisfies(now -> {
			assertThat(now.available()).isEqualTo(80);
			assertThat(now.ending()).as("of the lot that ended second").isEqualTo(30);
			assertThat(now.endingOn()).isEqualTo(today.plusDays(29));
		});
		UUID spent = of(lin).entries().get(0).id();
		as(() -> {
			prices.giveBack(spent, "did not want it");
			return true;
		});
		assertThat(of(lin)).satisfies(now -> {
			assertThat(now.available()).isEqualTo(150);
			assertThat(now.ending()).isEqualTo(50);
			assertThat(now.endingOn()).isEqualTo(today.plusDays(9));
		});
		assertThat(as(() -> coupons.get(bought.id())).state()).isEqualTo(CouponState.REVOKED);
		assertRefused("points.entry.final", () -> as(() -> {
			prices.giveBack(spent, "again");
			return true;
		}));
		assertThat(of(lin).balance()).isEqualTo(150);
	}

	@Test
	void pointsComeBackForACouponThatWasRevokedBefore() {
		grant(100, null);
		BatchId batch = coupon(5, 1, 70);
		CouponSummary bought = as(() -> prices.buy(lin, batch));
		UUID spent = of(lin).entries().get(0).id();
		as(() -> issuing.revoke(bought.id(), "the wrong one"));
		assertThat(of(lin).available()).isEqualTo(30);
		as(() -> {
			prices.giveBack(spent, "the wrong one");
			return true;
		});
		assertThat(of(lin).available()).isEqualTo(100);
		assertThat(as(proofs::prove).differences()).isEmpty();
	}

	@Test
	void aCouponAndItsPriceAreOneOrNeither() {
		grant(100, null);
		BatchId batch = coupon(1, 1, 40);
		assertRefused("points.price.none", () -> as(() -> prices.buy(lin, otherBatch())));
		as(() -> prices.buy(lin, batch));
		assertRefused("coupon.sold-out", () -> as(() -> prices.buy(lin, batch)));
		assertThat(of(lin).balance()).isEqualTo(60);
		BatchId dear = coupon(5, 5, 61);
		assertRefused("points.too-few", () -> as(() -> prices.buy(lin, dear)));
		assertThat(as(() -> batches.get(dear)).issued()).isZero();
	}

	@Test
	void whateverRacesNobodySpendsWhatIsNotThere() throws Exception {
		grant(30, null);
		List<Boolean> took = race(16, i -> () -> {
			try {
				as(() -> points.take(lin, 10, "race"));
				return true;
			}
			catch (PointsRefused refused) {
				return false;
			}
		});
		assertThat(took).filteredOn(Boolean::booleanValue).hasSize(3);
		UUID source = Ids.next();
		List<Long> earned = race(8, i -> () -> as(() -> points.earn(lin, 7, ACTION, source)));
		assertThat(earned).containsOnly(7L);
		assertThat(of(lin).balance()).isEqualTo(7);
	}

	@Test
	void aSourceGivesOnceAndADayNoMoreThanItsCap() {
		rule(new PointRuleTerms(RuleKind.ACTION, "Check-ins", ACTION, 0, null, 12L, 0, 30, today, null));
		UUID first = Ids.next();
		UUID second = Ids.next();
		assertThat(as(() -> points.earn(lin, 10, ACTION, first))).isEqualTo(10);
		assertThat(as(() -> points.earn(lin, 10, ACTION, first))).isEqualTo(10);
		assertThat(as(() -> points.earn(lin, 10, ACTION, second))).as("the cap").isEqualTo(2);
		UUID third = Ids.next();
		assertThat(as(() -> points.earn(lin, 10, ACTION, third))).isZero();
		assertThat(of(lin).balance()).isEqualTo(12);
		assertThat(of(lin).endingOn()).isEqualTo(today.plusDays(29));
		assertThat(in(1, () -> points.earn(lin, 10, ACTION, third))).as("it was answered").isZero();
		assertThat(in(1, () -> points.earn(lin, 10, ACTION, Ids.next()))).as("another day").isEqualTo(10);
		assertRefused("points.action.wrong", () -> as(() -> points.earn(lin, 1, "ORDER", first)));
	}

	@Test
	void whatIsTakenBackMakesTheBalanceNegativeAndIsMadeUpFor() {
		UUID source = Ids.next();
		as(() -> points.earn(lin, 50, ACTION, source));
		as(() -> points.take(lin, 45, "gone"));
		assertThat(as(() -> points.takeBack(ACTION, source))).isEqualTo(50);
		assertThat(as(() -> points.takeBack(ACTION, source))).isZero();
		assertThat(of(lin)).satisfies(now -> {
			assertThat(now.balance()).isEqualTo(-45);
			assertThat(now.available()).isZero();
		});
		assertRefused("points.too-few", () -> as(() -> points.take(lin, 1, "nothing there")));
		grant(60, 10);
		assertThat(of(lin).available()).as("of 60, 45 made up").isEqualTo(15);
		assertThat(as(reading::totals).debts()).isZero();
	}

	@Test
	void anOrderGivesItsShareAndARefundTakesItBack() {
		rule(new PointRuleTerms(RuleKind.SPEND, "One per yuan", null, 1, 100L, null, 0, 365, today, null));
		ProductId tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, cny(3_050), null)));
		OrderDetails order = as(() -> orders.placePaid(
				new NewOrder(lin, List.of(new NewOrder.Line(tea, 2, null)), null, null, OrderSource.STAFF),
				new NewPayment(PaymentMethod.CASH, null, null, null)));
		UUID id = order.id().id();
		as(() -> earning.orders(id));
		as(() -> earning.orders(null));
		assertThat(of(lin).balance()).as("61 yuan").isEqualTo(61);
		as(() -> points.take(lin, 51, "spent elsewhere"));
		as(() -> refunds.refund(order.id(), new RefundAsk(null, cny(3_050), PaymentMethod.CASH, "half")));
		as(() -> earning.orders(id));
		assertThat(of(lin).balance()).as("30 of 61 stay").isEqualTo(10 - 31);
		as(() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "the rest")));
		as(() -> earning.orders(null));
		as(() -> earning.orders(null));
		assertThat(of(lin).balance()).as("nothing was earned, 51 are gone").isEqualTo(-51);
	}

	@Test
	void ordersLeaveWorkBehindOnlyWhereARuleMayGiveForThem() {
		UUID acme = boss.organizationId();
		Tenancy.Work<Boolean, RuntimeException> asked = () -> transaction.execute(status -> spending.mayGive(acme));
		assertThat(as(asked)).isFalse();
		rule(new PointRuleTerms(RuleKind.ACTIVE_DAY, "A day", null, 1, null, null, 0, null, today, null));
		assertThat(as(asked)).isFalse();
		PointRule rule = rule(
				new PointRuleTerms(RuleKind.SPEND, "One per yuan", null, 1, 100L, null, 0, null, today, null));
		assertThat(as(asked)).as("from the commit on").isTrue();
		as(() -> rules.end(rule.id()));
		assertThat(as(asked)).as("refunds still take back what it gave").isTrue();
	}

	@Test
	void anOrderThatAnImportTookBackGaveNothingAlsoAfterAMerge() {
		rule(new PointRuleTerms(RuleKind.SPEND, "One per yuan", null, 1, 100L, null, 0, 90, today, null));
		ProductId tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, cny(1_000), null)));
		MemberId other = as(() -> members.add(NewMember.named("晓晓")));
		OrderDetails order = buy(other, tea);
		as(() -> earning.orders(null));
		grant(5, 10);
		MergeId merge = as(() -> merging.merge(lin, other));
		MemberId one = as(() -> merging.get(merge)).survivor().id();
		assertThat(of(one).balance()).isEqualTo(15);
		owner.sql("update orders set state = 'TAKEN_BACK' where organization_id = ? and id = ?")
			.params(boss.organizationId(), order.id().id())
			.update();
		as(() -> earning.orders(null));
		as(() -> earning.orders(null));
		assertThat(of(one)).satisfies(now -> {
			assertThat(now.balance()).isEqualTo(5);
			assertThat(now.ending()).as("its own lot went, not the one that ends first").isEqualTo(5);
		});
	}

	@Test
	void ordersOfADayShareItsCapAndThoseBeforeTheRuleGiveNothing() {
		ProductId tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, cny(1_000), null)));
		buy(lin, tea);
		rule(new PointRuleTerms(RuleKind.SPEND, "Ten per ten", null, 10, 1_000L, 25L, 3, null, today.plusDays(1),
				null));
		for (int i = 0; i < 3; i++) {
			in(1, () -> buy(lin, tea));
		}
		in(1, () -> earning.orders(null));
		in(1, () -> earning.orders(null));
		assertThat(in(1, () -> reading.of(lin))).satisfies(now -> {
			assertThat(now.balance()).isEqualTo(25);
			assertThat(now.available()).as("they wait three days").isZero();
			assertThat(now.waiting()).isEqualTo(25);
		});
		assertThat(in(4, () -> reading.of(lin).available())).isEqualTo(25);
	}

	@Test
	void anActiveDayGivesOnceHoweverLateItIsKnown() {
		PointRule day = rule(
				new PointRuleTerms(RuleKind.ACTIVE_DAY, "Active", null, 5, null, null, 0, null, today, null));
		rule(new PointRuleTerms(RuleKind.MESSAGE, "Talks", null, 2, null, 7L, 0, null, today, null));
		said(lin, today, 2);
		assertThat(in(1, () -> earning.activity(today))).isEqualTo(2);
		assertThat(in(1, () -> earning.activity(today))).isZero();
		assertThat(of(lin).balance()).isEqualTo(5 + 4);
		said(lin, today, 9);
		said(lin, today.plusDays(1), 1);
		in(2, () -> earning.activity(today.plusDays(1)));
		assertThat(of(lin).balance()).as("up to the cap, and another day").isEqualTo(5 + 7 + 5 + 2);
		PointRule next = as(() -> rules.change(day.id(),
				new PointRuleTerms(RuleKind.ACTIVE_DAY, "Active", null, 50, null, null, 0, null, today, null), null));
		assertThat(next.terms().firstDay()).as("from tomorrow on").isEqualTo(today.plusDays(1));
		in(2, () -> earning.activity(today.plusDays(1)));
		assertThat(of(lin).balance()).as("by both, each for its days").isEqualTo(5 + 7 + 5 + 2 + 50);
	}

	@Test
	void whatHasEndedLeavesByNight() {
		grant(40, 3);
		grant(5, null);
		assertThat(in(2, () -> reading.of(lin).available())).isEqualTo(45);
		assertThat(in(3, () -> reading.of(lin).available())).as("before any night").isEqualTo(5);
		assertRefused("points.too-few", () -> in(3, () -> points.take(lin, 6, "too late")));
		in(3, () -> {
			night.run(today.plusDays(3));
			night.run(today.plusDays(3));
			return true;
		});
		assertThat(of(lin).balance()).isEqualTo(5);
		assertThat(as(() -> reading.ledger(lin, PointAccount.EXPIRED, null)).items()).extracting(PointEntry::points)
			.containsExactly(-40L);
	}

	@Test
	void aTitleIsWonAtOnceAndLostAfterItsNotice() {
		as(() -> levels.change(new Ladder(10, 5, List.of(level("Silver", 100), level("Gold", 200)), 0), null));
		as(() -> points.earn(lin, 150, ACTION, Ids.next()));
		as(() -> levels.judge(today));
		assertThat(of(lin).standing()).isEqualTo(new MemberPoints.Standing("Silver", today, 150, null));
		in(3, () -> points.earn(lin, 60, ACTION, Ids.next()));
		as(() -> levels.judge(today.plusDays(3)));
		assertThat(of(lin).standing().level()).isEqualTo("Gold");
		as(() -> levels.judge(today.plusDays(10)));
		assertThat(of(lin).standing()).satisfies(now -> {
			assertThat(now.level()).as("kept for the buffer").isEqualTo("Gold");
			assertThat(now.fallsOn()).isEqualTo(today.plusDays(15));
		});
		assertThat(as(() -> levels.falling(null, null)).items()).hasSize(1);
		assertThat(as(() -> levels.falling(today.plusDays(14), null)).items()).as("not by then").isEmpty();
		assertThat(as(() -> levels.falling(today.plusDays(15), null)).items()).hasSize(1);
		as(() -> levels.judge(today.plusDays(14)));
		assertThat(of(lin).standing().level()).isEqualTo("Gold");
		assertThat(as(() -> levels.judge(today.plusDays(15)))).isEqualTo(1);
		assertThat(as(() -> levels.judge(today.plusDays(15)))).isZero();
		assertThat(of(lin).standing()).as("nothing is left of it").isNull();
		assertThat(of(lin).changes()).extracting(MemberPoints.StandingChange::to)
			.containsExactly(null, "Gold", "Silver");
	}

	@Test
	void titlesAndPointsAreWhatMembersAreChosenBy() {
		MemberId other = as(() -> members.add(NewMember.named("晓晓")));
		as(() -> levels.change(new Ladder(10, 5, List.of(level("Silver", 100), level("Gold", 200)), 0), null));
		as(() -> points.earn(lin, 150, ACTION, Ids.next()));
		as(() -> points.grant(other, 40, "gift", null));
		as(() -> levels.judge(today));
		assertThat(chosen("title", "Silver")).containsExactly(lin);
		assertThat(chosen("title", "Gold")).isEmpty();
		assertThat(chosen("title", "Diamond")).as("a title that is no more").isEmpty();
		assertThat(chosen("title", ":none")).containsExactly(other);
		assertThat(chosen("title", ":falling")).isEmpty();
		assertThat(counted(SegmentRule.Term.atLeast("points", 40, null))).isEqualTo(2);
		assertThat(counted(SegmentRule.Term.atLeast("points", 41, null))).isEqualTo(1);
		assertThat(counted(SegmentRule.Term.atLeast("points_earned", 1, 30))).as("not by hand").isEqualTo(1);
		assertThat(counted(SegmentRule.Term.atMost("points_earned", 0, 30))).isEqualTo(1);
		as(() -> levels.judge(today.plusDays(10)));
		assertThat(chosen("title", ":falling")).containsExactly(lin);
		assertThat(as(titles::held)).containsExactly(new PointTitles.Held("Silver", 100L, 1, 1),
				new PointTitles.Held("Gold", 200L, 0, 0));
		assertThat(as(titles::losing)).as("in fifteen days only").isEmpty();
		in(9, () -> {
			assertThat(titles.losing()).extracting(one -> one.member().id()).containsExactly(lin);
			return true;
		});
	}

	@Test
	void showsWhatOtherTitlesWouldComeToBeforeTheyAreSaved() {
		as(() -> levels.change(new Ladder(10, 5, List.of(level("Silver", 100)), 0), null));
		as(() -> points.earn(lin, 150, ACTION, Ids.next()));
		in(1, () -> levels.judge(today));
		in(1, () -> {
			assertThat(preview(10, level("Silver", 100))).satisfies(same -> {
				assertThat(same.changed()).isZero();
				assertThat(same.announced()).isZero();
				assertThat(same.moves()).containsExactly(new PointTitles.Move("Silver", "Silver", 1));
			});
			assertThat(preview(10, level("Silver", 100), level("Gold", 150)).moves())
				.containsExactly(new PointTitles.Move("Silver", "Gold", 1));
			assertThat(preview(10, level("Silver", 151))).satisfies(stricter -> {
				assertThat(stricter.changed()).as("kept for the buffer").isZero();
				assertThat(stricter.announced()).isEqualTo(1);
			});
			assertThat(preview(10, level("Other", 151)).moves()).as("a title that is no more has no buffer")
				.containsExactly(new PointTitles.Move("Silver", null, 1));
			return true;
		});
		assertThat(of(lin).standing().level()).as("nothing was written").isEqualTo("Silver");
		Person operator = staff.hired(boss, Role.OPERATOR);
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> staff.as(operator, () -> titles.preview(new Ladder(10, 5, List.of(), 0))));
	}

	private PointTitles.Preview preview(int window, Ladder.Level... all) {
		return titles.preview(new Ladder(window, 5, List.of(all), 0));
	}

	private List<MemberId> chosen(String field, String value) {
		return as(() -> listing.list(new MemberFilter(null, Map.of(field, value), List.of()), Sort.JOINED, null, 50))
			.items()
			.stream()
			.map(MemberRow::id)
			.toList();
	}

	private long counted(SegmentRule.Term term) {
		return as(() -> previews.count(SegmentRule.all(term)));
	}

	@Test
	void pointsOfOneWhoWasTwoMoveByEntriesAndGoBack() {
		MemberId other = as(() -> members.add(NewMember.named("晓晓")));
		UUID source = Ids.next();
		grant(20, 30);
		as(() -> points.grant(other, 50, "gift", 10));
		as(() -> points.earn(other, 8, ACTION, source));
		MergeId merge = as(() -> merging.merge(lin, other));
		assertThat(of(lin)).satisfies(now -> {
			assertThat(now.balance()).isEqualTo(78);
			assertThat(now.ending()).isEqualTo(50);
			assertThat(now.endingOn()).isEqualTo(today.plusDays(9));
		});
		as(() -> points.take(lin, 55, "spent together"));
		assertThat(as(() -> points.earn(lin, 8, ACTION, source))).as("the other had it").isEqualTo(8);
		assertThat(as(() -> points.takeBack(ACTION, source))).isEqualTo(8);
		assertThat(of(lin).balance()).isEqualTo(15);
		as(() -> {
			merging.undo(merge);
			return true;
		});
		assertThat(of(other).balance()).isEqualTo(58);
		assertThat(of(other).endingOn()).isEqualTo(today.plusDays(9));
		assertThat(of(lin).balance()).as("what was spent since stays").isEqualTo(15 - 58);
	}

	@Test
	void anErasureTakesTheWordsAndLeavesTheLedger() {
		grant(20, null);
		as(() -> {
			members.erase(lin);
			return true;
		});
		assertThat(as(() -> reading.ledger(null, null, null)).items()).singleElement().satisfies(entry -> {
			assertThat(entry.points()).isEqualTo(20);
			assertThat(entry.note()).isNull();
		});
	}

	@Test
	void theProofFindsWhatSomebodyTouched() {
		grant(20, null);
		owner.sql("update point_accounts set balance = 25 where organization_id = ?")
			.param(boss.organizationId())
			.update();
		PointProof proof = as(proofs::prove);
		assertThat(proof.differences()).extracting(PointProof.Difference::kind)
			.containsExactly(PointProof.Kind.BALANCE, PointProof.Kind.LOTS);
		assertThat(proof.differences().get(0)).satisfies(one -> {
			assertThat(one.expected()).isEqualTo(20);
			assertThat(one.found()).isEqualTo(25);
		});
		assertThat(page("/points/proof")).hasStatusOk().bodyText().contains("2 differences").doesNotContain("??");
		owner.sql("update point_accounts set balance = 20 where organization_id = ?")
			.param(boss.organizationId())
			.update();
	}

	@Test
	void entriesCannotBeRewritten() {
		grant(20, null);
		for (String rewrite : List.of("update point_entries set points = 1", "delete from point_entries",
				"update point_lots set earned = 1", "delete from point_lot_moves")) {
			assertThatExceptionOfType(BadSqlGrammarException.class).isThrownBy(() -> as(() -> transaction.execute(
					status -> jdbc.sql(rewrite + " where organization_id = ?").param(boss.organizationId()).update())));
		}
	}

	@Test
	void everyoneSeesAndDoesWhatTheyMay() {
		grant(20, null);
		Person seller = staff.hired(boss, Role.STAFF);
		assertThat(staff.as(seller, () -> reading.of(lin)).balance()).isEqualTo(20);
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> staff.as(seller, () -> points.grant(lin, 1, "myself", null)));
		Person host = staff.hired(boss, Role.OPERATOR);
		assertRefused("member.unknown", () -> staff.as(host, () -> points.grant(lin, 1, "not mine", null)));
		assertThat(staff.as(host, () -> reading.ledger(null, null, null)).items()).isEmpty();
		assertThat(staff.as(host, reading::totals).outstanding()).isZero();
		assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> staff.as(host, () -> proofs.start()));
		Person stranger = staff.found();
		assertThat(staff.as(stranger, reading::totals).outstanding()).isZero();
		assertRefused("member.unknown", () -> staff.as(stranger, () -> reading.of(lin)));
	}

	@Test
	void outstandingPointsComeToWhatOneIsWorth() {
		grant(20, null);
		assertThat(as(reading::totals).liability()).as("nobody has said").isNull();
		assertThat(page("/points")).bodyText().doesNotContain("come to at the value");
		as(() -> values.change(new Money(3, "CNY"), 0L));
		assertThat(as(reading::totals).liability()).isEqualTo(new Money(60, "CNY"));
		assertThatExceptionOfType(ObjectOptimisticLockingFailureException.class)
			.isThrownBy(() -> as(() -> values.change(new Money(1, "CNY"), 0L)));
		for (Money wrong : List.of(new Money(0, "CNY"), new Money(1_000_001, "CNY"), new Money(1, "QQQ"))) {
			assertRefused("points.value.wrong", () -> as(() -> values.change(wrong, null)));
		}
		Person seller = staff.hired(boss, Role.STAFF);
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> staff.as(seller, () -> values.change(new Money(1, "CNY"), null)));
		assertThat(post("/points/value", "amount", "0.001", "currency", "CNY")).hasStatusOk()
			.bodyText()
			.contains("smallest coin");
		assertThat(post("/points/value", "amount", "0.02", "currency", "eur")).hasStatus3xxRedirection();
		assertThat(page("/points")).bodyText().contains("come to at the value", "EUR");
		assertThat(page("/points/rules?lang=zh-CN")).bodyText().contains("每积分折合").doesNotContain("??");
		assertThat(post("/points/value", "amount", "", "currency", "CNY")).hasStatus3xxRedirection();
		assertThat(as(reading::totals).liability()).isNull();
	}

	@Test
	void hasPagesForAllOfIt() {
		assertThat(page("/points")).hasStatusOk().bodyText().contains("No entries").doesNotContain("??");
		assertThat(page("/points/rules")).hasStatusOk().bodyText().contains("New rule").doesNotContain("??");
		assertThat(page("/points/proof")).hasStatusOk().bodyText().contains("Nothing was added up");
		assertThat(post("/points/rules", "kind", "SPEND", "name", "一元一分", "points", "1", "per", "1", "firstDay",
				today.toString()))
			.hasStatus3xxRedirection();
		assertThat(post("/points/rules", "kind", "SPEND", "name", "x", "points", "1", "firstDay", today.toString()))
			.hasStatusOk()
			.bodyText()
			.contains("for which amount");
		assertThat(post("/points/levels", "windowDays", "30", "bufferDays", "7", "levels", "新芽 10\n老友 100"))
			.hasStatus3xxRedirection();
		assertThat(post("/points/levels", "windowDays", "30", "bufferDays", "7", "levels", "no number")).hasStatusOk()
			.bodyText()
			.contains("one to a line");
		assertThat(post("/points/levels/preview", "windowDays", "30", "bufferDays", "7", "levels", "新芽 10"))
			.hasStatusOk()
			.bodyText()
			.contains("0 members would have another title")
			.doesNotContain("??");
		assertThat(post("/points/levels/preview", "windowDays", "30", "bufferDays", "7", "levels", "none"))
			.hasStatusOk()
			.bodyText()
			.contains("one to a line");
		BatchId batch = coupon(5, 5, 5);
		grant(20, 30);
		as(() -> prices.buy(lin, batch));
		as(() -> points.earn(lin, 120, ACTION, Ids.next()));
		as(() -> levels.judge(today));
		UUID rule = as(rules::list).get(0).id();
		for (String path : List.of("/points", "/points?account=SPENT", "/points?member=" + lin, "/points/rules",
				"/points/rules/" + rule, "/members/" + lin + "/points", "/points?lang=zh-CN",
				"/points/rules?lang=zh-CN", "/points/today", "/members?title=老友")) {
			assertThat(page(path)).as(path).hasStatusOk().bodyText().doesNotContain("??");
		}
		assertThat(page("/members/" + lin + "/points")).bodyText().contains("老友", "Give back", "135");
		assertThat(post("/members/" + lin + "/points/coupons", "batch", batch.toString())).hasStatus3xxRedirection();
		assertThat(post("/points/rules/" + rule + "/end")).hasStatus3xxRedirection();
		assertThat(post("/points/prices/" + batch + "/removal")).hasStatus3xxRedirection();
	}

	@Test
	void programsDoAllOfIt() {
		String key = staff.apiKey(boss);
		assertThat(send(key, "/members/" + lin + "/points/grants", "k1", "{\"points\":50,\"note\":\"gift\"}"))
			.hasStatus(HttpStatus.CREATED);
		assertThat(send(key, "/members/" + lin + "/points/grants", "k1", "{\"points\":50,\"note\":\"gift\"}"))
			.hasStatus(HttpStatus.CREATED);
		assertThat(of(lin).balance()).as("asked twice, given once").isEqualTo(50);
		BatchId batch = coupon(5, 5, 20);
		assertThat(send(key, "/members/" + lin + "/points/coupons", "k2", "{\"batch\":\"" + batch + "\"}"))
			.hasStatus(HttpStatus.CREATED);
		assertThat(send(key, "/members/" + lin + "/points/takes", null, "{\"points\":31,\"note\":\"x\"}"))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("points.too-few");
		assertThat(send(key, "/point-rules", null,
				"{\"kind\":\"ACTIVE_DAY\",\"name\":\"a\",\"points\":1,\"firstDay\":\"" + today + "\"}"))
			.hasStatus(HttpStatus.CREATED);
		for (String path : List.of("/points", "/point-entries", "/point-rules", "/point-prices", "/point-ladder",
				"/point-value", "/point-standings", "/point-standings/falling", "/point-proofs/last",
				"/members/" + lin + "/points")) {
			assertThat(mvc.get().uri("/api/v1" + path).header("Authorization", "Bearer " + key)).as(path).hasStatusOk();
		}
	}

	private void grant(long many, Integer days) {
		as(() -> points.grant(lin, many, "gift", days));
	}

	private PointRule rule(PointRuleTerms terms) {
		return as(() -> rules.add(terms));
	}

	private MemberPoints of(MemberId member) {
		return as(() -> reading.of(member));
	}

	private BatchId coupon(long stock, int perMember, long price) {
		BatchId batch = otherBatch(stock, perMember);
		as(() -> {
			prices.set(batch, price);
			return true;
		});
		return batch;
	}

	private BatchId otherBatch() {
		return otherBatch(5, 5);
	}

	private BatchId otherBatch(long stock, int perMember) {
		BatchId batch = as(() -> batches.create(CouponFixtures.fiveOff(stock, perMember)));
		as(() -> batches.activate(batch));
		return batch;
	}

	private OrderDetails buy(MemberId member, ProductId product) {
		return as(() -> orders.placePaid(
				new NewOrder(member, List.of(new NewOrder.Line(product, 1, null)), null, null, OrderSource.STAFF),
				new NewPayment(PaymentMethod.CASH, null, null, null)));
	}

	/** What the roll-up would hold. */
	private void said(MemberId member, LocalDate day, int messages) {
		owner.sql("""
				insert into activity_days (organization_id, day, group_id, member_id, messages, characters, others)
				values (?, ?, ?, ?, ?, 0, 0)
				on conflict (organization_id, day, group_id, member_id) do update set messages = excluded.messages
				""").params(boss.organizationId(), day, new UUID(1, 1), member.id(), messages).update();
	}

	private static Ladder.Level level(String name, long threshold) {
		return new Ladder.Level(name, threshold);
	}

	private static Money cny(long minor) {
		return new Money(minor, "CNY");
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(boss.path() + path).with(staff.login(boss)).exchange();
	}

	private MvcTestResult post(String path, String... fields) {
		var request = mvc.post().uri(boss.path() + path).with(staff.login(boss)).with(csrf());
		for (int i = 0; i < fields.length; i += 2) {
			request = request.param(fields[i], fields[i + 1]);
		}
		return request.exchange();
	}

	private MvcTestResult send(String key, String path, String once, String body) {
		var request = mvc.post()
			.uri("/api/v1" + path)
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body);
		return ((once != null) ? request.header("Idempotency-Key", once) : request).exchange();
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return staff.as(boss, work);
	}

	/** As it will be in so many days, at noon. */
	private <T> T in(int days, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(today.plusDays(days).atTime(12, 0).toInstant(ZoneOffset.UTC), () -> as(work));
	}

}
