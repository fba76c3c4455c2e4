package io.guildhall.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;

import io.guildhall.House;
import io.guildhall.House.Organization;
import io.guildhall.Rest;
import io.guildhall.bench.Replay.Transaction;

/**
 * Money: many want the same coupon at once, orders are placed and paid with coupons,
 * coupons are issued to everybody and expire, and memberships end.
 */
final class MoneyBench {

	private static final int CLAIMERS = 64;

	private static final int BUYERS = 16;

	private static final int SHOPPERS = 200;

	/** Name, unit and bar. */
	private static final List<List<String>> LINES = List.of(List.of("flash claim, c=64", "claims/s", ">=4"),
			List.of("flash claim, c=64, p99", "ms", "<=50"), List.of("order and payment, c=16", "orders/s", ">=0.3"),
			List.of("coupons to everybody", "s", "<=2"), List.of("expiry of coupons", "s", "<=2"),
			List.of("expiry of memberships", "s", "<=2"));

	/** Of these the worst round counts. */
	private static final List<List<String>> WORST = List.of(
			List.of("claims beside expiry, longest wait", "ms", "<=100"),
			List.of("claims beside expiry, p99", "ms", "<=100"),
			List.of("claims beside expiry, longest in all", "ms", ""),
			List.of("locks beside expiry, longest wait", "ms", "<=100"),
			List.of("renewals beside expiry, longest wait", "ms", "<=100"),
			List.of("renewals beside expiry, p99", "ms", "<=100"),
			List.of("renewals beside expiry, longest in all", "ms", ""));

	/** As many of a batch as one member may have. */
	private static final int MOST = 100;

	private static final int STOCK = 100_000;

	/** As many to warm up by, whatever the scale: until then compiling takes most. */
	private static final int WARM_CLAIMS = 20_000;

	private static final int WARM_ORDERS = 10_000;

	/** At once, so that what is set up for each does not take longer than they do. */
	private static final int WARM_ORDERS_AT_ONCE = 1_000;

	/** So many answers say how long one usually takes. */
	private static final int USUAL = 200;

	private static final int FEW = 10;

	private final House house;

	private final Replay replay;

	private final int claims;

	private final int orders;

	private final int many;

	private final int ended;

	private final int rounds;

	/** Whether the code is to be warm before anything counts. */
	private final boolean warm;

	private final Figures figures = new Figures();

	private final Parts parts = new Parts();

	MoneyBench(House house, double scale, int rounds) throws SQLException {
		this.house = house;
		this.replay = new Replay(house);
		this.claims = (int) Math.max(256, 40_000 * scale);
		this.orders = (int) Math.max(48, 4_000 * scale);
		this.many = (int) Math.max(1_000, 1_000_000 * scale);
		this.ended = (int) Math.max(1_000, 100_000 * scale);
		this.rounds = rounds;
		this.warm = rounds > 1 || scale >= 1;
	}

	List<Line> run() throws Exception {
		Organization ours = this.house.found();
		Organization bare = this.house.found();
		this.replay.empty(bare.id());
		Shop shop = shop(ours, bare);
		Organization crowd = this.house.found();
		MoneySets sets = new MoneySets(this.house, crowd, this.many);
		MoneyTerms terms = new MoneyTerms(this.house, crowd, this.ended, this.warm ? USUAL : FEW);
		if (this.warm) {
			for (int done = 0; done < WARM_CLAIMS && this.parts.asks("claims"); done += this.claims) {
				claim(crowd);
			}
			for (int done = 0; done < WARM_ORDERS && this.parts.asks("orders"); done += WARM_ORDERS_AT_ONCE) {
				order(ours, bare, shop, WARM_ORDERS_AT_ONCE);
			}
			this.figures.forget();
		}
		for (int i = 1; i <= this.rounds; i++) {
			String round = "round " + i;
			this.parts.run(round, "claims", () -> claim(crowd));
			this.parts.run(round, "orders", () -> order(ours, bare, shop, this.orders));
			this.parts.run(round, "sets", () -> sets.round(this.figures, terms, this.warm ? USUAL : FEW));
		}
		List<Line> lines = new ArrayList<>(this.figures.lines(LINES));
		lines.addAll(this.figures.worst(WORST));
		return lines;
	}

	/** Who buys, and what. */
	private record Shop(List<String> members, List<String> products) {

		String lines(int quantity) {
			return this.products.stream()
				.map(product -> "{\"product\": \"%s\", \"quantity\": %d}".formatted(product, quantity))
				.collect(Collectors.joining(", "));
		}

	}

