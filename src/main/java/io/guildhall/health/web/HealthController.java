package io.guildhall.health.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

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
import io.guildhall.health.GroupHealth;
import io.guildhall.health.GroupVitals;
import io.guildhall.health.HealthService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The pages of how groups are. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class HealthController {

	private static final int DAYS = 90;

	private final HealthService health;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final MessageSource messages;

	private final JsonMapper json;

	@Bean
	static NavigationEntry healthEntry() {
		return new NavigationEntry(NavigationEntry.Section.GROUPS, 30, "health.title", "/health",
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
		model.addAttribute("doors",
				groups.stream().collect(Collectors.toMap(group -> group.group().id(), HealthDoors::of)));
		model.addAttribute("day", groups.isEmpty() ? null : groups.get(0).vitals().day());
		model.addAttribute("staffTag", health.staffTag().orElse(null));
		return "health/list";
	}

	@PostMapping("/health/counts")
	String count() {
		UUID job = health.start();
		return "redirect:/o/{organization}/jobs/" + job;
	}

	@PostMapping("/health/staff")
	String staff(@RequestParam(required = false) @Nullable String tag, RedirectAttributes flash) {
		health.staffTag(tag);
		flash.addFlashAttribute("done", "health.staff.saved");
		return "redirect:/o/{organization}/health";
	}

	@GetMapping("/groups/{id}/health")
	String part(@PathVariable GroupId id, Model model) {
		GroupHealth one = health.of(id).orElse(null);
		model.addAttribute("one", one);
		model.addAttribute("doors", (one != null) ? HealthDoors.of(one) : List.of());
		return "health/list :: part";
	}

	/** How it was day by day, and who posts links. */
	@GetMapping("/groups/{id}/health/days")
	String days(@PathVariable GroupId id, Model model, Locale locale) {
		LocalDate today = organizations.today();
		List<GroupHealth> days = health.days(id, today.minusDays(DAYS), today);
		model.addAttribute("group", communities.require(id));
		model.addAttribute("days",
				days.stream().sorted((one, other) -> other.vitals().day().compareTo(one.vitals().day())).toList());
		model.addAttribute("picture", picture(days, locale));
		model.addAttribute("posters", OnBehalf.may(Permission.MEMBER_READ) ? health.posters(id) : List.of());
		return "health/days";
	}

	private String picture(List<GroupHealth> days, Locale locale) {
		List<GroupVitals> vitals = days.stream().map(GroupHealth::vitals).toList();
		return json.writeValueAsString(Map.of("x", vitals.stream().map(day -> day.day().toString()).toList(), "unit",
				messages.getMessage("health.days.unit", null, locale), "series",
				List.of(Map.of("name", messages.getMessage("health.days.messages", null, locale), "data",
						vitals.stream().map(GroupVitals::messages).toList()),
						Map.of("name", messages.getMessage("health.days.speakers", null, locale), "data",
								vitals.stream().map(GroupVitals::speakers).toList()))));
	}

}
