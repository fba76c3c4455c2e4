package io.guildhall.health.web;

import java.util.List;
import java.util.Locale;

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
import io.guildhall.health.GroupMerge;
import io.guildhall.health.GroupMergeId;
import io.guildhall.health.GroupMergePreview;
import io.guildhall.health.GroupMerges;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** The pages on which one group is made of two. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class GroupMergeController {

	private final GroupMerges merges;

	private final CommunityService communities;

	private final MessageSource messages;

	@Bean
	static PagePart healthMergeOfGroup() {
		return new PagePart(PagePart.Page.GROUP, 85, "health.merge.title", "/groups/{id}/merges",
				Permission.COMMUNITY_EDIT);
	}

	/** Where the group went, or that it can go somewhere. */
	@GetMapping("/groups/{id}/merges")
	String part(@PathVariable GroupId id, Model model) {
		model.addAttribute("group", communities.require(id));
		model.addAttribute("merge", merges.of(id).orElse(null));
		return "health/merge :: part";
	}

	/** The choice of the other group; with one, what merging would do. */
	@GetMapping("/groups/{id}/merge")
	String preview(@PathVariable GroupId id, @RequestParam(required = false) @Nullable GroupId into, Model model,
			Locale locale) {
		model.addAttribute("group", communities.require(id));
		model.addAttribute("others", communities.groups().stream().filter(group -> !group.id().equals(id)).toList());
		model.addAttribute("into", into);
		if (into != null) {
			GroupMergePreview preview = merges.preview(id, into);
			DomainException refusal = preview.refusal();
			model.addAttribute("preview", preview);
			model.addAttribute("refusal", (refusal != null) ? messages.getMessage(refusal, locale) : null);
		}
		return "health/merge";
	}

	@PostMapping("/groups/{id}/merge")
	String merge(@PathVariable GroupId id, @RequestParam GroupId into, RedirectAttributes flash) {
		GroupMerge merge = merges.get(merges.merge(id, into));
		flash.addFlashAttribute("done", "health.merge.made");
		flash.addFlashAttribute("doneArgs", List.of(merge.group().name(), merge.moved()));
		return "redirect:/o/{organization}/groups/" + into;
	}

	@PostMapping("/group-merges/{id}/undo")
	String undo(@PathVariable GroupMergeId id, RedirectAttributes flash) {
		merges.undo(id);
		flash.addFlashAttribute("done", "health.merge.undone");
		return "redirect:/o/{organization}/groups/" + merges.get(id).group().id();
	}

}
