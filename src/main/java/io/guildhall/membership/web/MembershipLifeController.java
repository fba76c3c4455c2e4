package io.guildhall.membership.web;

import java.util.List;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.membership.MembershipChanges;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipPauses;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.PlanId;
import lombok.RequiredArgsConstructor;

/** What is done with a membership on its page: pause, go on, another plan at the end. */
@Controller
@RequestMapping("/o/{organization}/memberships/{id}")
@RequiredArgsConstructor
class MembershipLifeController {

	private static final String ONE = "redirect:/o/{organization}/memberships/{id}";

	private final MembershipPauses pauses;

	private final MembershipChanges changes;

	@PostMapping("/pause")
	String pause(@PathVariable MembershipId id, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes flash) {
		MembershipSummary paused = pauses.pause(id, reason);
		flash.addFlashAttribute("done", "membership.done.paused");
		flash.addFlashAttribute("doneArgs", List.of(String.valueOf(paused.pausedUntil())));
		return ONE;
	}

	@PostMapping("/resumption")
	String resume(@PathVariable MembershipId id, RedirectAttributes flash) {
		MembershipSummary resumed = pauses.resume(id);
		flash.addFlashAttribute("done", "membership.done.resumed");
		flash.addFlashAttribute("doneArgs", List.of(String.valueOf(resumed.lastDay())));
		return ONE;
	}

	@PostMapping("/change")
	String change(@PathVariable MembershipId id, @RequestParam PlanId plan, RedirectAttributes flash) {
		flash.addFlashAttribute("done", "membership.done.change");
		flash.addFlashAttribute("doneArgs", List.of(changes.changeAtEnd(id, plan).planName()));
		return ONE;
	}

	@PostMapping("/change/withdrawal")
	String withdraw(@PathVariable MembershipId id, RedirectAttributes flash) {
		changes.withdraw(id);
		flash.addFlashAttribute("done", "membership.done.withdrawn");
		return ONE;
	}

}
