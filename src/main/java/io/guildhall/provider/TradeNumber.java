package io.guildhall.provider;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our ids in the form that providers in China take as an order's or a refund's number: at
 * most 32 letters and digits, and for a refund that failed before the number of the try.
 */
public final class TradeNumber {

	private static final Pattern FORM = Pattern
		.compile("([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})(?:_\\d{1,6})?");

	private TradeNumber() {
	}

	static String of(UUID id) {
		return id.toString().replace("-", "");
	}

	static String of(PaymentProvider.Refund refund, int tries) {
		return (tries == 0) ? of(refund.id()) : of(refund.id()) + "_" + tries;
	}

	/** Our id; empty for a number that we never gave. */
	public static Optional<UUID> id(String number) {
		Matcher matcher = FORM.matcher(number);
		return matcher.matches() ? Optional.of(UUID.fromString("%s-%s-%s-%s-%s".formatted(matcher.group(1),
				matcher.group(2), matcher.group(3), matcher.group(4), matcher.group(5)))) : Optional.empty();
	}

}
