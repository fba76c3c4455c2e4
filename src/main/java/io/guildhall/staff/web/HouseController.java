package io.guildhall.staff.web;

import java.util.UUID;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.staff.HouseService;
import lombok.RequiredArgsConstructor;

/** The organizations of this house, from outside. */
@Controller
@RequestMapping("/house")
@RequiredArgsConstructor
class HouseController {

	private final HouseService house;

	@GetMapping
	String list(Model model) {
		model.addAttribute("houses", house.organizations());
		return "staff/house";
	}

	@PostMapping("/organizations/{id}/suspend")
	String suspend(@PathVariable UUID id, RedirectAttributes flash) {
		house.suspend(id);
		flash.addFlashAttribute("done", "staff.house.was-suspended");
		return "redirect:/house";
	}

	@PostMapping("/organizations/{id}/resume")
	String resume(@PathVariable UUID id, RedirectAttributes flash) {
		house.resume(id);
		flash.addFlashAttribute("done", "staff.house.was-resumed");
		return "redirect:/house";
	}

	/** Answers with the page itself: the link is shown this once, and kept nowhere. */
	@PostMapping("/links")
	String link(Model model) {
		String[] link = house.signUpLink().path().split("\\?", 2);
		model.addAttribute("link",
				ServletUriComponentsBuilder.fromCurrentContextPath().path(link[0]).query(link[1]).toUriString());
		return list(model);
	}

}
