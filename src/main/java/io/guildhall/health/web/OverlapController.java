package io.guildhall.health.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupSummary;
import io.guildhall.health.GroupOverlap;
import io.guildhall.health.GroupOverlaps;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.touch.TouchPairs;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The pages of who sits in several groups, and of what is done about two of them. */
@Controller
@RequestMapping("/o/{organization}/overlaps")
@RequiredArgsConstructor
class OverlapController {

	/**
	 * So many pairs in the table, and as many groups in the picture as they name, up to
	 * this.
	 */
	private static final int PAIRS = 60;

	/** Of one group: more than it may share members with. */
	private static final int OF_ONE = 2_000;

	private static final int PICTURED = 24;

	private static final int DAYS = 7;

	private final GroupOverlaps overlaps;

	private final CommunityService communities;

	private final TouchPairs contacts;

	private final MessageSource messages;

	private final JsonMapper json;

	@Bean
	static NavigationEntry overlapsEntry() {
		return new NavigationEntry(NavigationEntry.Section.GROUPS, 40, "health.overlaps", "/overlaps",
				Permission.COMMUNITY_READ);
	}

	@GetMapping
	String list(@PathVariable String organization, @RequestParam(required = false) @Nullable GroupId group, Model model,
			Locale locale) {
		List<GroupOverlap> found = overlaps.list(group, (group != null) ? OF_ONE : PAIRS + 1);
		boolean more = group == null && found.size() > PAIRS;
		List<GroupOverlap> pairs = more ? found.subList(0, PAIRS) : found;
		String path = "/o/" + organization;
		model.addAttribute("groups", communities.groups());
		model.addAttribute("of", group);
		model.addAttribute("most", more ? PAIRS : null);
		model.addAttribute("pairs",
				pairs.stream().map(pair -> new Row(pair, path + link(pair), pair.percent())).toList());
		model.addAttribute("picture", picture(path, pairs, locale));
		return "health/overlaps";
	}

	/** Who is in both of two groups, and what can be done about it. */
	@GetMapping("/pair")
	String pair(@RequestParam GroupId one, @RequestParam GroupId other, Model model) {
		GroupOverlaps.Pair pair = overlaps.pair(one, other);
		model.addAttribute("pair", pair);
		model.addAttribute("segment", segment(pair.group(), pair.other()));
		model.addAttribute("days", contacts.days(one, other).orElse(null));
		model.addAttribute("usualDays", DAYS);
		model.addAttribute("mostDays", TouchPairs.LONGEST);
		return "health/pair";
	}

	@PostMapping("/pair/tag")
	String tag(@RequestParam GroupId one, @RequestParam GroupId other, @RequestParam(defaultValue = "") String tag,
			RedirectAttributes flash) {
		int tagged = overlaps.tag(one, other, tag);
		flash.addFlashAttribute("done", "health.pair.tagged");
		flash.addFlashAttribute("doneArgs", List.of(tagged));
		return back(one, other);
	}

	/** Without days the limit ends. */
	@PostMapping("/pair/contacts")
	String contacts(@RequestParam GroupId one, @RequestParam GroupId other,
			@RequestParam(required = false) @Nullable Integer days, RedirectAttributes flash) {
		contacts.once(one, other, days);
		flash.addFlashAttribute("done", (days != null) ? "health.pair.once-set" : "health.pair.once-ended");
		return back(one, other);
	}

	private static String back(GroupId one, GroupId other) {
		return "redirect:/o/{organization}/overlaps/pair?one=" + one + "&other=" + other;
	}

	private static String link(GroupOverlap pair) {
		return "/overlaps/pair?one=" + pair.group().id() + "&other=" + pair.other().id();
	}

	/** Who is in both, as a segment that can be kept and acted on. */
	private static String segment(GroupSummary group, GroupSummary other) {
		return "/segments/new?match=ALL&p0.match=ALL&p0.t0.field=group&p0.t0.is=ANY_OF&p0.t0.v=" + group.id()
				+ "&p0.t1.field=group&p0.t1.is=ANY_OF&p0.t1.v=" + other.id() + "&name="
				+ URLEncoder.encode(name(group, other), StandardCharsets.UTF_8);
	}

	private static String name(GroupSummary group, GroupSummary other) {
		return group.name() + " × " + other.name();
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
				String name = name(pair.group(), pair.other());
				cells.add(Map.of("name", name, "value", List.of(one, other, pair.percent())));
				cells.add(Map.of("name", name, "value", List.of(other, one, pair.percent())));
				links.put(name, path + link(pair));
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

	/** A pair, and where its page is. */
	record Row(GroupOverlap pair, String path, int percent) {
	}

}
