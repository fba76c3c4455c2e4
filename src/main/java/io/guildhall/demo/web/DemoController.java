package io.guildhall.demo.web;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import io.guildhall.demo.DemoService;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberListing;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import io.guildhall.staff.StaffService;
import lombok.RequiredArgsConstructor;

/** Offers the demo where an organization is still empty. */
@Controller
@RequestMapping("/o/{organization}/demo")
@RequiredArgsConstructor
class DemoController {

	private final DemoService demos;

	private final StaffService staff;

	private final MemberListing members;

	@Bean
	static PagePart demoToday() {
		return new PagePart(PagePart.Page.TODAY, 6, "demo.offer", "/demo/offer", Permission.ORGANIZATION_SETTINGS);
	}

	@GetMapping("/offer")
	String offer(Model model) {
		model.addAttribute("empty", members.count(MemberFilter.ALL, 1) == 0);
		return "demo/offer :: offer";
	}

	@PostMapping
	String found() {
		DemoService.Demo demo = demos.found(staff.current().accountId());
		return "redirect:/o/" + demo.slug() + "/jobs/" + demo.job();
	}

}
