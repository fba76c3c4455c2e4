package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import io.guildhall.TestDatabase;
import io.guildhall.journey.SmallWorld.Kind;
import io.guildhall.staff.StaffFixtures;

/**
 * The whole loop in one go, as somebody new walks it: from an empty organization and a
 * chat export to money on a dashboard, in both languages; through each window in a class
 * of its own, so that the two walk at the same time. They stand in the package above,
 * where the alphabet puts what takes longest first.
 */
public abstract class LoopJourney {

	private static final String TEA = "岩茶礼盒";

	private static final int TEA_PRICE = 120;

	private static final int OFF = 20;

	private static final String CLUB = "晨读会员";

	private static final int CLUB_PRICE = 299;

	@LocalServerPort
	private int port;

	@Autowired
	private MessageSource texts;

	private final SmallWorld world = new SmallWorld(LocalDate.now(SmallWorld.ZONE));

	private final Window window;

	protected LoopJourney(Window window) {
		this.window = window;
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "zh-CN" })
	void leadsFromAChatExportToMoneyOnADashboard(String language) {
		try (Visitor visitor = new Visitor(port, Locale.forLanguageTag(language), window, texts)) {
			String home = signUp(visitor);
			community(visitor, home);
			importChat(visitor, home);
			importOrders(visitor, home);
			members(visitor, home);
			tiers(visitor, home);
			String batch = coupons(visitor, home);
			product(visitor, home);
			String woken = campaign(visitor, home);
			sellWithCoupon(visitor, home, woken);
			membership(visitor, home);
			visitor.open(batch).look("coupon-batch-used");
			assertThat(visitor.figure("coupon.used.all")).isEqualTo("1");
			dashboard(visitor, home);
			if (window == Window.DESKTOP) {
				others(visitor, home);
			}
			visitor.saidNothingWrong();
		}
	}

	private String signUp(Visitor visitor) {
		visitor.open("/signup").look("signup");
		visitor.write("organization", "职场跃迁圈")
			.write("name", "林晓")
			.write("email", UUID.randomUUID() + "@example.org")
			.write("password", StaffFixtures.PASSWORD)
			.choose("zone", SmallWorld.ZONE.getId())
			.choose("currency", "CNY")
			.press("staff.signup");
		visitor.page().waitForURL(url -> !url.endsWith("/signup"));
		visitor.look("today-empty");
		return visitor.path();
	}

	private void community(Visitor visitor, String home) {
		visitor.open(home + "/communities").look("communities-empty");
		visitor.open(home + "/communities/new").look("community-new");
		visitor.write("name", "晨读圈")
			.check("types", "KNOWLEDGE")
			.write("persona", "晓姐")
			.write("coreValue", "每天二十分钟")
			.write("portrait", "早起半小时的上班族")
			.press("community.create");
		visitor.look("community");
		visitor.follow("community.group.new").look("group-new");
		visitor.write("name", SmallWorld.GROUP)
			.choose("carrier", "TELEGRAM")
			.choose("stage", "CONVERSION")
			.write("capacity", 200)
			.press("community.group.create");
		visitor.look("group");
	}

	private void importChat(Visitor visitor, String home) {
		visitor.open(home + "/imports").look("imports-empty");
		visitor.upload("files", "result.json", "application/json", world.telegram()).press("intake.upload.go");
		visitor.look("import-chosen");
		Locator target = visitor.main().locator("select[name^='chat.']");
		target.selectOption(target.locator("option[value^='group:']").first().getAttribute("value"));
		visitor.press("intake.check");
		visitor.until(visitor.text("intake.checked.title")).look("import-checked");
		assertThat(visitor.figure("intake.figure.MEMBER_NEW")).isEqualTo("40");
		assertThat(visitor.figure("intake.figure.EVENT_NEW")).isEqualTo(String.valueOf(world.messages() + 40));
		visitor.press("intake.start.chats", String.valueOf(world.messages() + 40), "40");
		visitor.until(visitor.text("intake.over.DONE")).look("import-done");
		assertThat(visitor.figure("intake.figure.MEMBER_NEW")).isEqualTo("40");
	}

	private void importOrders(Visitor visitor, String home) {
		visitor.open(home + "/imports");
		visitor.upload("files", "orders.csv", "text/csv", world.csv()).press("intake.upload.go");
		visitor.chooseText("group", SmallWorld.GROUP).look("import-columns");
		visitor.press("intake.check");
		visitor.until(visitor.text("intake.checked.title")).look("import-orders-checked");
		assertThat(visitor.figure("intake.figure.MEMBER_NEW")).isEqualTo("0");
		assertThat(visitor.figure("intake.figure.ORDER_NEW")).isEqualTo(String.valueOf(world.orders().size()));
		assertThat(visitor.figure("intake.figure.REFUSED")).isEqualTo("1");
		visitor.press("intake.start.orders", String.valueOf(world.orders().size()));
		visitor.until(visitor.text("intake.over.DONE")).look("import-orders-done");
		visitor.open(home + "/imports").look("imports");
	}

	private void members(Visitor visitor, String home) {
		visitor.open(home + "/members").look("members");
		SmallWorld.Person ann = world.people().get(0);
		visitor.open(home + "/members?q=wang").sees(ann.name());
		visitor.followText(ann.name()).look("member");
		visitor.open(visitor.path() + "/timeline").look("member-timeline");
		visitor.open(home + "/groups").look("groups");
	}

	private void tiers(Visitor visitor, String home) {
		visitor.open(home + "/tiers").look("tiers-before");
		visitor.follow("tiering.of-organization");
		visitor.choose("kind", "ACTIVITY_SPEND").settled();
		visitor.field("spendAllTime").uncheck();
		visitor.write("windowDays", SmallWorld.DAYS)
			.choose("activityMeasure", "MESSAGES")
			.write("activityThreshold", SmallWorld.ACTIVE_FROM)
			.choose("spendMeasure", "NET_SPEND")
			.write("spendThreshold", SmallWorld.SPENDS_FROM)
			.write("marginPercent", 20);
		visitor.page().waitForTimeout(1000);
		visitor.settled().look("tier-policy-preview");
		Locator preview = visitor.page().locator("#preview");
		for (Kind kind : Kind.values()) {
			assertThat(row(preview, visitor.text("shared.tier." + kind))).as(kind.name())
				.contains(String.valueOf(kind.members()));
		}
		Locator save = visitor.page().locator("#policy button.btn-primary");
		visitor.press(save).look("tier-policy-saved");
		visitor.press("tiering.evaluate");
		visitor.look("job");
		visitor.open(home + "/tiers");
		for (int i = 0; i < 40 && !visitor.says().contains(visitor.text("shared.tier.CORE")); i++) {
			visitor.page().waitForTimeout(500);
			visitor.open(home + "/tiers");
		}
		visitor.look("tiers");
		for (Kind kind : Kind.values()) {
			assertThat(row(visitor.main(), visitor.text("shared.tier." + kind))).as(kind.name())
				.contains(String.valueOf(kind.members()));
		}
		visitor.open(home + "/members?tier=SILENT").look("members-silent");
		world.people(Kind.SILENT).forEach(person -> visitor.sees(person.name()));
	}

	/** The text of the first row of a table that begins so. */
	private static String row(Locator tables, String first) {
		return tables.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(first)).first().innerText();
	}

	private String coupons(Visitor visitor, String home) {
		visitor.open(home + "/coupons").look("coupons-empty");
		visitor.open(home + "/coupons/new");
		visitor.write("name", "唤醒券")
			.choose("kind", "AMOUNT")
			.write("amount", OFF)
			.write("threshold", 100)
			.write("days", 14)
			.write("stock", 50)
			.write("perMember", 1);
		visitor.page().waitForTimeout(600);
		visitor.look("coupon-new");
		visitor.press("coupon.save.draft").look("coupon-draft");
		visitor.press("coupon.activate").look("coupon-batch");
		return visitor.path();
	}

	private void product(Visitor visitor, String home) {
		visitor.open(home + "/products").look("products");
		visitor.open(home + "/products/new").look("product-new");
		visitor.write("name", TEA).choose("kind", "GOODS").write("price", TEA_PRICE).press("catalog.add");
		visitor.look("product");
		visitor.open(home + "/flash-sales").look("flash-sales-empty");
		visitor.open(home + "/flash-sales/new").look("flash-sale-new");
	}

	/** Whom the campaign has written to first. */
	private String campaign(Visitor visitor, String home) {
		visitor.open(home + "/campaigns").look("campaigns-empty");
		visitor.open(home + "/campaigns/new");
		visitor.write("name", "唤醒沉默的书友")
			.choose("goal", "WAKE_UP")
			.choose("field.tier", "SILENT")
			.chooseText("batch", "唤醒券")
			.write("text", "{name}，好久不见！\n送您一张券：{code}，{until} 前有效。");
		visitor.field("windowDays").press("Tab");
		visitor.page().waitForTimeout(400);
		visitor.settled().look("campaign-new");
		visitor.press("campaign.save").look("campaign-draft");
		visitor.press("campaign.launch", Kind.SILENT.members()).look("campaign-running");
		for (int i = 0; i < 40 && visitor.main().locator("[data-copy]").count() == 0; i++) {
			visitor.page().waitForTimeout(500);
			visitor.page().reload();
			visitor.settled();
		}
		String campaign = visitor.path();
		Locator task = visitor.main()
			.locator("tbody tr")
			.filter(new Locator.FilterOptions().setHas(visitor.page().locator("[data-copy]")));
		String name = task.first().getByRole(AriaRole.LINK).first().innerText().strip();
		visitor.press(task.first().locator("[data-copy]"));
		assertThat((String) visitor.page().evaluate("() => navigator.clipboard.readText()")).contains(name)
			.doesNotContain("{code}");
		visitor.press(task.first()
			.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.text("campaign.tick"))));
		visitor.look("campaign-ticked");
		visitor.open(campaign);
		visitor.press("campaign.all").look("campaign-all-ticked");
		assertThat(visitor.figure("campaign.contacted")).isEqualTo(String.valueOf(Kind.SILENT.members()));
		return name;
	}

	private void sellWithCoupon(Visitor visitor, String home, String name) {
		visitor.open(home + "/orders").look("orders");
		visitor.open(home + "/orders/new");
		buyer(visitor, name);
		visitor.chooseText("lines[0].product", TEA);
		visitor.page().waitForTimeout(800);
		visitor.settled().check("coupons", null);
		visitor.page().waitForTimeout(800);
		visitor.settled().look("order-new");
		visitor.press("order.place").look("order-unpaid");
		payOnline(visitor, home);
		visitor.press(visitor.main().locator("form[action$='/payments'] button.btn-primary")).look("order-paid");
		visitor.sees(visitor.text("order.state.PAID"));
	}

	/** The code is shown, and what came of it is closed by the payment in cash. */
	private void payOnline(Visitor visitor, String home) {
		String order = visitor.path();
		visitor.open(home + "/settings/payments").look("payment-providers");
		visitor.press("checkout.choose").look("payment-provider-chosen");
		visitor.open(order).press("checkout.start").look("order-online");
		String link = visitor.main().locator("#online-payments a.secret").innerText().strip();
		String code = link.substring(link.lastIndexOf('/') + 1);
		visitor.open("/p/pay/" + code).look("pay");
		visitor.open("/p/sandbox/" + code).look("sandbox");
		visitor.open(home + "/money-to-return").look("money-to-return-empty");
		visitor.open(home + "/rebate-programmes").look("rebate-programmes-empty");
		visitor.open(home + "/rebate-programmes/new").look("rebate-programme-new");
		visitor.open(home + "/rebates").look("rebates-empty");
		visitor.open(home + "/liabilities").look("liabilities");
		visitor.open(home + "/journal").look("journal");
		visitor.open(home + "/statement-differences").look("statement-differences-empty");
		visitor.open(order);
	}

	/** Chooses who buys. */
	static void buyer(Visitor visitor, String name) {
		visitor.field("who").pressSequentially(name);
		visitor.page().waitForTimeout(400);
		visitor.settled();
		visitor.main().getByLabel(name).first().check();
		visitor.settled();
	}

	private void membership(Visitor visitor, String home) {
		visitor.open(home + "/plans").look("plans-empty");
		visitor.open(home + "/plans/new").look("plan-new");
		visitor.write("name", CLUB)
			.choose("term", "YEARLY")
			.write("price", CLUB_PRICE)
			.write("benefits", "精读课 | 12 次/年\n线下聚会 | 3 次/年")
			.press("membership.plan.add");
		visitor.look("plan");
		visitor.follow("membership.early");
		visitor.look("plan-early-bird");
		visitor.page().goBack();
		benefits(visitor);
		visitor.follow("membership.plan.sell");
		buyer(visitor, world.people(Kind.POTENTIAL).findFirst().orElseThrow().name());
		visitor.choose("method", "TRANSFER");
		visitor.page().waitForTimeout(800);
		visitor.settled().press("order.place").look("order-membership");
		visitor.open(home + "/memberships").look("memberships");
		visitor.sees(CLUB);
		visitor.main().locator("tbody a").first().click();
		visitor.look("membership");
		checkOff(visitor, home);
	}

	/** The numbers that the words of the plan hold are offered, and saved as they are. */
	private static void benefits(Visitor visitor) {
		visitor.settled().follow("benefit.set.first").look("plan-benefits");
		visitor.write("gives[0].value", 50).press("benefit.save");
		visitor.settled().look("plan-with-benefits").sees(visitor.text("benefit.quota.YEAR", 12));
	}

	/** Somebody comes to a lesson. */
	private void checkOff(Visitor visitor, String home) {
		visitor.open(home + "/benefit-uses").look("benefit-uses-empty");
		visitor.open(home + "/check-off").write("q", world.people(Kind.POTENTIAL).findFirst().orElseThrow().name());
		visitor.press("benefit.find").look("check-off");
		visitor.press(visitor.main().locator("form[action$='/check-off'] button[aria-label]").first());
		visitor.look("checked-off").sees(visitor.text("benefit.done.used", "精读课"));
		visitor.open(home + "/benefit-uses").look("benefit-uses");
	}

	private void dashboard(Visitor visitor, String home) {
		visitor.open(home + "/insight").look("dashboard");
		int revenue = world.revenue() + TEA_PRICE - OFF + CLUB_PRICE;
		assertThat(visitor.figure("insight.revenue").replace(",", "")).contains(revenue + ".00");
		assertThat(visitor.figure("insight.figure.JOINED")).isEqualTo(String.valueOf(world.joined()));
		assertThat(visitor.figure("insight.figure.LEFT")).isEqualTo("0");
		assertThat(visitor.figure("insight.figure.COUPONS_ISSUED")).isEqualTo(String.valueOf(Kind.SILENT.members()));
		assertThat(visitor.figure("insight.figure.COUPONS_USED")).isEqualTo("1");
		assertThat(visitor.figure("insight.figure.COUPON_ORDERS")).contains(TEA_PRICE - OFF + ".00");
		assertOf(visitor, "insight.rate.speaking", world.spoke(), world.present());
		assertOf(visitor, "insight.rate.conversion", world.converted().size() + 2,
				world.people().size() - world.boughtBefore().size());
		assertOf(visitor, "insight.rate.repurchase", world.boughtAgain(), world.bought().size() + 2);
		visitor.open(home + "/insight/figures/REVENUE").look("dashboard-revenue");
		visitor.open(home + "/insight/figures/SOLD?of=MEMBERSHIP").look("dashboard-sold");
		visitor.open(home + "/insight/figures/COUPONS_USED").look("dashboard-coupons-used");
		visitor.main().locator("tbody a").first().click();
		visitor.settled().sees(visitor.text("coupon.state.USED"));
	}

	private static void assertOf(Visitor visitor, String figure, long numerator, long denominator) {
		Locator card = visitor.main()
			.locator(".figure")
			.filter(new Locator.FilterOptions().setHasText(visitor.text(figure)));
		assertThat(card.first().innerText()).as(figure).contains(visitor.text("insight.of", numerator, denominator));
	}

	private void segments(Visitor visitor, String home) {
		visitor.open(home + "/segments").look("segments-empty");
		visitor.followText(visitor.text("segment.new")).look("segment-new");
		visitor.choose("p0.t0.field", "tier").settled();
		visitor.check("p0.t0.v", Kind.SILENT.name()).settled();
		visitor.press("segment.term.add").choose("p0.t1.field", "spend").settled();
		visitor.choose("p0.t1.is", "AT_MOST").settled();
		visitor.write("p0.t1.n", 0).write("name", "沉默且没买过").field("name").blur();
		visitor.settled().look("segment-building");
		assertThat(visitor.field("name").inputValue()).as("typed while it was counted").isEqualTo("沉默且没买过");
		visitor.page().reload();
		assertThat(visitor.settled().field("name").inputValue()).as("after a reload").isEqualTo("沉默且没买过");
		int left = Kind.SILENT.members() - 1; // one was woken, and bought
		visitor.press("segment.save.count", left).look("segment");
		visitor.sees(visitor.text("segment.count", left));
		visitor.followText(visitor.text("segment.edit")).look("segment-edit");
		visitor.open(home + "/segments").look("segments");
		visitor.followText(String.valueOf(left)).look("members-of-segment");
	}

	/** Somebody is to be called, and was. */
	private void followUp(Visitor visitor, String home) {
		visitor.open(home + "/tasks").look("tasks-empty");
		visitor.write("title", "给林小满打电话").press("task.add");
		visitor.look("tasks");
		visitor.open(home).look("today-tasks");
		visitor.open(home + "/tasks").followText("给林小满打电话").look("task");
		visitor
			.press(visitor.main().getByText(visitor.text("task.done"), new Locator.GetByTextOptions().setExact(true)));
		visitor.open(home + "/tasks?shown=CLOSED").look("tasks-closed");
		visitor.open(home + "/workload").look("workload");
	}

	/** A rule is made, titles are named, and everything is added up. */
	private void points(Visitor visitor, String home) {
		visitor.open(home + "/points").look("points");
		visitor.open(home + "/points/rules");
		visitor.main()
			.getByText(visitor.text("points.rule.new"), new Locator.GetByTextOptions().setExact(true))
			.click();
		visitor.write("name", "一元一分").press("points.rule.add").look("points-rules");
		visitor.open(home + "/points/proof").press("points.proof.go").untilDone();
		visitor.open(home + "/points/proof").look("points-proof");
	}

	/** Two of one name turn out to be one person, and then not. */
	private void merge(Visitor visitor, String home) {
		visitor.open(home + "/merges/done").look("merges-none");
		for (int i = 0; i < 2; i++) {
			visitor.open(home + "/members/new").write("displayName", "林小满").press("member.add");
		}
		visitor.open(home + "/merges").look("merges-empty");
		visitor.press("merge.search").untilDone();
		visitor.open(home + "/merges").look("merges");
		visitor.follow("merge.compare").look("merge-preview");
		visitor.press("merge.go").look("merged");
		visitor.open(home + "/merges/done").look("merges-done");
		visitor.press("merge.undo").look("merge-undone");
		assertThat(visitor.says()).contains("林小满");
	}

	/** Seven days of checking in, for the staff and by a member's own link. */
	private void challenge(Visitor visitor, String home) {
		visitor.open(home + "/challenges").look("challenges-empty");
		visitor.open(home + "/challenges/new").look("challenge-new");
		visitor.chooseText("group", SmallWorld.GROUP)
			.write("name", "每天十页")
			.write("text", "读十页书，睡前打卡。")
			.write("startsOn", LocalDate.now(SmallWorld.ZONE).minusDays(1))
			.write("stages[0].need", 1)
			.write("stages[0].title", "迈出第一步")
			.write("stages[0].points", 20)
			.press("challenge.create");
		visitor.press("challenge.ask-in");
		String challenge = visitor.path();
		String link = visitor.main().locator("[data-copy-text]").first().getAttribute("data-copy-text");
		visitor.open(link.substring(link.indexOf("/p/"))).look("check-in");
		visitor.press("challenge.personal.go").look("checked-in");
		visitor.sees(visitor.text("challenge.personal.done")).sees(visitor.text("challenge.reached"));
		visitor.open(challenge).look("challenge");
		assertThat(visitor.figure("challenge.today.done")).isEqualTo("1");
		visitor.open(challenge + "/participants").look("challenge-participants");
	}

	/** What runs is seen in the frame, and leaves room for the rest of it. */
	private void working(Visitor visitor, String home) {
		JdbcClient owner = JdbcClient.create(TestDatabase.asOwnerOf(TestDatabase.url(WholeApplication.DATABASE)));
		UUID organization = owner.sql("select id from organizations where slug = ?")
			.param(home.substring(home.lastIndexOf('/') + 1))
			.query(UUID.class)
			.single();
		for (String kind : List.of("tiering.evaluate", "intake.import", "merge.search")) {
			owner
				.sql("""
						insert into jobs (organization_id, id, kind, state, parameters, result_path, started_by, done, total, cancel_requested, created_at, started_at, moved_at)
						values (:organization, gen_random_uuid(), :kind, 'RUNNING', '{}', '', '{}', 17, 40, false, now(), now(), now())
						""")
				.param("organization", organization)
				.param("kind", kind)
				.update();
		}
		visitor.open(home).look("today-working");
		owner.sql("delete from jobs where organization_id = ? and state = 'RUNNING'").param(organization).update();
	}

	/** By which way a product is sold, set up in one click. */
	private void playbook(Visitor visitor, String home) {
		visitor.open(home + "/products/new");
		visitor.write("name", "奶粉").choose("kind", "GOODS").write("price", "400").write("cost", "300");
		visitor.press("catalog.add");
		visitor.settled().follow("playbook.numbers.change").settled().look("playbook-high");
		visitor.open(home + "/products/new").choose("kind", "CONSULTATION").look("product-new-consultation");
		visitor.choose("kind", "GOODS").write("name", "小罐茶").write("price", "30").write("cost", "12");
		visitor.press("catalog.add");
		visitor.settled().look("product-playbook");
		visitor.press("playbook.set-up").settled().look("playbook-done");
		visitor.open(home + "/playbook").look("playbooks");
	}

	/** Somebody advertises, and is warned. */
	private void rules(Visitor visitor, String home) {
		String name = world.people().get(0).name();
		visitor.open(home + "/violations").look("violations-empty");
		visitor.open(home + "/violations/new?who=" + name).followText(name);
		visitor.followText(SmallWorld.GROUP).look("violation-new");
		visitor.write("note", "群里卖茶").press("conduct.record");
		visitor.look("violation");
		visitor.press("conduct.decide");
		visitor.open(home + "/violations/ladder").look("violations-ladder");
		visitor.open(home + "/communities").followText("晨读圈").follow("community.position.card").look("community-card");
	}

	/** Somebody is asked whether the community's card is right. */
	private void survey(Visitor visitor, String home) {
		visitor.open(home + "/communities").followText("晨读圈").press("survey.open");
		String community = visitor.path();
		String link = visitor.main().locator("a.secret").first().getAttribute("href");
		visitor.open(link.substring(link.indexOf("/p/"))).look("survey");
		visitor.page().waitForTimeout(2_000);
		for (String question : List.of("PORTRAIT", "VALUE")) {
			visitor.main().locator("[name=" + question + "]").first().check();
		}
		visitor.write("missing", "晚一点的时间").press("survey.go").sees(visitor.text("survey.thanks"));
		visitor.open(community).look("community-survey");
		visitor.open(community + "/survey/remarks").look("survey-remarks").sees("晚一点的时间");
	}

	/** A field of one's own. */
	private void fields(Visitor visitor, String home) {
		visitor.open(home + "/fields").look("fields-empty");
		visitor.write("name", "会员等级").choose("kind", "CHOICE").write("added", "金\n银").press("field.add");
		visitor.look("fields");
		visitor.followText("会员等级").look("field");
	}

	/** All are tagged at once, the tag gets a colour, and a rule keeps it. */
	private void tags(Visitor visitor, String home) {
		visitor.open(home + "/members");
		visitor.main().locator("input[name=chosen]").first().check();
		visitor.check("everybody", "true").write("tagged", "老友").press("member.bulk.tag");
		visitor.until(visitor.text("bulk.undo")).look("bulk-done");
		visitor.open(home + "/tags/edit?tag=老友").check("color", "TEAL").press("member.tag.recolor");
		visitor.look("tags");
		visitor.open(home + "/tag-rules");
		visitor.write("tag", "沉默").chooseText("segment", "沉默且没买过").press("tagrule.create");
		visitor.look("tag-rules");
	}

	/** A poster leads somebody in. */
	private void channel(Visitor visitor, String home) {
		visitor.open(home + "/channels/new").look("channel-new");
		visitor.write("name", "地铁海报").chooseText("groups[0].group", "晨读圈 · " + SmallWorld.GROUP);
		visitor.write("groups[0].entry", "https://example.org/in").write("baits[0].title", "一起晨读七天");
		visitor.press("onboarding.create").look("channel");
		String shop = visitor.path();
		visitor.open(visitor.main().locator("a.secret").getAttribute("href")).look("join");
		visitor.page().waitForTimeout(2_000);
		visitor.write("name", "扫码来的").press("onboarding.join.go").look("joined").sees(SmallWorld.GROUP);
		visitor.open(shop).sees("1");
		visitor.press("onboarding.count").look("channel-joined");
		visitor.follow("onboarding.ladder.set").look("channel-ladder");
	}

	/**
	 * The pages that the loop itself does not need. They are walked once, and looked at
	 * through both windows.
	 */
	private void others(Visitor visitor, String home) {
		visitor.lookThroughBoth();
		segments(visitor, home);
		fields(visitor, home);
		tags(visitor, home);
		working(visitor, home);
		challenge(visitor, home);
		merge(visitor, home);
		followUp(visitor, home);
		buyers(visitor, home);
		playbook(visitor, home);
		rules(visitor, home);
		points(visitor, home);
		channel(visitor, home);
		survey(visitor, home);
		cards(visitor, home);
		links(visitor, home);
		SessionPages sessions = new SessionPages(visitor, home,
				world.people(Kind.POTENTIAL).findFirst().orElseThrow().name())
			.sell();
		orderPage(visitor, home);
		ownBenefits(visitor, home);
		sessions.look();
		visitor.open(home + "/health").look("health-empty");
		visitor.press("health.count").untilDone();
		visitor.open(home + "/health").look("health");
		visitor.open(home + "/overlaps").look("overlaps");
		twoGroups(visitor, home);
		new PeoplePages(visitor, home).look();
		new PeopleForms(visitor, home).look();
		visitor.open(home).look("today");
		visitor.open(home + "/search?q=wang").look("search");
		visitor.open(home + "/audit").look("audit");
		visitor.open(home + "/settings").look("settings");
		visitor.open(home + "/settings/staff").look("staff");
		visitor.open(home + "/refund-requests").look("refund-requests");
		visitor.open("/account").look("account");
	}

	/** Paper that goes out with an order and comes back as somebody who joins. */
	private void cards(Visitor visitor, String home) {
		visitor.open(home + "/card-batches/new");
		visitor.write("name", "茶罐里的卡").write("title", "下一单减 5 元").write("points", "20");
		visitor.chooseText("channel", "地铁海报").write("lastDay", LocalDate.now(SmallWorld.ZONE).plusDays(30));
		visitor.write("cards", "10").main().locator("#f-withOrder").uncheck();
		visitor.press("card.create").look("cards");
		String code = visitor.main().locator("td code").first().textContent();
		visitor.open("/c").look("card-code");
		visitor.open("/c?code=" + code.replace(" ", "")).look("card");
		visitor.page().waitForTimeout(2_000);
		visitor.write("name", "持卡来的").press("card.claim.go").look("card-claimed").sees(SmallWorld.GROUP);
	}

	/** Somebody orders by a link of their own, pays, and gets a parcel. */
	private void orderPage(Visitor visitor, String home) {
		String name = world.people().get(1).name();
		visitor.open(home + "/order-pages").look("order-pages-empty");
		visitor.main().locator("label").filter(new Locator.FilterOptions().setHasText(TEA)).locator("input").check();
		visitor.write("title", "春茶上新").press("storefront.create").look("order-page");
		visitor.open(visitor.path() + "?q=" + name);
		String link = visitor.main().locator("[data-copy-text*='/p/s/']").first().getAttribute("data-copy-text");
		visitor.open(link.substring(link.indexOf("/p/"))).look("shop").press("storefront.look").look("shop-sum");
		visitor.write("recipient", name).write("phone", "13800008000").write("region", "浙江").write("city", "杭州");
		visitor.write("street", "龙井路 1 号").press(visitor.main().locator("button[value=place]")).look("shop-order");
		String status = visitor.path();
		visitor.press(visitor.main().locator("form[action$='/pay'] button")).look("shop-pay");
		visitor.open(home + "/orders").followText(newest(visitor)).look("order-to-pay");
		String order = visitor.path();
		visitor.press(visitor.main().locator("form[action$='/payments'] button.btn-primary")).look("order-to-ship");
		visitor.open(home + "/to-ship").look("to-ship").sees(TEA);
		visitor.open(order).settled();
		visitor.write("carrier", "顺丰")
			.write("trackingNo", "SF100200300")
			.press("fulfilment.ship")
			.look("order-shipped");
		visitor.open(status).look("shop-shipped").sees("SF100200300");
		visitor.open(home + "/to-ship");
		visitor
			.upload("files", "numbers.csv", "text/csv",
					"order_no,carrier,tracking_no\n1,SF,SF1\n".getBytes(StandardCharsets.UTF_8))
			.press("fulfilment.numbers.go")
			.look("to-ship-numbers");
		visitor.open(home + "/to-ship?stage=UNDER_WAY").look("under-way").sees("SF100200300");
	}

	/** The number of the order that stands first in the list. */
	private static String newest(Visitor visitor) {
		return visitor.main().locator("tbody tr td a").first().innerText().strip();
	}

	/** A coupon that members of a group take themselves. */
	private void links(Visitor visitor, String home) {
		visitor.open(home + "/coupons").followText("唤醒券").settled();
		visitor.chooseText("group", SmallWorld.GROUP).write("title", "群友专享").press("claim.create");
		visitor.settled().look("claim-link");
		String link = visitor.main().locator("a.secret").first().getAttribute("href");
		visitor.open(link.substring(link.indexOf("/p/"))).look("claim-group");
		visitor.open(home + "/coupons").followText("唤醒券").settled();
		visitor.choose("occasion", "TIER").press("occasion.create").look("occasion-rule");
		visitor.open(home + "/coupons/debts").look("coupon-debts");
		visitor.open(home + "/order-discounts").look("order-discounts");
	}

	/**
	 * An outing that can be booked, and what a member sees of it all by a link of their
	 * own.
	 */
	private void ownBenefits(Visitor visitor, String home) {
		visitor.open(home + "/slots").look("slots-empty");
		visitor.open(home + "/slots/new").look("slot-new");
		visitor.write("title", "湖边徒步").write("startsAt", LocalDate.now(SmallWorld.ZONE).plusDays(9) + "T14:00");
		visitor.write("benefit", "线下聚会").press("benefit.slot.add");
		String slot = visitor.path();
		String name = world.people(Kind.POTENTIAL).findFirst().orElseThrow().name();
		visitor.open(home + "/check-off?q=" + name).followText(name).press("member.own.make");
		String link = visitor.main().locator("[data-copy-text*='/p/me/']").first().getAttribute("data-copy-text");
		visitor.open(link.substring(link.indexOf("/p/"))).look("own").follow("benefit.own").look("own-benefits");
		visitor.sees(visitor.text("benefit.own.brought.worth", 1, "¥50.00"));
		visitor.press(visitor.main().locator("form[action*='/bookings/'] button").first()).look("own-booked");
		visitor.sees(visitor.text("benefit.booking.state.BOOKED"));
		visitor.open(slot).look("slot").sees(name);
		visitor.open(home + "/slots").look("slots");
	}

	/** How a group was day by day, and what it would be to merge it. */
	private void twoGroups(Visitor visitor, String home) {
		visitor.open(home + "/health").followText(SmallWorld.GROUP).follow("health.days.title").look("group-days");
		visitor.open(home + "/health").followText(SmallWorld.GROUP).follow("health.merge.start").look("group-merge");
	}

	/** Who bought how lately, how often and for how much. */
	private void buyers(Visitor visitor, String home) {
		visitor.open(home + "/tiers/rfm");
		visitor.press("rfm.compute").untilDone();
		visitor.open(home + "/tiers/rfm").look("rfm");
	}

}
