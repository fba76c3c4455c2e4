package io.guildhall.journey;

import java.time.LocalDate;

/**
 * A consultation that is sold, offered at a time, and checked off; and who came to a
 * camp.
 */
final class SessionPages {

	private static final String TALK = "一对一咨询";

	private final Visitor visitor;

	private final String home;

	/** Who buys. */
	private final String name;

	private String product = "";

	SessionPages(Visitor visitor, String home, String name) {
		this.visitor = visitor;
		this.home = home;
		this.name = name;
	}

	/** Sells it, so that the member's own page shows what they bought. */
	SessionPages sell() {
		this.visitor.open(this.home + "/products/new")
			.write("name", TALK)
			.choose("kind", "CONSULTATION")
			.write("price", 499)
			.write("minutes", 50)
			.write("validDays", 90)
			.press("catalog.add");
		this.product = this.visitor.settled().look("product-consultation").path();
		sold(this.product);
		this.visitor.look("order-with-sessions").sees(TALK);
		return this;
	}

	/** What staff do with it. */
	void look() {
		this.visitor.open(this.product).settled().follow("benefit.bought.offer");
		this.visitor.write("startsAt", LocalDate.now(SmallWorld.ZONE).plusDays(12) + "T14:00")
			.look("slot-new-of-product");
		this.visitor.press("benefit.slot.add").look("slot-of-product").sees(TALK);
		this.visitor.open(this.home + "/check-off?q=" + this.name).look("check-off-sessions").sees(TALK);
		this.visitor.open(this.product + "/attendance").look("who-bought");
		camp();
	}

	private void camp() {
		LocalDate today = LocalDate.now(SmallWorld.ZONE);
		this.visitor.open(this.home + "/products/new")
			.write("name", "21天晨读营")
			.choose("kind", "CAMP")
			.write("price", 199)
			.write("startsOn", today)
			.write("endsOn", today.plusDays(20))
			.press("catalog.add");
		String camp = this.visitor.settled().path();
		sold(camp);
		this.visitor.open(camp).settled().follow("benefit.attendance");
		this.visitor.press(this.visitor.main().locator("form[action$='/attendance'] button[aria-label]").first())
			.look("attendance");
		this.visitor.sees(this.visitor.text("benefit.attendance.came", 1, 1));
		this.visitor.open(camp + "/results").settled().main().locator("input[name=chosen]").first().check();
		this.visitor.look("finished-chosen").check("restLapses", null).press("order.result.finish").look("finished");
		this.visitor.sees(this.visitor.text("order.results.figures", 1, 1));
	}

	private void sold(String of) {
		this.visitor.open(of).follow("catalog.sell");
		LoopJourney.buyer(this.visitor, this.name);
		this.visitor.choose("method", "CASH");
		this.visitor.page().waitForTimeout(800);
		this.visitor.settled().press("order.place").settled();
	}

}
