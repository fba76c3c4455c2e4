package io.guildhall.fulfilment;

import org.jspecify.annotations.Nullable;

/**
 * Who carries a parcel, and under which number.
 *
 * @param trackingNo empty where the courier gives none
 */
public record Courier(String carrier, String trackingNo) {

	private static final int LONGEST = 60;

	/**
	 * A courier.
	 * @throws FulfilmentRefused if there is no name, or one of the two is too long
	 */
	public Courier {
		carrier = clean(carrier);
		trackingNo = clean(trackingNo);
		if (carrier.isEmpty() || carrier.length() > LONGEST) {
			throw FulfilmentRefused.carrier(LONGEST);
		}
		if (trackingNo.length() > LONGEST) {
			throw FulfilmentRefused.tracking(LONGEST);
		}
	}

	/** As it was typed. */
	public static Courier of(@Nullable String carrier, @Nullable String trackingNo) {
		return new Courier((carrier != null) ? carrier : "", (trackingNo != null) ? trackingNo : "");
	}

	private static String clean(String typed) {
		return typed.codePoints()
			.filter(letter -> !Character.isISOControl(letter))
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString()
			.strip();
	}
}
