package io.guildhall.organization.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

import java.nio.charset.StandardCharsets;

/**
 * The two pages that are made of other modules' parts alone: what needs this person now,
 * and the search over everything.
 */
@Controller
@RequestMapping("/o/{organization}")
class TodayController {

	@GetMapping
	String today() {
		return "organization/today";
	}

	@GetMapping("/search")
	String search(@RequestParam(defaultValue = "") String q, Model model) {
		model.addAttribute("q", q.strip());
		model.addAttribute("query", UriUtils.encodeQueryParam(q.strip(), StandardCharsets.UTF_8));
		return "organization/search";
	}

}
