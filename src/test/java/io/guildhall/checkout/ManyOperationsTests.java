package io.guildhall.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.Crash;
import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductStock;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponClaim;
import io.guildhall.coupon.CouponClaiming;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.RefundAsk;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.provider.ProviderName;
import io.guildhall.provider.ProviderName.KeyName;
import io.guildhall.provider.WebhookSignature;
import io.guildhall.sandbox.SandboxAct;
import io.guildhall.sandbox.SandboxDoor;
import io.guildhall.shared.BusyException;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Does at random what staff, members, a payment provider and nights do with money, in
 * thousands of steps, and kills every third of them somewhere on its way. What was
 * refused is an answer; everything else has to leave books that balance and agree with
 * what they are about. {@code GUILDHALL_OPERATIONS} says how many; the seed is fixed, and
 * one that broke something is put in by {@code GUILDHALL_SEED}.
 */
@HouseTest
@RequiredArgsConstructor
class ManyOperationsTests {

	private static final String SITE = "https://guild.example.org";

	private static final int OPERATIONS = setting("GUILDHALL_OPERATIONS", 1500);

	private static final long SEED = setting("GUILDHALL_SEED", 20261129);

	/** More steps than the longest of the operations takes are no crash. */
	private static final int MOST_STEPS = 45;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final CheckoutService checkout;

	private final CheckoutAccounts accounts;

	private final CheckoutReconciler reconciler;

	private final SandboxDoor sandbox;

	private final CallbackDoor callbacks;

	private final CatalogService catalog;

	private final ProductStock stock;

	private final AutowireCapableBeanFactory beans;

	private final MemberService members;

	private final CouponBatches batches;

	private final CouponClaiming claiming;

	private final CouponIssuing issuing;

	private final List<NightlyWork> nights;

	private final OrganizationService organizations;

	private final IncompleteEventPublications publications;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Random random = new Random(SEED);

	private final UUID shop = Ids.next();

	private final List<MemberId> people = new ArrayList<>();

	private final List<ProductId> products = new ArrayList<>();

	private final List<BatchId> open = new ArrayList<>();

	private final Map<String, Integer> done = new TreeMap<>();

	private Instant now = Instant.now();

	private @Nullable RandomPromises promises;

	@Test
	void theBooksAgreeWithWhatTheyAreAboutWhateverHappens() throws Exception {
		furnish();
		for (int i = 1; i <= OPERATIONS; i++) {
			now = now.plusSeconds(random.nextInt(300));
			step();
			if (i % 500 == 0) {
				agree("after " + i, MoneyProofs.AT_ANY_TIME);
			}
		}
		comeToRest();
		agree("at the end", MoneyProofs.AT_ANY_TIME);
		agree("at rest", MoneyProofs.AT_REST);
		assertThat(done.keySet()).as("%s", done).filteredOn(name -> name.endsWith(", killed")).hasSizeGreaterThan(10);
	}

