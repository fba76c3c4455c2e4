package io.guildhall.organization.web;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import io.guildhall.organization.NightWatch;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** Says on Today that figures are older than they look. */
@Controller
@RequestMapping("/o/{organization}/nights")
@RequiredArgsConstructor
class NightController {

	private final NightWatch watch;

	@Bean
	static PagePart nightsToday() {
		return new PagePart(PagePart.Page.TODAY, 1, "organization.nights", "/nights/today", Permission.MEMBER_READ);
	}

	@GetMapping("/today")
	String today(Model model) {
		model.addAttribute("night", watch.state());
		return "organization/settings :: night-today";
	}

}
