package io.guildhall.checkout;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.link.PublicCodes;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.OrderState;
import io.guildhall.order.RefundAsk;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.payment.PaymentSummary;
import io.guildhall.provider.PaymentProvider.Notice;
import io.guildhall.provider.PaymentProvider.RefundNotice;
import io.guildhall.provider.PaymentProvider.ReturnStanding;
import io.guildhall.provider.ProviderName.KeyName;
import io.guildhall.provider.ProviderName;
import io.guildhall.provider.ProviderSettings;
import io.guildhall.provider.RsaKeys;
import io.guildhall.provider.Standing.Receipt;
import io.guildhall.provider.Standing;
import io.guildhall.provider.WebhookSignature;
import io.guildhall.sandbox.SandboxAct;
import io.guildhall.sandbox.SandboxDoor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class CheckoutModuleTests {

	private static final String SITE = "https://guild.example.org";

	private static final String SIGNATURE = "sandbox-signature";

	private static final Money FEE = new Money(18, "CNY");

	private final CheckoutService checkout;

	private final CheckoutReading reading;

	private final CheckoutReconciler reconciler;

	private final CheckoutAccounts accounts;

	private final CheckoutHearing hearing;

	private final CallbackDoor callbacks;

	private final PaymentDoor door;

	private final SandboxDoor sandbox;

	private final AttemptStore attempts;

	private final ReturnStore returns;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final List<NightlyWork> nights;

	private final CatalogService catalog;

	private final PlanService plans;

	private final MembershipService memberships;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final ScopedClock clock;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final PublicCodes codes;

	private final PlatformTransactionManager transactions;

	private UUID acme = Ids.next();

	private MemberId ann = new MemberId(Ids.next());

	private ProductId tea = ProductId.of(Ids.next().toString());

	@BeforeEach
	void aShop() {
		acme = Ids.next();
		as(() -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		ann = as(() -> members.add(NewMember.named("Ann")));
		tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, yuan(30), null)));
		as(() -> accounts.choose(ProviderName.SANDBOX, Map.of()));
	}

	@Test
	void paysAnOrderAndKeepsTheBooks() {
		OrderId order = order();
		AttemptSummary started = start(order);
		assertThat(started.state()).isEqualTo(AttemptState.PENDING);
		assertThat(started.link()).startsWith(SITE + CheckoutService.PATH);
		assertThat(start(order).id()).as("while one is open, it is that one").isEqualTo(started.id());
		String code = started.link().substring((SITE + CheckoutService.PATH).length());
		assertThat(door.page(code).link()).isEqualTo(SITE + "/p/sandbox/" + code);
		sandbox.act(code, SandboxAct.PAY);
		assertThat(get(started).state()).isEqualTo(AttemptState.SUCCEEDED);
		assertThat(door.page(code).link()).isNull();
		OrderDetails paid = as(() -> orders.get(order));
		assertThat(paid.state()).isEqualTo(OrderState.PAID);
		assertThat(paid.payments()).extracting(PaymentSummary::method).containsExactly(PaymentMethod.ONLINE);
		assertThat(balance(Account.CASH)).isEqualTo(yuan(30).minus(FEE));
		assertThat(balance(Account.PAYMENT_FEE)).isEqualTo(FEE);
		assertThat(as(() -> reading.returnsOf(order))).isEmpty();
		assertRefused("order.paid-already", () -> start(order));
		assertRefused("checkout.sandbox-over", () -> sandbox.act(code, SandboxAct.PAY));
		assertBalanced();
	}

	@Test
	void moneyThatComesTooLateIsSeenAndGoesBack() {
		OrderId order = order();
		AttemptSummary started = start(order);
		as(() -> orders.cancel(order));
		assertThat(get(started).closing()).isTrue();
		act(started, SandboxAct.PAY_LATE);
		assertThat(state(order)).isEqualTo(OrderState.CANCELLED);
		assertThat(get(started).state()).isEqualTo(AttemptState.SUCCEEDED);
		ReturnSummary owed = onlyReturn(order);
		assertThat(owed.reason()).isEqualTo(ReturnReason.LATE);
		assertThat(owed.amount()).isEqualTo(yuan(30));
		assertThat(as(() -> reading.returns(true, null)).items()).contains(owed);
		assertThat(balance(Account.REFUND_PAYABLE)).isEqualTo(yuan(-30));
		assertBalanced();
		as(reconciler::run);
		assertThat(onlyReturn(order).state()).isEqualTo(ReturnState.DONE);
		assertThat(as(() -> reading.returns(true, null)).items()).isEmpty();
		assertThat(balance(Account.REFUND_PAYABLE)).isEqualTo(yuan(0));
		assertThat(balance(Account.CASH)).isEqualTo(FEE.negated());
		assertBalanced();
	}

	@Test
	void whatIsPaidTwiceIsADifferenceToRefund() {
		OrderId order = order();
		AttemptSummary started = start(order);
		act(started, SandboxAct.PAY_TWICE);
		assertThat(state(order)).isEqualTo(OrderState.PAID);
		assertThat(get(started).receipts()).extracting(AttemptSummary.Receipt::became)
			.containsExactlyInAnyOrder("PAID", "TWICE");
		assertThat(onlyReturn(order).reason()).isEqualTo(ReturnReason.TWICE);
		as(reconciler::run);
		assertThat(onlyReturn(order).state()).isEqualTo(ReturnState.DONE);
		assertThat(balance(Account.CASH)).isEqualTo(yuan(30).minus(FEE.times(2)));
		assertBalanced();
	}

	@Test
	void aCashPaymentClosesTheTryAndMoneyThatComesAllTheSameGoesBack() {
		OrderId order = order();
		AttemptSummary started = start(order);
		as(() -> orders.markPaid(order, new NewPayment(PaymentMethod.CASH, null, null, null)));
		act(started, SandboxAct.PAY);
		assertThat(onlyReturn(order).reason()).isEqualTo(ReturnReason.TWICE);
		OrderId other = order();
		AttemptSummary unpaid = start(other);
		as(() -> orders.markPaid(other, new NewPayment(PaymentMethod.CASH, null, null, null)));
		as(reconciler::run);
		assertThat(get(unpaid).state()).isEqualTo(AttemptState.CLOSED);
		assertThat(as(() -> reading.returnsOf(other))).isEmpty();
		assertBalanced();
	}

	@Test
	void moneyAfterTheTryWasOverStillPaysAnOrderThatWaits() {
		OrderId order = order();
		AttemptSummary started = start(order);
		assertThat(as(() -> checkout.close(started.id())).state()).isEqualTo(AttemptState.CLOSED);
		act(started, SandboxAct.PAY_LATE);
		assertThat(state(order)).isEqualTo(OrderState.PAID);
		assertThat(as(() -> reading.returnsOf(order))).isEmpty();
	}

	@Test
	void whatIsNotWhatTheOrderComesToIsOwedWhole() {
		OrderId order = order();
		Attempt attempt = as(() -> attempts.require(start(order).id()));
		as(() -> hearing.told(attempt, notice("e-1", attempt, yuan(29))));
		assertThat(state(order)).isEqualTo(OrderState.UNPAID);
		assertThat(onlyReturn(order).reason()).isEqualTo(ReturnReason.WRONG_AMOUNT);
		assertThat(balance(Account.REFUND_PAYABLE)).isEqualTo(yuan(-29));
		assertBalanced();
	}

	@Test
	void whatTheOrderCannotTakeIsOwedAndNoError() {
		ProductId forLife = as(
				() -> plans.get(plans.create(new NewPlan("Life", "", PlanTerm.LIFETIME, yuan(30), 0, List.of()))))
			.product();
		OrderId first = order(forLife);
		OrderId second = order(forLife);
		AttemptSummary started = start(second);
		as(() -> orders.markPaid(first, new NewPayment(PaymentMethod.CASH, null, null, null)));
		act(started, SandboxAct.PAY);
		assertThat(state(second)).isEqualTo(OrderState.UNPAID);
		assertThat(onlyReturn(second).reason()).isEqualTo(ReturnReason.NOT_TAKEN);
		assertThat(get(started).state()).isEqualTo(AttemptState.SUCCEEDED);
		assertBalanced();
	}

	/** ★ What an upgrade takes off stands while its order waits, whatever comes in. */
	@Test
	void aRenewalThatIsPaidOnlineWhileAnUpgradeWaitsIsOwedAndTheUpgradeGoesOn() {
		PlanDetails basic = as(
				() -> plans.get(plans.create(new NewPlan("Basic", "Club", PlanTerm.YEARLY, yuan(30), 0, List.of()))));
		PlanDetails gold = as(
				() -> plans.get(plans.create(new NewPlan("Gold", "Club", PlanTerm.YEARLY, yuan(60), 0, List.of()))));
		OrderId first = order(basic.product());
		as(() -> orders.markPaid(first, new NewPayment(PaymentMethod.CASH, null, null, null)));
		MembershipSummary bought = as(() -> memberships.of(ann)).get(0);
		OrderId renewal = order(basic.product());
		AttemptSummary renewing = start(renewal);
		OrderId upgrade = as(() -> orders.upgrade(bought.id(), gold.id(), OrderSource.STAFF)).id();
		AttemptSummary upgrading = start(upgrade);
		act(renewing, SandboxAct.PAY);
		assertThat(state(renewal)).isEqualTo(OrderState.UNPAID);
		assertThat(onlyReturn(renewal).reason()).isEqualTo(ReturnReason.NOT_TAKEN);
		assertThat(onlyReturn(renewal).amount()).isEqualTo(yuan(30));
		assertThat(as(() -> memberships.of(ann))).as("neither longer nor another").containsExactly(bought);
		act(upgrading, SandboxAct.PAY);
		assertThat(state(upgrade)).isEqualTo(OrderState.PAID);
		assertThat(as(() -> memberships.of(ann))).extracting(MembershipSummary::planName).containsExactly("Gold");
		as(reconciler::run);
		assertThat(onlyReturn(renewal).state()).isEqualTo(ReturnState.DONE);
		assertThat(balance(Account.REFUND_PAYABLE)).isEqualTo(yuan(0));
		assertThat(balance(Account.DEFERRED_REVENUE)).as("the whole of the better plan").isEqualTo(yuan(-60));
		assertBalanced();
	}

	@Test
	void newsThatGotLostIsAskedFor() {
		OrderId order = order();
		AttemptSummary started = start(order);
		act(started, SandboxAct.PAY_UNHEARD);
		assertThat(state(order)).isEqualTo(OrderState.UNPAID);
		assertThat(as(reconciler::run)).as("not due yet").isZero();
		in(Duration.ofMinutes(1), reconciler::run);
		assertThat(state(order)).isEqualTo(OrderState.PAID);
		assertThat(in(Duration.ofHours(2), reconciler::run)).as("a last look").isOne();
		assertThat(in(Duration.ofDays(1), reconciler::run)).isZero();
		assertThat(balance(Account.CASH)).isEqualTo(yuan(30).minus(FEE));
	}

	@Test
	void whatIsNotKnownIsAskedForAndNeverChargedAgain() {
		OrderId order = order();
		AttemptSummary started = start(order);
		act(started, SandboxAct.TIME_OUT);
		assertThat(as(() -> checkout.ask(started.id())).state()).isEqualTo(AttemptState.UNKNOWN);
		assertRefused("checkout.unknown-result", () -> start(order));
		act(started, SandboxAct.PAY_UNHEARD);
		assertThat(as(() -> checkout.close(started.id())).state()).isEqualTo(AttemptState.UNKNOWN);
		in(Duration.ofMinutes(3), reconciler::run);
		assertThat(get(started).state()).isEqualTo(AttemptState.SUCCEEDED);
		assertThat(state(order)).isEqualTo(OrderState.PAID);
	}

	@Test
	void aTryWhoseTimeIsOverIsClosedAndMakesRoomForAnother() {
		OrderId order = order();
		AttemptSummary started = start(order);
		Duration later = Duration.ofHours(2).plusMinutes(1);
		assertRefused("checkout.closing", () -> in(later, () -> checkout.start(order, SITE, null)));
		in(later, reconciler::run);
		assertThat(get(started).state()).isEqualTo(AttemptState.CLOSED);
		assertThat(state(order)).isEqualTo(OrderState.UNPAID);
		assertThat(in(later, () -> checkout.start(order, SITE, null)).id()).isNotEqualTo(started.id());
		OrderId ending = order();
		assertRefused("checkout.closes-soon",
				() -> in(Duration.ofHours(48).minusMinutes(8), () -> checkout.start(ending, SITE, null)));
	}

	@Test
	void refundsByTheWayItCame() {
		OrderId order = order();
		act(start(order), SandboxAct.PAY);
		as(() -> refunds.refund(order, new RefundAsk(null, yuan(10), PaymentMethod.ONLINE, "a cup was broken")));
		assertThat(balance(Account.REFUND_PAYABLE)).as("owed until it went").isEqualTo(yuan(-10));
		assertThat(as(() -> orders.get(order)).payments()).hasSize(1);
		assertThat(onlyReturn(order).reason()).isEqualTo(ReturnReason.REFUND);
		as(reconciler::run);
		as(reconciler::run);
		assertThat(as(() -> orders.get(order)).payments()).extracting(PaymentSummary::amount)
			.containsExactly(yuan(30), yuan(-10));
		assertThat(balance(Account.REFUND_PAYABLE)).isEqualTo(yuan(0));
		assertThat(balance(Account.CASH)).isEqualTo(yuan(20).minus(FEE));
		OrderId cash = order();
		assertRefused("order.not-by-hand",
				() -> as(() -> orders.markPaid(cash, new NewPayment(PaymentMethod.ONLINE, null, null, null))));
		as(() -> orders.markPaid(cash, new NewPayment(PaymentMethod.CASH, null, null, null)));
		assertRefused("order.not-paid-online",
				() -> as(() -> refunds.refund(cash, new RefundAsk(null, null, PaymentMethod.ONLINE, "gone"))));
		assertBalanced();
	}

	@Test
	void goesBackByTheProviderItCameByAndByHandOnlyWhereThatSaidNo() {
		OrderId order = order();
		AttemptSummary started = start(order);
		act(started, SandboxAct.PAY);
		as(() -> {
			accounts.chooseNone();
			return null;
		});
		assertRefused("checkout.no-provider", () -> start(order()));
		as(() -> refunds.refund(order, new RefundAsk(null, null, PaymentMethod.ONLINE, "all of it")));
		UUID back = onlyReturn(order).id();
		assertRefused("checkout.not-failed", () -> as(() -> checkout.returnedByHand(back, "in cash")));
		inTransaction(() -> jdbc.sql("update sandbox_charges set paid_at = null where organization_id = ? and id = ?")
			.param(acme)
			.param(started.id())
			.update());
		as(reconciler::run);
		assertThat(onlyReturn(order).state()).isEqualTo(ReturnState.FAILED);
		assertThat(as(() -> checkout.returnAgain(back)).state()).isEqualTo(ReturnState.FAILED);
		assertRefused("checkout.no-note", () -> as(() -> checkout.returnedByHand(back, " ")));
		ReturnSummary settled = as(() -> checkout.returnedByHand(back, "in cash"));
		assertThat(settled.state()).isEqualTo(ReturnState.BY_HAND);
		assertThat(as(() -> orders.get(order)).payments()).extracting(PaymentSummary::method)
			.containsExactly(PaymentMethod.ONLINE, PaymentMethod.OTHER);
		assertThat(balance(Account.REFUND_PAYABLE)).isEqualTo(yuan(0));
		assertBalanced();
	}

	@Test
	void aCallbackAndTheClosingOfTheOrderRaceAndOneOfThemIsFirst() throws Exception {
		int paid = 0;
		for (int i = 0; i < 12; i++) {
			OrderId order = order();
			AttemptSummary started = start(order);
			Instant due = Objects.requireNonNull(as(() -> orders.get(order)).dueAt());
			CyclicBarrier together = new CyclicBarrier(2);
			race(() -> {
				together.await();
				return clock.callAt(due.minusMillis(1),
						() -> as(() -> sandbox.actOn(started.id(), SandboxAct.PAY_LATE)));
			}, () -> {
				together.await();
				return clock.callAt(due, () -> as(() -> {
					nights.stream()
						.filter(night -> night.order() == 15)
						.forEach(night -> night.run(organizations.today()));
					return null;
				}));
			});
			List<ReturnSummary> owed = as(() -> reading.returnsOf(order));
			if (state(order) == OrderState.PAID) {
				paid++;
				assertThat(owed).isEmpty();
			}
			else {
				assertThat(state(order)).isEqualTo(OrderState.EXPIRED);
				assertThat(owed).extracting(ReturnSummary::reason).containsExactly(ReturnReason.LATE);
			}
			assertThat(get(started).receipts()).hasSize(1);
		}
		assertThat(balance(Account.CASH)).as("nothing lost, nothing doubled").isEqualTo(yuan(30).minus(FEE).times(12));
		assertThat(balance(Account.REFUND_PAYABLE)).isEqualTo(yuan(-30).times(12 - paid));
		assertBalanced();
	}

	@Test
	void theSameNewsFromManySidesAtOnceCountsOnce() throws Exception {
		OrderId order = order();
		AttemptSummary started = start(order);
		act(started, SandboxAct.PAY_UNHEARD);
		Signed news = news(acme, started, "event-1", Instant.now());
		List<Callable<?>> sides = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			sides.add(() -> callbacks.hear(news.code(), news.headers(), news.body()));
		}
		sides.add(() -> as(() -> checkout.ask(started.id())));
		sides.add(() -> in(Duration.ofMinutes(1), reconciler::run));
		race(sides.toArray(Callable[]::new));
		assertThat(state(order)).isEqualTo(OrderState.PAID);
		assertThat(get(started).receipts()).hasSize(1);
		assertThat(balance(Account.CASH)).isEqualTo(yuan(30).minus(FEE));
		assertThat(callbacks.hear(news.code(), news.headers(), news.body())).isEqualTo(CallbackDoor.Heard.AGAIN);
		assertBalanced();
	}

	@Test
	void nothingMovesByACallbackThatIsForgedAlteredReplayedOrForeign() {
		OrderId order = order();
		AttemptSummary started = start(order);
		act(started, SandboxAct.PAY_UNHEARD);
		Signed right = news(acme, started, "event-1", Instant.now());
		assertUnheard(new Signed(right.code(), Map.of(), right.body()));
		assertUnheard(new Signed(right.code(),
				Map.of(SIGNATURE, WebhookSignature.sign("another key", right.body(), Instant.now())), right.body()));
		byte[] altered = right.body().clone();
		altered[altered.length / 2] ^= 1;
		assertUnheard(new Signed(right.code(), right.headers(), altered));
		assertUnheard(news(acme, started, "event-2", Instant.now().minus(Duration.ofMinutes(6))));
		UUID eve = Ids.next();
		onBehalf.ofSystem(eve, () -> {
			organizations.found(new NewOrganization("Eve", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false));
			return accounts.choose(ProviderName.SANDBOX, Map.of());
		});
		Signed foreign = news(eve, started, "event-3", Instant.now());
		assertThat(callbacks.hear(foreign.code(), foreign.headers(), foreign.body()))
			.as("rightly signed, and of no payment of theirs")
			.isEqualTo(CallbackDoor.Heard.IGNORED);
		assertUnheard(new Signed(right.code(), foreign.headers(), foreign.body()));
		assertUnheard(new Signed("nowhere1", right.headers(), right.body()));
		assertThat(state(order)).isEqualTo(OrderState.UNPAID);
		assertThat(get(started).receipts()).isEmpty();
		assertThat(count("checkout_callbacks")).isZero();
		assertThat(balance(Account.CASH)).isEqualTo(yuan(0));
		assertThat(callbacks.hear(right.code(), right.headers(), right.body())).isEqualTo(CallbackDoor.Heard.NEW);
		assertThat(state(order)).isEqualTo(OrderState.PAID);
	}

	@Test
	void aLinkOfTheSandboxSettlesNothingOnceItIsNotChosen() {
		OrderId order = order();
		AttemptSummary started = start(order);
		AttemptSummary unpaid = start(order());
		act(started, SandboxAct.PAY_UNHEARD);
		Signed signed = news(acme, started, "event-1", Instant.now());
		as(() -> accounts.choose(ProviderName.STRIPE, Map.of(KeyName.SECRET_KEY, "sk_test_12345")));
		String code = unpaid.link().substring((SITE + CheckoutService.PATH).length());
		for (SandboxAct act : List.of(SandboxAct.PAY, SandboxAct.PAY_LATE)) {
			assertRefused("checkout.sandbox-over", () -> sandbox.act(code, act));
			assertRefused("checkout.sandbox-over", () -> act(unpaid, act));
		}
		assertUnheard(signed);
		assertThat(state(order)).isEqualTo(OrderState.UNPAID);
		assertThat(
				inTransaction(() -> jdbc.sql("select state from sandbox_charges where organization_id = ? and id = ?")
					.param(acme)
					.param(unpaid.id())
					.query(String.class)
					.single()))
			.isEqualTo("OPEN");
		as(() -> accounts.choose(ProviderName.SANDBOX, Map.of()));
		act(unpaid, SandboxAct.PAY);
		assertThat(get(unpaid).state()).isEqualTo(AttemptState.SUCCEEDED);
	}

	@Test
	void aRefundThatFailsAfterItWentIsOwedAgain() {
		OrderId order = order();
		AttemptSummary started = start(order);
		act(started, SandboxAct.PAY);
		as(() -> refunds.refund(order, new RefundAsk(null, yuan(10), PaymentMethod.ONLINE, "a cup was broken")));
		as(reconciler::run);
		UUID back = onlyReturn(order).id();
		assertThat(onlyReturn(order).state()).isEqualTo(ReturnState.DONE);
		RefundNotice news = new RefundNotice("event-1", back,
				new ReturnStanding(ReturnStanding.State.FAILED, "sandbox-" + back, "card_closed"));
		assertThat(as(() -> hearing.told(returns.require(back), attempts.require(started.id()), news))).isTrue();
		assertThat(as(() -> hearing.told(returns.require(back), attempts.require(started.id()), news))).isFalse();
		assertThat(onlyReturn(order).state()).isEqualTo(ReturnState.FAILED);
		assertThat(as(() -> reading.returns(true, null)).items()).hasSize(1);
		assertThat(balance(Account.REFUND_PAYABLE)).isEqualTo(yuan(-10));
		assertThat(balance(Account.CASH)).isEqualTo(yuan(30).minus(FEE));
		as(() -> checkout.returnedByHand(back, "in cash"));
		assertThat(as(() -> orders.get(order)).payments()).extracting(PaymentSummary::amount)
			.containsExactly(yuan(30), yuan(-10), yuan(10), yuan(-10));
		assertThat(balance(Account.REFUND_PAYABLE)).isEqualTo(yuan(0));
		assertThat(balance(Account.CASH)).isEqualTo(yuan(20).minus(FEE));
		assertBalanced();
	}

	@Test
	void theSandboxCanBeSwitchedOff() {
		ProviderSettings off = new ProviderSettings(Duration.ofSeconds(1), "", "", "", false);
		CheckoutAccounts without = new CheckoutAccounts(null, null, null, jdbc, tenancy, clock, null, off,
				organizations);
		assertRefused("checkout.no-sandbox", () -> without.choose(ProviderName.SANDBOX, Map.of()));
		assertThat(inTransaction(without::chosen)).as("chosen before").isEmpty();
		AttemptSummary started = start(order());
		PaymentDoor doorWithout = new PaymentDoor(codes, attempts, accounts, off, organizations, onBehalf, clock,
				transactions);
		assertThat(doorWithout.page(started.link().substring((SITE + CheckoutService.PATH).length())).link()).isNull();
	}

	@Test
	void whoTakesYuanOnlyIsNotForAnOrganizationOfAnotherCurrency() {
		acme = Ids.next();
		as(() -> organizations
			.found(new NewOrganization("Euro", null, ZoneId.of("Europe/Berlin"), "EUR", "en", false)));
		ann = as(() -> members.add(NewMember.named("Ann")));
		tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, new Money(3000, "EUR"), null)));
		for (ProviderName yuanOnly : List.of(ProviderName.WECHAT_PAY, ProviderName.ALIPAY)) {
			assertRefused("checkout.other-currency", () -> as(() -> accounts.choose(yuanOnly, Map.of())));
		}
		assertThat(as(accounts::all)).filteredOn(ProviderDetails::offered)
			.extracting(ProviderDetails::provider)
			.containsExactly(ProviderName.SANDBOX, ProviderName.STRIPE);
		as(() -> accounts.choose(ProviderName.SANDBOX, Map.of()));
		assertThat(start(order()).state()).isEqualTo(AttemptState.PENDING);
		inTransaction(() -> {
			accounts.chooseNone();
			return jdbc
				.sql("""
						insert into checkout_accounts (organization_id, id, provider, chosen, code, sealed, made_at, changed_at)
						values (?, ?, 'ALIPAY', true, ?, 'x', now(), now())
						""")
				.params(acme, Ids.next(), codes.take(CheckoutAccounts.KIND, Ids.next()))
				.update();
		});
		assertThat(inTransaction(accounts::chosen)).as("it could be chosen once").isEmpty();
		assertRefused("checkout.no-provider", () -> start(order()));
	}

	@Test
	void refusesWhatIsMadeByHand() {
		String cursor = Base64.getUrlEncoder().encodeToString("now\u001fhere".getBytes(StandardCharsets.UTF_8));
		assertRefused("shared.cursor", () -> as(() -> reading.returns(false, cursor)));
		Map<KeyName, String> none = new HashMap<>();
		none.put(KeyName.SECRET_KEY, null);
		assertRefused("checkout.missing-key", () -> as(() -> accounts.choose(ProviderName.STRIPE, none)));
	}

	@Test
	void theKeysAreNotInTheDatabase() {
		CheckoutAccounts.Account account = as(() -> accounts.chosen().orElseThrow());
		String secret = accountKey(acme);
		assertThat(secret).hasSize(64);
		assertThat(account.sealed()).doesNotContain(secret);
		as(() -> accounts.choose(ProviderName.SANDBOX, Map.of()));
		assertThat(accountKey(acme)).as("chosen again, it stays").isEqualTo(secret);
		assertThat(as(() -> accounts.credentials(account)).toString()).doesNotContain(secret);
	}

	/** ★ What was asked for of one merchant, another one knows nothing of. */
	@Test
	void theMerchantStaysWhilePaymentsOrRefundsAreUnderWay() {
		RsaKeys pair = RsaKeys.make();
		Map<KeyName, String> keys = Map.of(KeyName.APP_ID, "2021000000000001", KeyName.SELLER_ID, "2088000000000001",
				KeyName.PRIVATE_KEY, pair.privatePem(), KeyName.PLATFORM_KEY, pair.publicPem());
		AttemptSummary started = start(order());
		as(() -> accounts.choose(ProviderName.ALIPAY, keys));
		UUID attempt = attemptByAlipay(started);
		for (Map<KeyName, String> other : List.of(Map.of(KeyName.SELLER_ID, "2088000000000002"),
				Map.of(KeyName.APP_ID, "2021000000000002"))) {
			assertRefused("checkout.other-merchant", () -> as(() -> accounts.choose(ProviderName.ALIPAY, other)));
		}
		as(() -> accounts.choose(ProviderName.ALIPAY,
				Map.of(KeyName.PRIVATE_KEY, RsaKeys.make().privatePem(), KeyName.SELLER_ID, "2088000000000001")));
		inTransaction(() -> jdbc.sql("""
				update checkout_attempts set state = 'CLOSED', next_ask_at = null where organization_id = ? and id = ?
				""").params(acme, attempt).update());
		as(() -> accounts.choose(ProviderName.ALIPAY, Map.of(KeyName.SELLER_ID, "2088000000000002")));
		inTransaction(() -> {
			returns.receive(attempts.require(attempt), new Receipt("t", yuan(30), yuan(0), Instant.now()), "LATE",
					Instant.now(), false);
			UUID receipt = returns.find(attempt, new Receipt("t", yuan(30), yuan(0), Instant.now())).orElseThrow();
			returns.due(Ids.next(), receipt, null, ReturnReason.LATE, yuan(30), Instant.now());
			return receipt;
		});
		assertRefused("checkout.other-merchant",
				() -> as(() -> accounts.choose(ProviderName.ALIPAY, Map.of(KeyName.SELLER_ID, "2088000000000003"))));
	}

	/** As if it had been started there, where nobody answers. */
	private UUID attemptByAlipay(AttemptSummary like) {
		UUID id = Ids.next();
		inTransaction(() -> jdbc
			.sql("""
					insert into checkout_attempts (organization_id, id, version, order_id, account_id, state, code, subject, site,
					    amount_minor, currency, unwanted, started_at, expires_at, asks, actor_name)
					select a.organization_id, :id, 0, :order, c.id, 'PENDING', 'alipay01', a.subject, a.site,
					    a.amount_minor, a.currency, false, a.started_at, a.expires_at, 0, a.actor_name
					from checkout_attempts a
					join checkout_accounts c on c.organization_id = a.organization_id and c.provider = 'ALIPAY'
					where a.organization_id = :acme and a.id = :like
					""")
			.param("id", id)
			.param("order", Ids.next())
			.param("acme", acme)
			.param("like", like.id())
			.update());
		return id;
	}

	@Test
	void keysAreEnteredOneAfterTheOtherAndKept() {
		assertRefused("checkout.missing-key",
				() -> as(() -> accounts.choose(ProviderName.STRIPE, Map.of(KeyName.CALLBACK_SECRET, "whsec_12345"))));
		ProviderDetails first = as(
				() -> accounts.choose(ProviderName.STRIPE, Map.of(KeyName.SECRET_KEY, "sk_test_12345")));
		assertThat(first.missing()).containsExactly(KeyName.CALLBACK_SECRET);
		assertThatExceptionOfType(CheckoutRefused.class).isThrownBy(() -> callbacks
			.hear(Objects.requireNonNull(first.code()), Map.of("stripe-signature", "t=1,v1=00"), new byte[0]));
		ProviderDetails second = as(() -> accounts.choose(ProviderName.STRIPE,
				Map.of(KeyName.SECRET_KEY, " ", KeyName.CALLBACK_SECRET, "whsec_12345")));
		assertThat(second.missing()).isEmpty();
		assertThat(second.code()).isEqualTo(first.code());
		assertThat(as(() -> accounts.credentials(accounts.chosen().orElseThrow()).key(KeyName.SECRET_KEY)))
			.isEqualTo("sk_test_12345");
		inTransaction(() -> jdbc.sql("update checkout_accounts set sealed = ? where organization_id = ?")
			.param("A".repeat(80))
			.param(acme)
			.update());
		assertThat(as(() -> accounts.all()).get(1).missing()).as("sealed by another master key").hasSize(2);
		assertRefused("checkout.missing-key", () -> as(() -> accounts.choose(ProviderName.STRIPE, Map.of())));
	}

	/** A callback as the sandbox would send it. */
	private record Signed(String code, Map<String, String> headers, byte[] body) {
	}

	/**
	 * News of a charge of this organization, signed by the key of another or the same.
	 */
	private Signed news(UUID by, AttemptSummary started, String event, Instant at) {
		byte[] body = """
				{"event": "%1$s", "charge": "%2$s", "state": "PAID", "externalId": "sandbox-%2$s", "failure": null,
				"receipts": [{"transaction": "sandbox-%2$s-1", "amount": {"minor": 3000, "currency": "CNY"},
				"fee": {"minor": 18, "currency": "CNY"}, "at": "%3$s"}]}"""
			.formatted(event, started.id(), Instant.now())
			.getBytes(StandardCharsets.UTF_8);
		String code = onBehalf.ofSystem(by, () -> accounts.chosen().orElseThrow().code());
		return new Signed(code, Map.of(SIGNATURE, WebhookSignature.sign(accountKey(by), body, at)), body);
	}

	private String accountKey(UUID organization) {
		return onBehalf.ofSystem(organization,
				() -> accounts.credentials(accounts.chosen().orElseThrow()).key(KeyName.CALLBACK_SECRET));
	}

	private void assertUnheard(Signed callback) {
		assertThatExceptionOfType(CheckoutRefused.class)
			.isThrownBy(() -> callbacks.hear(callback.code(), callback.headers(), callback.body()));
	}

	private static Notice notice(String event, Attempt attempt, Money amount) {
		return new Notice(event, attempt.id(), Standing.paid("x",
				List.of(new Receipt("t-" + event, amount, yuan(0), Instant.now().truncatedTo(ChronoUnit.MICROS)))));
	}

	private OrderId order() {
		return order(tea);
	}

	private OrderId order(ProductId product) {
		return as(() -> orders
			.place(new NewOrder(ann, List.of(new NewOrder.Line(product, 1, null)), null, null, OrderSource.STAFF)))
			.id();
	}

	private AttemptSummary start(OrderId order) {
		return as(() -> checkout.start(order, SITE, null));
	}

	private void act(AttemptSummary attempt, SandboxAct act) {
		as(() -> sandbox.actOn(attempt.id(), act));
	}

	private AttemptSummary get(AttemptSummary attempt) {
		return as(() -> reading.get(attempt.id()));
	}

	private OrderState state(OrderId order) {
		return as(() -> orders.get(order)).state();
	}

	private ReturnSummary onlyReturn(OrderId order) {
		List<ReturnSummary> returns = as(() -> reading.returnsOf(order));
		assertThat(returns).hasSize(1);
		return returns.get(0);
	}

	private Money balance(Account account) {
		return as(() -> journal.balance(account));
	}

	private void assertBalanced() {
		assertThat(as(journal::balances)).isTrue();
	}

	private long count(String table) {
		return inTransaction(() -> jdbc.sql("select count(*) from " + table + " where organization_id = ?")
			.param(acme)
			.query(Long.class)
			.single());
	}

	private static Money yuan(long yuan) {
		return new Money(yuan * 100, "CNY");
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

	private <T> T inTransaction(Tenancy.Work<T, RuntimeException> work) {
		return as(() -> Objects.requireNonNull(transaction.execute(status -> work.run())));
	}

	private <T> T in(Duration later, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(Instant.now().plus(later), () -> as(work));
	}

	private static void race(Callable<?>... contenders) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(contenders.length);
		try {
			List<Future<?>> all = new ArrayList<>();
			for (Callable<?> contender : contenders) {
				all.add(threads.submit(contender));
			}
			for (Future<?> one : all) {
				one.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

}
