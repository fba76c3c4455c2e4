package io.guildhall.journey;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

import tools.jackson.databind.JsonNode;

import io.guildhall.Rest;
import io.guildhall.shared.Permission;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;

/**
 * An organization in which there is one of everything, made through the REST API; the ids
 * by the collection that they stand in.
 */
final class Furnished {

	private final Rest rest;

	private final Map<String, String> ids = new LinkedHashMap<>();

	Furnished(Rest rest) {
		this.rest = rest;
	}

	Map<String, String> ids() {
		return this.ids;
	}

	String id(String collection) {
		return this.ids.get(collection);
	}

	/** One of everything. */
	Furnished all() {
		community();
		String ann = member("安然");
		keep("notes", this.rest.post("/members/" + ann + "/notes", Map.of("body", "likes tea")));
		this.rest.post("/members/" + ann + "/identities", Map.of("kind", "EMAIL", "value", "an@example.org")).ok();
		this.ids.put("identities",
				this.rest.get("/members/" + ann + "/identities").ok().body().findValuesAsString("id").get(0));
		this.rest.post("/members/" + ann + "/groups", Map.of("group", id("groups"))).ok();
		keep("violations", this.rest.post("/violations",
				Map.of("member", ann, "group", id("groups"), "kind", "SPAM", "note", "刷屏")));
		this.rest.upload("/violations/" + id("violations") + "/pictures", List.of(picture())).ok();
		product();
		flashSale();
		sample();
		batch(10);
		coupon(ann);
		links();
		points(ann);
		order(ann);
		course(ann);
		delivery(ann);
		orderPages();
		rebates(ann);
		membership(ann);
		online(ann);
		campaign();
		channel();
		survey();
		segment();
		challenge(ann);
		cards();
		keep("fields",
				this.rest.post("/fields", Map.of("name", "会员等级", "kind", "CHOICE", "options", List.of("金", "银"))));
		merge();
		mergedGroups();
		tiers();
		many(ann);
		return this;
	}

	void community() {
		keep("communities", this.rest.post("/communities",
				Map.of("name", "晨读圈", "types", List.of("KNOWLEDGE"), "portrait", "早起的人", "coreValue", "一起读完一本书")));
		keep("groups", this.rest.post("/groups", Map.of("community", id("communities"), "name", SmallWorld.GROUP,
				"carrier", "IRC", "stage", "CONVERSION", "capacity", 500)));
	}

	String member(String name) {
		return keep("members", this.rest.post("/members", Map.of("displayName", name)));
	}

	void product() {
		keep("products", this.rest.post("/products", Map.of("name", "岩茶", "kind", "GOODS", "price", cny(12_000))));
		this.rest.post("/products/" + id("products") + "/stock/changes", Map.of("number", 1000, "reason", "到货")).ok();
	}

	private void flashSale() {
		this.ids.put("pictures",
				this.rest.upload("/products/" + id("products") + "/pictures", List.of(picture()))
					.ok()
					.body()
					.path("items")
					.path(0)
					.path("id")
					.asString());
		keep("flash-sales", this.rest.post("/flash-sales", Map.of("product", id("products"), "price", cny(9_900),
				"startsAt", "2026-01-01T00:00:00Z", "endsAt", "2126-01-01T00:00:00Z", "stock", 5, "perMember", 1)));
	}

	private void sample() {
		String sample = this.rest.post("/products", Map.of("name", "岩茶小样", "kind", "SAMPLE", "price", cny(0)))
			.ok()
			.text("id");
		this.rest.put("/sample-programmes/" + sample, Map.of("full", id("products"), "days", 30)).ok();
		this.ids.put("sample-programmes", sample);
		keep("price-ladders", this.rest.post("/price-ladders",
				Map.of("name", "岩茶阶梯", "products", Map.of("FREE", sample, "FULL", id("products")))));
	}

	String batch(int stock) {
		keep("coupon-batches", this.rest.post("/coupon-batches", Map.of("name", "唤醒券", "kind", "AMOUNT", "amount",
				cny(2_000), "days", 7, "stock", stock, "perMember", 1)));
		this.rest.post("/coupon-batches/" + id("coupon-batches") + "/activate", Map.of()).ok();
		return id("coupon-batches");
	}

