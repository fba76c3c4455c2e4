package io.guildhall.payment;

import io.guildhall.shared.DomainException;

/** Why a payment could not be recorded, or shown. */
public class PaymentRefused extends DomainException {

	private PaymentRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "payment." + code, message, args);
	}

	static PaymentRefused twice() {
		return new PaymentRefused(Kind.CONFLICT, "twice", "The order is paid already");
	}

	static PaymentRefused unknown() {
		return new PaymentRefused(Kind.NOT_FOUND, "unknown", "The order has no such payment");
	}

	static PaymentRefused picture() {
		return new PaymentRefused(Kind.INVALID, "picture", "This is no picture in PNG or JPEG that can be read");
	}

	static PaymentRefused pictureTooLarge(int megabytes) {
		return new PaymentRefused(Kind.INVALID, "picture.large", "A picture has at most %s MB", megabytes);
	}

	static PaymentRefused pictures(int most) {
		return new PaymentRefused(Kind.CONFLICT, "picture.many", "A payment has at most %s pictures", most);
	}

	static PaymentRefused noPicture() {
		return new PaymentRefused(Kind.NOT_FOUND, "picture.unknown", "There is no such picture");
	}

	static PaymentRefused pictureOfOnline() {
		return new PaymentRefused(Kind.CONFLICT, "picture.online", "What a provider took, the provider shows");
	}

}
