package io.guildhall.storefront;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductPicture;
import io.guildhall.link.LinkKind;
import io.guildhall.order.OrderState;
import io.guildhall.shared.Money;

/**
 * What whoever follows a link to an order page sees.
 *
 * @param code of the page, before the addresses of its pictures
 * @param organization who sells
 * @param offers what there is, as this member gets it
 * @param last where the member's last order went, as much of it as may be shown; null for
 * none, and on the page of a group
 * @param mine what this member ordered here, the latest first; nothing on the page of a
 * group
 * @param turn the latest of these, for the form
 * @param token that the form of a group's page carries
 */
public record ShopPage(LinkKind kind, String code, String organization, String title, State state, List<Offer> offers,
		@Nullable String last, List<Mine> mine, String turn, String token) {

	/** Whether something can be ordered. */
	public enum State {

		/** It can. */
		OPEN,
		/** An order waits for its money; then there may be another. */
		WAITING,
		/** The page is closed. */
		ENDED,
		/** The member is none any more. */
		NOT_FOR_YOU

	}

	/**
	 * Something that can be ordered, or why not.
	 *
	 * @param pictures in their order
	 * @param price for this member; null where they cannot have it
	 * @param regular what it costs otherwise
	 */
	public record Offer(UUID product, String name, String description, List<ProductPicture> pictures,
			@Nullable Money price, Money regular, @Nullable Told why) {

		/** Whether it costs less than otherwise. */
		public boolean cheaper() {
			return price != null && price.compareTo(regular) < 0;
		}

	}

	/**
	 * An order of before.
	 *
	 * @param token that stands in the link to it
	 */
	public record Mine(String token, long number, OrderState state, Instant placedAt, Money total) {
	}

	/** The first picture of a product; null where it has none, or is not shown now. */
	public @Nullable ProductPicture picture(UUID product) {
		return offers.stream()
			.filter(offer -> offer.product().equals(product))
			.flatMap(offer -> offer.pictures().stream())
			.findFirst()
			.orElse(null);
	}

	/** Whether something of it is to be had. */
	public boolean open() {
		return state == State.OPEN && offers.stream().anyMatch(offer -> offer.price() != null);
	}

}
