package io.guildhall.audit.web;

import java.time.ZoneId;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.audit.AuditFilter;
import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import lombok.RequiredArgsConstructor;

/** The audit trail, and the timeline of one object on the pages of others. */
@Controller
@RequestMapping("/o/{organization}/audit")
@RequiredArgsConstructor
class AuditController {

	private final AuditTrail trail;

	private final AuditWords words;

	private final AuditKinds kinds;

	private final OrganizationService organizations;

	@Bean
	static NavigationEntry auditNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SETTINGS, 90, "audit.title", "/audit",
				Permission.AUDIT_READ);
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable String type,
			@RequestParam(required = false) @Nullable String object,
			@RequestParam(required = false) @Nullable String action,
			@RequestParam(required = false) @Nullable String actor,
			@RequestParam(required = false) @Nullable String after, Locale locale, Model model) {
		AuditFilter filter = new AuditFilter(none(type), none(object), none(action), none(actor));
		model.addAttribute("filter", filter);
		model.addAttribute("kinds", kinds.offered(filter.objectType(), locale));
		ZoneId zone = organizations.current().zone();
		model.addAttribute("entries", trail.list(filter, after).map(entry -> words.told(entry, locale, zone)));
		return "audit/list";
	}

	@GetMapping("/of/{type}/{id}")
	String of(@PathVariable String type, @PathVariable String id, Locale locale, Model model) {
		ZoneId zone = organizations.current().zone();
		model.addAttribute("entries",
				trail.of(type, id).stream().map(entry -> words.told(entry, locale, zone)).toList());
		return "audit/list :: timeline";
	}

	private static @Nullable String none(@Nullable String text) {
		return (text != null && !text.isBlank()) ? text : null;
	}

}