	private Shop shop(Organization ours, Organization bare) throws Exception {
		long before = this.replay.now();
		List<String> products = new ArrayList<>();
		for (String name : List.of("Tea", "Cup")) {
			products.add(ours.rest()
				.post("/products",
						Map.of("name", name, "kind", "GOODS", "price", Map.of("minor", 12_000, "currency", "CNY")))
				.ok()
				.text("id"));
		}
		List<String> members = new ArrayList<>();
		for (int i = 0; i < SHOPPERS; i++) {
			members.add(ours.rest().post("/members", Map.of("displayName", "Member " + i)).ok().text("id"));
		}
		copy(before, ours, bare);
		return new Shop(members, products);
	}

	/** So many different members, of whom each may have one. */
	private void claim(Organization ours) throws Exception {
		List<String> members = this.house.owner()
			.sql("select cast(id as text) from members where organization_id = ? order by id limit ?")
			.params(ours.id(), this.claims)
			.query(String.class)
			.list();
		String batch = batch(ours.rest(), STOCK, 1);
		double[] waited = new double[this.claims];
		double seconds = claim(ours.rest(), batch, members, waited);
		long issued = ours.rest().get("/coupon-batches/" + batch).ok().body().path("issued").asLong();
		if (issued != this.claims) {
			throw new IllegalStateException(issued + " issued of " + this.claims);
		}
		double limit = new BareClaims(this.house, ours.id()).take(batch(ours.rest(), STOCK, 1), members, this.claims,
				CLAIMERS);
		Arrays.sort(waited);
		this.figures.add("flash claim, c=64", this.claims / seconds, this.claims / limit);
		this.figures.add("flash claim, c=64, p99", waited[(int) Math.ceil(0.99 * this.claims) - 1]);
	}

	private static double claim(Rest rest, String batch, List<String> members, double[] waited) throws Exception {
		String path = "/api/v1/coupon-batches/" + batch + "/coupons";
		return post(rest, CLAIMERS, waited.length, (wire, n) -> {
			long start = System.nanoTime();
			int status = wire.post(path, "{\"member\": \"" + members.get(n % members.size()) + "\"}", batch + n);
			waited[n] = (System.nanoTime() - start) / 1e6;
			return status;
		});
	}

	/** What a client posts; answered with a status. */
	private interface Ask {

		int post(Wire wire, int number) throws Exception;

	}

	/** Each client keeps its connection, as programs do; how long all of it takes. */
	private static double post(Rest rest, int clients, int pieces, Ask ask) throws Exception {
		BlockingQueue<Wire> wires = new ArrayBlockingQueue<>(clients);
		try {
			for (int i = 0; i < clients; i++) {
				wires.add(new Wire(rest.url(), rest.key()));
			}
			return Figures.timed(clients, pieces, n -> {
				Wire wire = wires.take();
				int status = ask.post(wire, n);
				wires.add(wire);
				if (status != 201) {
					throw new IllegalStateException("What was asked was answered with " + status);
				}
			});
		}
		finally {
			for (Wire wire : wires) {
				wire.close();
			}
		}
	}

	/** Each order with two lines, a coupon, its payment, and a key. */
	private void order(Organization ours, Organization bare, Shop shop, int many) throws Exception {
		long before = this.replay.now();
		String batch = batch(ours.rest(), STOCK, MOST);
		String[] coupons = new String[many];
		Figures.timed(BUYERS, many,
				n -> coupons[n] = ours.rest()
					.post("/coupon-batches/" + batch + "/coupons", Map.of("member", shop.members().get(n % SHOPPERS)))
					.ok()
					.text("id"));
		copy(before, ours, bare);
		long start = this.replay.now();
		double seconds = post(ours.rest(), BUYERS, many, (wire, n) -> wire.post("/api/v1/orders", """
				{"member": "%s", "lines": [%s], "coupon": "%s", "payment": {"method": "CASH"}}
				""".formatted(shop.members().get(n % SHOPPERS), shop.lines(1 + n % 3), coupons[n]),
				"order-" + coupons[n]));
		List<Transaction> written = this.replay.since(start, ours.id(), bare.id())
			.stream()
			.filter(transaction -> transaction.writes("orders"))
			.toList();
		if (written.size() != many) {
			throw new IllegalStateException(written.size() + " transactions for " + many + " orders");
		}
		double limit = this.replay.write(written, bare.id(), BUYERS, null);
		this.figures.add("order and payment, c=16", many / seconds, many / limit);
	}

	/** An open batch of coupons. */
	static String batch(Rest rest, int stock, int perMember) {
		String id = rest
			.post("/coupon-batches",
					Map.of("name", "Bench " + UUID.randomUUID(), "kind", "AMOUNT", "amount",
							Map.of("minor", 500, "currency", "CNY"), "days", 7, "stock", stock, "perMember", perMember))
			.ok()
			.text("id");
		rest.post("/coupon-batches/" + id + "/activate", Map.of()).ok();
		return id;
	}

	/** What is set up and not measured is there for the limit as well. */
	private void copy(long since, Organization ours, Organization bare) throws Exception {
		this.replay.write(this.replay.since(since, ours.id(), bare.id()), bare.id(), 1, null);
	}

}
