package io.guildhall.catalog.web;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;

import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.FlashSaleDetails;
import io.guildhall.catalog.NewFlashSale;
import io.guildhall.catalog.ProductId;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.shared.Money;

/** What somebody fills in for a flash sale; times are the organization's. */
record FlashSaleForm(@Nullable UUID product, @Nullable BigDecimal price, @Nullable LocalDateTime startsAt,
		@Nullable LocalDateTime endsAt, @Nullable Long stock, @Nullable Integer perMember, List<String> tiers,
		List<String> groups, List<String> memberships, @Nullable Long version) {

	/**
	 * What is not chosen is not sent. What binds forms may make the lists longer, where
	 * somebody sends it more than the page does.
	 */
	@SuppressWarnings("NullAway") // what binds forms knows nothing of it
	FlashSaleForm {
		tiers = (tiers != null) ? new ArrayList<>(tiers) : new ArrayList<>();
		groups = (groups != null) ? new ArrayList<>(groups) : new ArrayList<>();
		memberships = (memberships != null) ? new ArrayList<>(memberships) : new ArrayList<>();
	}

	static FlashSaleForm of(@Nullable UUID product) {
		return new FlashSaleForm(product, null, null, null, null, 1, List.of(), List.of(), List.of(), null);
	}

	static FlashSaleForm of(FlashSaleDetails sale, ZoneId zone) {
		Eligibility eligibility = sale.eligibility();
		return new FlashSaleForm(sale.product().id(), sale.price().toMajor(),
				LocalDateTime.ofInstant(sale.startsAt(), zone), LocalDateTime.ofInstant(sale.endsAt(), zone),
				sale.stock(), sale.perMember(), eligibility.tiers(), eligibility.groups(), eligibility.memberships(),
				sale.version());
	}

	/** What the form says, unless something in it is wrong. */
	@Nullable NewFlashSale sale(OrganizationDetails organization, BindingResult errors) {
		require("product", product, errors);
		require("price", price, errors);
		require("startsAt", startsAt, errors);
		require("endsAt", endsAt, errors);
		require("stock", stock, errors);
		require("perMember", perMember, errors);
		if (errors.hasErrors() || product == null || price == null || startsAt == null || endsAt == null
				|| stock == null || perMember == null) {
			return null;
		}
		try {
			return new NewFlashSale(new ProductId(product), Money.ofMajor(price, organization.currency()),
					startsAt.atZone(organization.zone()).toInstant(), endsAt.atZone(organization.zone()).toInstant(),
					stock, perMember, new Eligibility(tiers, groups, memberships));
		}
		catch (ArithmeticException tooFine) {
			errors.rejectValue("price", "catalog.price.decimals");
			return null;
		}
	}

	private static void require(String field, @Nullable Object value, BindingResult errors) {
		if (value == null && !errors.hasFieldErrors(field)) {
			errors.rejectValue(field, "NotNull");
		}
	}

}
