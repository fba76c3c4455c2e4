package io.guildhall.storefront;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.fulfilment.AddressInput;
import io.guildhall.member.NamedContact;

/**
 * The form of an order page as it was sent; nothing of it is trusted.
 *
 * @param quantities how many of which product
 * @param coupon the one that is to be used; null for the best
 * @param without whether none is to be used
 * @param to where it goes
 * @param again whether it goes where the member's last order went
 * @param shown what it was said to come to, in minor units; null before it was
 * @param turn the member's latest order by this page, as the form knows it
 * @param token that stood in the form of a group's page
 * @param trap what stands in the field that people do not see
 * @param contact by which the member of a group is known
 * @param address from where it was sent
 */
public record ShopForm(Map<UUID, Integer> quantities, @Nullable UUID coupon, boolean without, AddressInput to,
		boolean again, String note, @Nullable Long shown, String turn, String token, String trap, NamedContact contact,
		String address) {

	/**
	 * A form; what is not asked for is left out.
	 */
	public ShopForm {
		quantities = Map.copyOf(quantities);
	}

	/** The same, as if nobody had been told yet what it comes to. */
	ShopForm unseen() {
		return new ShopForm(quantities, coupon, without, to, again, note, null, turn, token, trap, contact, address);
	}

	/** Nothing of it belongs into logs. */
	@Override
	public String toString() {
		return "ShopForm[]";
	}
}
