package io.guildhall.merge.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

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

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberSummary;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergePreview;
import io.guildhall.merge.MergeService;
import io.guildhall.merge.MergeSuggestions;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** The pages on which people decide who is one person. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class MergeController {

	private static final int FOUND = 10;

	private final MergeService merges;

	private final MergeSuggestions suggestions;

	private final MemberListing listing;

	private final MessageSource messages;

	@Bean
	static NavigationEntry mergesEntry() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERS, 40, "merge.title", "/merges",
				Permission.MEMBER_READ);
	}

	@Bean
	static PagePart mergesOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 90, "merge.part", "/members/{id}/merges", Permission.MEMBER_READ);
	}

	@GetMapping("/merges")
	String list(@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("suggestions", suggestions.list(null, after));
		return "merge/list";
	}

	@PostMapping("/merges/searches")
	String search() {
		return "redirect:/o/{organization}/jobs/" + suggestions.search();
	}

	@PostMapping("/merges/suggestions/{id}/dismissal")
	String dismiss(@PathVariable UUID id, RedirectAttributes flash) {
		suggestions.dismiss(id);
		flash.addFlashAttribute("done", "merge.dismissed");
		return "redirect:/o/{organization}/merges";
	}

	@GetMapping("/members/{id}/merges")
	String part(@PathVariable MemberId id, @RequestParam(required = false) @Nullable String q, Model model) {
		model.addAttribute("member", id);
		model.addAttribute("suggestions", suggestions.list(id, null).items());
		model.addAttribute("q", q);
		model.addAttribute("found", (q != null && !q.isBlank()) ? others(id, q) : null);
		return "merge/list :: part";
	}

	@GetMapping("/merges/preview")
	String preview(@RequestParam MemberId one, @RequestParam MemberId other, Model model, Locale locale) {
		MergePreview preview = merges.preview(one, other);
		DomainException refusal = preview.refusal();
		model.addAttribute("preview", preview);
		model.addAttribute("refusal", (refusal != null) ? messages.getMessage(refusal, locale) : null);
		return "merge/preview";
	}

	@PostMapping("/merges")
	String merge(@RequestParam MemberId one, @RequestParam MemberId other, RedirectAttributes flash) {
		MergeId id = merges.merge(one, other);
		flash.addFlashAttribute("done", "merge.made");
		return "redirect:/o/{organization}/members/" + merges.get(id).survivor().id();
	}

	@GetMapping("/merges/done")
	String done(@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("merges", merges.list(after));
		return "merge/done";
	}

	@PostMapping("/merges/{id}/undo")
	String undo(@PathVariable MergeId id, RedirectAttributes flash) {
		merges.undo(id);
		flash.addFlashAttribute("done", "merge.undone");
		return "redirect:/o/{organization}/merges/done";
	}

	private List<MemberSummary> others(MemberId id, String q) {
		return listing.search(q, FOUND + 1).stream().filter(member -> !member.id().equals(id)).limit(FOUND).toList();
	}

}
