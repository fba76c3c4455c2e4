package io.guildhall.link.web;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import io.guildhall.link.LinkMisses;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** Links that opened nothing, on the page of settings. */
@Controller
@RequestMapping("/o/{organization}/settings/link-misses")
@RequiredArgsConstructor
class LinkMissesController {

	private final LinkMisses misses;

	@Bean
	static PagePart linkMissesInSettings() {
		return new PagePart(PagePart.Page.SETTINGS, 10, "link.misses", "/settings/link-misses",
				Permission.COMMUNITY_READ);
	}

	@GetMapping
	String part(Model model) {
		model.addAttribute("kinds", misses.lately());
		model.addAttribute("days", LinkMisses.DAYS);
		return "link/misses :: part";
	}

}
