package io.guildhall.catalog;

import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;

/** Why something could not be done with a product. */
public class CatalogRefused extends DomainException {

	private CatalogRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "catalog." + code, message, args);
	}

	static CatalogRefused unknown(ProductId id) {
		return new CatalogRefused(Kind.NOT_FOUND, "unknown", "There is no product %s", id);
	}

	static CatalogRefused nameTaken(String name) {
		return new CatalogRefused(Kind.CONFLICT, "name-taken", "There is a product %s already", name);
	}

	static CatalogRefused noName() {
		return new CatalogRefused(Kind.INVALID, "no-name", "A product needs a name of at most 200 characters");
	}

	static CatalogRefused negativePrice() {
		return new CatalogRefused(Kind.INVALID, "negative-price", "A price is not negative");
	}

	static CatalogRefused otherCurrency(String currency, String own) {
		return new CatalogRefused(Kind.INVALID, "other-currency", "The price is in %s, the organization sells in %s",
				currency, own);
	}

	static CatalogRefused ofPlan(String name) {
		return new CatalogRefused(Kind.CONFLICT, "of-plan", "%s belongs to a membership plan and changes with it",
				name);
	}

	static CatalogRefused skuTaken(String sku) {
		return new CatalogRefused(Kind.CONFLICT, "sku-taken", "There is a product with the SKU %s already", sku);
	}

	static CatalogRefused skuOfGoods() {
		return new CatalogRefused(Kind.INVALID, "sku-of-goods", "Only goods and samples have an SKU");
	}

	static CatalogRefused longSku(int most) {
		return new CatalogRefused(Kind.INVALID, "long-sku", "An SKU has at most %s characters", most);
	}

	static CatalogRefused negativeCost() {
		return new CatalogRefused(Kind.INVALID, "negative-cost", "A cost is not negative");
	}

	static CatalogRefused daysOfCourses() {
		return new CatalogRefused(Kind.INVALID, "days-of-courses", "Only courses and camps have a first and last day");
	}

	static CatalogRefused days() {
		return new CatalogRefused(Kind.INVALID, "days", "There are a first and a last day, in this order, or neither");
	}

	static CatalogRefused minutesOfConsultations() {
		return new CatalogRefused(Kind.INVALID, "minutes-of-consultations", "Only consultations have a length");
	}

	static CatalogRefused minutes(int most) {
		return new CatalogRefused(Kind.INVALID, "minutes.range", "A consultation takes 1 to %s minutes", most);
	}

	static CatalogRefused usesOfServices() {
		return new CatalogRefused(Kind.INVALID, "uses-of-services", "Only service packages have a number of uses");
	}

	static CatalogRefused uses(int most) {
		return new CatalogRefused(Kind.INVALID, "uses.range", "A service package has 1 to %s uses", most);
	}

	static CatalogRefused validityOfSessions() {
		return new CatalogRefused(Kind.INVALID, "validity-of-sessions",
				"Only consultations, and services with a number of uses, are used within so many days");
	}

	static CatalogRefused validity(int most) {
		return new CatalogRefused(Kind.INVALID, "valid-days.range", "A validity lies between 1 and %s days", most);
	}

	static CatalogRefused perMember(int most) {
		return new CatalogRefused(Kind.INVALID, "per-member.range", "A limit lies between 1 and %s", most);
	}

	static CatalogRefused unknownEligibility(String value) {
		return new CatalogRefused(Kind.INVALID, "eligibility.unknown", "There is no tier, group or plan %s", value);
	}

	static CatalogRefused invalidStock(long most) {
		return new CatalogRefused(Kind.INVALID, "stock.range",
				"A change of stock lies between -%1$s and %1$s, without 0", most);
	}

	static CatalogRefused noReason() {
		return new CatalogRefused(Kind.INVALID, "no-reason",
				"A change of stock needs a reason of at most 200 characters");
	}

	static CatalogRefused stockBelowHeld(long held) {
		return new CatalogRefused(Kind.CONFLICT, "stock-below-held", "Orders hold %s, so many must remain", held);
	}

	static CatalogRefused noStock(String product) {
		return new CatalogRefused(Kind.CONFLICT, "no-stock", "%s is unlimited already", product);
	}

	static CatalogRefused soldOut(String product, long left) {
		return new CatalogRefused(Kind.CONFLICT, "sold-out", "Of %s only %s are left", product, left);
	}

	static CatalogRefused limitReached(String product, int limit, long had) {
		return new CatalogRefused(Kind.CONFLICT, "limit-reached", "One member may buy %2$s of %1$s and has %3$s",
				product, limit, had);
	}

	static CatalogRefused notEligible(String product) {
		return new CatalogRefused(Kind.CONFLICT, "not-eligible", "%s is not for this member", product);
	}

	static CatalogRefused over(String product) {
		return new CatalogRefused(Kind.CONFLICT, "over", "%s has ended", product);
	}

	static CatalogRefused picture() {
		return new CatalogRefused(Kind.INVALID, "picture", "This is no picture in PNG or JPEG that can be read");
	}

	static CatalogRefused pictureTooLarge(int megabytes) {
		return new CatalogRefused(Kind.INVALID, "picture.large", "A picture has at most %s MB", megabytes);
	}

	static CatalogRefused pictures(int most) {
		return new CatalogRefused(Kind.CONFLICT, "picture.many", "A product has at most %s pictures", most);
	}

	static CatalogRefused noPicture() {
		return new CatalogRefused(Kind.NOT_FOUND, "picture.unknown", "There is no such picture");
	}

	static CatalogRefused noSample(String product) {
		return new CatalogRefused(Kind.INVALID, "sample.kind", "%s is no sample, or is to sell one", product);
	}

	static CatalogRefused sampleDays(int most) {
		return new CatalogRefused(Kind.INVALID, "sample.days.range", "A sample has 1 to %s days to sell", most);
	}

	static CatalogRefused sampleOnce(String product) {
		return new CatalogRefused(Kind.CONFLICT, "sample.once.refused", "%s has a running programme: one per member",
				product);
	}

	static CatalogRefused unknownProgramme() {
		return new CatalogRefused(Kind.NOT_FOUND, "sample.unknown", "There is no programme of this sample");
	}

	static CatalogRefused noProgramme() {
		return new CatalogRefused(Kind.CONFLICT, "sample.none", "No programme of this sample runs");
	}

	static CatalogRefused unknownLadder(PriceLadderId id) {
		return new CatalogRefused(Kind.NOT_FOUND, "ladder.unknown", "There is no price ladder %s", id);
	}

	static CatalogRefused ladderName(int most) {
		return new CatalogRefused(Kind.INVALID, "ladder.name.range", "A ladder needs a name of at most %s characters",
				most);
	}

	static CatalogRefused ladderTaken(String name) {
		return new CatalogRefused(Kind.CONFLICT, "ladder.taken", "There is a ladder %s already", name);
	}

	static CatalogRefused ladderRungs() {
		return new CatalogRefused(Kind.INVALID, "ladder.rungs", "A ladder has two products or more, each once");
	}

	static CatalogRefused ladderCredit(int most) {
		return new CatalogRefused(Kind.INVALID, "ladder.credit.range",
				"A credit takes a trial off a full product within 1 to %s days", most);
	}

	/** What was paid for a trial cannot be taken off any more. */
	public static CatalogRefused trialGone() {
		return new CatalogRefused(Kind.CONFLICT, "ladder.credit.gone",
				"What was paid for the trial was taken off before");
	}

	static CatalogRefused unknownSale(FlashSaleId id) {
		return new CatalogRefused(Kind.NOT_FOUND, "sale.unknown", "There is no flash sale %s", id);
	}

	static CatalogRefused saleNotCheaper(Money regular) {
		return new CatalogRefused(Kind.INVALID, "sale.not-cheaper", "A flash sale costs less than %s", regular);
	}

	static CatalogRefused saleWindow() {
		return new CatalogRefused(Kind.INVALID, "sale.window", "A flash sale ends after it begins");
	}

	static CatalogRefused saleStock(long most) {
		return new CatalogRefused(Kind.INVALID, "sale.stock.range", "The stock of a flash sale lies between 1 and %s",
				most);
	}

	static CatalogRefused saleOpened() {
		return new CatalogRefused(Kind.CONFLICT, "sale.opened", "Only a draft can be changed and opened");
	}

	static CatalogRefused saleOver() {
		return new CatalogRefused(Kind.CONFLICT, "sale.over", "The flash sale is over");
	}

	static CatalogRefused saleOfArchived(String product) {
		return new CatalogRefused(Kind.CONFLICT, "sale.archived", "%s is not for sale", product);
	}

	static CatalogRefused saleGone() {
		return new CatalogRefused(Kind.CONFLICT, "sale.gone", "The price of the flash sale is gone");
	}

	static CatalogRefused changed() {
		return new CatalogRefused(Kind.CONFLICT, "changed", "The product was changed in the meantime");
	}

}
