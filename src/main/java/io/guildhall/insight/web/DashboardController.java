package io.guildhall.insight.web;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.insight.Dashboard;
import io.guildhall.insight.DashboardScope;
import io.guildhall.insight.DashboardService;
import io.guildhall.insight.Figure;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard, and the lists behind its figures. */
@Controller
@RequestMapping("/o/{organization}/insight")
@RequiredArgsConstructor
class DashboardController {

	private final DashboardService dashboards;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final MessageSource messages;

	private final JsonMapper json;

	@Bean
	static NavigationEntry dashboardNavigation() {
		return new NavigationEntry(NavigationEntry.Section.INSIGHT, 10, "insight.title", "/insight",
				Permission.DASHBOARD_READ);
	}

	@GetMapping
	String show(@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to,
			@RequestParam(required = false) @Nullable String community, Locale locale, Model model) {
		DashboardScope scope = scope(from, to, community, model);
		Dashboard dashboard = dashboards.of(scope);
		model.addAttribute("dashboard", dashboard);
		model.addAttribute("communities", communities.list(false, null, 200).items());
		model.addAttribute("presets", presets());
		model.addAttribute("revenueChart", json.writeValueAsString(revenue(dashboard, locale)));
		model.addAttribute("tierChart", json.writeValueAsString(tiers(dashboard, locale)));
		model.addAttribute("flowChart", json.writeValueAsString(flow(dashboard, locale)));
		model.addAttribute("peopleChart", json.writeValueAsString(people(dashboard, locale)));
		model.addAttribute("funnelChart", json.writeValueAsString(funnel(dashboard, locale)));
		return "insight/dashboard";
	}

	@GetMapping("/figures/{figure}")
	String figure(@PathVariable Figure figure, @RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to,
			@RequestParam(required = false) @Nullable String community,
			@RequestParam(required = false) @Nullable String of, @RequestParam(required = false) @Nullable String after,
			Locale locale, Model model) {
		DashboardScope scope = scope(from, to, community, model);
		String only = (of != null && !of.isBlank()) ? of : null;
		model.addAttribute("figure", figure);
		model.addAttribute("rows", dashboards.rows(figure, scope, only, after));
		model.addAttribute("of", only);
		model.addAttribute("part", (only != null) ? part(only, locale) : null);
		return "insight/figure";
	}

	/** What a kind of product, or a product, is called. */
	private String part(String of, Locale locale) {
		return (of.indexOf('-') < 0)
				? Objects.requireNonNull(messages.getMessage("catalog.kind." + of, null, of, locale))
				: dashboards.product(UUID.fromString(of)).orElse(of);
	}

	private DashboardScope scope(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable String community,
			Model model) {
		CommunityId only = (community != null && !community.isBlank()) ? CommunityId.of(community) : null;
		DashboardScope scope = DashboardScope.of(from, to, only, organizations.today());
		model.addAttribute("scope", scope);
		model.addAttribute("query",
				"?from=%s&to=%s%s".formatted(scope.from(), scope.to(), (only != null) ? "&community=" + only : ""));
		return scope;
	}

	private Map<String, LocalDate> presets() {
		LocalDate today = organizations.today();
		Map<String, LocalDate> presets = new LinkedHashMap<>();
		presets.put("insight.preset.7", today.minusDays(6));
		presets.put("insight.preset.30", today.minusDays(29));
		presets.put("insight.preset.90", today.minusDays(89));
		presets.put("insight.preset.365", today.minusDays(364));
		return presets;
	}

	private Map<String, Object> revenue(Dashboard dashboard, Locale locale) {
		return Map
			.of("x", days(dashboard), "unit", dashboard.revenue().currency(), "series",
					List.of(Map.of("name", text("insight.revenue", locale), "data",
							dashboard.series().stream().map(point -> point.revenue().toMajor()).toList())),
					"stack", true);
	}

	private Map<String, Object> people(Dashboard dashboard, Locale locale) {
		return Map.of("x", days(dashboard), "unit", text("insight.members", locale), "series",
				List.of(Map.of("name", text("insight.figure.JOINED", locale), "data",
						dashboard.series().stream().map(Dashboard.Point::joined).toList()),
						Map.of("name", text("insight.figure.LEFT", locale), "data",
								dashboard.series().stream().map(point -> -point.left()).toList())),
				"stack", true);
	}

	private Map<String, Object> tiers(Dashboard dashboard, Locale locale) {
		return Map.of("x", dashboard.tiers().stream().map(tier -> text("shared.tier." + tier.tier(), locale)).toList(),
				"unit", text("insight.members", locale), "series",
				List.of(Map.of("name", text("insight.members", locale), "data",
						dashboard.tiers().stream().map(Dashboard.TierCount::members).toList(), "tiers",
						dashboard.tiers().stream().map(Dashboard.TierCount::tier).toList())));
	}

	private Map<String, Object> flow(Dashboard dashboard, Locale locale) {
		List<Map<String, Object>> nodes = dashboard.flow()
			.stream()
			.flatMap(move -> java.util.stream.Stream.of(node(move.from(), "insight.flow.before", locale),
					node(move.to(), "insight.flow.after", locale)))
			.distinct()
			.toList();
		List<Map<String, Object>> links = dashboard.flow()
			.stream()
			.map(move -> Map.<String, Object>of("source", node(move.from(), "insight.flow.before", locale).get("name"),
					"target", node(move.to(), "insight.flow.after", locale).get("name"), "value", move.members()))
			.toList();
		return Map.of("nodes", nodes, "links", links);
	}

	private Map<String, Object> node(String tier, String side, Locale locale) {
		return Map.of("name", messages.getMessage(side, new Object[] { text("shared.tier." + tier, locale) }, locale),
				"tier", tier);
	}

	private Map<String, Object> funnel(Dashboard dashboard, Locale locale) {
		return Map.of("steps", List.of(
				Map.of("name", text("insight.figure.COUPONS_ISSUED", locale), "value", dashboard.coupons().issued()),
				Map.of("name", text("insight.figure.COUPONS_USED", locale), "value", dashboard.coupons().used())));
	}

	private static List<String> days(Dashboard dashboard) {
		return dashboard.series().stream().map(point -> point.day().toString()).toList();
	}

	private String text(String key, Locale locale) {
		return messages.getMessage(key, null, locale);
	}

}
