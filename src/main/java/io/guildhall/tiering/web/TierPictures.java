package io.guildhall.tiering.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Money;
import io.guildhall.shared.web.Show;
import io.guildhall.tiering.PolicyKind;
import io.guildhall.tiering.SpendMeasure;
import io.guildhall.tiering.Tier;
import io.guildhall.tiering.TierFlow;
import io.guildhall.tiering.TierMove;
import io.guildhall.tiering.TierPreview;
import io.guildhall.tiering.TierTerms;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The data of the pictures of tiers, as the browser draws them. */
@Component
@RequiredArgsConstructor
class TierPictures {

	private final MessageSource messages;

	private final JsonMapper json;

	/** Activity against spend, with the thresholds. */
	String quadrants(TierPreview preview, String currency, Locale locale) {
		TierTerms terms = preview.terms();
		boolean money = terms.spendMeasure() != SpendMeasure.ORDERS;
		Map<String, Object> picture = new LinkedHashMap<>();
		picture.put("x", text("tiering.measure." + terms.activityMeasure(), locale));
		picture.put("y",
				text("tiering.measure." + terms.spendMeasure(), locale) + (money ? " (" + currency + ")" : ""));
		picture.put("points",
				preview.points()
					.stream()
					.map(point -> List.of(point.activity(), money ? major(point.spend(), currency) : point.spend(),
							point.tier(), point.name()))
					.toList());
		picture.put("xThreshold", terms.activityThreshold());
		Long spend = terms.spendThreshold();
		picture.put("yThreshold", (spend == null) ? 0 : (money ? major(spend, currency) : spend));
		picture.put("labels", labels(locale));
		return json.writeValueAsString(picture);
	}

	/** How many in each tier. */
	String bars(TierPreview preview, Locale locale) {
		List<Tier> tiers = List.of(Tier.CORE, Tier.POTENTIAL, Tier.SILENT, Tier.NEW);
		return json.writeValueAsString(Map.of("x", tiers.stream().map(tier -> label(tier, locale)).toList(), "unit",
				text("tiering.members", locale), "series", List.of(Map.of("name", text("tiering.members", locale),
						"data", tiers.stream().map(preview.counts()::of).toList(), "tiers", tiers))));
	}

	String of(TierPreview preview, String currency, Locale locale) {
		return (preview.terms().kind() == PolicyKind.ACTIVITY) ? bars(preview, locale)
				: quadrants(preview, currency, locale);
	}

	/** Terms in one line. */
	String words(TierTerms terms, String currency, Locale locale) {
		String activity = text("tiering.measure." + terms.activityMeasure(), locale);
		Long spend = terms.spendThreshold();
		if (spend == null) {
			return text("tiering.terms.activity", locale, terms.windowDays(), activity, terms.activityThreshold(),
					terms.potentialThreshold(), terms.marginPercent());
		}
		Object from = (terms.spendMeasure() == SpendMeasure.ORDERS) ? spend
				: Show.money(new Money(spend, currency), locale);
		return text("tiering.terms.both", locale, terms.windowDays(), activity, terms.activityThreshold(),
				text("tiering.measure." + terms.spendMeasure(), locale), from, terms.marginPercent());
	}

	/** From the tiers of one day to those of another. */
	String flow(TierFlow flow, Locale locale) {
		Map<String, Object> nodes = new LinkedHashMap<>();
		List<Map<String, Object>> links = new ArrayList<>();
		for (TierMove move : flow.moves()) {
			String from = text("tiering.flow.before", locale, side(move.from(), locale));
			String to = text("tiering.flow.after", locale, side(move.to(), locale));
			nodes.put(from, node(from, move.from()));
			nodes.put(to, node(to, move.to()));
			links.add(Map.of("source", from, "target", to, "value", move.members()));
		}
		return json.writeValueAsString(Map.of("nodes", nodes.values(), "links", links));
	}

	private static Map<String, Object> node(String name, @Nullable Tier tier) {
		return (tier != null) ? Map.of("name", name, "tier", tier) : Map.of("name", name);
	}

	private String side(@Nullable Tier tier, Locale locale) {
		return (tier != null) ? label(tier, locale) : text("tiering.none", locale);
	}

	private Map<Tier, String> labels(Locale locale) {
		Map<Tier, String> labels = new LinkedHashMap<>();
		for (Tier tier : Tier.values()) {
			labels.put(tier, label(tier, locale));
		}
		return labels;
	}

	private String label(Tier tier, Locale locale) {
		return text("shared.tier." + tier, locale);
	}

	private String text(String key, Locale locale, @Nullable Object... arguments) {
		return messages.getMessage(key, arguments, locale);
	}

	private static BigDecimal major(long minor, String currency) {
		return new Money(minor, currency).toMajor();
	}

}
