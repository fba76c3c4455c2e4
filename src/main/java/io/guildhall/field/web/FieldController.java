package io.guildhall.field.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.field.FieldDetails;
import io.guildhall.field.FieldId;
import io.guildhall.field.FieldKind;
import io.guildhall.field.FieldOfMember;
import io.guildhall.field.FieldOption;
import io.guildhall.field.FieldService;
import io.guildhall.field.FieldValues;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** The fields of an organization, and what they say on a member's page. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class FieldController {

	private static final String HTMX = "HX-Request";

	private final FieldService fields;

	private final FieldValues values;

	private final MemberService members;

	private final MessageSource messages;

	@Bean
	static NavigationEntry fieldsEntry() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERS, 60, "field.title", "/fields",
				Permission.POLICY_EDIT);
	}

	@Bean
	static PagePart fieldsOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 5, "field.part", "/members/{id}/fields", Permission.MEMBER_READ);
	}

	@Bean
	static AuditSubject fieldHistory(FieldService service) {
		return new AuditSubject("field", id -> service.get(new FieldId(id)));
	}

	@GetMapping("/fields")
	String list(Model model) {
		List<FieldDetails> all = fields.list();
		model.addAttribute("fields", all.stream().filter(field -> !field.archived()).toList());
		model.addAttribute("archived", all.stream().filter(FieldDetails::archived).toList());
		model.addAttribute("kinds", FieldKind.values());
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", new FieldForm("", FieldKind.TEXT, ""));
		}
		return "field/list";
	}

	@PostMapping("/fields")
	String add(@RequestParam(defaultValue = "") String name, @RequestParam FieldKind kind,
			@RequestParam(defaultValue = "") String added, Locale locale, Model model, RedirectAttributes flash) {
		FieldForm form = new FieldForm(name, kind, added);
		try {
			fields.add(name, kind, form.options());
		}
		catch (DomainException refusal) {
			model.addAttribute("problem", messages.getMessage(refusal, locale));
			model.addAttribute("form", form);
			return list(model);
		}
		flash.addFlashAttribute("done", "field.added");
		return "redirect:/o/{organization}/fields";
	}

	@GetMapping("/fields/{id}")
	String show(@PathVariable FieldId id, Model model) {
		model.addAttribute("field", fields.get(id));
		return "field/show";
	}

	@PostMapping("/fields/{id}")
	String change(@PathVariable FieldId id, @RequestParam(defaultValue = "") String name,
			@RequestParam(required = false) @Nullable List<UUID> optionId,
			@RequestParam(required = false) @Nullable List<String> optionName,
			@RequestParam(defaultValue = "") String added, @RequestParam(required = false) @Nullable Long version,
			RedirectAttributes flash) {
		List<FieldOption> options = new ArrayList<>();
		List<String> names = (optionName != null) ? optionName : List.of();
		for (int i = 0; optionId != null && i < Math.min(optionId.size(), names.size()); i++) {
			if (!names.get(i).isBlank()) {
				options.add(new FieldOption(optionId.get(i), names.get(i), false));
			}
		}
		options.addAll(new FieldForm(name, FieldKind.CHOICE, added).options());
		fields.change(id, name, options, version);
		flash.addFlashAttribute("done", "field.changed");
		return "redirect:/o/{organization}/fields";
	}

	@PostMapping("/fields/{id}/archive")
	String archive(@PathVariable FieldId id, RedirectAttributes flash) {
		fields.archive(id);
		flash.addFlashAttribute("done", "field.archived.said");
		return "redirect:/o/{organization}/fields";
	}

	@PostMapping("/fields/{id}/restore")
	String restore(@PathVariable FieldId id, RedirectAttributes flash) {
		fields.restore(id);
		flash.addFlashAttribute("done", "field.restored.said");
		return "redirect:/o/{organization}/fields";
	}

	@PostMapping("/fields/{id}/move")
	String move(@PathVariable FieldId id, @RequestParam boolean up) {
		fields.move(id, up);
		return "redirect:/o/{organization}/fields";
	}

	@GetMapping("/members/{id}/fields")
	String part(@PathVariable MemberId id, @RequestParam(required = false) @Nullable String edit, Model model) {
		return part(id, edit != null, Map.of(), model);
	}

	@PostMapping("/members/{id}/fields")
	String set(@PathVariable MemberId id, @RequestParam Map<String, String> parameters,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Locale locale, Model model) {
		Map<String, @Nullable String> wanted = new LinkedHashMap<>();
		Map<String, String> seen = new LinkedHashMap<>();
		parameters.forEach((name, value) -> {
			if (name.startsWith("to.")) {
				wanted.put(name.substring(3), value.replace("\r\n", "\n"));
			}
			else if (name.startsWith("was.")) {
				seen.put(name.substring(4), value.replace("\r\n", "\n"));
			}
		});
		try {
			values.set(id, wanted, seen);
		}
		catch (DomainException refusal) {
			if (htmx == null || refusal.getKind() == DomainException.Kind.NOT_FOUND) {
				throw refusal;
			}
			model.addAttribute("problem", messages.getMessage(refusal, locale));
			return part(id, true, wanted, model);
		}
		return (htmx != null) ? part(id, false, Map.of(), model) : "redirect:/o/{organization}/members/" + id;
	}

	/**
	 * The section with what stands there.
	 * @param typed what was refused, by key
	 */
	private String part(MemberId id, boolean editing, Map<String, @Nullable String> typed, Model model) {
		List<FieldOfMember> of = values.of(id);
		model.addAttribute("member", id);
		model.addAttribute("erased", members.require(id).erased());
		model.addAttribute("values", of);
		model.addAttribute("editing", editing);
		Map<String, String> shown = new LinkedHashMap<>();
		of.forEach(value -> {
			String was = typed.get(value.key());
			shown.put(value.key(), (was != null) ? was : value.value());
		});
		model.addAttribute("shown", shown);
		return "field/list :: part";
	}

	/** A new field as it was typed: one option in each line. */
	record FieldForm(String name, FieldKind kind, String added) {

		List<FieldOption> options() {
			return (kind != FieldKind.CHOICE) ? List.of()
					: added.lines().map(String::strip).filter(line -> !line.isEmpty()).map(FieldOption::named).toList();
		}
	}

}
