package io.guildhall.survey.web;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.onboarding.ChannelLinks;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import io.guildhall.survey.SurveyDetails;
import io.guildhall.survey.SurveyService;
import lombok.RequiredArgsConstructor;

/** The survey beside the card of a community. */
@Controller
@RequestMapping("/o/{organization}/communities/{id}/survey")
@RequiredArgsConstructor
class SurveyController {

	private final SurveyService surveys;

	private final CommunityService communities;

	private final ChannelLinks links;

	@Bean
	static PagePart communitySurveyPart() {
		return new PagePart(PagePart.Page.COMMUNITY, 2, "survey.title", "/communities/{id}/survey",
				Permission.COMMUNITY_READ);
	}

	@GetMapping
	String part(@PathVariable CommunityId id, Model model) {
		SurveyDetails survey = surveys.find(id).orElse(null);
		model.addAttribute("community", communities.get(id));
		model.addAttribute("survey", survey);
		model.addAttribute("link", (survey != null) ? links.to(AskController.PATH + survey.code(),
				ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()) : null);
		return "survey/parts :: community";
	}

	@GetMapping("/remarks")
	String remarks(@PathVariable CommunityId id, @RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("community", communities.get(id));
		model.addAttribute("remarks", surveys.remarks(id, after));
		return "survey/remarks";
	}

	@PostMapping
	String open(@PathVariable CommunityId id, RedirectAttributes flash) {
		surveys.open(id);
		flash.addFlashAttribute("done", "survey.done.opened");
		return "redirect:/o/{organization}/communities/{id}";
	}

	@PostMapping("/close")
	String close(@PathVariable CommunityId id, RedirectAttributes flash) {
		surveys.close(id);
		flash.addFlashAttribute("done", "survey.done.closed");
		return "redirect:/o/{organization}/communities/{id}";
	}

}
