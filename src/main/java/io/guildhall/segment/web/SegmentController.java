package io.guildhall.segment.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.organization.OrganizationService;
import io.guildhall.segment.SegmentDetails;
import io.guildhall.segment.SegmentId;
import io.guildhall.segment.SegmentPreviews;
import io.guildhall.segment.SegmentRule;
import io.guildhall.segment.SegmentRule.Match;
import io.guildhall.segment.SegmentService;
import io.guildhall.segment.SegmentStart;
import io.guildhall.segment.SegmentStarts;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.NavigationEntry;
import lombok.RequiredArgsConstructor;

/** The pages of segments. */
@Controller
@RequestMapping("/o/{organization}/segments")
@RequiredArgsConstructor
class SegmentController {

	/** Any parameter that the builder sends: without one it begins anew. */
	private static final String BUILDING = "match";

	private final SegmentService segments;

	private final SegmentPreviews previews;

	private final SegmentStarts starts;

	private final SegmentTexts texts;

	private final OrganizationService organizations;

	private final MessageSource messages;

	@Bean
	static AuditSubject segmentHistory(SegmentService service) {
		return new AuditSubject("segment", id -> service.get(new SegmentId(id)));
	}

	@Bean
	static NavigationEntry segmentsEntry() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERS, 20, "segment.title", "/segments",
				Permission.MEMBER_READ);
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "false") boolean archived,
			@RequestParam(required = false) @Nullable String after, Model model, Locale locale) {
		Slice<SegmentDetails> slice = segments.list(archived, after);
		Map<SegmentId, String> words = new HashMap<>();
		slice.items().forEach(segment -> words.put(segment.id(), texts.sentence(segment.rule(), locale)));
		model.addAttribute("segments", slice);
		model.addAttribute("archived", archived);
		model.addAttribute("words", words);
		model.addAttribute("starts", SegmentStart.values());
		return "segment/list";
	}

	/**
	 * The builder; its state is in the parameters, so that a reload or a link keeps it.
	 */
	@GetMapping("/new")
	String build(@RequestParam MultiValueMap<String, String> parameters,
			@RequestParam(required = false) @Nullable SegmentStart start, Model model, Locale locale) {
		if (start != null && !parameters.containsKey(BUILDING)) {
			String name = messages.getMessage("segment.start." + start, null, locale);
			return builder(null, SegmentForm.of(name, starts.rule(start), null, texts.money()), model, locale);
		}
		SegmentForm form = parameters.containsKey(BUILDING) ? SegmentForm.of(parameters) : SegmentForm.blank();
		return builder(null, form, model, locale);
	}

	/** A button of the builder where there is no script. */
	@PostMapping("/building")
	String rebuild(@RequestParam MultiValueMap<String, String> parameters,
			@RequestParam(required = false) @Nullable SegmentId id, Model model, Locale locale) {
		return builder(id, SegmentForm.of(parameters), model, locale);
	}

	@PostMapping
	String create(@RequestParam MultiValueMap<String, String> parameters, Model model, Locale locale,
			RedirectAttributes flash) {
		SegmentForm form = texts.fitting(SegmentForm.of(parameters));
		try {
			SegmentId id = segments.create(form.name(), form.rule(texts.money()));
			flash.addFlashAttribute("done", "segment.saved");
			return "redirect:/o/{organization}/segments/" + id;
		}
		catch (DomainException refusal) {
			model.addAttribute("refusal", messages.getMessage(refusal, locale));
			return builder(null, form, model, locale);
		}
	}

	@GetMapping("/{id}")
	String show(@PathVariable SegmentId id, Model model, Locale locale) {
		SegmentDetails segment = segments.get(id);
		model.addAttribute("segment", segment);
		model.addAttribute("today", organizations.today());
		model.addAttribute("words", texts.sentence(segment.rule(), locale));
		if (segment.frozenAt() == null) {
			model.addAttribute("preview", previews.of(id));
		}
		return "segment/show";
	}

	@GetMapping("/{id}/edit")
	String edit(@PathVariable SegmentId id, @RequestParam MultiValueMap<String, String> parameters, Model model,
			Locale locale) {
		SegmentDetails segment = segments.edit(id);
		SegmentForm form = parameters.containsKey(BUILDING) ? SegmentForm.of(parameters)
				: SegmentForm.of(segment.name(), segment.rule(), segment.version(), texts.money());
		return builder(id, form, model, locale);
	}

	@PostMapping("/{id}")
	String change(@PathVariable SegmentId id, @RequestParam MultiValueMap<String, String> parameters, Model model,
			Locale locale, RedirectAttributes flash) {
		segments.edit(id);
		SegmentForm form = texts.fitting(SegmentForm.of(parameters));
		try {
			segments.change(id, form.name(), form.rule(texts.money()), form.version());
			flash.addFlashAttribute("done", "segment.saved");
			return "redirect:/o/{organization}/segments/{id}";
		}
		catch (DomainException refusal) {
			model.addAttribute("refusal", messages.getMessage(refusal, locale));
			return builder(id, form, model, locale);
		}
	}

	@PostMapping("/{id}/frozen-copies")
	String freeze(@PathVariable SegmentId id, @RequestParam(defaultValue = "") String name, RedirectAttributes flash) {
		SegmentId copy = segments.freeze(id, name);
		flash.addFlashAttribute("done", "segment.frozen.done");
		flash.addFlashAttribute("doneArgs", List.of(segments.get(copy).members()));
		return "redirect:/o/{organization}/segments/" + copy;
	}

	@PostMapping("/{id}/archive")
	String archive(@PathVariable SegmentId id, RedirectAttributes flash) {
		segments.archive(id);
		flash.addFlashAttribute("done", "segment.archived");
		return "redirect:/o/{organization}/segments";
	}

	@PostMapping("/{id}/restore")
	String restore(@PathVariable SegmentId id, RedirectAttributes flash) {
		segments.restore(id);
		flash.addFlashAttribute("done", "segment.restored");
		return "redirect:/o/{organization}/segments/{id}";
	}

	private String builder(@Nullable SegmentId id, SegmentForm typed, Model model, Locale locale) {
		SegmentForm form = texts.fitting(typed);
		List<List<SegmentTexts.Row>> parts = new ArrayList<>();
		for (int part = 0; part < form.parts().size(); part++) {
			parts.add(texts.rows(form, part, locale));
		}
		model.addAttribute("id", id);
		model.addAttribute("form", form);
		model.addAttribute("parts", parts);
		model.addAttribute("asked", texts.asked(locale));
		model.addAttribute("matches", Match.values());
		model.addAttribute("full", form.parts().size() >= 10);
		model.addAttribute("incomplete",
				form.parts().stream().flatMap(part -> part.terms().stream()).filter(term -> !term.complete()).count());
		try {
			SegmentRule rule = form.soFar(texts.money());
			if (rule != null) {
				model.addAttribute("preview", previews.of(rule));
				model.addAttribute("words", texts.sentence(rule, locale));
			}
		}
		catch (DomainException refusal) {
			model.addAttribute("unclear", messages.getMessage(refusal, locale));
		}
		return "segment/edit";
	}

}
