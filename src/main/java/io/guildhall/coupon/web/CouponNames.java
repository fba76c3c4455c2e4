package io.guildhall.coupon.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.EligibilityChoices;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** What the pages of coupons show beside the coupons: whose they are, and a picture. */
@Component
@RequiredArgsConstructor
class CouponNames {

	private final MemberService members;

	private final CatalogService catalog;

	private final MessageSource messages;

	private final JsonMapper json;

	/** The names of members, by their id as text. */
	Map<String, String> of(Collection<MemberId> ids) {
		return members.names(ids);
	}

	/** The names of the products that a coupon is for. */
	List<String> products(CouponConditions conditions) {
		Map<ProductId, ProductSummary> known = catalog.summaries(conditions.products());
		return conditions.products()
			.stream()
			.map(known::get)
			.filter(Objects::nonNull)
			.map(ProductSummary::name)
			.toList();
	}

	/** What a batch can be for: all that is sold, and what it is for already. */
	List<ProductSummary> productsFor(@Nullable BatchDetails batch) {
		List<ProductSummary> all = new ArrayList<>(catalog.active());
		if (batch != null) {
			catalog.summaries(batch.conditions().products())
				.values()
				.stream()
				.filter(product -> !all.contains(product))
				.forEach(all::add);
		}
		return all;
	}

	/** Of what coupons can be given to some only. */
	EligibilityChoices choices() {
		return catalog.eligibilityChoices();
	}

	/** The data of the funnel of a batch: stock, issued, used. */
	String funnel(BatchDetails batch) {
		Locale locale = LocaleContextHolder.getLocale();
		return json.writeValueAsString(Map.of("steps", List.of(step("coupon.stock.all", batch.stock(), locale),
				step("coupon.issued.all", batch.issued(), locale), step("coupon.used.all", batch.used(), locale))));
	}

	private Map<String, Object> step(String key, long value, Locale locale) {
		return Map.of("name", String.valueOf(messages.getMessage(key, null, key, locale)), "value", value);
	}

}
