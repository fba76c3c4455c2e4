package io.guildhall.fulfilment;

import io.guildhall.shared.DomainException;

/** Why something could not be done on the way of an order to its member. */
public class FulfilmentRefused extends DomainException {

	private FulfilmentRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "fulfilment.refused." + code, message, args);
	}

	static FulfilmentRefused unknown() {
		return new FulfilmentRefused(Kind.NOT_FOUND, "unknown", "Nothing of such an order is to be delivered");
	}

	static FulfilmentRefused unknownParcel() {
		return new FulfilmentRefused(Kind.NOT_FOUND, "unknown-parcel", "There is no such parcel");
	}

	static FulfilmentRefused unknownLine() {
		return new FulfilmentRefused(Kind.NOT_FOUND, "unknown-line", "Nothing of such a line is to be delivered");
	}

	/** Lines were to be chosen, and none is. */
	public static FulfilmentRefused noLines() {
		return new FulfilmentRefused(Kind.INVALID, "no-lines", "No line was chosen");
	}

	static FulfilmentRefused address(String part) {
		return new FulfilmentRefused(Kind.INVALID, "address." + part, "This part of the address is not right: %s",
				part);
	}

	/** An address was given, and nothing that could be sent there. */
	public static FulfilmentRefused nothingToSend() {
		return new FulfilmentRefused(Kind.INVALID, "nothing-to-send", "Nothing of the order could be sent there");
	}

	static FulfilmentRefused notPaid() {
		return new FulfilmentRefused(Kind.CONFLICT, "not-paid", "What is not paid does not leave the house");
	}

	static FulfilmentRefused noAddress() {
		return new FulfilmentRefused(Kind.CONFLICT, "no-address", "There is no address yet to which it could go");
	}

	static FulfilmentRefused nothingOpen() {
		return new FulfilmentRefused(Kind.CONFLICT, "nothing-open", "Nothing of the order is here any more");
	}

	static FulfilmentRefused notOpen(String product) {
		return new FulfilmentRefused(Kind.CONFLICT, "not-open", "%s has left already, or stays here", product);
	}

	static FulfilmentRefused carrier(int longest) {
		return new FulfilmentRefused(Kind.INVALID, "carrier", "Name the courier, in at most %s characters", longest);
	}

	static FulfilmentRefused tracking(int longest) {
		return new FulfilmentRefused(Kind.INVALID, "tracking", "A tracking number has at most %s characters", longest);
	}

	static FulfilmentRefused noNumber() {
		return new FulfilmentRefused(Kind.INVALID, "no-number", "In a table each parcel needs its number");
	}

	static FulfilmentRefused notUnderWay() {
		return new FulfilmentRefused(Kind.CONFLICT, "not-under-way",
				"The parcel has arrived already, or was taken back");
	}

	static FulfilmentRefused unknownTable() {
		return new FulfilmentRefused(Kind.NOT_FOUND, "unknown-table", "There is no such table of a courier");
	}

	static FulfilmentRefused reason(int longest) {
		return new FulfilmentRefused(Kind.INVALID, "reason", "Say why, in at most %s characters", longest);
	}

	static FulfilmentRefused takenBackAlready() {
		return new FulfilmentRefused(Kind.CONFLICT, "taken-back-already", "The parcel was taken back before");
	}

	static FulfilmentRefused arrived() {
		return new FulfilmentRefused(Kind.CONFLICT, "arrived", "The parcel has arrived, so it did go out");
	}

	static FulfilmentRefused paidBackSince() {
		return new FulfilmentRefused(Kind.CONFLICT, "paid-back-since",
				"Something in the parcel was paid back since, and the refund laid nothing back into stock");
	}

	static FulfilmentRefused notGiven(String product) {
		return new FulfilmentRefused(Kind.CONFLICT, "not-given", "%s was not handed over", product);
	}

	static FulfilmentRefused nothingGiven() {
		return new FulfilmentRefused(Kind.CONFLICT, "nothing-given", "Nothing of the order was handed over");
	}

	static FulfilmentRefused givenPaidBackSince() {
		return new FulfilmentRefused(Kind.CONFLICT, "given-paid-back-since",
				"Something of it was paid back since, and the refund laid nothing back into stock");
	}

	static FulfilmentRefused notANumber() {
		return new FulfilmentRefused(Kind.INVALID, "order-number", "This is no number of an order");
	}

	static FulfilmentRefused columns() {
		return new FulfilmentRefused(Kind.INVALID, "columns",
				"The table needs the columns order_no, carrier and tracking_no");
	}

	static FulfilmentRefused tooMany(int most) {
		return new FulfilmentRefused(Kind.INVALID, "too-many", "At most %s rows at once", most);
	}

}
