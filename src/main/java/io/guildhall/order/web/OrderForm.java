package io.guildhall.order.web;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.CouponId;
import io.guildhall.fulfilment.AddressInput;
import io.guildhall.member.MemberId;
import io.guildhall.order.Discretion;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderSource;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Money;

/**
 * An order as it is put together.
 *
 * @param early the plans whose early price was shown, each with it
 * @param method by which it was paid at once; null for not yet
 * @param who what was typed to find the member
 * @param rows how many lines to show
 * @param key of this form: sent twice, it is one order
 * @param discretion what is taken off besides the coupons
 * @param again whether it goes where the member's last order went, and no other address
 * is typed
 * @param recipient who gets the memberships in it; null for who buys them
 * @param whom what was typed to find them
 * @param shown what it was said to come to, in minor units; null before it was
 */
record OrderForm(@Nullable UUID member, List<LineForm> lines, List<UUID> coupons, @Nullable String note,
		@Nullable PaymentMethod method, @Nullable LocalDateTime paidAt, @Nullable String reference,
		@Nullable String who, @Nullable Integer rows, List<String> early, @Nullable UUID key,
		@Nullable BigDecimal discretion, @Nullable String discretionReason, AddressInput address,
		@Nullable Boolean again, @Nullable UUID recipient, @Nullable String whom, @Nullable Long shown) {

	/** Nothing sent is no lines; a row that was left out is an empty line. */
	@SuppressWarnings("NullAway") // what binds forms knows nothing of it
	OrderForm {
		lines = (lines == null) ? List.of()
				: lines.stream().map(line -> (line != null) ? line : LineForm.EMPTY).toList();
		coupons = (coupons == null) ? List.of() : coupons.stream().filter(Objects::nonNull).toList();
		early = (early == null) ? List.of() : early.stream().filter(Objects::nonNull).toList();
		address = (address == null) ? AddressInput.EMPTY : address;
	}

	/** The line at a row; an empty one behind the last. */
	public LineForm line(int row) {
		return (row < lines.size()) ? lines.get(row) : LineForm.EMPTY;
	}

	List<LineForm> filled() {
		return lines().stream().filter(line -> line.product() != null).toList();
	}

	OrderForm withProduct(UUID product) {
		return new OrderForm(member, List.of(new LineForm(product, 1, null)), coupons, note, method, paidAt, reference,
				who, rows, early, key, discretion, discretionReason, address, again, recipient, whom, shown);
	}

	NewOrder order(OrganizationDetails organization, List<String> prices) {
		MemberId buyer = new MemberId(Objects.requireNonNull(member));
		return new NewOrder(buyer, filled().stream().map(line -> line.line(organization.currency(), prices)).toList(),
				coupons.stream().map(CouponId::new).toList(), note, OrderSource.STAFF,
				discretion(organization.currency()))
			.giveTo((recipient != null) ? new MemberId(recipient) : null)
			.expecting((shown != null) ? new Money(shown, organization.currency()) : null);
	}

	private @Nullable Discretion discretion(String currency) {
		String reason = (discretionReason != null) ? discretionReason : "";
		if (discretion == null && reason.isBlank()) {
			return null;
		}
		return new Discretion((discretion != null) ? Amounts.money(discretion, currency) : null, reason);
	}

	NewPayment payment(OrganizationDetails organization) {
		return new NewPayment(Objects.requireNonNull(method), null,
				(paidAt != null) ? paidAt.atZone(organization.zone()).toInstant() : null, reference);
	}

	/**
	 * A line of it.
	 *
	 * @param price agreed on; null for the product's
	 */
	record LineForm(@Nullable UUID product, @Nullable Integer quantity, @Nullable BigDecimal price) {

		static final LineForm EMPTY = new LineForm(null, 1, null);

		NewOrder.Line line(String currency, List<String> early) {
			return new NewOrder.Line(new ProductId(Objects.requireNonNull(product)), (quantity != null) ? quantity : 1,
					(price != null) ? Amounts.money(price, currency) : null, shown(early, currency));
		}

		private @Nullable Money shown(List<String> early, String currency) {
			return early.stream()
				.map(text -> text.split("/"))
				.filter(parts -> parts.length == 2 && parts[0].equals(String.valueOf(product))
						&& parts[1].matches("\\d{1,15}"))
				.findFirst()
				.map(parts -> new Money(Long.parseLong(parts[1]), currency))
				.orElse(null);
		}

	}

}
