package io.guildhall.order.web;

import java.math.BigDecimal;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.order.OrderRefused;
import io.guildhall.shared.Money;

/** What pages send, as the domain takes it. */
final class Amounts {

	private Amounts() {
	}

	/**
	 * An amount of major units.
	 * @throws OrderRefused if there is none, or it has too many decimals
	 */
	static Money money(@Nullable BigDecimal major, String currency) {
		if (major == null) {
			throw OrderRefused.noAmount();
		}
		try {
			return Money.ofMajor(major, currency);
		}
		catch (ArithmeticException tooFine) {
			throw OrderRefused.noAmount();
		}
	}

	/**
	 * An id of a line.
	 * @throws OrderRefused if it is none
	 */
	static UUID id(String text) {
		try {
			return UUID.fromString(text);
		}
		catch (IllegalArgumentException none) {
			throw OrderRefused.unknownLine();
		}
	}

}
