package io.guildhall.staff.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import io.guildhall.staff.ApiKeyService;
import io.guildhall.staff.StaffRefused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Keys of programs. */
@Controller
@RequestMapping("/o/{organization}/settings/keys")
@RequiredArgsConstructor
class ApiKeyController {

	private final ApiKeyService keys;

	private final OrganizationService organizations;

	private final Clock clock;

	@GetMapping
	String list(Model model) {
		model.addAttribute("form", new KeyForm("", List.of(), null));
		return page(model);
	}

	/** Answers with the page itself: the key is shown this once, and kept nowhere. */
	@PostMapping
	String create(@Valid @ModelAttribute("form") KeyForm form, BindingResult errors, Model model) {
		if (!errors.hasErrors()) {
			try {
				LocalDate until = form.until();
				model
					.addAttribute("secret",
							keys.create(form.name(), form.permissions(),
									(until != null) ? organizations.current().startOf(until.plusDays(1)) : null)
								.secret());
				model.addAttribute("form", new KeyForm("", List.of(), null));
			}
			catch (StaffRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return page(model);
	}

	@PostMapping("/{id}/revoke")
	String revoke(@PathVariable UUID id, RedirectAttributes flash) {
		keys.revoke(id);
		flash.addFlashAttribute("done", "staff.key.revoked");
		return "redirect:/o/{organization}/settings/keys";
	}

	private String page(Model model) {
		model.addAttribute("keys", keys.list());
		model.addAttribute("permissions", Permission.values());
		model.addAttribute("now", clock.instant());
		return "staff/keys";
	}

	/**
	 * @param until the last day on which it opens something; null for ever
	 */
	record KeyForm(@NotBlank @Size(max = 80) String name, @NotEmpty List<Permission> scopes,
			@Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until) {

		Set<Permission> permissions() {
			EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
			permissions.addAll(scopes);
			return permissions;
		}

		/** For the boxes of the form. */
		public boolean has(Permission permission) {
			return scopes != null && scopes.contains(permission);
		}

	}

}
