package io.guildhall.benefit;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a slot or a booking. */
public class BookingRefused extends DomainException {

	private BookingRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "benefit.booking." + code, message, args);
	}

	static BookingRefused unknownSlot(Object id) {
		return new BookingRefused(Kind.NOT_FOUND, "unknown-slot", "There is no slot %s", id);
	}

	static BookingRefused unknown(Object id) {
		return new BookingRefused(Kind.NOT_FOUND, "unknown", "There is no booking %s", id);
	}

	static BookingRefused words() {
		return new BookingRefused(Kind.INVALID, "words",
				"A slot has a title of at most 100 characters, a place of at most 100 and a note of at most 1000");
	}

	static BookingRefused capacity() {
		return new BookingRefused(Kind.INVALID, "capacity", "Seats lie between 1 and 10000");
	}

	static BookingRefused hours() {
		return new BookingRefused(Kind.INVALID, "hours", "Hours lie between 0 and 720");
	}

	static BookingRefused past() {
		return new BookingRefused(Kind.INVALID, "past", "A slot begins in the future");
	}

	static BookingRefused taken(int taken) {
		return new BookingRefused(Kind.CONFLICT, "taken", "%s seats are taken already", taken);
	}

	static BookingRefused fixed() {
		return new BookingRefused(Kind.CONFLICT, "fixed", "Day and benefit stay as they were booked");
	}

	static BookingRefused costsOne() {
		return new BookingRefused(Kind.INVALID, "costs-one", "A seat is of a benefit or of a product, not of both");
	}

	static BookingRefused notBookable() {
		return new BookingRefused(Kind.INVALID, "not-bookable",
				"Only consultations, and services with a number of uses, take place at a slot");
	}

	static BookingRefused host() {
		return new BookingRefused(Kind.INVALID, "host", "Who holds it works in the organization");
	}

	static BookingRefused hostBusy(String title) {
		return new BookingRefused(Kind.CONFLICT, "host-busy", "Who holds it holds '%s' at that time", title);
	}

	static BookingRefused nothingToForgive() {
		return new BookingRefused(Kind.CONFLICT, "nothing-to-forgive",
				"Only what counts though somebody did not come can be forgiven");
	}

	static BookingRefused closed() {
		return new BookingRefused(Kind.CONFLICT, "closed", "It has begun, or does not take place");
	}

	static BookingRefused membersOnly() {
		return new BookingRefused(Kind.CONFLICT, "members-only", "Who books it needs a membership that runs");
	}

	static BookingRefused tooLate() {
		return new BookingRefused(Kind.CONFLICT, "too-late", "It is too late to give the seat back");
	}

	static BookingRefused moved() {
		return new BookingRefused(Kind.CONFLICT, "moved", "This booking is not as it was any more");
	}

	static BookingRefused notBegun() {
		return new BookingRefused(Kind.CONFLICT, "not-begun", "It has not begun");
	}

	static BookingRefused reason() {
		return new BookingRefused(Kind.INVALID, "reason", "Give a reason of at most 200 characters");
	}

}
