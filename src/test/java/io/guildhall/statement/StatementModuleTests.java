package io.guildhall.statement;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.checkout.AttemptSummary;
import io.guildhall.checkout.CheckoutAccounts;
import io.guildhall.checkout.CheckoutReading;
import io.guildhall.checkout.CheckoutService;
import io.guildhall.checkout.ReturnSummary;
import io.guildhall.checkout.StatedMoney;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.NewOrder;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.OrderState;
import io.guildhall.order.RefundAsk;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.provider.ProviderName;
import io.guildhall.sandbox.SandboxAct;
import io.guildhall.sandbox.SandboxDoor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class StatementModuleTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

	private final StatementService statements;

	private final StatedMoney money;

	private final CheckoutService checkout;

	private final CheckoutReading reading;

	private final CheckoutAccounts accounts;

	private final SandboxDoor sandbox;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final CatalogService catalog;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private UUID acme = Ids.next();

	private MemberId ann = new MemberId(Ids.next());

	private ProductId tea = ProductId.of(Ids.next().toString());

	@BeforeEach
	void aShop() {
		acme = Ids.next();
		as(() -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
		ann = as(() -> members.add(NewMember.named("Ann")));
		tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, yuan(3000), null)));
		as(() -> accounts.choose(ProviderName.SANDBOX, Map.of()));
	}

	@Test
	void whatBothSayAlikeIsNoDifferenceAndTwiceTheSameChangesNothing() {
		AttemptSummary paid = paid();
		String file = sale(transaction(paid), "30.00", "0.18");
		StatementSummary first = upload(file);
		assertThat(first.rows()).isOne();
		assertThat(first.added()).isOne();
		assertThat(differences()).isEmpty();
		StatementSummary again = upload(file);
		assertThat(again).as("the same file is the same statement").isEqualTo(first);
		StatementSummary other = upload(file + sale("another", "5.00", "").lines().skip(1).findFirst().orElseThrow());
		assertThat(other.added()).as("the same row in another file is the same row").isOne();
		assertThat(count("statement_rows")).isEqualTo(2);
		assertThat(differences()).extracting(DifferenceSummary::kind).containsExactly(DifferenceKind.NOT_OURS);
		upload(file);
		assertThat(differences()).hasSize(1);
	}

	@Test
	void everyDifferenceIsListedOnce() {
		AttemptSummary amount = paid();
		AttemptSummary fee = paid();
		AttemptSummary missing = paid();
		String text = sale(transaction(amount), "31.00", "0.18") + row(transaction(fee), "30.00", "0.20", "")
				+ row("nobody's", "7.00", "", "") + row("nobody's refund", "-3.00", "", "");
		upload(text);
		upload(text);
		assertThat(differences()).extracting(DifferenceSummary::kind)
			.containsExactlyInAnyOrder(DifferenceKind.AMOUNT, DifferenceKind.FEE, DifferenceKind.NOT_OURS,
					DifferenceKind.REFUND_NOT_OURS, DifferenceKind.NOT_THEIRS);
		DifferenceSummary wrong = only(DifferenceKind.AMOUNT);
		assertThat(wrong.theirs()).isEqualTo(yuan(3100));
		assertThat(wrong.ours()).isEqualTo(yuan(3000));
		assertThat(wrong.order()).isEqualTo(amount.order().id());
		assertThat(only(DifferenceKind.NOT_THEIRS).attempt()).isEqualTo(missing.id());
	}

	@Test
	void whatIsGoneIsSettledAndWhatIsExplainedStaysSo() {
		AttemptSummary missing = paid();
		AttemptSummary other = paid();
		upload(sale(transaction(other), "30.00", "0.18"));
		DifferenceSummary open = only(DifferenceKind.NOT_THEIRS);
		assertThat(as(() -> statements.explain(open.id(), " in the bill of tomorrow ")).state())
			.isEqualTo(DifferenceState.EXPLAINED);
		upload(sale(transaction(other), "30.00", "0.18") + row("x", "1.00", "", ""));
		DifferenceSummary explained = difference(open);
		assertThat(explained.state()).isEqualTo(DifferenceState.EXPLAINED);
		assertThat(explained.note()).isEqualTo("in the bill of tomorrow");
		upload(sale(transaction(missing), "30.00", "0.18"));
		assertThat(difference(open).state()).isEqualTo(DifferenceState.SETTLED);
		assertRefused("statement.not-open", () -> as(() -> statements.explain(open.id(), "too late")));
		assertRefused("statement.no-note", () -> as(() -> statements.explain(open.id(), " ")));
	}

	@Test
	void moneyThatNobodyToldOfIsAskedForOrWrittenDown() {
		OrderId order = order();
		AttemptSummary started = as(() -> checkout.start(order, "https://guild.example.org", null));
		as(() -> sandbox.actOn(started.id(), SandboxAct.PAY_UNHEARD));
		upload(sale(transaction(started), "30.00", "0.18", started.id().toString()));
		DifferenceSummary unheard = only(DifferenceKind.NOT_OURS);
		assertThat(unheard.askable()).isTrue();
		assertThat(as(() -> statements.ask(unheard.id())).state()).isEqualTo(DifferenceState.SETTLED);
		assertThat(state(order)).isEqualTo(OrderState.PAID);
		OrderId second = order();
		AttemptSummary lost = as(() -> checkout.start(second, "https://guild.example.org", null));
		upload(sale(transaction(lost), "30.00", "0.20", lost.id().toString()));
		DifferenceSummary unknown = only(DifferenceKind.NOT_OURS);
		assertThat(as(() -> statements.record(unknown.id())).state()).isEqualTo(DifferenceState.SETTLED);
		assertThat(state(second)).isEqualTo(OrderState.PAID);
		assertThat(balance(Account.PAYMENT_FEE)).isEqualTo(yuan(38));
		assertRefused("statement.nothing-to-do", () -> as(() -> statements.record(unknown.id())));
		assertThat(as(journal::balances)).isTrue();
	}

	/**
	 * ★ The balance history of Stripe names the charge, and Stripe tells of the intent.
	 */
	@Test
	void whatAStatementNamesOtherwiseThanItsProviderIsOnlyAskedForAndPaysOnce() {
		OrderId order = order();
		AttemptSummary started = as(() -> checkout.start(order, "https://guild.example.org", null));
		as(() -> sandbox.actOn(started.id(), SandboxAct.PAY_UNHEARD));
		upload(sale("ch_1", "30.00", "0.18", started.id().toString()));
		DifferenceSummary unheard = only(DifferenceKind.NOT_OURS);
		assertThat(unheard.recordable()).isFalse();
		assertRefused("statement.nothing-to-do", () -> as(() -> statements.record(unheard.id())));
		assertThat(as(() -> statements.ask(unheard.id())).state()).isEqualTo(DifferenceState.SETTLED);
		assertThat(state(order)).isEqualTo(OrderState.PAID);
		assertThat(as(() -> reading.get(started.id())).receipts()).hasSize(1);
		assertThat(as(() -> reading.returnsOf(order))).isEmpty();
	}

	/** ★ Whatever was written down by a statement, what is told of later is the same. */
	@Test
	void theFirstThatAProviderTellsOfIsWhatItsStatementSaidAndNothingGoesBack() {
		OrderId order = order();
		AttemptSummary started = as(() -> checkout.start(order, "https://guild.example.org", null));
		as(() -> sandbox.actOn(started.id(), SandboxAct.PAY_UNHEARD));
		as(() -> money.received(started.id(), ProviderName.SANDBOX, "ch_1", yuan(3000), yuan(0), Instant.now()));
		assertThat(state(order)).isEqualTo(OrderState.PAID);
		as(() -> checkout.ask(started.id()));
		as(() -> checkout.ask(started.id()));
		assertThat(as(() -> reading.returnsOf(order))).isEmpty();
		assertThat(as(() -> reading.get(started.id())).receipts()).hasSize(1);
		assertThat(balance(Account.CASH)).isEqualTo(yuan(2982));
		as(() -> refunds.refund(order, new RefundAsk(null, null, PaymentMethod.ONLINE, "broken")));
		ReturnSummary due = as(() -> reading.returnsOf(order)).get(0);
		as(() -> checkout.returnAgain(due.id()));
		upload(sale(transaction(started), "30.00", "0.18") + row("sandbox-" + due.id(), "-30.00", "", ""));
		assertThat(differences()).as("it bears the name by which the provider knows it").isEmpty();
		assertThat(as(journal::balances)).isTrue();
	}

	/** Who pays twice in fact gets one of it back, also where one was stated. */
	@Test
	void aSecondPaymentBesidesTheStatedOneStillGoesBack() {
		OrderId order = order();
		AttemptSummary started = as(() -> checkout.start(order, "https://guild.example.org", null));
		as(() -> sandbox.actOn(started.id(), SandboxAct.PAY_UNHEARD));
		as(() -> money.received(started.id(), ProviderName.SANDBOX, transaction(started), yuan(3000), yuan(0),
				Instant.now()));
		as(() -> sandbox.actOn(started.id(), SandboxAct.PAY_TWICE));
		as(() -> checkout.ask(started.id()));
		assertThat(as(() -> reading.get(started.id())).receipts()).hasSize(2);
		assertThat(as(() -> reading.returnsOf(order))).extracting(ReturnSummary::amount).containsExactly(yuan(3000));
	}

	@Test
	void whatCannotBeOursIsOnlyExplained() {
		upload(sale("nobody's", "7.00", ""));
		DifferenceSummary foreign = only(DifferenceKind.NOT_OURS);
		assertThat(foreign.askable()).isFalse();
		assertRefused("statement.nothing-to-do", () -> as(() -> statements.ask(foreign.id())));
		assertRefused("statement.nothing-to-do", () -> as(() -> statements.record(foreign.id())));
	}

	@Test
	void whatABankTookBackAndGaveBackIsListedAndExplained() {
		String history = """
				id,Type,Source,Amount,Fee,Net,Currency,Created (UTC)
				txn_1,adjustment,du_1,-30.00,15.00,-45.00,cny,2026-03-01 10:01:00
				txn_2,adjustment,du_1,30.00,0.00,30.00,cny,2026-03-02 10:01:00
				""";
		assertThat(upload(history).added()).isEqualTo(2);
		assertThat(differences()).extracting(DifferenceSummary::kind)
			.containsExactlyInAnyOrder(DifferenceKind.REFUND_NOT_OURS, DifferenceKind.NOT_OURS);
		DifferenceSummary back = only(DifferenceKind.NOT_OURS);
		assertThat(back.provider()).isEqualTo(ProviderName.STRIPE);
		assertThat(back.reference()).isEqualTo("du_1");
		assertThat(back.theirs()).isEqualTo(yuan(3000));
		assertThat(back.recordable()).as("it pays no order").isFalse();
		as(() -> statements.explain(back.id(), "the bank gave it back"));
		assertThat(differences()).extracting(DifferenceSummary::kind).containsExactly(DifferenceKind.REFUND_NOT_OURS);
	}

	@Test
	void feesThatAProviderSaysInItsStatementOnlyAreWrittenDown() {
		AttemptSummary started = as(() -> checkout.start(order(), "https://guild.example.org", null));
		upload(sale(transaction(started), "30.00", "", started.id().toString()));
		as(() -> statements.record(only(DifferenceKind.NOT_OURS).id()));
		assertThat(balance(Account.PAYMENT_FEE)).isEqualTo(yuan(0));
		StatementSummary taken = upload(sale(transaction(started), "30.00", "0.25", started.id().toString()));
		assertThat(taken.fees()).isOne();
		assertThat(as(() -> reading.get(started.id())).receipts().get(0).fee()).isEqualTo(yuan(25));
		assertThat(balance(Account.PAYMENT_FEE)).isEqualTo(yuan(25));
		assertThat(upload(sale(transaction(started), "30.00", "0.30", started.id().toString())).fees()).as("once")
			.isZero();
		assertThat(balance(Account.PAYMENT_FEE)).isEqualTo(yuan(25));
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void refundsAreComparedToo() {
		AttemptSummary paid = paid();
		as(() -> refunds.refund(paid.order(), new RefundAsk(null, yuan(1000), PaymentMethod.ONLINE, "broken")));
		ReturnSummary due = as(() -> reading.returnsOf(paid.order())).get(0);
		upload(sale(transaction(paid), "30.00", "0.18") + row("sandbox-" + due.id(), "-10.00", "", ""));
		assertThat(only(DifferenceKind.REFUND_NOT_OURS).reference()).as("not sent yet, so not known by its name")
			.contains("sandbox-");
		as(() -> checkout.returnAgain(due.id()));
		upload(sale(transaction(paid), "30.00", "0.18"));
		assertThat(differences()).as("found by its name").isEmpty();
		AttemptSummary second = paid();
		as(() -> refunds.refund(second.order(), new RefundAsk(null, yuan(500), PaymentMethod.ONLINE, "broken")));
		ReturnSummary other = as(() -> reading.returnsOf(second.order())).get(0);
		as(() -> checkout.returnAgain(other.id()));
		upload(sale(transaction(second), "30.00", "0.18"));
		assertThat(only(DifferenceKind.REFUND_NOT_THEIRS).moneyToReturn()).isEqualTo(other.id());
		upload(sale(transaction(second), "30.00", "0.18") + row("sandbox-" + other.id(), "-6.00", "", ""));
		assertThat(only(DifferenceKind.REFUND_AMOUNT).theirs()).isEqualTo(yuan(600));
	}

	@Test
	void theSameFileByTwoAtOnceIsOneStatement() throws Exception {
		String file = sale("nobody's", "7.00", "") + row("nobody's either", "8.00", "", "");
		CyclicBarrier together = new CyclicBarrier(2);
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			Callable<StatementSummary> one = () -> {
				together.await();
				return upload(file);
			};
			Future<StatementSummary> first = threads.submit(one);
			Future<StatementSummary> second = threads.submit(one);
			assertThat(first.get().id()).isEqualTo(second.get().id());
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(count("statements")).isOne();
		assertThat(count("statement_rows")).isEqualTo(2);
		assertThat(differences()).hasSize(2);
	}

	@Test
	void anOrganizationSeesItsOwnOnly() {
		upload(sale("nobody's", "7.00", ""));
		DifferenceSummary ours = differences().get(0);
		UUID eve = Ids.next();
		onBehalf.ofSystem(eve,
				() -> organizations.found(new NewOrganization("Eve", null, ZONE, "CNY", "zh-CN", false)));
		assertThat(onBehalf.ofSystem(eve, () -> statements.differences(null, null, 50)).items()).isEmpty();
		assertRefused("statement.unknown-difference",
				() -> onBehalf.ofSystem(eve, () -> statements.explain(ours.id(), "mine")));
	}

	private AttemptSummary paid() {
		AttemptSummary started = as(() -> checkout.start(order(), "https://guild.example.org", null));
		return as(() -> sandbox.actOn(started.id(), SandboxAct.PAY));
	}

	private OrderId order() {
		return as(() -> orders
			.place(new NewOrder(ann, List.of(new NewOrder.Line(tea, 1, null)), null, null, OrderSource.STAFF))).id();
	}

	private OrderState state(OrderId order) {
		return as(() -> orders.get(order)).state();
	}

	private static String transaction(AttemptSummary attempt) {
		return "sandbox-" + attempt.id() + "-1";
	}

	private static String sale(String reference, String amount, String fee) {
		return sale(reference, amount, fee, "");
	}

	private static String sale(String reference, String amount, String fee, String ours) {
		return "transaction,time,amount,fee,our id\n" + row(reference, amount, fee, ours);
	}

	private static String row(String reference, String amount, String fee, String ours) {
		return "%s,%s,%s,%s,%s\n".formatted(reference, LocalDateTime.ofInstant(Instant.now(), ZONE).format(TIME),
				amount, fee, ours);
	}

	private StatementSummary upload(String text) {
		return as(() -> statements.upload(new StatementUpload("sandbox.csv",
				() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ProviderName.SANDBOX,
				Map.of())));
	}

	private List<DifferenceSummary> differences() {
		return as(() -> statements.differences(DifferenceState.OPEN, null, 50)).items();
	}

	private DifferenceSummary difference(DifferenceSummary of) {
		return as(() -> statements.difference(of.id()));
	}

	private DifferenceSummary only(DifferenceKind kind) {
		List<DifferenceSummary> found = differences().stream().filter(difference -> difference.kind() == kind).toList();
		assertThat(found).hasSize(1);
		return found.get(0);
	}

	private Money balance(Account account) {
		return as(() -> journal.balance(account));
	}

	private long count(String table) {
		return inTransaction(() -> jdbc.sql("select count(*) from " + table + " where organization_id = ?")
			.param(acme)
			.query(Long.class)
			.single());
	}

	private static Money yuan(long cents) {
		return new Money(cents, "CNY");
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

	private <T> T inTransaction(Tenancy.Work<T, RuntimeException> work) {
		return as(() -> Objects.requireNonNull(transaction.execute(status -> work.run())));
	}

}