	private void furnish() {
		promises = beans.createBean(RandomPromises.class);
		as(() -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		for (int i = 0; i < 20; i++) {
			String name = "Member " + i;
			people.add(as(() -> members.add(NewMember.named(name))));
		}
		for (long minor : new long[] { 3000, 19_900, 1, 333 }) {
			products.add(as(() -> catalog
				.create(new NewProduct("Product of " + minor, ProductKind.GOODS, new Money(minor, "CNY"), null))));
		}
		as(() -> stock.change(products.get(1), 100_000, "laid in"));
		products.addAll(as(() -> promises().furnish(organizations.today())));
		batch(CouponTerms.ofAmount(new Money(500, "CNY"), new Money(1000, "CNY")));
		batch(CouponTerms.ofPercent(3333, new Money(2000, "CNY"), new Money(0, "CNY")));
		batch(CouponTerms.ofAmount(new Money(100_000, "CNY"), new Money(0, "CNY")));
		batch(CouponTerms.ofCashback(1_000, new Money(1_500, "CNY"), new Money(0, "CNY"), 3));
		as(() -> accounts.choose(ProviderName.SANDBOX, Map.of()));
	}

	private void batch(CouponTerms terms) {
		BatchId batch = as(() -> batches
			.create(new NewBatch("Batch " + open.size(), "", terms, CouponValidity.daysFromIssue(20), 100_000, 100)));
		as(() -> batches.activate(batch));
		open.add(batch);
	}

	/** One thing at random, which may die on its way. */
	private void step() throws Exception {
		int dice = random.nextInt(100);
		if (random.nextInt(5) == 0) {
			attemptOneOf(promises().operations(this::pick, random));
		}
		else if (dice < 26) {
			attempt("place", this::place);
		}
		else if (dice < 34) {
			attempt("pay by hand", () -> orders.markPaid(order("UNPAID"), byHand()));
		}
		else if (dice < 46) {
			attempt("open a payment", () -> checkout.start(order("UNPAID"), SITE, null));
		}
		else if (dice < 62) {
			SandboxAct act = any(List.of(SandboxAct.values()));
			attempt("provider: " + act, () -> sandbox.actOn(payment(), act));
		}
		else if (dice < 72) {
			attempt("refund", this::refund);
		}
		else if (dice < 75) {
			attempt("cancel", () -> orders.cancel(order("UNPAID")));
		}
		else if (dice < 85) {
			attempt("claim", () -> claiming.claim(CouponClaim.of(any(open), any(people)), null));
		}
		else if (dice < 87) {
			attempt("revoke", () -> issuing.revoke(coupon("ISSUED"), "by mistake"));
		}
		else if (dice < 88) {
			attempt("news again", () -> tell(payment()));
		}
		else if (dice < 89) {
			attempt("close a payment", () -> checkout.close(payment()));
		}
		else if (dice < 97) {
			attempt("ask the provider", reconciler::run);
		}
		else if (dice < 99) {
			now = now.plus(Duration.ofHours(random.nextInt(48)));
		}
		else {
			attempt("night", this::night);
		}
	}

	private OrderDetails place() {
		MemberId member = any(people);
		List<NewOrder.Line> lines = new ArrayList<>();
		for (int i = 0; i <= random.nextInt(3); i++) {
			int which = random.nextInt(20);
			lines.add((which < 4) ? new NewOrder.Line(products.get(4 + which), 1 + which / 3, null)
					: new NewOrder.Line(products.get(which % 4), 1 + random.nextInt(3), null));
		}
		CouponId coupon = random.nextBoolean() ? couponOf(member) : null;
		NewOrder wanted = new NewOrder(member, lines, coupon, null, OrderSource.STAFF);
		return (random.nextInt(3) == 0) ? orders.placePaid(wanted, byHand()) : orders.place(wanted);
	}

	private Object refund() {
		OrderDetails order = orders.get(order("PAID", "PARTLY_REFUNDED"));
		PaymentMethod method = random.nextBoolean() ? PaymentMethod.ONLINE : PaymentMethod.CASH;
		RefundAsk ask = switch (random.nextInt(3)) {
			case 0 -> new RefundAsk(any(order.lines()).id(), null, method, "one line");
			case 1 -> new RefundAsk(null, new Money(1 + random.nextInt(2000), "CNY"), method, "a part");
			default -> new RefundAsk(null, null, method, "the rest");
		};
		return refunds.refund(order.id(), ask);
	}

	/** Providers send their news until it is heard: late, again, and out of order. */
	private Object tell(UUID charge) {
		CheckoutAccounts.Account account = accounts.chosen().orElseThrow();
		byte[] news = news(charge).getBytes(StandardCharsets.UTF_8);
		String secret = accounts.credentials(account).key(KeyName.CALLBACK_SECRET);
		return callbacks.hear(account.code(),
				Map.of("sandbox-signature", WebhookSignature.sign(secret, news, clock.instant())), news);
	}

	/** As the sandbox says it, of a charge of its own books. */
	private String news(UUID charge) {
		return inTransaction(() -> jdbc
			.sql("""
					select jsonb_build_object('event', cast(:event as text), 'charge', id, 'externalId', 'sandbox-' || id, 'failure', null,
					    'state', case when state = 'OPEN' then case when :now < expires_at then 'PENDING' else 'CLOSED' end
					        else state end,
					    'receipts', coalesce((select jsonb_agg(jsonb_build_object('transaction', 'sandbox-' || id || '-' || n,
					            'amount', jsonb_build_object('minor', amount_minor, 'currency', currency),
					            'fee', jsonb_build_object('minor', :fee, 'currency', currency),
					            'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) order by n)
					        from (values (1, paid_at), (2, paid_again_at)) as paid (n, at) where at is not null), '[]'))
					from sandbox_charges where organization_id = :organization and id = :charge
					"""
				.replace(":fee", "cast(round(amount_minor * 0.006) as bigint)"))
			.param("organization", shop)
			.param("charge", charge)
			.param("event", "event-" + random.nextLong())
			.param("now", Timestamp.from(clock.instant()))
			.query(String.class)
			.optional()
			.orElseThrow(NothingThere::new));
	}

	private Object night() {
		nights.stream()
			.filter(night -> night.getClass()
				.getPackageName()
				.matches(".*\\.(order|coupon|membership|points|rebate|catalog|benefit)"))
			.sorted(Comparator.comparingInt(NightlyWork::order))
			.forEach(night -> night.run(organizations.today()));
		return nights;
	}

	private RandomPromises promises() {
		return Objects.requireNonNull(promises);
	}

	private void attemptOneOf(Map<String, Callable<?>> operations) throws Exception {
		Map.Entry<String, Callable<?>> one = any(List.copyOf(operations.entrySet()));
		attempt(one.getKey(), one.getValue());
	}

	/**
	 * Two of three operations live; who died is never asked again by the same request.
	 */
	private void attempt(String name, Callable<?> work) throws Exception {
		int steps = (random.nextInt(3) == 0) ? random.nextInt(MOST_STEPS) : Integer.MAX_VALUE;
		boolean died = Crash.after(steps, () -> clock.callAt(now, () -> as(() -> answer(name, work))));
		if (died) {
			done.merge(name + ", killed", 1, Integer::sum);
		}
	}

	private @Nullable Object answer(String name, Callable<?> work) {
		try {
			work.call();
			done.merge(name, 1, Integer::sum);
		}
		catch (DomainException | BusyException | NothingThere refused) {
			done.merge(name + ", refused", 1, Integer::sum);
		}
		catch (RuntimeException broken) {
			throw broken;
		}
		catch (Exception broken) {
			throw new IllegalStateException(broken);
		}
		return null;
	}

	/**
	 * What crashes left is done: by a restart, by the provider, by the watch over
	 * payments.
	 */
	private void comeToRest() {
		publications.resubmitIncompletePublications(publication -> true);
		inTransaction(() -> jdbc.sql("select id from sandbox_charges where organization_id = ?")
			.param(shop)
			.query(UUID.class)
			.list()).forEach(charge -> clock.callAt(now, () -> as(() -> tell(charge))));
		for (int hours = 1; hours < 400; hours = hours * 2) {
			now = now.plus(Duration.ofHours(hours));
			clock.callAt(now, () -> as(() -> {
				while (reconciler.run() > 0) {
					continue;
				}
				return night();
			}));
		}
	}

	private void agree(String when, Map<String, String> proofs) {
		Map<String, Long> wrong = new TreeMap<>();
		proofs.forEach((claim, sql) -> wrong.put(claim, sum(sql)));
		wrong.values().removeIf(by -> by == 0);
		assertThat(wrong).as("%s, %d operations of seed %d: %s", when, OPERATIONS, SEED, done).isEmpty();
	}

	private OrderId order(String... states) {
		return new OrderId(pick("orders", "state in ('" + String.join("', '", states) + "') order by number desc"));
	}

	private UUID payment() {
		String open = random.nextInt(4) == 0 ? "true" : "state in ('CREATED', 'PENDING', 'UNKNOWN')";
		return pick("checkout_attempts", open + " order by started_at desc, id");
	}

	private CouponId coupon(String state) {
		return new CouponId(pick("coupons", "state = '" + state + "' order by issued_at desc, id"));
	}

	private @Nullable CouponId couponOf(MemberId member) {
		try {
			return new CouponId(pick("coupons", "member_id = '" + member.id() + "' order by issued_at desc, id"));
		}
		catch (NothingThere none) {
			return null;
		}
	}

	/** One of the latest forty. */
	private UUID pick(String table, String where) {
		List<UUID> found = inTransaction(
				() -> jdbc.sql("select id from " + table + " where organization_id = ? and " + where + " limit 40")
					.param(shop)
					.query(UUID.class)
					.list());
		if (found.isEmpty()) {
			throw new NothingThere();
		}
		return any(found);
	}

	private static final class NothingThere extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	private NewPayment byHand() {
		return new NewPayment(any(List.of(PaymentMethod.CASH, PaymentMethod.TRANSFER)), null, null, null);
	}

	private <T> T any(List<T> of) {
		return of.get(random.nextInt(of.size()));
	}

	private long sum(String sql) {
		return inTransaction(() -> jdbc.sql(sql.replace("?", "'" + shop + "'")).query(Long.class).single());
	}

	private <T extends @Nullable Object> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(shop, work);
	}

	private <T> T inTransaction(Tenancy.Work<T, RuntimeException> work) {
		return as(() -> Objects.requireNonNull(transaction.execute(status -> work.run())));
	}

	private static int setting(String name, int otherwise) {
		String given = System.getenv(name);
		return (given != null) ? Integer.parseInt(given) : otherwise;
	}

}
