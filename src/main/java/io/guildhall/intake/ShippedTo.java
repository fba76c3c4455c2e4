package io.guildhall.intake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.fulfilment.AddressInput;
import io.guildhall.fulfilment.FulfilmentRefused;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.intake.TableTaking.Cell;

/**
 * Where an order went, in cells of their own or in one. Without a street there is no
 * address; who takes it in, and their telephone number, are those of the person where the
 * table has no others. An address that is not whole is left out, and the row says so: the
 * order is past, and its money counts without it. Nothing of it is told in a problem.
 *
 * @param address null where nobody says, and where it is left out
 * @param leftOut the code that says why it is; null where it is not
 */
record ShippedTo(@Nullable ShippingAddress address, @Nullable String leftOut) {

	private static final ShippedTo NOWHERE = new ShippedTo(null, null);

	/** Before the part that is not right. */
	private static final String LEFT_OUT = "intake.address-left-out.";

	/** A Chinese address in one cell: province, town, district, and the rest. */
	private static final Pattern CHINESE = Pattern
		.compile("(?<region>[\\p{IsHan}&&[^市区县路街]]{2,8}?(?:省|自治区)|北京市?|上海市?|天津市?|重庆市?)?\\s*"
				+ "(?<city>[\\p{IsHan}&&[^区县路街道镇村号]]{1,10}?(?:市|自治州|地区|盟))?\\s*"
				+ "(?<district>[\\p{IsHan}&&[^路街道镇村号]]{1,10}?(?:自治县|区|县|旗|市))?\\s*(?<street>.+)");

	/** Towns that are provinces as well. */
	private static final Pattern ALONE = Pattern.compile("(北京|上海|天津|重庆)市?");

	/** As the cells of a row say. */
	static ShippedTo read(Cell cell) {
		String street = cell.text(Field.SHIP_STREET);
		if (street == null) {
			return NOWHERE;
		}
		AddressInput parts = new AddressInput(or(cell, Field.RECIPIENT, Field.NAME),
				or(cell, Field.RECIPIENT_PHONE, Field.PHONE), cell.text(Field.SHIP_REGION), cell.text(Field.SHIP_CITY),
				cell.text(Field.SHIP_DISTRICT), street, cell.text(Field.SHIP_POSTCODE), cell.text(Field.SHIP_COUNTRY));
		try {
			return new ShippedTo(whole(parts).address(), null);
		}
		catch (FulfilmentRefused refused) {
			String code = refused.getCode();
			return new ShippedTo(null, LEFT_OUT + code.substring(code.lastIndexOf('.') + 1));
		}
	}

	/** The same with the town out of the one cell, where that has one of its own. */
	static AddressInput whole(AddressInput parts) {
		String street = parts.street();
		if (parts.city() != null || street == null) {
			return parts;
		}
		Matcher address = CHINESE.matcher(street.strip());
		if (!address.matches()) {
			return parts;
		}
		String region = address.group("region");
		String city = address.group("city");
		if (city == null && region != null && ALONE.matcher(region).matches()) {
			city = region;
			region = null;
		}
		if (city == null) {
			return parts;
		}
		String district = address.group("district");
		return new AddressInput(parts.recipient(), parts.phone(), (parts.region() != null) ? parts.region() : region,
				city, (parts.district() != null) ? parts.district() : district, address.group("street").strip(),
				parts.postcode(), parts.country());
	}

	/** The first of several numbers; a table of ours puts semicolons between them. */
	private static @Nullable String or(Cell cell, Field own, Field person) {
		String text = cell.text(own);
		String other = (text != null) ? text : cell.text(person);
		return (other != null) ? other.replaceFirst("(?s)[;；].*", "").strip() : null;
	}

}
