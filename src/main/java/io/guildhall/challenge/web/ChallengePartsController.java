package io.guildhall.challenge.web;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

import io.guildhall.challenge.ChallengeService;
import io.guildhall.challenge.Participants;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.link.PublicSite;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** Challenges on the pages of members and groups, and what waits on Today. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class ChallengePartsController {

	private final ChallengeService challenges;

	private final Participants participants;

	private final CommunityService communities;

	private final PublicSite site;

	private final OrganizationService organizations;

	@Bean
	static PagePart challengesToday() {
		return new PagePart(PagePart.Page.TODAY, 12, "challenge.today", "/challenges/today", Permission.MEMBER_EDIT);
	}

	@Bean
	static PagePart challengesOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 45, "challenge.part", "/members/{id}/challenges",
				Permission.MEMBER_READ);
	}

	@Bean
	static PagePart challengesOfGroup() {
		return new PagePart(PagePart.Page.GROUP, 60, "challenge.title", "/groups/{id}/challenges",
				Permission.COMMUNITY_READ);
	}

	@GetMapping("/challenges/today")
	String today(Model model) {
		model.addAttribute("challenges", challenges.waiting());
		return "challenge/parts :: today";
	}

	@GetMapping("/members/{id}/challenges")
	String part(@PathVariable MemberId id, Model model) {
		model.addAttribute("entries", participants.of(id));
		model.addAttribute("link", ChallengeController.link(site, organizations.current().slug(), ""));
		return "challenge/parts :: member";
	}

	@GetMapping("/groups/{id}/challenges")
	String ofGroup(@PathVariable GroupId id, Model model) {
		communities.require(id);
		model.addAttribute("group", id);
		model.addAttribute("challenges", challenges.list(id, null).items());
		return "challenge/parts :: group";
	}

}