	private void coupon(String member) {
		keep("coupons",
				this.rest.post("/coupon-batches/" + id("coupon-batches") + "/coupons", Map.of("member", member)));
		Rest.Answer issue = this.rest
			.post("/coupon-batches/" + id("coupon-batches") + "/issues", Map.of("list", List.of(member)))
			.ok();
		this.ids.put("issues", issue.text("issue"));
		this.ids.put("jobs", issue.text("job"));
	}

	private static Path picture() {
		try {
			Path file = Files.createTempFile("guildhall", ".png");
			ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void links() {
		this.ids.put("g",
				this.rest
					.post("/claim-links",
							Map.of("batch", id("coupon-batches"), "kind", "GROUP", "group", id("groups"), "title",
									"领券"))
					.ok()
					.text("url")
					.replaceFirst(".*/", ""));
		keep("claim-links", this.rest.post("/claim-links", Map.of("batch", id("coupon-batches"), "kind", "PERSONAL")));
		keep("occasion-rules",
				this.rest.post("/occasion-rules", Map.of("batch", id("coupon-batches"), "occasion", "JOINED")));
	}

	private void points(String member) {
		keep("rules", this.rest.post("/point-rules", Map.of("kind", "ACTIVE_DAY", "name", "来聊天", "points", 1,
				"firstDay", LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1).toString())));
		this.ids.put("point-rules", id("rules"));
		keep("entries", this.rest.post("/members/" + member + "/points/grants", Map.of("points", 20, "note", "欢迎")));
		this.ids.put("point-entries", id("entries"));
	}

	private void order(String member) {
		keep("orders", this.rest.post("/orders",
				Map.of("member", member, "lines", List.of(Map.of("product", id("products"), "quantity", 1)))));
		String order = "/orders/" + id("orders");
		this.ids.put("payments",
				this.rest.post(order + "/payments", Map.of("method", "TRANSFER"))
					.ok()
					.body()
					.path("payments")
					.path(0)
					.path("id")
					.asString());
		this.ids.put("proofs",
				this.rest.upload(order + "/payments/" + id("payments") + "/proofs", List.of(picture()))
					.ok()
					.body()
					.path("items")
					.path(0)
					.path("id")
					.asString());
	}

	/** A course that somebody finished. */
	private void course(String member) {
		String course = this.rest.post("/products", Map.of("name", "表达课", "kind", "COURSE", "price", cny(9_900)))
			.ok()
			.text("id");
		this.rest
			.post("/orders", Map.of("member", member, "lines", List.of(Map.of("product", course, "quantity", 1)),
					"payment", Map.of("method", "CASH")))
			.ok();
		String line = this.rest.get("/products/" + course + "/results")
			.ok()
			.body()
			.path("items")
			.path(0)
			.path("line")
			.asString();
		this.rest.post("/course-results", Map.of("lines", List.of(line), "note", "敢开口了")).ok();
		this.ids.put("course-results", line);
	}

	/** A parcel on its way to where somebody lives, by the table of a courier. */
	private void delivery(String member) {
		Rest.Answer order = this.rest.post("/orders",
				Map.of("member", member, "lines", List.of(Map.of("product", id("products"), "quantity", 1)), "payment",
						Map.of("method", "CASH"), "address",
						Map.of("recipient", "安然", "phone", "13800008000", "city", "杭州", "street", "龙井路 1 号")))
			.ok();
		this.rest
			.upload("/deliveries/numbers",
					List.of(csv("order_no,carrier,tracking_no\n" + order.text("number") + ",顺丰,SF1\n")))
			.ok();
		this.ids.put("parcels",
				this.rest.get("/orders/" + order.text("id") + "/delivery")
					.ok()
					.body()
					.path("parcels")
					.path(0)
					.path("id")
					.asString());
		this.ids.put("tables",
				this.rest.get("/deliveries/tables").ok().body().path("items").path(0).path("id").asString());
	}

	private void orderPages() {
		keep("order-pages",
				this.rest.post("/order-pages", Map.of("kind", "PERSONAL", "products", List.of(id("products")))));
		this.ids.put("b", this.rest
			.post("/order-pages", Map.of("kind", "GROUP", "group", id("groups"), "products", List.of(id("products"))))
			.ok()
			.text("url")
			.replaceFirst(".*/", ""));
	}

	/** Paid out and then owed back in part, since its order was refunded. */
	private void rebates(String member) {
		LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
		keep("rebate-programmes", this.rest.post("/rebate-programmes", Map.of("name", "先买后返", "amount", cny(500),
				"firstDay", today, "lastDay", today.plusDays(30), "perMember", cny(1_000))));
		String programme = "/rebate-programmes/" + id("rebate-programmes");
		this.rest.post(programme + "/activate", Map.of()).ok();
		String order = this.rest
			.post("/orders",
					Map.of("member", member, "lines", List.of(Map.of("product", id("products"), "quantity", 1)),
							"payment", Map.of("method", "CASH")))
			.ok()
			.text("id");
		this.rest.post(programme + "/end", Map.of()).ok();
		this.rest.post("/orders/" + order + "/given", Map.of()).ok();
		this.ids.put("rebates",
				this.rest.get("/rebates?order=" + order).ok().body().path("items").path(0).path("id").asString());
		this.rest.post("/rebates/approvals", Map.of("rebates", List.of(id("rebates")))).ok();
		keep("rebate-payouts", this.rest.post("/rebate-payouts", Map.of("note", "三月")));
		this.rest.post("/rebate-payouts/" + id("rebate-payouts") + "/paid", Map.of("reference", "T-1")).ok();
		this.rest.post("/orders/" + order + "/refunds", Map.of("amount", cny(6_000), "method", "CASH", "reason", "不喜欢"))
			.ok();
		this.rest.post("/rebates/" + id("rebates") + "/settlements", Map.of("way", "PAID_BACK", "amount", cny(100)))
			.ok();
	}

	private void membership(String member) {
		Rest.Answer plan = this.rest.post("/plans", Map.of("name", "晨读会员", "family", "晨读", "term", "YEARLY", "price",
				cny(29_900), "pauseDays", 30, "reminders", List.of(30, 7)));
		keep("plans", plan);
		this.rest
			.put("/plans/" + id("plans") + "/early-bird",
					Map.of("seats", 100, "until", Instant.now().plus(Duration.ofDays(9)).toString(), "price",
							cny(19_900), "gift", "纸质书", "giftCost", cny(2_000)))
			.ok();
		this.rest.post("/orders", Map.of("member", member, "lines",
				List.of(Map.of("product", plan.text("product"), "quantity", 1)), "payment", Map.of("method", "CASH")))
			.ok();
		this.ids.put("memberships",
				this.rest.get("/memberships").ok().body().path("items").path(0).path("id").asString());
		String one = "/memberships/" + id("memberships");
		this.rest.post(one + "/pause", Map.of("reason", "出差")).ok();
		this.rest.send("DELETE", one + "/pause").ok();
		String other = this.rest
			.post("/plans", Map.of("name", "夜读会员", "family", "晨读", "term", "MONTHLY", "price", cny(3_900)))
			.ok()
			.text("id");
		this.rest.put(one + "/change", Map.of("plan", other)).ok();
		benefit(member);
	}

	private void benefit(String member) {
		this.rest
			.put("/plans/" + id("plans") + "/benefits",
					Map.of("everybody", true, "benefits",
							List.of(Map.of("name", "精读课", "quota", 12, "period", "YEAR", "unitValue", cny(5_000)))))
			.ok();
		keep("benefit-uses", this.rest.post("/benefit-uses", Map.of("member", member, "benefit", "精读课")));
		this.ids.put("benefit-codes",
				this.rest.post("/members/" + member + "/benefit-code", Map.of()).ok().text("code"));
		keep("slots",
				this.rest.post("/slots", Map.of("title", "周末精读", "startsAt", "2099-01-01T06:00:00Z", "capacity", 9)));
		String consultation = this.rest
			.post("/products", Map.of("name", "一对一咨询", "kind", "CONSULTATION", "price", cny(49_900), "minutes", 50))
			.ok()
			.text("id");
		this.rest
			.post("/orders",
					Map.of("member", member, "lines", List.of(Map.of("product", consultation, "quantity", 2)),
							"payment", Map.of("method", "CASH")))
			.ok();
		keep("benefit-bookings", this.rest.post("/slots/" + id("slots") + "/bookings", Map.of("member", member)));
	}

	/** Paid twice at the sandbox: one of the two is to go back. */
	private void online(String member) {
		this.rest.put("/payment-providers/chosen", Map.of("provider", "SANDBOX")).ok();
		String order = this.rest
			.post("/orders",
					Map.of("member", member, "lines", List.of(Map.of("product", id("products"), "quantity", 1))))
			.ok()
			.text("id");
		Rest.Answer started = this.rest.post("/orders/" + order + "/online-payments", Map.of());
		keep("online-payments", started);
		String link = started.text("link");
		this.ids.put("pay", link.substring(link.lastIndexOf('/') + 1));
		this.ids.put("sandbox", id("pay"));
		this.ids.put("hooks", this.rest.get("/payment-providers").ok().body().path(0).path("code").asString());
		this.rest.post("/online-payments/" + id("online-payments") + "/sandbox", Map.of("act", "PAY_TWICE")).ok();
		this.ids.put("money-to-return",
				this.rest.get("/money-to-return?open=false").ok().body().path("items").path(0).path("id").asString());
		this.rest.post("/money-to-return/" + id("money-to-return") + "/again", Map.of()).ok();
		keep("statements", this.rest.upload("/statements?provider=SANDBOX", List.of(statement())));
		this.ids.put("statement-differences",
				this.rest.get("/statement-differences").ok().body().path("items").path(0).path("id").asString());
	}

	/** A payment that nobody knows here. */
	private static Path statement() {
		return csv("transaction,time,amount\nt-1," + yesterday() + " 12:00,30.00\n");
	}

	private static Path csv(String text) {
		try {
			Path file = Files.createTempFile("guildhall", ".csv");
			Files.writeString(file, text);
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A table of one member, and a tag that a rule keeps. */
	private void many(String member) {
		keep("bulk-actions",
				this.rest.post("/bulk-actions", Map.of("kind", "EXPORT", "target", "CSV", "members", List.of(member))));
		awaitJob(this.rest.get("/bulk-actions/" + id("bulk-actions")).ok().body().path("job").path("id").asString());
		keep("tag-rules", this.rest.post("/tag-rules", Map.of("tag", "老友", "segment", id("segments"))));
	}

	/** People, keys and invitations, and what waits for somebody who may decide it. */
	Furnished staff(StaffFixtures staff, StaffFixtures.Person owner, int port) {
		this.ids.put("organizations", owner.organizationId().toString());
		this.ids.put("accounts", staff.hired(owner, Role.OPERATOR).accountId().toString());
		this.ids.put("invitations", staff.invited(owner).toString());
		String key = staff.apiKey(owner, EnumSet.complementOf(EnumSet.of(Permission.REFUND_APPROVE)));
		this.ids.put("keys", staff.keyId(owner).toString());
		this.ids.put("api-keys", id("keys"));
		Rest seller = new Rest("http://localhost:" + port, key);
		String order = seller
			.post("/orders", Map.of("member", id("members"), "lines",
					List.of(Map.of("product", id("products"), "quantity", 20)), "payment", Map.of("method", "CASH")))
			.ok()
			.text("id");
		seller.post("/orders/" + order + "/refunds", Map.of("method", "CASH", "reason", "does not like it")).ok();
		keep("tasks", this.rest.post("/tasks",
				Map.of("title", "给安然打电话", "member", id("members"), "assignee", owner.accountId(), "due", yesterday())));
		this.ids.put("refund-requests",
				this.rest.get("/refund-requests").ok().body().path("items").path(0).path("id").asString());
		return this;
	}

	private void campaign() {
		keep("campaigns",
				this.rest.post("/campaigns",
						Map.of("name", "唤醒", "goal", "SERVICE", "audience",
								Map.of("fields", Map.of(), "members", List.of(id("members"))), "text", "{name} 好久不见",
								"windowDays", 7)));
		this.rest.post("/campaigns/" + id("campaigns") + "/launch", Map.of()).ok();
		JsonNode touch = this.rest.get("/campaigns/" + id("campaigns") + "/touches").ok().body().path("items").path(0);
		this.ids.put("touches", touch.path("id").asString());
	}

	private void challenge(String member) {
		keep("challenges",
				this.rest.post("/challenges",
						Map.of("group", id("groups"), "name", "每天十页", "startsOn", yesterday(), "days", 7, "cards", 1,
								"proofKind", "EITHER", "stages", List.of(Map.of("need", 3, "title", "做得好")))));
		String challenge = "/challenges/" + id("challenges");
		this.rest.post(challenge + "/participants", Map.of()).ok();
		this.rest.upload(challenge + "/check-ins?member=" + member, "picture", List.of(picture())).ok();
		this.ids.put("check-ins",
				this.rest.get(challenge + "/check-ins").ok().body().path("items").path(0).path("id").asString());
	}

	private void channel() {
		Rest.Answer made = this.rest.post("/channels",
				Map.of("name", "海报", "groups",
						List.of(Map.of("group", id("groups"), "entry", "https://example.org/in")), "baits",
						List.of(Map.of("title", "一起晨读"))));
		keep("channels", made);
		this.ids.put("j", made.text("code"));
		this.ids.put("joins", id("channels"));
	}

	private void survey() {
		this.ids.put("survey",
				this.rest.post("/communities/" + id("communities") + "/survey", Map.of()).ok().text("code"));
	}

	private void cards() {
		keep("card-batches",
				this.rest.post("/card-batches",
						Map.of("name", "随箱卡", "title", "下一单减 20 元", "coupon", id("coupon-batches"), "channel",
								id("channels"), "lastDay",
								LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(30).toString(), "cards", 2)));
		JsonNode card = this.rest.get("/card-batches/" + id("card-batches") + "/cards")
			.ok()
			.body()
			.path("items")
			.path(0);
		this.ids.put("cards", card.path("id").asString());
		this.ids.put("c", card.path("code").asString().replace(" ", ""));
		this.rest.post("/orders/" + id("orders") + "/cards", Map.of("code", card.path("code").asString())).ok();
	}

	private void segment() {
		keep("segments", this.rest.post("/segments", Map.of("name", "老友", "rule", Map.of("parts", List
			.of(Map.of("terms", List.of(Map.of("field", "contact", "is", "ANY_OF", "values", List.of("yes")))))))));
	}

	private void merge() {
		String first = id("members");
		String one = member("小林");
		String other = member("林小");
		keep("merges", this.rest.post("/merges", Map.of("one", one, "other", other)));
		member("同名");
		member("同名");
		awaitJob(this.rest.post("/merge-suggestions/searches", Map.of()).ok().text("job"));
		this.ids.put("suggestions",
				this.rest.get("/merge-suggestions").ok().body().path("items").path(0).path("id").asString());
		this.ids.put("merge-suggestions", id("suggestions"));
		this.ids.put("members", first);
	}

	private void mergedGroups() {
		List<String> two = List.of("一群", "二群")
			.stream()
			.map(name -> this.rest.post("/groups",
					Map.of("community", id("communities"), "name", name, "carrier", "WECHAT", "stage", "CONVERSION",
							"capacity", 500))
				.ok()
				.text("id"))
			.toList();
		keep("group-merges", this.rest.post("/group-merges", Map.of("group", two.get(0), "into", two.get(1))));
	}

	private void tiers() {
		this.ids.put("tier-policies",
				this.rest.get("/tier-policies").ok().body().path("items").path(0).path("id").asString());
		this.rest.post("/tier-policies/" + id("tier-policies") + "/evaluations", Map.of("asOf", yesterday())).ok();
	}

	static String yesterday() {
		return LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(1).toString();
	}

	static Map<String, Object> cny(long minor) {
		return Map.of("minor", minor, "currency", "CNY");
	}

	private String keep(String collection, Rest.Answer made) {
		String id = made.ok().text("id");
		this.ids.put(collection, id);
		return id;
	}

	/** Waits for a job to have ended well. */
	void awaitJob(String job) {
		this.rest.await("/jobs/" + job, Duration.ofMinutes(2), answer -> answer.text("state").equals("DONE"));
	}

}
