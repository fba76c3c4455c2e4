package io.guildhall.fulfilment;

import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * An address as it is typed, on a page or by a program; nothing of it is checked yet.
 */
public record AddressInput(@Nullable String recipient, @Nullable String phone, @Nullable String region,
		@Nullable String city, @Nullable String district, @Nullable String street, @Nullable String postcode,
		@Nullable String country) {

	/** Nothing typed. */
	public static final AddressInput EMPTY = new AddressInput(null, null, null, null, null, null, null, null);

	/** As it is to be edited. */
	public static AddressInput of(@Nullable ShippingAddress address) {
		return (address == null) ? EMPTY : new AddressInput(address.recipient(), address.phone(), address.region(),
				address.city(), address.district(), address.street(), address.postcode(), address.country());
	}

	/** Whether nothing was typed. */
	@JsonIgnore
	public boolean isBlank() {
		return Stream.of(recipient, phone, region, city, district, street, postcode, country)
			.allMatch(part -> part == null || part.isBlank());
	}

	/**
	 * What it comes to; null where nothing was typed.
	 * @throws FulfilmentRefused if a part that is needed is missing, or one is not right
	 */
	public @Nullable ShippingAddress address() {
		return ShippingAddress.of(recipient, phone, region, city, district, street, postcode, country);
	}

	/**
	 * What it comes to.
	 * @throws FulfilmentRefused as {@link #address}, and if nothing was typed
	 */
	public ShippingAddress require() {
		ShippingAddress address = address();
		if (address == null) {
			throw FulfilmentRefused.address("recipient");
		}
		return address;
	}

	/** Nothing of it belongs into logs. */
	@Override
	public String toString() {
		return "AddressInput[]";
	}
}
