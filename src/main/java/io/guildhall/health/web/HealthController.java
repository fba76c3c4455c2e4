package io.guildhall.health.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import io.guildhall.community.GroupId;
import io.guildhall.community.GroupSummary;
import io.guildhall.health.GroupHealth;
import io.guildhall.health.GroupOverlap;
import io.guildhall.health.HealthService;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The pages of how groups are, and of who sits in several. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class HealthController {

	/**
	 * So many pairs in the table, and as many groups in the picture as they name, up to
	 * this.
	 */
	private static final int PAIRS = 60;

	private static final int PICTURED = 24;

	private final HealthService health;

	private final MessageSource messages;

	private final JsonMapper json;

	@Bean
	static NavigationEntry healthEntry() {
		return new NavigationEntry(NavigationEntry.Section.GROUPS, 30, "health.title", "/health",
				Permission.COMMUNITY_READ);
	}

	@Bean
	static NavigationEntry overlapsEntry() {
		return new NavigationEntry(NavigationEntry.Section.GROUPS, 40, "health.overlaps", "/overlaps",
				Permission.COMMUNITY_READ);
	}

	@Bean
	static PagePart healthOfGroup() {
		return new PagePart(PagePart.Page.GROUP, 5, "health.title", "/groups/{id}/health", Permission.COMMUNITY_READ);
	}

	@GetMapping("/health")
	String list(Model model) {
		List<GroupHealth> groups = health.list();
		model.addAttribute("groups", groups);
		model.addAttribute("day", groups.isEmpty() ? null : groups.get(0).vitals().day());
		return "health/list";
	}

	@PostMapping("/health/counts")
	String count() {
		UUID job = health.start();
		return "redirect:/o/{organization}/jobs/" + job;
	}

	@GetMapping("/groups/{id}/health")
	String part(@PathVariable GroupId id, Model model) {
		model.addAttribute("one", health.of(id).orElse(null));
		return "health/list :: part";
	}

	@GetMapping("/overlaps")
	String overlaps(@PathVariable String organization, Model model, Locale locale) {
		List<GroupOverlap> pairs = health.overlaps(PAIRS);
		String path = "/o/" + organization;
		model.addAttribute("pairs",
				pairs.stream().map(pair -> new Row(pair, both(path, pair), pair.percent())).toList());
		model.addAttribute("picture", picture(path, pairs, locale));
		return "health/overlaps";
	}

	/** Who is in both, as a segment that can be kept and acted on. */
	private static String both(String path, GroupOverlap pair) {
		return path + "/segments/new?match=ALL&p0.match=ALL&p0.t0.field=group&p0.t0.is=ANY_OF&p0.t0.v="
				+ pair.group().id() + "&p0.t1.field=group&p0.t1.is=ANY_OF&p0.t1.v=" + pair.other().id() + "&name="
				+ URLEncoder.encode(name(pair), StandardCharsets.UTF_8);
	}

	private static String name(GroupOverlap pair) {
		return pair.group().name() + " × " + pair.other().name();
	}

	private String picture(String path, List<GroupOverlap> pairs, Locale locale) {
		Map<GroupId, Integer> places = new LinkedHashMap<>();
		List<String> names = new ArrayList<>();
		Map<String, String> links = new LinkedHashMap<>();
		List<Map<String, Object>> cells = new ArrayList<>();
		for (GroupOverlap pair : pairs) {
			Integer one = place(places, names, pair.group());
			Integer other = place(places, names, pair.other());
			if (one != null && other != null) {
				cells.add(Map.of("name", name(pair), "value", List.of(one, other, pair.percent())));
				cells.add(Map.of("name", name(pair), "value", List.of(other, one, pair.percent())));
				links.put(name(pair), both(path, pair));
			}
		}
		return json.writeValueAsString(Map.of("names", names, "cells", cells, "unit",
				messages.getMessage("health.overlaps.unit", null, locale), "links_to", links));
	}

	private static @Nullable Integer place(Map<GroupId, Integer> places, List<String> names, GroupSummary group) {
		Integer known = places.get(group.id());
		if (known == null && places.size() < PICTURED) {
			known = places.size();
			places.put(group.id(), known);
			names.add(group.name());
		}
		return known;
	}

	/** A pair, and where its members are. */
	record Row(GroupOverlap pair, String both, int percent) {
	}

}
