package io.guildhall.audit.web;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import lombok.RequiredArgsConstructor;

/**
 * What entries of the trail can be about, to choose among. A test reads from the sources
 * what modules record, and holds this list to it.
 */
@Component
@RequiredArgsConstructor
class AuditKinds {

	/** All types of objects that are recorded. */
	static final List<String> ALL = List.of("account", "api-key", "benefit-slot", "bulk-action", "campaign", "card",
			"card-batch", "challenge", "channel", "claim-link", "community", "coupon", "coupon-batch", "coupon-expiry",
			"courier-table", "field", "flash-sale", "group", "import", "invitation", "journal", "liabilities", "member",
			"membership", "membership-night", "occasion-rule", "order", "order-page", "organization", "plan",
			"playbook", "point-ladder", "point-rule", "point-value", "price-ladder", "product", "product-cost",
			"rebate", "rebate-payout", "rebate-programme", "rebates", "rfm", "segment", "staff", "statement",
			"statement-difference", "tag", "tag-rule", "task", "tier-policy", "violation");

	private final MessageSource texts;

	/**
	 * A type of object.
	 *
	 * @param key as it is recorded
	 * @param label in the language of the reader
	 */
	record Kind(String key, String label) {
	}

	/**
	 * All of them, by their names.
	 * @param chosen one that may be none of them, but is asked for; null for none
	 */
	List<Kind> offered(@Nullable String chosen, Locale locale) {
		Comparator<Object> order = Collator.getInstance(locale);
		return Stream.concat(ALL.stream(), Stream.ofNullable(chosen))
			.distinct()
			.map(key -> new Kind(key, label(key, locale)))
			.sorted(Comparator.comparing(Kind::label, order))
			.toList();
	}

	private String label(String key, Locale locale) {
		return Objects.requireNonNullElse(texts.getMessage("audit.object." + key, null, key, locale), key);
	}

}
