package io.guildhall.member.web;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.member.MemberRefused;
import io.guildhall.member.MemberTagging;
import io.guildhall.member.MemberTags;
import io.guildhall.member.TagColor;
import io.guildhall.member.TagDetails;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import lombok.RequiredArgsConstructor;

/** The pages of the tags themselves. */
@Controller
@RequestMapping("/o/{organization}/tags")
@RequiredArgsConstructor
class TagController {

	private final MemberTags tags;

	private final MemberTagging tagging;

	private final MessageSource messages;

	@Bean
	static NavigationEntry tagsEntry() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERS, 25, "member.tags", "/tags", Permission.MEMBER_READ);
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("tags", tags.list(after));
		return "member/tags";
	}

	@GetMapping("/edit")
	String edit(@RequestParam String tag, Model model) {
		TagDetails details = tags.get(tag);
		model.addAttribute("tag", details);
		model.addAttribute("colors", TagColor.values());
		model.addAttribute("others", tagging.tags().stream().filter(other -> !other.equals(details.tag())).toList());
		return "member/tag";
	}

	@PostMapping("/rename")
	String rename(@RequestParam String tag, @RequestParam String name, Model model, Locale locale,
			RedirectAttributes flash) {
		return act(tag, "member.tag.done.renamed", model, locale, flash, () -> tags.rename(tag, name));
	}

	@PostMapping("/recolor")
	String recolor(@RequestParam String tag, @RequestParam TagColor color, Model model, Locale locale,
			RedirectAttributes flash) {
		return act(tag, "member.tag.done.recolored", model, locale, flash, () -> tags.recolor(tag, color));
	}

	@PostMapping("/merge")
	String merge(@RequestParam String tag, @RequestParam String into, Model model, Locale locale,
			RedirectAttributes flash) {
		return act(tag, "member.tag.done.merged", model, locale, flash, () -> tags.merge(tag, into));
	}

	@PostMapping("/retire")
	String retire(@RequestParam String tag, Model model, Locale locale, RedirectAttributes flash) {
		return act(tag, "member.tag.done.retired", model, locale, flash, () -> tags.retire(tag));
	}

	@PostMapping("/offer")
	String offer(@RequestParam String tag, Model model, Locale locale, RedirectAttributes flash) {
		return act(tag, "member.tag.done.offered", model, locale, flash, () -> tags.offer(tag));
	}

	/** Does it, and says so; what was refused is said on the page of the tag. */
	private String act(String tag, String done, Model model, Locale locale, RedirectAttributes flash,
			Supplier<TagDetails> action) {
		try {
			TagDetails details = action.get();
			flash.addFlashAttribute("done", done);
			flash.addFlashAttribute("doneArgs", List.of(details.tag()));
			return "redirect:/o/{organization}/tags";
		}
		catch (MemberRefused refusal) {
			if (refusal.getKind() == DomainException.Kind.NOT_FOUND) {
				throw refusal;
			}
			model.addAttribute("problem", messages.getMessage(refusal, locale));
			return edit(tag, model);
		}
	}

}
