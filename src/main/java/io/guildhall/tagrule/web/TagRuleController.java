package io.guildhall.tagrule.web;

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

import io.guildhall.audit.AuditSubject;
import io.guildhall.member.MemberTagging;
import io.guildhall.segment.SegmentId;
import io.guildhall.segment.SegmentService;
import io.guildhall.shared.DomainException;
import io.guildhall.tagrule.TagRuleId;
import io.guildhall.tagrule.TagRules;
import lombok.RequiredArgsConstructor;

/** The page of the rules that keep tags. */
@Controller
@RequestMapping("/o/{organization}/tag-rules")
@RequiredArgsConstructor
class TagRuleController {

	private final TagRules rules;

	private final SegmentService segments;

	private final MemberTagging tagging;

	private final MessageSource messages;

	@Bean
	static AuditSubject tagRuleHistory(TagRules service) {
		return new AuditSubject("tag-rule", id -> service.get(new TagRuleId(id)));
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("rules", rules.list(after));
		model.addAttribute("segments", segments.offered());
		model.addAttribute("tags", tagging.offered());
		model.addAttribute("colors", tagging.colors());
		return "tagrule/list";
	}

	/** What the rule of the form would do, or why there cannot be one. */
	@GetMapping("/preview")
	String preview(@RequestParam(defaultValue = "") String tag,
			@RequestParam(required = false) @Nullable SegmentId segment, Model model, Locale locale) {
		if (segment != null && !tag.isBlank()) {
			try {
				model.addAttribute("preview", rules.preview(tag, segment));
			}
			catch (DomainException refusal) {
				model.addAttribute("refusal", messages.getMessage(refusal, locale));
			}
		}
		return "tagrule/list :: preview";
	}

	@PostMapping
	String create(@RequestParam String tag, @RequestParam(required = false) @Nullable SegmentId segment, Model model,
			Locale locale, RedirectAttributes flash) {
		try {
			if (segment == null) {
				model.addAttribute("problem", messages.getMessage("tagrule.segment.needed", null, locale));
				return again(tag, segment, model);
			}
			rules.create(tag, segment);
			flash.addFlashAttribute("done", "tagrule.done.created");
			return "redirect:/o/{organization}/tag-rules";
		}
		catch (DomainException refusal) {
			if (refusal.getKind() == DomainException.Kind.NOT_FOUND) {
				throw refusal;
			}
			model.addAttribute("problem", messages.getMessage(refusal, locale));
			return again(tag, segment, model);
		}
	}

	@PostMapping("/{id}/run")
	String run(@PathVariable TagRuleId id) {
		UUID job = rules.run(id);
		return "redirect:/o/{organization}/jobs/" + job;
	}

	@PostMapping("/{id}/end")
	String end(@PathVariable TagRuleId id, @RequestParam(defaultValue = "false") boolean takeOff,
			RedirectAttributes flash) {
		flash.addFlashAttribute("done", takeOff ? "tagrule.done.taken-off" : "tagrule.done.kept");
		flash.addFlashAttribute("doneArgs", List.of(rules.end(id, takeOff)));
		return "redirect:/o/{organization}/tag-rules";
	}

	private String again(String tag, @Nullable SegmentId segment, Model model) {
		model.addAttribute("tag", tag);
		model.addAttribute("segment", segment);
		return list(null, model);
	}

}
