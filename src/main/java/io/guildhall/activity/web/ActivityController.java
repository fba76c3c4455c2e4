package io.guildhall.activity.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.activity.ActivityService;
import io.guildhall.activity.GroupSpeaking;
import io.guildhall.activity.MemberYear;
import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** What activity adds to the pages of members and groups. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class ActivityController {

	private final ActivityService activity;

	private final MessageSource messages;

	private final JsonMapper json;

	@Bean
	static PagePart memberActivity() {
		return new PagePart(PagePart.Page.MEMBER, 20, "activity.part", "/members/{id}/activity",
				Permission.MEMBER_READ);
	}

	@Bean
	static PagePart groupActivity() {
		return new PagePart(PagePart.Page.GROUP, 20, "activity.speaking", "/groups/{id}/activity",
				Permission.COMMUNITY_READ);
	}

	@GetMapping("/members/{id}/activity")
	String member(@PathVariable MemberId id, Model model, Locale locale) {
		MemberYear year = activity.year(id, null);
		List<List<Object>> days = year.days()
			.stream()
			.map(day -> List.<Object>of(day.day().toString(), day.messages() + day.others()))
			.toList();
		long max = year.days().stream().mapToLong(day -> day.messages() + day.others()).max().orElse(0);
		model.addAttribute("year", year);
		model.addAttribute("months", MonthRow.of(year));
		model.addAttribute("picture",
				json.writeValueAsString(Map.of("from", year.from().toString(), "to", year.to().toString(), "days", days,
						"unit", messages.getMessage("activity.events", null, locale), "max", max)));
		return "activity/parts :: member";
	}

	@GetMapping("/groups/{id}/activity")
	String group(@PathVariable GroupId id, @RequestParam(defaultValue = "26") int weeks, Model model, Locale locale) {
		GroupSpeaking speaking = activity.speaking(id, weeks);
		List<Object> rates = speaking.weeks()
			.stream()
			.<Object>map(
					week -> (week.present() > 0) ? Math.round(1000.0 * week.speakers() / week.present()) / 10.0 : "-")
			.toList();
		model.addAttribute("group", id);
		model.addAttribute("speaking", speaking);
		model.addAttribute("latest", speaking.weeks().get(speaking.weeks().size() - 1));
		model.addAttribute("picture", json.writeValueAsString(Map.of("x",
				speaking.weeks().stream().map(week -> week.monday().toString()).toList(), "unit", "%", "series",
				List.of(Map.of("name", messages.getMessage("activity.speaking-rate", null, locale), "data", rates)))));
		return "activity/parts :: group";
	}

}
