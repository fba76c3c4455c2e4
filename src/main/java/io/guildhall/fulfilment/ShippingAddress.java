package io.guildhall.fulfilment;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.IdentityKind;
import io.guildhall.member.Masks;

/**
 * Where something is sent. It is whole, or there is none: name, telephone, town and
 * street are needed, the others are empty where an address has no such part.
 *
 * @param recipient who takes it in
 * @param region province or state
 * @param district part of the town
 * @param street with the number of the house
 * @param country empty for the organization's own
 */
public record ShippingAddress(String recipient, String phone, String region, String city, String district,
		String street, String postcode, String country) {

	private static final int LONGEST = 100;

	private static final int LONGEST_STREET = 300;

	private static final int LONGEST_POSTCODE = 20;

	/** The fewest and the most digits of a telephone number. */
	private static final int FEWEST = 5;

	private static final int MOST = 20;

	/**
	 * An address.
	 * @throws FulfilmentRefused if a part that is needed is missing, or one is not right
	 */
	public ShippingAddress {
		recipient = part("recipient", recipient, 1, LONGEST);
		phone = phone(part("phone", phone, 1, LONGEST));
		region = part("region", region, 0, LONGEST);
		city = part("city", city, 1, LONGEST);
		district = part("district", district, 0, LONGEST);
		street = part("street", street, 1, LONGEST_STREET);
		postcode = part("postcode", postcode, 0, LONGEST_POSTCODE);
		country = part("country", country, 0, LONGEST);
	}

	/**
	 * What was typed; null where nothing was.
	 * @throws FulfilmentRefused as the constructor
	 */
	public static @Nullable ShippingAddress of(@Nullable String recipient, @Nullable String phone,
			@Nullable String region, @Nullable String city, @Nullable String district, @Nullable String street,
			@Nullable String postcode, @Nullable String country) {
		String[] parts = { text(recipient), text(phone), text(region), text(city), text(district), text(street),
				text(postcode), text(country) };
		for (String one : parts) {
			if (!one.isEmpty()) {
				return new ShippingAddress(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6],
						parts[7]);
			}
		}
		return null;
	}

	/** As it is written on a parcel in one line, the wide parts first. */
	public String line() {
		StringBuilder line = new StringBuilder();
		for (String one : new String[] { country, region, city, district, street, postcode }) {
			if (!one.isEmpty()) {
				line.append(line.isEmpty() ? "" : " ").append(one);
			}
		}
		return line.toString();
	}

	/** For eyes that may not see telephone numbers whole. */
	ShippingAddress masked() {
		return new ShippingAddress(recipient, Masks.mask(IdentityKind.PHONE, phone), region, city, district, street,
				postcode, country);
	}

	/** With the number of before, where this one was masked on its way out. */
	ShippingAddress unmasked(@Nullable ShippingAddress before) {
		if (!Masks.isMasked(phone)) {
			return this;
		}
		if (before == null || !Masks.mask(IdentityKind.PHONE, before.phone).equals(phone)) {
			throw FulfilmentRefused.address("phone");
		}
		return new ShippingAddress(recipient, before.phone, region, city, district, street, postcode, country);
	}

	/** For the trail, where an erasure reaches it. */
	Map<String, String> fields() {
		Map<String, String> fields = new TreeMap<>();
		fields.put("recipient", recipient);
		fields.put("phone", phone);
		fields.put("address", line());
		return fields;
	}

	private static String text(@Nullable String typed) {
		return (typed != null) ? typed.strip() : "";
	}

	private static String part(String name, @Nullable String typed, int shortest, int longest) {
		String text = text(typed);
		boolean readable = text.chars().noneMatch(Character::isISOControl);
		if (text.length() < shortest || text.length() > longest || !readable) {
			throw FulfilmentRefused.address(name);
		}
		return text;
	}

	private static String phone(String typed) {
		if (Masks.isMasked(typed)) {
			return typed;
		}
		long digits = typed.chars().filter(Character::isDigit).count();
		if (digits < FEWEST || digits > MOST || !typed.matches("[\\d+()\\-\\s.#/*,]+")) {
			throw FulfilmentRefused.address("phone");
		}
		return typed;
	}

	/** Nothing of it belongs into logs. */
	@Override
	public String toString() {
		return "ShippingAddress[]";
	}
}
